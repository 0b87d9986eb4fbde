"""The default codebook is whole, and its rules can be told apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from importlib import resources
from pathlib import Path

import pytest
import yaml

from muster.codebook import Codebook, EventType, TriggerRule, load_codebook, word_lists
from muster.record import Comparator, QuantityKind

TYPES = [
    "exercise", "deploy", "withdraw", "offensive", "attack", "clash", "capture", "besiege", "detain",
    "displace", "return", "supply", "agree", "meet", "accuse", "deny", "admit", "appeal",
    "warn", "pledge", "sanction", "protest", "control", "presence", "membership",
]  # fmt: skip
STATES = {"control", "presence", "membership"}
# Parent codes of PLOVER as the field uses them: the type's own, and the one for several actors together.
PLOVER = {
    "exercise": ("MOBILIZE", "COOPERATE"), "deploy": ("MOBILIZE", None), "withdraw": ("RETREAT", None),
    "offensive": ("ASSAULT", None), "attack": ("ASSAULT", None), "clash": ("ASSAULT", None),
    "capture": ("ASSAULT", None), "besiege": ("COERCE", None), "detain": ("COERCE", None),
    "displace": ("RETREAT", None), "return": ("CONCEDE", None), "supply": ("AID", None), "agree": ("AGREE", None),
    "meet": ("CONSULT", None), "accuse": ("ACCUSE", None), "deny": ("REJECT", None), "admit": ("CONCEDE", None),
    "appeal": ("REQUEST", None), "warn": ("THREATEN", None), "pledge": ("SUPPORT", None),
    "sanction": ("SANCTION", None), "protest": ("PROTEST", None), "control": (None, None), "presence": (None, None),
    "membership": (None, None),
}  # fmt: skip
# Sub-event types of the ACLED codebook (2023), https://acleddata.com
ACLED = {
    "Government regains territory", "Non-state actor overtakes territory", "Armed clash", "Chemical weapon",
    "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED", "Grenade",
    "Sexual violence", "Attack", "Abduction/forced disappearance", "Violent demonstration", "Mob violence",
    "Peaceful protest", "Protest with intervention", "Excessive force against protesters", "Agreement", "Arrests",
    "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
    "Looting/property destruction", "Non-violent transfer of territory", "Other",
}  # fmt: skip
SLOTS = {
    "subj", "obj", "iobj", "poss", "mod", "of", "to", "from", "by", "with", "without", "on", "upon", "onto", "in",
    "into", "at", "against", "for", "between", "among", "about", "over", "above", "alongside", "under", "below", "via",
    "as", "through", "toward", "towards", "off", "out", "away", "back", "home", "within", "along", "near", "around",
    "outside", "that", "across", "before", "owner", "out of", "during", "down", "past", "asked",
    "beyond", "up", "inside", "behind", "throughout", "doer", "holder", "site", "helped",
}  # fmt: skip
CONDITION_SLOTS = SLOTS | {"any", "governor", "self", "report", "clause"}
KINDS = {"place", "actor", "force", "person", "facility", "equipment", "number", "figure", "clause", "infinitive"}


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load_codebook()


def rules(codebook: Codebook) -> Iterator[tuple[str, EventType, TriggerRule]]:
    for name, entry in codebook.types.items():
        for rule in entry.triggers:
            yield name, entry, rule


def lists_in_file() -> dict[str, list[object]]:
    text = resources.files("muster.codebook").joinpath("lexicon", "words.yaml").read_text(encoding="utf-8")
    found: dict[str, list[object]] = yaml.safe_load(text)
    return found


def test_types_and_their_order(codebook: Codebook) -> None:
    assert list(codebook.types) == TYPES
    assert codebook.states() == STATES


@pytest.mark.parametrize("name", TYPES)
def test_codes(codebook: Codebook, name: str) -> None:
    entry = codebook.types[name]
    assert (entry.plover, entry.plover_joint) == PLOVER[name]
    assert entry.acled is None or entry.acled in ACLED


@pytest.mark.parametrize("name", TYPES)
def test_examples_show_what_is_one_and_what_is_none(codebook: Codebook, name: str) -> None:
    examples = codebook.types[name].examples
    assert len([example for example in examples if example.claims]) >= 2
    assert any(not example.claims for example in examples)


def test_examples_are_distinct(codebook: Codebook) -> None:
    texts = [example.text for entry in codebook.types.values() for example in entry.examples]
    assert len(texts) == len(set(texts))


def test_example_values_can_be_compared(codebook: Codebook) -> None:
    for entry in codebook.types.values():
        for example in entry.examples:
            if example.published is not None:
                date.fromisoformat(example.published)
            for claim in example.claims:
                if claim.when is not None:
                    first, _, last = claim.when.partition("/")
                    days = [date.fromisoformat(day) for day in (first, last) if day != ".."]
                    assert days and days == sorted(days), claim.when
                for quantity in claim.quantities or ():
                    kind, comparator, value = quantity.split()
                    assert kind in set(QuantityKind) and comparator in set(Comparator) and float(value) >= 0


def test_slots_and_kinds_are_legal(codebook: Codebook) -> None:
    for name, entry, rule in rules(codebook):
        for roles in (entry.roles, entry.noun_roles, rule.roles):
            if roles is not None:
                slots = {*roles.actor, *roles.recipient, *roles.where}
                assert slots <= SLOTS | {"self", "speaker"}, (name, rule.words, slots - SLOTS)
        for condition in (*rule.needs, *rule.if_, *rule.unless):
            assert set(condition.slot) <= CONDITION_SLOTS, (name, rule.words, condition.slot)
            assert set(condition.kind) <= KINDS, (name, rule.words, condition.kind)


def test_no_two_types_claim_the_same_words_without_conditions(codebook: Codebook) -> None:
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name, _, rule in rules(codebook):
        if not rule.needs and not rule.if_ and not rule.unless:
            for words in rule.words:
                for pos in rule.pos:
                    owners[words, pos].add(name)
    assert {key: types for key, types in owners.items() if len(types) > 1} == {}


def test_no_rule_hides_another_of_its_type(codebook: Codebook) -> None:
    """The same words twice in one type need something that tells the rules apart."""
    for name, entry in codebook.types.items():
        bare: set[tuple[str, str]] = set()
        for rule in entry.triggers:
            if rule.if_ or rule.unless:
                continue
            keys = {(words, pos) for words in rule.words for pos in rule.pos}
            assert not keys & bare, (name, keys & bare)
            bare |= keys


def test_confidence_is_graded(codebook: Codebook) -> None:
    for name, _, rule in rules(codebook):
        assert 0.3 <= rule.confidence <= 0.95, (name, rule.words, rule.confidence)


def test_a_gap_stands_between_words(codebook: Codebook) -> None:
    for name, _, rule in rules(codebook):
        for words in rule.words:
            parts = words.split()
            assert parts[0] != "..." and parts[-1] != "...", (name, words)


def test_word_lists_hold_distinct_lower_case_words() -> None:
    for name, words in lists_in_file().items():
        assert words, name
        assert all(isinstance(word, str) for word in words), name
        assert all(word == str(word).lower() for word in words), name
        assert len(words) == len(set(words)), name


def test_every_word_list_is_read(codebook: Codebook) -> None:
    """By a condition (``$name``) or by the extractor (its name in the code)."""
    named = {
        word[1:]
        for _, _, rule in rules(codebook)
        for condition in (*rule.needs, *rule.if_, *rule.unless)
        for word in condition.words
        if word.startswith("$")
    }
    extractor = Path(str(resources.files("muster.extract")))
    code = "\n".join(file.read_text(encoding="utf-8") for file in sorted(extractor.glob("*.py")))
    assert {name for name in set(word_lists()) - named if f'"{name}"' not in code} == set()
