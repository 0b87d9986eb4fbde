"""The linker's word knowledge: ``data/coreference.yaml``, read once and checked for unknown keys."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

UNLISTED_KIN = 0.3  # nearness of two types of one codebook family that the data does not list


@dataclass(frozen=True)
class LinkLexicon:
    """Word lists and type relations; see the comments of the data file for the meaning of each."""

    kin: dict[frozenset[str], float]
    durative: frozenset[str]
    standing: frozenset[str]
    broad: frozenset[str]
    speech: frozenset[str]
    shared: frozenset[str]
    contrast: tuple[str, ...]
    continuing: frozenset[str]
    segue: frozenset[str]
    definite: frozenset[str]
    part: frozenset[str]
    named_heads: tuple[str, ...]
    naming: tuple[str, ...]
    no_name: frozenset[str]
    generic: frozenset[str]
    same_thing: dict[str, str]
    place_words: frozenset[str]
    broad_places: frozenset[str]
    features: frozenset[str]
    acts: frozenset[str]
    placed_by_recipient: frozenset[str]
    titles: frozenset[str]
    stop: frozenset[str]
    unnamed: frozenset[str]
    pronouns: frozenset[str]
    local: frozenset[str]
    organs: frozenset[str]
    institutions: frozenset[str]
    written: frozenset[str]
    kind_words: dict[str, str]
    wholes: dict[str, frozenset[str]]
    anybody: frozenset[str]
    other_edition: frozenset[str]
    moving: frozenset[str]

    def kinship(self, a: str, b: str, family_a: str, family_b: str) -> float | None:
        """1 for one type, the listed or default nearness for kin, ``None`` for types that never name one event."""
        if a == b:
            return 1.0
        listed = self.kin.get(frozenset((a, b)))
        if listed is not None:
            return listed or None
        return UNLISTED_KIN if family_a == family_b else None


@cache
def link_lexicon() -> LinkLexicon:
    """The lexicon that comes with muster."""
    text = resources.files("muster.link").joinpath("data", "coreference.yaml").read_text(encoding="utf-8")
    raw = yaml.safe_load(text)
    same_thing = {word: group[0] for group in raw.pop("same_thing") for word in group}
    return LinkLexicon(
        institutions=frozenset(same_thing.get(word, word) for word in raw.pop("institutions")),
        kin={frozenset(entry["types"]): float(entry["near"]) for entry in raw.pop("kin")},
        same_thing=same_thing,
        contrast=tuple(raw.pop("contrast")),
        named_heads=tuple(raw.pop("named_heads")),
        naming=tuple(raw.pop("naming")),
        kind_words=raw.pop("kind_words"),
        wholes={kind: frozenset(parts) for kind, parts in raw.pop("wholes").items()},
        **{key: frozenset(words) for key, words in raw.items()},
    )
