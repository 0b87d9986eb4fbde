"""A stream of synthetic reports: the example reports retold with other places, numbers, days and outlets.

What is kept is the prose, so that every part of the walk has its usual work; what changes makes each text, and most of
the events, new. A pair of neighbours tells of the same thing now and then, so that linking has something to find.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples" / "border-drills-2021"
PLACES = """
    Agadez Almaty Ankara Baalbek Bamako Basra Beira Benghazi Bukavu Cotonou Daraa Djibouti Dnipro Fergana Gao Goma
    Gwadar Herat Homs Hodeida Irbil Jalalabad Juba Kabul Kandahar Kharkiv Khartoum Kidal Kirkuk Kisangani Kunduz
    Lashkargah Maiduguri Mandera Marib Mekelle Mosul Mykolaiv Narva Niamey Odesa Osh Pemba Peshawar Quetta Raqqa Sirte
    Sumy Taiz Tallinn Termez Tripoli Vilnius Zaranj
""".split()  # noqa: SIM905 - a list of words reads better as words
SAME_AGAIN = 0.2  # share of reports that retell the one before for another outlet
_PLACE = re.compile(r"\b(?:Harb-?\s?Maidon|Kharb-Maidon|Termez|Dushanbe|Kunduz|Khorog|Bokhtar|Kabul|Tashkent)\b", re.I)
_NUMBER = re.compile(r"\b\d{1,3}(?:,\d{3})+\b|\b(?!20[0-9]{2}\b)\d{2,4}\b")
_YEAR = re.compile(r"\b2021\b")


def stream(count: int, seed: int = 0) -> Iterator[str]:
    """``count`` reports as JSON lines; the same for the same seed."""
    chance = random.Random(seed)
    texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]
    last = ""
    for number in range(count):
        text = last if last and chance.random() < SAME_AGAIN else _retold(chance.choice(texts), chance)
        last = text
        day = date(2021, 1, 1) + timedelta(days=chance.randrange(330))
        outlet = f"Outlet {chance.randrange(count // 5 + 5)}"
        yield json.dumps({"text": f"{text}\n\nReport {number}.", "outlet": outlet, "date": day.isoformat()})


def _retold(text: str, chance: random.Random) -> str:
    places: dict[str, str] = {}
    text = _PLACE.sub(lambda m: places.setdefault(m.group().casefold(), chance.choice(PLACES)), text)
    text = _NUMBER.sub(lambda m: _like(m.group(), chance), text)
    return _YEAR.sub(str(chance.randrange(2015, 2024)), text)


def _like(number: str, chance: random.Random) -> str:
    """Another number of as many digits, written the same way; days of a month stay days of a month."""
    value = int(number.replace(",", ""))
    if value <= 31:
        return str(chance.randrange(10, 29))
    other = chance.randrange(value // 2, value * 2)
    return f"{other:,}" if "," in number else str(other)


def write(path: Path, lines: Sequence[str] | Iterator[str]) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path
