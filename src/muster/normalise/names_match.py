"""Whether two names are names of one thing."""

from __future__ import annotations

from dataclasses import dataclass

from muster.normalise.names import Kind, NameInfo, NameLexicon
from muster.normalise.names_words import (
    NameWords,
    content_words,
    initials,
    is_acronym,
    surname,
    unit_numbers,
)
from muster.normalise.spelling import SAME_NAME, fold, name_similarity


@dataclass(frozen=True, slots=True)
class Likeness:
    """How sure it is that two names are one (0-1) and why. True from ``SAME_NAME`` (0.85)."""

    score: float
    reason: str

    def __bool__(self) -> bool:
        return self.score >= SAME_NAME


def same_name(a: str, b: str, lexicon: NameLexicon) -> Likeness:
    """Whether ``a`` and ``b`` name one state, organ, group, unit, person or organisation. Symmetric; never raises.

    Two names the lexicon knows are one only with one canonical form; a state and its government count as one (0.9), a
    state and its ministry do not (ask :meth:`NameLexicon.state_of`). Unit numbers must agree. A bare surname fits a
    full name (0.88). Otherwise: acronym and expansion, same words in another order, spelling.
    """
    a, b = sorted((a, b))
    one, two = lexicon.info(a), lexicon.info(b)
    if one.canonical == two.canonical and one.kind is two.kind and not _of_two_states(one, two):
        return Likeness(1.0, "one name")
    if unit_numbers(one.canonical) != unit_numbers(two.canonical):
        return Likeness(0.0, "other numbers")
    government = lexicon.as_government(a)
    if government is not None and government == lexicon.as_government(b):
        return Likeness(0.9, f"both stand for {government}")
    if one.known and two.known:
        return _both_known(one, two)
    for compare in (_as_unit, _as_acronym, _as_same_words, _as_person):
        likeness = compare(one, two)
        if likeness is not None:
            return likeness
    return _as_spelling(one, two) if one.known == two.known else _as_alias(one, two, lexicon)


def _of_two_states(one: NameInfo, two: NameInfo) -> bool:
    return one.country is not None and two.country is not None and one.country != two.country


def _both_known(one: NameInfo, two: NameInfo) -> Likeness:
    if one.state is not None and one.state == two.state:
        return Likeness(0.4, f"both of {one.state}")
    return Likeness(0.0, "two known names")


def _as_unit(one: NameInfo, two: NameInfo) -> Likeness | None:
    if Kind.UNIT not in (one.kind, two.kind) or one.kind is not two.kind:
        return None
    if _of_two_states(one, two):
        return Likeness(0.0, "units of two states")
    (kinds, names), (other_kinds, other_names) = _unit_words(one.canonical), _unit_words(two.canonical)
    if kinds and other_kinds and kinds.isdisjoint(other_kinds):
        return Likeness(0.3, "other kinds of unit")
    if names and other_names and not (names <= other_names or other_names <= names):
        return Likeness(0.3, "other names of unit")
    return Likeness(0.92, "same number and kind of unit")


def _unit_words(name: str) -> tuple[set[str], set[str]]:
    """Of a unit's name: the words for what it is (base, brigade) and those that are its own ("Kantemirovskaya")."""
    table = NameWords.load()
    words = [w for w in content_words(name) if w not in table.unit_fillers and not w[0].isdigit()]
    return {w for w in words if w in table.units}, {w for w in words if w not in table.units}


def _as_acronym(one: NameInfo, two: NameInfo) -> Likeness | None:
    for short, long in ((one, two), (two, one)):
        letters = short.canonical.replace(".", "").upper()
        if (
            is_acronym(short.canonical)
            and len(content_words(long.canonical)) > 1
            and letters == initials(long.canonical)
        ):
            return Likeness(0.9 if len(letters) > 2 else 0.85, f"{letters} abbreviates the other")
    return None


def _as_same_words(one: NameInfo, two: NameInfo) -> Likeness | None:
    left, right = sorted(content_words(one.canonical)), sorted(content_words(two.canonical))
    if left and left == right:
        return Likeness(0.97, "same words")
    return None


def _as_person(one: NameInfo, two: NameInfo) -> Likeness | None:
    """Surnames of one spelling, and given names that do not contradict: "Orlov", "A. Orlov", "Anton Orlov"."""
    if Kind.PERSON not in (one.kind, two.kind) or one.known or two.known:
        return None
    if not {one.kind, two.kind} <= {Kind.PERSON, Kind.UNKNOWN}:
        return None
    left, right = fold(one.canonical).split(), fold(two.canonical).split()
    last = [surname(one.canonical), surname(two.canonical)]
    alike = name_similarity(last[0], last[1])
    if alike < SAME_NAME:
        if len(left) == len(right) == 2 and left == right[::-1]:
            return Likeness(0.9, "same names in the other order")
        return Likeness(min(0.5, 0.5 * alike), "other surnames")
    if _of_two_states(one, two):
        return Likeness(0.4, "of two states")
    given = [words[: -len(name.split())] for words, name in zip((left, right), last, strict=True)]
    if not given[0] or not given[1]:
        return Likeness(0.88, "same surname")
    first, other = given[0][0], given[1][0]
    if first[0] == other[0] and (len(first) == 1 or len(other) == 1):
        return Likeness(0.9, "same surname and initial")
    if name_similarity(first, other) >= 0.8 or set(given[0]) & set(given[1]):
        return Likeness(0.95, "same given name and surname")
    return Likeness(0.3, "other given names")


def _as_alias(one: NameInfo, two: NameInfo, lexicon: NameLexicon) -> Likeness:
    """An unknown name beside a known one: "Hizballa" is a spelling of Hezbollah."""
    known, other = (one, two) if one.known else (two, one)
    if other.kind not in (Kind.UNKNOWN, Kind.PERSON) or len(fold(other.canonical)) < 6:
        return Likeness(0.2, "one of them is known under other names")
    names = [n for n in (known.canonical, *lexicon.aliases(known.canonical)) if len(fold(n)) >= 6]
    best = max((name_similarity(n, other.canonical) for n in names), default=0.0)
    if best >= 0.9:
        return Likeness(round(0.95 * best, 3), f"spelling of {known.canonical}")
    return Likeness(min(0.5, best * 0.6), "no known name of the other")


def _as_spelling(one: NameInfo, two: NameInfo) -> Likeness:
    alike = name_similarity(one.canonical, two.canonical)
    if alike >= SAME_NAME:
        return Likeness(max(SAME_NAME, round(0.97 * alike, 3)), "spelling")
    left, right = set(content_words(one.canonical)), set(content_words(two.canonical))
    if left and right and (left <= right or right <= left):
        return Likeness(0.7, "one name is part of the other")
    return Likeness(min(0.6, alike * 0.6), "other names")
