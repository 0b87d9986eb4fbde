"""A claim as a whole: what becomes one, what does not, and that every value stands where it says."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from muster.record import Claim, Extraction, Report, from_json, to_json

Claims = Callable[..., list[Claim]]

LEAD = "Kenya said on Monday that 1,200 of its troops would hold drills with Uganda near Lamu from 3 to 9 July."
SENTENCES = (
    LEAD,
    "Rebels shelled Goma overnight, killing at least nine people, the governor said.",
    "The Philippines denied that its ships had crossed the line.",
    "“We will not leave,” said Colonel Amadou Keita, adding that 40 men held the bridge.",
    "Three rockets hit the airport in Aden on Tuesday; nobody claimed responsibility.",
    "The two armies signed a ceasefire in Nairobi in May 2023.",
)


def test_a_full_sentence_fills_every_slot(claims_of: Claims) -> None:
    (claim,) = claims_of(LEAD, "exercise")
    assert claim.trigger.text == "drills"
    assert claim.status == "planned"
    assert [a.name for a in claim.actors][-1] == "Uganda"
    assert claim.when is not None
    assert (claim.when.from_, claim.when.to, claim.when.precision) == ("2024-07-03", "2024-07-09", "day")
    assert "Lamu" in [p.name for p in claim.where]
    assert [(q.kind, q.value, q.comparator) for q in claim.quantities] == [("personnel", 1200, "exact")]
    assert [a.name for a in claim.attribution] == ["Kenya"]
    assert 0 < claim.confidence <= 1


def test_nothing_inside_boilerplate_becomes_a_claim(claims_of: Claims) -> None:
    teaser = "Rebels seize Goma"
    text = f"{LEAD}\n\n{teaser}\n\nThe drills will end with a parade in Nairobi."
    assert "capture" in {c.type for c in claims_of(text)}
    assert "capture" not in {c.type for c in claims_of(text, boilerplate=teaser)}


def test_a_bare_event_is_a_claim_of_less_confidence(claims_of: Claims) -> None:
    (bare,) = claims_of("Shelling resumed.", "attack")
    (full,) = claims_of("Rebel shelling resumed.", "attack")
    assert bare.confidence < full.confidence


def test_a_bare_noun_of_state_makes_no_claim(claims_of: Claims) -> None:
    assert claims_of("The garrison was praised.", "presence") == []


def test_claims_are_numbered_in_order_of_the_text(claims_of: Claims) -> None:
    claims = claims_of(" ".join(SENTENCES))
    assert [c.id for c in claims] == [f"c{n}" for n in range(1, len(claims) + 1)]
    assert [c.trigger.start for c in claims] == sorted(c.trigger.start for c in claims)


def test_a_day_after_publication_is_planned_whatever_the_tense(claims_of: Claims) -> None:
    (claim,) = claims_of("Ghana is sending 300 soldiers to Bawku on 1 July.", "deploy")
    assert claim.status == "planned"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5), st.sampled_from([" ", "\n", "\n\n", "  \t"]))
def test_every_value_is_exactly_the_text_at_its_span(claims_of: Claims, sentences: list[str], gap: str) -> None:
    text = gap.join(sentences)
    claims = claims_of(text)
    whole = Extraction(report=Report(id="r-1", source="t", text=text), claims=tuple(claims))  # refuses a wrong span
    assert from_json(to_json(whole), Extraction) == whole


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300).filter(str.strip))
def test_no_text_is_too_strange(claims_of: Claims, text: str) -> None:
    assert all(isinstance(claim, Claim) for claim in claims_of(text))


def test_the_same_text_gives_the_same_bytes(claims_of: Claims) -> None:
    text = " ".join(SENTENCES)
    assert [to_json(c) for c in claims_of(text)] == [to_json(c) for c in claims_of(text)]


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("The firm will drill for oil off Ghana in May.", "exercise"),
        ("The film captured the mood of Lagos in 2019.", "capture"),
        ("Teachers in Lima went on strike on Monday.", "attack"),
        ("The minister had a heart attack in Oslo on Friday.", "attack"),
        ("Shares in the bank fell in London on Tuesday.", "capture"),
        ("The ministry launched a website in Accra on Monday.", "offensive"),
    ],
    ids=lambda value: value[:30],
)
def test_other_senses_make_no_claim(claims_of: Claims, text: str, type: str) -> None:
    assert claims_of(text, type) == []


def test_a_name_is_no_second_event_where_it_is_given(claims_of: Claims) -> None:
    told = 'Some 3,500 soldiers will take part in the manoeuvres, dubbed "Sahel Shield", from 10 to 20 April.'
    assert len(claims_of(told, "exercise")) == 1
    assert len(claims_of(f"{told} Sahel Shield will involve tanks.", "exercise")) == 2
