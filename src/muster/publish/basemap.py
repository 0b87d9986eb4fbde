"""The world's coasts and borders (``data/basemap.json.gz``), cut to a window and projected.

Web Mercator, in a plane whose unit is one degree of longitude: x is the longitude, y grows to the south. Windows never
cross the antimeridian; a case that lies on both sides of it gets the whole world.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

Point = tuple[float, float]
MAX_LATITUDE = 84.0


@dataclass(frozen=True, slots=True)
class Window:
    """A rectangle of the projected plane."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def holds(self, point: Point) -> bool:
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom

    def meets(self, other: Window) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def grown(self, by: float) -> Window:
        """Larger on each side by ``by`` times its width or height, within the world."""
        x, y = self.width * by, self.height * by
        world = WORLD
        return Window(
            max(self.left - x, world.left),
            max(self.top - y, world.top),
            min(self.right + x, world.right),
            min(self.bottom + y, world.bottom),
        )


def project(lon: float, lat: float) -> Point:
    """WGS 84 degrees to the plane; latitudes beyond 84 degrees are held at 84."""
    lat = max(-MAX_LATITUDE, min(MAX_LATITUDE, lat))
    return lon, -math.degrees(math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)))


def latitude(y: float) -> float:
    """The latitude of ``y``: the inverse of :func:`project`."""
    return math.degrees(2 * math.atan(math.exp(math.radians(-y))) - math.pi / 2)


WORLD = Window(-180.0, project(0, MAX_LATITUDE)[1], 180.0, project(0, -MAX_LATITUDE)[1])


@dataclass(frozen=True, slots=True)
class Country:
    """One country; ``rings`` are closed outlines in the plane (holes among them: fill by even-odd rule)."""

    code: str | None
    name: str
    rings: tuple[tuple[Point, ...], ...]


@cache
def _packed() -> dict[str, Any]:
    file = resources.files("muster.publish").joinpath("data", "basemap.json.gz")
    packed: dict[str, Any] = json.loads(gzip.decompress(file.read_bytes()))
    return packed


@cache
def countries() -> tuple[Country, ...]:
    """All countries of the base map, by name."""
    packed = _packed()
    arcs = [tuple(project(lon, lat) for lon, lat in _arc(arc)) for arc in packed["arcs"]]

    def rings(numbered: list[list[int]]) -> Iterator[tuple[Point, ...]]:
        for numbers in numbered:
            points: list[Point] = []
            for number in numbers:
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                points.extend(arc[1:] if points else arc)
            yield from _unwrapped(points)

    return tuple(Country(c["code"], c["name"], tuple(rings(c["rings"]))) for c in packed["countries"])


def _unwrapped(ring: list[Point]) -> Iterator[tuple[Point, ...]]:
    """``ring`` without jumps at the antimeridian: it runs on beyond 180 degrees, and is given once on either side.

    A ring around the pole (Antarctica) does not close when it is unrolled; it is closed along the foot of the world.
    """
    points, shift = [ring[0]], 0.0
    for (before, _), (x, y) in pairwise(ring):
        if abs(x - before) > 180:
            shift += 360.0 if x < before else -360.0
        points.append((x + shift, y))
    if abs(points[-1][0] - points[0][0]) > 180:
        points += [(points[-1][0], WORLD.bottom), (points[0][0], WORLD.bottom)]
    low, high = min(x for x, _ in points), max(x for x, _ in points)
    for turn in (-360.0, 0.0, 360.0):
        if low + turn < WORLD.right and high + turn > WORLD.left:
            yield tuple((x + turn, y) for x, y in points) if turn else tuple(points)


def _arc(numbers: list[int]) -> Iterator[Point]:
    """The points of an arc as (lon, lat)."""
    (width, height), (west, south) = _packed()["scale"], _packed()["origin"]
    x = y = 0
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        yield x * width + west, y * height + south


@cache
def border(code: str, other: str | None = None) -> tuple[tuple[Point, ...], ...]:
    """The lines (lon, lat in degrees) along which a country meets another one, or every other one; codes ISO 3166-1.

    Countries share the arcs of their common border. Empty where they have none, or the map does not know a code.
    """
    sides: list[tuple[str | None, set[int]]] = [
        (c["code"], {n if n >= 0 else ~n for ring in c["rings"] for n in ring}) for c in _packed()["countries"]
    ]
    own = set().union(*(arcs for known, arcs in sides if known == code))
    others = set().union(*(arcs for known, arcs in sides if known != code and other in (None, known)))
    return tuple(tuple(_arc(_packed()["arcs"][n])) for n in sorted(own & others))


@cache
def country_names() -> dict[str, str]:
    """Country names by ISO 3166-1 alpha-2 code."""
    return {country.code: country.name for country in countries() if country.code}


def land(window: Window) -> Iterator[tuple[Country, tuple[tuple[Point, ...], ...]]]:
    """The countries that reach into ``window``, each with the rings that are left within it."""
    for country in countries():
        rings = tuple(ring for whole in country.rings if (ring := clip(whole, window)))
        if rings:
            yield country, rings


def clip(ring: tuple[Point, ...], window: Window) -> tuple[Point, ...]:
    """``ring`` cut to ``window``; empty when nothing is left (Sutherland and Hodgman 1974)."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    bounds = Window(min(xs), min(ys), max(xs), max(ys))
    if not bounds.meets(window):
        return ()
    points: Iterable[Point] = ring
    for axis, limit, keep_above in (
        (0, window.left, True),
        (0, window.right, False),
        (1, window.top, True),
        (1, window.bottom, False),
    ):
        points = _cut(list(points), axis, limit, keep_above)
    return tuple(points)


def _cut(points: list[Point], axis: int, limit: float, keep_above: bool) -> list[Point]:
    inside: Callable[[Point], bool] = (lambda p: p[axis] >= limit) if keep_above else (lambda p: p[axis] <= limit)
    kept: list[Point] = []
    for a, b in pairwise([*points, points[0]] if points else []):
        if inside(a):
            kept.append(a)
        if inside(a) != inside(b):
            share = (limit - a[axis]) / (b[axis] - a[axis])
            kept.append((a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])))
    return kept
