"""Toponym resolution on LGL and TR-News, names given: accuracy within 161 km, median error, throughput.

    python benchmarks/place/run.py [--data ../shared/data] [--errors N] [SET ...]

SET is ``lgl``, ``trnews`` or ``geovirus`` (default the first two). Scored are the toponyms that the corpus places with
coordinates; one left unresolved is wrong. The weights of ``muster.normalise.places`` were set on LGL and GeoVirus, no
weight on TR-News. Countries bear the coordinates of Wikipedia in GeoVirus, often more than 161 km from GeoNames'.
"""

from __future__ import annotations

import argparse
import lzma
import statistics
import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from muster.normalise.gazetteer import Gazetteer
from muster.normalise.geodesy import distance_km
from muster.normalise.places import Toponym, resolve_toponyms

SETS = {"lgl": "geo_lgl/lgl.xml.xz", "trnews": "geo_trnews/TR-News.xml.xz", "geovirus": "geo_geovirus/GeoVirus.xml.xz"}
WITHIN_KM = 161.0  # a hundred miles, the measure of the literature


@dataclass(frozen=True)
class Gold:
    toponym: Toponym
    lat: float
    lon: float


def articles(path: Path) -> Iterator[tuple[str, list[Gold]]]:
    """Text and gold toponyms; offsets are moved to the nearest place where the phrase stands."""
    root = ET.fromstring(lzma.decompress(path.read_bytes()).decode("utf-8"))
    for article in root.iter("article"):
        text = article.findtext("text") or ""
        golds = []
        for node in [*article.iter("toponym"), *article.iter("location")]:
            phrase = (node.findtext("phrase") or node.findtext("name") or "").strip()
            lat = node.findtext("gaztag/lat") or node.findtext("lat")
            lon = node.findtext("gaztag/lon") or node.findtext("lon")
            start = aligned(text, phrase, int(node.findtext("start") or 0))
            golds.append(
                Gold(
                    Toponym(start, start + len(phrase), phrase, phrase),
                    float(lat) if lat else float("nan"),
                    float(lon) if lon else float("nan"),
                )
            )
        yield text, golds


def aligned(text: str, phrase: str, start: int) -> int:
    for shift in sorted(range(-30, 31), key=abs):
        if start + shift >= 0 and text.startswith(phrase, start + shift):
            return start + shift
    return start


def score(path: Path, gazetteer: Gazetteer, errors: int) -> None:
    distances: list[float] = []
    unresolved, toponyms, wrong = 0, 0, Counter[tuple[str, ...]]()
    began = time.perf_counter()
    results = []
    for text, golds in articles(path):
        results.append((golds, resolve_toponyms(text, [g.toponym for g in golds], gazetteer)))
        toponyms += len(golds)
    seconds = time.perf_counter() - began
    for golds, resolved in results:
        for gold, one in zip(golds, resolved, strict=True):
            if gold.lat != gold.lat:
                continue
            entry = one.entry
            if entry is None or entry.lat is None or entry.lon is None:
                unresolved += 1
                distances.append(20038.0)
                wrong[(gold.toponym.text, "unknown")] += 1
                continue
            distances.append(distance_km(gold.lat, gold.lon, entry.lat, entry.lon))
            if distances[-1] > WITHIN_KM:
                label = f"{entry.name} {entry.country} {entry.admin1} {entry.feature_code} {one.reasons}"
                wrong[(gold.toponym.text, label, f"{gold.lat:.1f},{gold.lon:.1f} is {distances[-1]:.0f} km off")] += 1
    right = sum(d <= WITHIN_KM for d in distances)
    print(f"{path.name}: {len(distances)} toponyms with coordinates, {unresolved} unresolved")
    print(f"  within 161 km {right / len(distances):.3f}, median error {statistics.median(distances):.1f} km")
    print(f"  {toponyms / seconds:.0f} toponyms a second, {len(results) / seconds:.0f} texts a second")
    for labels, count in wrong.most_common(errors):
        print(f"  {count:4d}  {' | '.join(labels)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="SET")
    parser.add_argument("--data", type=Path, default=Path(__file__).resolve().parents[2].parent / "shared" / "data")
    parser.add_argument("--errors", type=int, default=0, help="print this many of the most frequent errors")
    arguments = parser.parse_args()
    gazetteer = Gazetteer.open()
    for name in arguments.sets or ("lgl", "trnews"):
        if name not in SETS:
            parser.error(f"no set {name!r}; there are {', '.join(SETS)}")
        score(arguments.data / SETS[name], gazetteer, arguments.errors)


if __name__ == "__main__":
    main()
