"""Fill the sentence frames of frames.yaml with the name lists of theatres.yaml and write generated.txt.

    python training/names/generate.py

The same lists, frames and seed always give the same file. Each frame is filled for several theatres; all names of one
sentence come from one theatre, so that they fit together. Marks ("[LABEL words]") stand in the frames.
"""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
SEED = 20
FILLINGS = 7  # how many theatres each frame is filled for
PAIRS = ("group", "intl")  # lists whose items are [name, abbreviation]
ABBREVIATION = {"group": "abbr", "intl": "intl_abbr"}
MARK = re.compile(r"\[([A-Z]+) ([^\[\]]+)\]")
# "[LOC Koktal training ground]": the common noun stays outside.
GENERIC = re.compile(r"\[LOC ([^\[\]]*?)((?: [a-z]+)+)\]")


def article(name: str, heads: list[str]) -> str:
    """'the ' where running English puts it: the name ends in one of `heads` or a common noun, or is built with "of"."""
    last = name.split()[-1]
    return "the " if last in heads or last.islower() or " of " in name else ""


def ordinal(number: int) -> str:
    suffix = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def person(theatre: dict[str, Any], rng: random.Random) -> str:
    """A whole name: given and family name in the order of the theatre, now and then with an initial."""
    given, family = rng.choice(theatre["given"]), rng.choice(theatre["family"])
    if theatre.get("family_first"):
        return f"{family} {given}"
    return f"{given[0]}. {family}" if rng.random() < 0.08 else f"{given} {family}"


def unit(pattern: str, rng: random.Random) -> str:
    """A unit's name, its number drawn anew: small numbers are commoner than large ones."""
    number = rng.choice([rng.randint(1, 12), rng.randint(1, 60), rng.randint(60, 450)])
    return pattern.replace("#", ordinal(number)).replace("%", str(number))


def slots(theatre: dict[str, Any], world: dict[str, Any], heads: list[str], rng: random.Random) -> dict[str, str]:
    """One value for every slot; `x` and `x2` of a list always differ."""
    values = {key: value for key, value in theatre.items() if isinstance(value, str)}
    for key, items in {**world, **theatre}.items():
        if not isinstance(items, list):
            continue
        first, second = rng.sample(items, 2)
        if key in PAIRS:
            (first, values[ABBREVIATION[key]]), (second, _) = first, second
        if key == "unit":
            first, second = unit(first, rng), unit(second, rng)
        values |= {key: first, f"{key}2": second, f"the_{key}": article(first, heads)}
        values[f"the_{key}2"] = article(second, heads)
    values["person"] = person(theatre, rng)
    values["person2"] = next(name for name in iter(lambda: person(theatre, rng), None) if name != values["person"])
    return values


def fill(frame: str, values: dict[str, str]) -> str:
    """The frame with its slots filled, its first letter raised, and in capitals where it asks for them."""
    upper = frame.startswith("UPPER:")
    text = GENERIC.sub(r"[LOC \1]\2", frame.removeprefix("UPPER:").format(**values))
    text = re.sub(r"^\W*[a-z]", lambda start: start[0].upper(), text)
    if not upper:
        return text
    parts = MARK.split(text)  # outside, label, name, outside, label, name, ..., outside
    for at in range(0, len(parts) - 1, 3):
        parts[at : at + 3] = [parts[at].upper(), f"[{parts[at + 1]} ", f"{parts[at + 2].upper()}]"]
    return "".join([*parts[:-1], parts[-1].upper()])


def generate() -> list[str]:
    """All sentences, in the order of the frames, none twice."""
    rng = random.Random(SEED)
    frames = yaml.safe_load((HERE / "frames.yaml").read_text(encoding="utf-8"))
    theatres = yaml.safe_load((HERE / "theatres.yaml").read_text(encoding="utf-8"))
    sentences = (
        fill(frame, slots(theatre, frames["world"], frames["article_heads"], rng))
        for frame in frames["frames"]
        for theatre in rng.sample(theatres, FILLINGS)
    )
    seen: dict[str, str] = {}
    for sentence in sentences:
        seen.setdefault(MARK.sub(r"\2", sentence).lower(), sentence)
    return list(seen.values())


def main() -> None:
    header = "# Written by generate.py from frames.yaml and theatres.yaml. Do not edit: change those and run it again."
    (HERE / "generated.txt").write_text("\n".join([header, *generate()]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
