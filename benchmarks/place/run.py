"""Toponyms on LGL, TR-News and GeoVirus: resolved with the names given, and found and resolved from the bare text.

    python benchmarks/place/run.py [--data ../shared/data] [--errors N] [SET ...]

SET is ``lgl``, ``trnews`` or ``geovirus`` (default all). Measures as in Gritta et al. 2020, "A pragmatic guide to
geoparsing evaluation": share of toponyms within 161 km, area under the curve of the log error (0 is perfect, 1 the
antipodes), median error; the share with exactly the gold GeoNames id, of those whose id the gazetteer has. With names
given, toponyms that the corpus places with coordinates are scored, and one left unresolved is wrong. From the bare text
a toponym is found where both ends are right; demonyms count, as these corpora annotate them. The weights of
``muster.normalise.places`` were set on LGL and GeoVirus, no weight on TR-News. Countries bear the coordinates of
Wikipedia in GeoVirus, often more than 161 km from GeoNames'.
"""

from __future__ import annotations

import argparse
import lzma
import math
import statistics
import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from muster.extract.toponyms import listed_toponyms
from muster.language import parse
from muster.normalise.gazetteer import Gazetteer
from muster.normalise.geodesy import distance_km
from muster.normalise.places import Resolved, Toponym, resolve_toponyms

SETS = {"lgl": "geo_lgl/lgl.xml.xz", "trnews": "geo_trnews/TR-News.xml.xz", "geovirus": "geo_geovirus/GeoVirus.xml.xz"}
WITHIN_KM = 161.0  # a hundred miles, the measure of the literature
FARTHEST_KM = 20039.0  # half the equator


@dataclass(frozen=True)
class Gold:
    toponym: Toponym
    lat: float
    lon: float
    geonameid: int | None

    @property
    def located(self) -> bool:
        return not math.isnan(self.lat)


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
            tag = node.find("gaztag")
            number = tag.get("geonameid") if tag is not None else None
            start = aligned(text, phrase, int(node.findtext("start") or 0))
            golds.append(
                Gold(
                    Toponym(start, start + len(phrase), phrase, phrase),
                    float(lat) if lat else float("nan"),
                    float(lon) if lon else float("nan"),
                    int(number) if number and number.isdecimal() else None,
                )
            )
        yield text, golds


def aligned(text: str, phrase: str, start: int) -> int:
    for shift in sorted(range(-30, 31), key=abs):
        if start + shift >= 0 and text.startswith(phrase, start + shift):
            return start + shift
    return start


def error_km(gold: Gold, one: Resolved | None) -> float:
    """How far off the answer is; an unresolved name is at the antipodes."""
    entry = one.entry if one is not None else None
    if entry is None or entry.lat is None or entry.lon is None:
        return FARTHEST_KM
    return distance_km(gold.lat, gold.lon, entry.lat, entry.lon)


def area(errors: Sequence[float]) -> float:
    """Area under the curve of sorted log errors, by the trapezoid rule, scaled to 0-1."""
    logs = sorted(math.log(min(error, FARTHEST_KM) + 1) / math.log(FARTHEST_KM + 1) for error in errors)
    return sum((a + b) / 2 for a, b in pairwise(logs)) / max(len(logs) - 1, 1)


def names_given(path: Path, gazetteer: Gazetteer, errors: int) -> None:
    distances: list[float] = []
    toponyms, exact, known, wrong = 0, 0, 0, Counter[tuple[str, ...]]()
    began = time.process_time()
    results = []
    for text, golds in articles(path):
        results.append((golds, resolve_toponyms(text, [g.toponym for g in golds], gazetteer)))
        toponyms += len(golds)
    seconds = time.process_time() - began
    for golds, resolved in results:
        for gold, one in zip(golds, resolved, strict=True):
            if not gold.located:
                continue
            distances.append(error_km(gold, one))
            if gold.geonameid is not None and gazetteer.has(gold.geonameid):
                known += 1
                exact += one.entry is not None and one.entry.geonameid == gold.geonameid
            if distances[-1] > WITHIN_KM:
                entry = one.entry
                label = f"{entry.name} {entry.country} {entry.feature_code} {one.reasons}" if entry else "unknown"
                wrong[(gold.toponym.text, label, f"{gold.lat:.1f},{gold.lon:.1f}")] += 1
    right = sum(d <= WITHIN_KM for d in distances)
    print(f"{path.name}, names given: {len(distances)} toponyms with coordinates")
    print(f"  within 161 km {right / len(distances):.3f}, area under the log error {area(distances):.3f}", end=", ")
    print(f"median error {statistics.median(distances):.1f} km")
    if known:
        print(f"  exactly the gold id {exact / known:.3f} of the {known} whose id the gazetteer has")
    print(f"  {toponyms / seconds:.0f} toponyms a second of processor time")
    for labels, count in wrong.most_common(errors):
        print(f"  {count:4d}  {' | '.join(labels)}")


def from_text(path: Path, gazetteer: Gazetteer) -> None:
    gold_count = found_count = right = close = located = 0
    for text, golds in articles(path):
        answers = {
            (one.toponym.start, one.toponym.end): one
            for one in resolve_toponyms(text, listed_toponyms(parse(text), gazetteer), gazetteer)
        }
        wanted = {(gold.toponym.start, gold.toponym.end): gold for gold in golds}
        gold_count, found_count = gold_count + len(wanted), found_count + len(answers)
        right += len(wanted.keys() & answers.keys())
        for span, gold in wanted.items():
            if gold.located:
                located += 1
                close += error_km(gold, answers.get(span)) <= WITHIN_KM
    precision, recall = right / found_count, right / gold_count
    score = 2 * precision * recall / (precision + recall)
    print(f"{path.name}, from the text: found P {precision:.3f}, R {recall:.3f}, F1 {score:.3f}")
    print(f"  found and within 161 km: {close / located:.3f} of the toponyms with coordinates")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="SET")
    parser.add_argument("--data", type=Path, default=Path(__file__).resolve().parents[2].parent / "shared" / "data")
    parser.add_argument("--errors", type=int, default=0, help="print this many of the most frequent errors")
    arguments = parser.parse_args()
    gazetteer = Gazetteer.open()
    for name in arguments.sets or SETS:
        if name not in SETS:
            parser.error(f"no set {name!r}; there are {', '.join(SETS)}")
        names_given(arguments.data / SETS[name], gazetteer, arguments.errors)
        from_text(arguments.data / SETS[name], gazetteer)


if __name__ == "__main__":
    main()
