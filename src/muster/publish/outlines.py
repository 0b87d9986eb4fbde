"""The reach of places and the course of lines as SVG paths on the map."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from muster.normalise.geodesy import KM_PER_DEGREE
from muster.publish.basemap import Point, Window, project
from muster.publish.shapes import LonLat, Shape

SMALLEST = 3.0  # map units: a smaller reach is hidden by its pin
_DIGITS = 1


@dataclass(frozen=True, slots=True)
class Reach:
    """How far around its pin a place may be: an SVG path, and the status that it shows."""

    path: str
    look: str


@dataclass(frozen=True, slots=True)
class Way:
    """A border, or the way between two places: an SVG path, and where its name stands."""

    path: str
    x: float
    y: float


def reaches(
    shapes: Iterable[tuple[Shape, str]], place: Callable[[Point], Point], scale: float, widest: float
) -> Iterator[Reach]:
    """A circle for each point that has a reach, a rectangle for each area that has a box; (shape, status) in.

    ``place`` puts a projected point on the map, ``scale`` is map units for a degree of longitude; what is wider than
    ``widest`` units to either side shows nothing and is left out.
    """
    for shape, look in shapes:
        path = _rectangle(shape, place, widest) if shape.box is not None else _circle(shape, place, scale, widest)
        if path:
            yield Reach(path, look)


def _circle(shape: Shape, place: Callable[[Point], Point], scale: float, widest: float) -> str:
    if shape.point is None:
        return ""
    x, y = place(project(*shape.point))
    radius = shape.reach_km / (KM_PER_DEGREE * max(0.05, math.cos(math.radians(shape.point[1])))) * scale
    if not SMALLEST <= radius <= widest:
        return ""
    r, across = round(radius, _DIGITS), round(2 * radius, _DIGITS)
    return f"M{x - r:g} {y:g}a{r:g} {r:g} 0 1 0 {across:g} 0a{r:g} {r:g} 0 1 0 -{across:g} 0Z"


def _rectangle(shape: Shape, place: Callable[[Point], Point], widest: float) -> str:
    assert shape.box is not None
    west, south, east, north = shape.box
    (left, top), (right, bottom) = place(project(west, north)), place(project(east, south))
    if not SMALLEST <= (right - left) / 2 <= widest:  # so narrow, so wide, or across the antimeridian
        return ""
    return f"M{left:g} {top:g}H{right:g}V{bottom:g}H{left:g}Z"


def way(lines: Sequence[Sequence[LonLat]], sheet: Window, place: Callable[[Point], Point]) -> Way | None:
    """The lines as one path, and the middle of the longest; None where none of them reaches into the sheet."""
    projected = [[project(*point) for point in line] for line in lines]
    seen = [line for line in projected if any(sheet.holds(point) for point in line)]
    if not seen:
        return None
    path = "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in map(place, line)) for line in seen)
    return Way(path, *place(_middle(max(seen, key=_length))))


def _length(line: Sequence[Point]) -> float:
    return sum(math.dist(a, b) for a, b in pairwise(line))


def _middle(line: Sequence[Point]) -> Point:
    """The point half way along a line."""
    left = _length(line) / 2
    for a, b in pairwise(line):
        step = math.dist(a, b)
        if step >= left > 0:
            share = left / step
            return a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])
        left -= step
    return line[len(line) // 2]
