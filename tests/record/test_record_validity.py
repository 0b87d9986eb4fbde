"""A record that is built is valid: what cannot be true cannot be built, and the error says which field is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
import record_examples as examples
from hypothesis import given
from hypothesis import strategies as st

from muster.record import (
    Agreement,
    Alternative,
    Anchor,
    Attribute,
    Attribution,
    Boilerplate,
    BoilerplateKind,
    Claim,
    Comparator,
    Event,
    EventPlace,
    EventWhen,
    Extraction,
    InvalidRecord,
    Participant,
    Place,
    Published,
    Quantity,
    QuantityKind,
    Report,
    Role,
    Span,
    Status,
    Trigger,
    When,
    check_claim,
    content_id,
    from_json,
    to_json,
)

TEXT = "Troops left the town."
TRIGGER = Trigger(text="left", start=7, end=11)


def quantity(**fields: Any) -> Quantity:
    return Quantity(**{"kind": QuantityKind.PERSONNEL, "value": 10, "comparator": Comparator.EXACT, **fields})


def report(*marks: tuple[int, int], **fields: Any) -> Report:
    stretches = tuple(Boilerplate(start=start, end=end, kind=BoilerplateKind.APPEAL) for start, end in marks)
    return Report(**{"id": "r-1", "source": "a.txt", "text": TEXT, "boilerplate": stretches, **fields})


def claim(**fields: Any) -> Claim:
    given_fields = {"trigger": TRIGGER, "evidence": Span(start=0, end=21), "status": Status.DONE, **fields}
    return Claim(id="c1", type="withdraw", **given_fields)


def event(**fields: Any) -> Event:
    return Event(**{"id": "e-1", "type": "withdraw", "title": "t", "status": Status.DONE, "claims": ("c",), **fields})


Build = Callable[[], object]
IMPOSSIBLE: list[tuple[str, Build, str]] = [
    ("span backwards", lambda: Span(start=5, end=4), "span"),
    ("span empty", lambda: Span(start=5, end=5), "span"),
    ("span negative", lambda: Span(start=-1, end=4), "span"),
    ("boilerplate backwards", lambda: Boilerplate(start=5, end=4, kind=BoilerplateKind.APPEAL), "boilerplate"),
    ("trigger of another length", lambda: Trigger(text="left", start=0, end=5), "trigger: text of 4 code points"),
    ("participant half a span", lambda: Participant(name="Mali", text="Mali", start=3), "participant 'Mali'"),
    ("participant without name", lambda: Participant(name=" "), "participant: name"),
    ("attribution without name", lambda: Attribution(name="", role=Role.SPEAKER), "attribution: name"),
    ("when backwards", lambda: When(from_="2024-05-02", to="2024-05-01"), "when: ends on 2024-05-01"),
    ("when no ISO day", lambda: When(from_="2 May 2024", to=None), "when.from"),
    ("when compact day", lambda: When(from_="20240502", to=None), "when.from"),
    ("when no such day", lambda: When(from_=None, to="2023-02-29"), "when.to"),
    ("when of another length", lambda: When(from_=None, to=None, text="May", start=0, end=9), "when: text of 3"),
    ("published backwards", lambda: Published(from_="2024-05-02", to="2024-05-01"), "published"),
    ("event time backwards", lambda: EventWhen(from_="2024-05-02", to="2024-05-01"), "event.when"),
    ("place without name", lambda: Place(name=""), "place: name"),
    ("place with half a point", lambda: Place(name="Gao", lat=16.3), "place 'Gao': lat and lon"),
    ("place off the globe", lambda: Place(name="Gao", lat=91.0, lon=0.0), "not on the globe"),
    ("place beyond the date line", lambda: Place(name="Gao", lat=0.0, lon=180.5), "not on the globe"),
    ("place at no number", lambda: Place(name="Gao", lat=float("nan"), lon=0.0), "not on the globe"),
    ("country of three letters", lambda: Place(name="Gao", country="MLI"), "country 'MLI'"),
    ("country in lower case", lambda: Place(name="Gao", country="ml"), "country 'ml'"),
    ("radius of nothing", lambda: Place(name="Gao", radius_km=5.0), "radius of 5.0 km"),
    ("radius of no size", lambda: Place(name="Gao", lat=16.3, lon=0.0, radius_km=0.0), "radius of 0.0 km"),
    ("box upside down", lambda: Place(name="Gao", box=(0.0, 17.0, 1.0, 16.0)), "no box"),
    ("box beyond the date line", lambda: Place(name="Gao", box=(0.0, 16.0, 181.0, 17.0)), "no box"),
    ("border of three", lambda: Place(name="Oltu", border=("ML", "NE", "BF")), "border"),
    ("border with itself", lambda: EventPlace(name="Oltu", border=("ML", "ML")), "border"),
    ("border of no code", lambda: Anchor(name="Oltu", border=("Mali",)), "border"),
    ("anchor without name", lambda: Anchor(name=" "), "anchor: name"),
    ("anchor off the globe", lambda: Anchor(name="Gao", lat=91.0, lon=0.0), "not on the globe"),
    ("anchor at less than nothing", lambda: Anchor(name="Gao", distance_km=-1.0), "distance_km -1.0"),
    ("anchor upstream", lambda: Anchor(name="Gao", direction="upstream"), "direction 'upstream'"),
    ("event place with half a point", lambda: EventPlace(name="Gao", lat=16.3), "lat and lon"),
    ("negative number", lambda: quantity(value=-1), "quantity: value -1"),
    ("no number", lambda: quantity(value=float("nan")), "quantity: value nan"),
    ("infinite bound", lambda: quantity(high=float("inf")), "quantity: high inf"),
    ("bounds crossed", lambda: quantity(low=20, high=10), "quantity: high 10 is below low 20"),
    ("share above one", lambda: quantity(kind=QuantityKind.SHARE, value=85), "fraction 0-1, not 85"),
    ("confidence above one", lambda: claim(confidence=1.2), "confidence 1.2"),
    ("confidence no number", lambda: claim(confidence=float("nan")), "confidence nan"),
    ("report without text", lambda: report(text=" \n"), "text is empty"),
    ("report with another id", lambda: report(id="1f0c"), "does not begin with 'r-'"),
    ("boilerplate overlapping", lambda: report((0, 5), (4, 9)), r"boilerplate \[4, 9\)"),
    ("boilerplate out of order", lambda: report((8, 9), (0, 5)), r"boilerplate \[0, 5\)"),
    ("boilerplate past the text", lambda: report((0, 22)), "leaves the text of 21 code points"),
    ("alternative of no claim", lambda: Alternative(value="Mali", claims=()), "no claim gives it"),
    (
        "alternative reported on no day",
        lambda: Alternative(value="Mali", claims=("r-1/c1",), first_reported="May"),
        "first_reported",
    ),
    (
        "attribute without value",
        lambda: Attribute(name="killed", agreement=Agreement.SINGLE, alternatives=()),
        "attribute 'killed'",
    ),
    ("event of no claim", lambda: event(claims=()), "event e-1: no claims"),
]


@pytest.mark.parametrize(("build", "message"), [i[1:] for i in IMPOSSIBLE], ids=[i[0] for i in IMPOSSIBLE])
def test_what_cannot_be_cannot_be_built(build: Build, message: str) -> None:
    with pytest.raises(InvalidRecord, match=message):
        build()


def test_what_cannot_be_built_cannot_be_read_either() -> None:
    raw = examples.extraction()
    raw["claims"][0]["quantities"][0]["value"] = -5
    with pytest.raises(InvalidRecord, match="value -5"):
        from_json(examples.as_json(raw), Extraction)


ASTRAY: list[tuple[str, Claim, str]] = [
    ("trigger elsewhere", claim(trigger=Trigger(text="left", start=8, end=12)), "'left' is not at"),
    ("actor elsewhere", claim(actors=(Participant(name="x", text="Troops", start=1, end=7),)), "'Troops' is not at"),
    ("evidence past the text", claim(evidence=Span(start=0, end=22)), "evidence ends after the text"),
]


@pytest.mark.parametrize(("strayed", "message"), [a[1:] for a in ASTRAY], ids=[a[0] for a in ASTRAY])
def test_every_span_of_a_claim_is_in_its_report(strayed: Claim, message: str) -> None:
    with pytest.raises(InvalidRecord, match=message):
        check_claim(strayed, report())
    with pytest.raises(InvalidRecord, match=message):
        Extraction(report=report(), claims=(strayed,))


def test_touching_stretches_of_boilerplate_are_fine() -> None:
    assert len(report((0, 5), (5, 9), (12, 21)).boilerplate) == 3


def test_an_inferred_value_has_no_span_and_says_its_basis() -> None:
    inferred = Participant(name="Mali", basis="the speaker's own country")
    assert (inferred.start, inferred.end, inferred.text) == (None, None, None)
    assert '"basis":"the speaker\'s own country"' in to_json(inferred)
    assert "basis" not in to_json(Participant(name="Mali"))


def test_a_claim_is_named_after_its_report() -> None:
    assert claim().key == "c1"
    assert msgspec.structs.replace(claim(), report="r-1").key == "r-1/c1"


@given(parts=st.lists(st.none() | st.text(), min_size=1, max_size=4))
def test_ids_depend_on_content_alone(parts: list[str | None]) -> None:
    first = content_id("r-", *parts)
    assert first == content_id("r-", *parts)
    assert first.startswith("r-") and len(first) == 14
    assert first != content_id("r-", *parts, "more")


def test_ids_are_the_same_in_every_version() -> None:
    """Other people's notes name events by these ids: a change of the rule needs a migration."""
    assert content_id("r-", "Valley Courier", TEXT) == "r-3c546094d48b"
    assert content_id("r-", "ab", "c") != content_id("r-", "a", "bc")
