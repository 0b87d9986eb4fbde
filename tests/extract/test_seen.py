"""What the network's eye adds: given what it sees, which triggers, statuses and actors follow."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from muster.extract import Extractor
from muster.language import Sighting, parse
from muster.language.sightings import SIGHTINGS
from muster.record import Claim, Published, Report, Status

TEXT = "Rebels ghosted into Kasulu and the garrison watched."
WORD = "ghosted"  # no rule of the codebook knows it


def seeing(text: str, word: str, sighting: Sighting | None) -> Doc:
    """The parsed text with one sighting, on ``word``, and none elsewhere."""
    doc = parse(text)
    doc.user_data[SIGHTINGS] = [sighting if token.text == word else None for token in doc]
    return doc


def claims(extractor: Extractor, text: str, doc: Doc) -> list[Claim]:
    return extractor.extract(Report(id="r-x", source="x", text=text, published=Published()), doc)


def capture(share: float, statuses: dict[str, float] | None = None) -> Sighting:
    return Sighting({"capture": share, "O": round(1 - share, 3)}, statuses or {"done": 1.0}, {})


def test_a_word_without_a_rule_is_a_trigger_where_the_network_is_sure(extractor: Extractor) -> None:
    found = claims(extractor, TEXT, seeing(TEXT, WORD, capture(0.95)))
    assert [(claim.type, claim.trigger.text) for claim in found] == [("capture", WORD)]
    assert [actor.name for actor in found[0].actors] == ["Rebels"]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.79])
def test_it_is_none_where_the_network_is_not_sure(extractor: Extractor, share: float) -> None:
    assert claims(extractor, TEXT, seeing(TEXT, WORD, capture(share))) == []


def test_a_surer_word_gives_a_surer_claim(extractor: Extractor) -> None:
    low, high = (claims(extractor, TEXT, seeing(TEXT, WORD, capture(share)))[0] for share in (0.81, 0.99))
    assert low.confidence < high.confidence


def test_types_that_the_codebook_lacks_are_passed_over(extractor: Extractor) -> None:
    sighting = Sighting({"famine": 0.99, "O": 0.01}, {"done": 1.0}, {})
    assert claims(extractor, TEXT, seeing(TEXT, WORD, sighting)) == []


def test_a_rule_keeps_its_word_whatever_the_network_sees(extractor: Extractor) -> None:
    text = "Rebels shelled Kasulu on Monday."
    plain = claims(extractor, text, seeing(text, "shelled", None))
    other = claims(extractor, text, seeing(text, "shelled", Sighting({"meet": 0.99, "O": 0.01}, {"done": 1.0}, {})))
    assert [claim.type for claim in plain] == ["attack"]
    assert other == plain


@pytest.mark.parametrize(("share", "status"), [(0.999, Status.SIMULATED), (0.9, Status.DONE)])
def test_a_status_is_taken_only_where_the_network_is_all_but_certain(
    extractor: Extractor, share: float, status: Status
) -> None:
    sighting = Sighting({"attack": 0.99}, {"simulated": share, "done": round(1 - share, 3)}, {})
    text = "Rebels shelled Kasulu on Monday."
    assert [claim.status for claim in claims(extractor, text, seeing(text, "shelled", sighting))] == [status]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Rebels have not shelled Kasulu.", Status.DENIED),
        ("In the scenario of the drill, rebels have shelled Kasulu.", Status.SIMULATED),
    ],
)
def test_what_is_denied_or_played_stays_so(extractor: Extractor, text: str, status: Status) -> None:
    seen = Sighting({"attack": 0.99}, {"done": 0.998}, {})
    found = claims(extractor, text, seeing(text, "shelled", seen))
    assert [claim.status for claim in found if claim.type == "attack"] == [status]


def test_a_verb_that_counts_what_was_told_before_is_no_event_of_the_network(extractor: Extractor) -> None:
    text = "Kenya is holding a drill near Kasulu. The ministry had spoken of 900 troops."
    seen = Sighting({"meet": 0.97, "O": 0.03}, {"done": 1.0}, {})
    found = claims(extractor, text, seeing(text, "spoken", seen))
    assert [claim.type for claim in found if claim.trigger.text == "spoken"] == ["exercise"]


def test_an_actor_that_plainly_takes_no_part_is_left_out(extractor: Extractor) -> None:
    text = "Rebels shelled Kasulu on Monday."
    roles = {4: (0.0, 0.99)}  # some other word has all the say
    (claim,) = claims(extractor, text, seeing(text, "shelled", Sighting({"attack": 0.99}, {"done": 0.9}, roles)))
    assert claim.actors == ()


ODD = "Shelling went on all night; rebels and a garrison slept."  # the grammar finds nobody


@pytest.mark.parametrize(
    ("shares", "actors", "recipients"),
    [
        ({6: (0.95, 0.0), 9: (0.0, 0.95)}, ["rebels"], ["garrison"]),
        ({6: (0.75, 0.1), 9: (0.1, 0.75)}, [], []),  # not sure enough
        ({0: (0.95, 0.95)}, [], []),  # the event itself is nobody
        ({6: (0.95, 0.95)}, ["rebels"], []),  # nobody is on both sides
    ],
)
def test_an_empty_side_is_filled_with_whom_the_network_is_sure_of(
    extractor: Extractor, shares: dict[int, tuple[float, float]], actors: list[str], recipients: list[str]
) -> None:
    sighting = Sighting({"attack": 0.99}, {"done": 0.9}, shares)
    (claim,) = claims(extractor, ODD, seeing(ODD, "Shelling", sighting))
    assert [actor.name for actor in claim.actors] == actors
    assert [recipient.name for recipient in claim.recipients] == recipients


def test_a_side_that_the_grammar_fills_is_left_as_it_is(extractor: Extractor) -> None:
    text = "Rebels shelled Kasulu while a garrison slept."
    seen = Sighting({"attack": 0.99}, {"done": 0.9}, {0: (0.9, 0.0), 5: (0.95, 0.0)})
    (claim,) = claims(extractor, text, seeing(text, "shelled", seen))
    assert [actor.name for actor in claim.actors] == ["Rebels"]


def test_the_network_looks_where_nobody_has_looked_before(extractor: Extractor) -> None:
    text = "Rebels shelled Kasulu on Monday."
    doc = parse(text)
    assert SIGHTINGS not in doc.user_data
    assert [claim.type for claim in claims(extractor, text, doc)] == ["attack"]
    assert len(doc.user_data[SIGHTINGS]) == len(doc)
