"""The map of a brief: places that are somewhere as pins with their reach, borders and ways as dashed lines, over the
base map; all other places as lists, never guessed.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from muster.normalise.geodesy import KM_PER_DEGREE
from muster.publish.basemap import WORLD, Point, Window, clip, country_names, land, latitude, project
from muster.publish.outlines import Reach, Way, reaches, way
from muster.publish.shapes import Shape, is_country, shape_of, told
from muster.publish.view import EventView
from muster.publish.words import one_line
from muster.record import Status

WIDTH, HEIGHT = 1000, 560
MOST_DEGREES = 15.0  # a longer line than this frames no map that has something else to frame
MIN_DEGREES = 4.0  # a smaller frame would show less detail than the 1:50m base map has
CHARACTER = 6.4  # mean width of a label's character, in pixels at 12 px


@dataclass(frozen=True, slots=True)
class Site:
    """A place with the events that it is a place of. ``told`` says in words how far it is known where it is."""

    name: str
    country: str
    events: tuple[EventView, ...]
    shape: Shape
    told: str = ""

    @property
    def look(self) -> str:
        """The status that the pin shows: ``done`` if anything happened here, else the first event's."""
        looks = [event.look for event in self.events]
        return "done" if "done" in looks or "ongoing" in looks else looks[0]


@dataclass(frozen=True, slots=True)
class Pin:
    """A site on the map, in map units; ``radius`` and label offset in pixels at any zoom."""

    site: Site
    x: float
    y: float
    radius: float
    side: str
    crowded: bool


@dataclass(frozen=True, slots=True)
class MapView:
    """What the map template draws. ``frame`` is the first view, ``sheet`` all that can be panned to: x, y, w, h.

    Lists: sites ``beyond`` the frame, ``beside`` a place that they are told by, ``drawn`` as lines, ``countries`` as a
    whole, and ``unplaced``.
    """

    paths: tuple[tuple[str, str], ...]
    labels: tuple[tuple[str, float, float], ...]
    reaches: tuple[Reach, ...]
    ways: tuple[tuple[Site, Way], ...]
    pins: tuple[Pin, ...]
    frame: tuple[float, float, float, float]
    sheet: tuple[float, float, float, float]
    km_per_unit: float
    beyond: tuple[Site, ...]
    beside: tuple[Site, ...]
    drawn: tuple[Site, ...]
    countries: tuple[Site, ...]
    unplaced: tuple[Site, ...]


def map_view(events: Sequence[EventView]) -> MapView | None:
    """The map of ``events``; None when no event names a place. Scenario events are left out: they took no place."""
    points, drawn, countries, unplaced = _sites(events)
    if not (points or drawn or countries or unplaced):
        return None
    # Where only whole countries are named, they are all there is to see.
    places = [point for point, site in points.items() for _ in site.events]
    window = _window([*places, *_ends(drawn, MOST_DEGREES)] or _ends(drawn, 360.0))
    if window is None:
        return MapView((), (), (), (), (), (0, 0, 0, 0), (0, 0, 0, 0), 0, (), (), (), countries, unplaced)
    scale = WIDTH / window.width

    def place(point: Point) -> Point:
        return round((point[0] - window.left) * scale, 1), round((point[1] - window.top) * scale, 1)

    sheet = window.grown(0.5)
    inside = {point: site for point, site in points.items() if sheet.holds(point)}
    paths, labels = [], []
    for country, rings in land(sheet):
        paths.append((country.name, "".join(_path([place(p) for p in ring]) for ring in rings)))
        if spot := _label_spot([ring for whole in rings if (ring := clip(whole, window))], window):
            labels.append((country.name, *place(spot)))
    top_left = place((sheet.left, sheet.top))
    middle = latitude((window.top + window.bottom) / 2)
    return MapView(
        paths=tuple(paths),
        labels=tuple(labels),
        reaches=tuple(reaches([(site.shape, site.look) for site in inside.values()], place, scale, WIDTH / 2)),
        ways=tuple((site, line) for site in drawn if (line := way(site.shape.lines, sheet, place)) is not None),
        pins=_pins({place(point): site for point, site in inside.items()}),
        frame=(0, 0, WIDTH, round(window.height * scale, 1)),
        sheet=(*top_left, round(sheet.width * scale, 1), round(sheet.height * scale, 1)),
        km_per_unit=round(KM_PER_DEGREE * math.cos(math.radians(middle)) / scale, 5),
        beyond=tuple(site for point, site in points.items() if not window.holds(point)),
        beside=tuple(site for site in points.values() if site.shape.estimated),
        drawn=drawn,
        countries=countries,
        unplaced=unplaced,
    )


def _sites(
    events: Sequence[EventView],
) -> tuple[dict[Point, Site], tuple[Site, ...], tuple[Site, ...], tuple[Site, ...]]:
    """Places as (with a point, with a line, whole countries, with neither), each most events first."""
    by_place: defaultdict[tuple[str, str | None, Shape, str], list[EventView]] = defaultdict(list)
    for event in events:
        if event.status is not Status.SIMULATED:
            for place in dict.fromkeys(event.where):
                shape = Shape() if is_country(place) else shape_of(place)
                by_place[place.name, place.country, shape, told(place)].append(event)
    pinned: dict[Point, Site] = {}
    drawn: list[Site] = []
    countries: list[Site] = []
    unplaced: list[Site] = []
    for (name, code, shape, words), found in sorted(by_place.items(), key=lambda item: (-len(item[1]), item[0][0])):
        country = country_names().get(code or "", code or "")
        site = Site(one_line(name), country, tuple(dict.fromkeys(found)), shape, words)
        if country.casefold() == name.casefold() and country:
            countries.append(site)
        elif shape.point is not None:
            point = project(*shape.point)
            pinned[point] = _joined(pinned[point], site) if point in pinned else site
        else:
            (drawn if shape.lines else unplaced).append(site)
    return pinned, tuple(drawn), tuple(countries), tuple(unplaced)


