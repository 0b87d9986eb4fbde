"""Processor time of the gazetteer and the name lexicon: opening, look-up, look-up by spelling, canonical names.

python benchmarks/place/speed.py
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from muster.normalise.gazetteer import Gazetteer
from muster.normalise.names import NameLexicon
from muster.normalise.names_match import same_name

PLACES = ("Dushanbe", "Kunduz", "Moscow", "Bakhmut", "Russia", "Khatlon", "Mosul", "Herat")
MANY = ("Springfield", "San José", "Tripoli")
MOST = ("San José",)
SPELT = ("Surjan Daria", "Slaviansk", "Muminabad", "Sievierodonetsk", "Kharb-Maidon", "Lashkargoh", "Djelalabad")
NAMES = (
    "Russia's Defense Ministry",
    "ISIS",
    "Gen. Alexander Lebed",
    "58th Combined Arms Army",
    "foreign troops",
    "CSTO",
)


def microseconds(call: Callable[[str], object], words: Sequence[str], repeat: int = 200) -> float:
    """Mean time of one call, over all words."""
    began = time.process_time()
    for _ in range(repeat):
        for word in words:
            call(word)
    return (time.process_time() - began) / (repeat * len(words)) * 1e6


def main() -> None:
    Gazetteer.open().close()  # built, if it is not
    began = time.process_time()
    gazetteer = Gazetteer.open()
    print(f"gazetteer opened in {(time.process_time() - began) * 1000:.1f} ms")
    print(f"exact look-up {microseconds(gazetteer._exact, PLACES):.0f} µs")
    print(f"exact look-up of a name of many places {microseconds(gazetteer._exact, MANY):.0f} µs")
    print(f"exact look-up of a name of 107 places {microseconds(gazetteer._exact, MOST):.0f} µs")
    print(f"look-up remembered {microseconds(gazetteer.lookup, PLACES):.1f} µs")
    print(f"look-up by spelling {microseconds(gazetteer._search, SPELT):.0f} µs")
    began = time.process_time()
    lexicon = NameLexicon.load()
    print(f"lexicon loaded in {(time.process_time() - began) * 1000:.0f} ms")
    print(f"name read {microseconds(lexicon._info, NAMES):.0f} µs")
    print(f"name remembered {microseconds(lexicon.canonical, NAMES):.1f} µs")
    began = time.process_time()
    for a in NAMES:
        for b in NAMES:
            same_name(a, b, lexicon)
    print(f"two names compared {(time.process_time() - began) / len(NAMES) ** 2 * 1e6:.0f} µs")


if __name__ == "__main__":
    main()
