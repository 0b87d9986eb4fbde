"""Build ``src/muster/normalise/data/country_boxes.tsv``: what each country lies in, from the outlines of the base map.

    python -m scripts.build_country_boxes

A country's box holds its largest piece of land, every piece that is a third as large or more, and in turn every piece
within three degrees of what it holds: Corsica and Malaysia's two halves are in, French Guiana, Alaska and the Canaries
are out. Degrees; west is greater than east where the box crosses the antimeridian (RFC 7946). Same input, same bytes.
"""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path

from muster.publish.basemap import Country, Point, countries, latitude

TARGET = Path(__file__).parent.parent / "src/muster/normalise/data/country_boxes.tsv"
COMMENT = """\
# What the mainland of each country lies in (degrees; west is greater than east across the antimeridian). Written by
# scripts/build_country_boxes.py from Natural Earth's outlines (public domain), 1:50m.
"""
HEAD = "code\twest\tsouth\teast\tnorth\n"
NEAR = 3.0  # degrees
LARGE = 1 / 3  # of the largest piece

Bounds = tuple[float, float, float, float]


def main() -> None:
    rows = [(c.code, box_of(c)) for c in countries() if c.code]
    lines = ["\t".join([str(code), *(f"{number:g}" for number in box)]) for code, box in sorted(rows)]
    TARGET.write_text(COMMENT + HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")


def box_of(country: Country) -> Bounds:
    """The box of a country, as said above."""
    pieces = {bounds(ring): area(ring) for ring in country.rings if min(x for x, _ in ring) >= -180}
    largest = max(pieces.values())
    held = [piece for piece, size in pieces.items() if size >= LARGE * largest]
    left = [piece for piece in pieces if piece not in held]
    while near := [piece for piece in left if any(gap(piece, other) < NEAR for other in held)]:
        held += near
        left = [piece for piece in left if piece not in near]
    west, south = min(piece[0] for piece in held), min(piece[1] for piece in held)
    east, north = max(piece[2] for piece in held), max(piece[3] for piece in held)
    if east - west > 330:  # around the pole
        west, east = -180.0, 180.0
    return round(west, 2), round(south, 2), round(east - 360 if east > 180 else east, 2), round(north, 2)


def bounds(ring: tuple[Point, ...]) -> Bounds:
    xs, lats = [x for x, _ in ring], [latitude(y) for _, y in ring]
    return min(xs), min(lats), max(xs), max(lats)


def area(ring: tuple[Point, ...]) -> float:
    """In square degrees of the equator (the shoelace formula, shrunk by the latitude of the ring's middle)."""
    twice = sum(ax * latitude(by) - bx * latitude(ay) for (ax, ay), (bx, by) in pairwise(ring))
    _, south, _, north = bounds(ring)
    return abs(twice) / 2 * math.cos(math.radians((south + north) / 2))


def gap(a: Bounds, b: Bounds) -> float:
    """Degrees between two boxes, along the axis where they are farther apart."""
    return max(0.0, a[0] - b[2], b[0] - a[2], a[1] - b[3], b[1] - a[3])


if __name__ == "__main__":
    main()