def _ends(drawn: Sequence[Site], longest: float) -> list[Point]:
    """The outermost points of the lines of each site, where they are no more than ``longest`` degrees apart."""
    ends: list[Point] = []
    for site in drawn:
        points = [project(*point) for line in site.shape.lines for point in line]
        by_x, by_y = sorted(points), sorted(points, key=lambda point: point[1])
        if max(by_x[-1][0] - by_x[0][0], by_y[-1][1] - by_y[0][1]) <= longest:
            ends += [by_x[0], by_x[-1], by_y[0], by_y[-1]]
    return ends


def _joined(first: Site, second: Site) -> Site:
    """Two names of one point, as one site; of "Kismayo" and "port of Kismayo", the shorter does for both."""
    short, long = sorted((first.name, second.name), key=len)
    name = short if short.casefold() in long.casefold() else f"{first.name} / {second.name}"
    shape = max(first.shape, second.shape, key=lambda shape: shape.reach_km)
    words = "; ".join(dict.fromkeys(site.told for site in (first, second) if site.told))
    return Site(name, first.country, tuple(dict.fromkeys(first.events + second.events)), shape, words)


def _window(points: Sequence[Point]) -> Window | None:
    """The frame of the first view: around the bulk of ``points`` (each counted once for every event).

    Points more than five times as far from the median point as half of them are (and over about 6 degrees off) are
    beyond the frame and listed below the map.
    """
    if not points:
        return None
    centre = median(x for x, _ in points), median(y for _, y in points)
    reach = max(6.0, 5 * median(math.dist(centre, point) for point in points))
    near = [point for point in points if math.dist(centre, point) <= reach] or list(points)
    xs, ys = [x for x, _ in near], [y for _, y in near]
    width = max(MIN_DEGREES, 1.35 * (max(xs) - min(xs)))
    height = max(width * HEIGHT / WIDTH, 1.45 * (max(ys) - min(ys)))
    width = min(360.0, max(width, height * WIDTH / HEIGHT))
    height = width * HEIGHT / WIDTH
    left = min(max((min(xs) + max(xs) - width) / 2, -180.0), 180.0 - width)
    top = min(max((min(ys) + max(ys) - height) / 2, WORLD.top), WORLD.bottom - height)
    return Window(left, top, left + width, top + height)


def _path(points: Sequence[Point]) -> str:
    """A closed SVG path over the points, those nearer than a third of a unit to the last left out; one digit."""
    kept = [points[0]]
    for point in points[1:]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= 0.35:
            kept.append(point)
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in kept) + "Z" if len(kept) > 2 else ""


def _label_spot(rings: Sequence[Sequence[Point]], window: Window) -> Point | None:
    """Where a country's name stands: the grid point within its visible part that is farthest from any edge."""
    best, spot = window.width / 24, None  # a country with less room than this gets no label
    # An outline of some hundred points is as good here, and the whole world is drawn in a blink.
    rings = [ring[:: 1 + len(ring) // 120] for ring in rings if _across(ring) > 2 * best]
    if not rings:
        return None
    for i in range(1, 24):
        for j in range(1, 14):
            point = window.left + window.width * i / 24, window.top + window.height * j / 14
            if not _inside(point, rings):
                continue
            edge = min(point[0] - window.left, window.right - point[0], 2 * (point[1] - window.top))
            edge = min(edge, 2 * (window.bottom - point[1]))
            room = min(edge, min(abs(point[0] - x) + 2 * abs(point[1] - y) for ring in rings for x, y in ring))
            if room > best:
                best, spot = room, point
    return spot


def _across(ring: Sequence[Point]) -> float:
    return max(x for x, _ in ring) - min(x for x, _ in ring)


def _inside(point: Point, rings: Sequence[Sequence[Point]]) -> bool:
    """Even-odd rule."""
    x, y = point
    odd = False
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True):
            if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
                odd = not odd
    return odd


def _pins(points: dict[Point, Site]) -> tuple[Pin, ...]:
    """Pins with their labels set right, left, above or below, wherever they cover nothing yet; else ``crowded``."""
    taken = [(x - 6, y - 6, x + 6, y + 6) for x, y in points]
    pins = []
    for (x, y), site in points.items():
        radius = round(min(12.0, 4 + 1.5 * math.sqrt(len(site.events))), 1)
        width = CHARACTER * len(site.name)
        boxes = {
            "right": (x + radius + 3, y - 7, x + radius + 3 + width, y + 7),
            "left": (x - radius - 3 - width, y - 7, x - radius - 3, y + 7),
            "above": (x - width / 2, y - radius - 16, x + width / 2, y - radius - 2),
            "below": (x - width / 2, y + radius + 2, x + width / 2, y + radius + 16),
        }
        inside = {side: box for side, box in boxes.items() if box[0] > 0 and box[2] < WIDTH}
        free = [side for side, box in inside.items() if not any(_overlap(box, other) for other in taken)]
        side = free[0] if free else "right"
        if free:
            taken.append(boxes[side])
        pins.append(Pin(site, x, y, radius, side, crowded=not free))
    return tuple(pins)


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
