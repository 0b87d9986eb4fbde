"""A case that grows and shrinks report by report is linked as if anew, and as the plain linker does it."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import combinations

import pytest
from builders import NAMES, claim, codebook, report
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reference import reference

from muster.link import Linker
from muster.link.block import HORIZON, REACH, Blocks, kin_groups
from muster.link.copies import TextReuse
from muster.link.entities import Entities
from muster.link.groups import CROWD
from muster.link.spellings import Spellings
from muster.link.state import Saved, load, save
from muster.record import Claim, Published, Report

BOOK = codebook()
Told = tuple[Report, list[Claim]]

PLACES = ("Tarvela", "Tarvella", "Osmun", "Port Kessin", "Kessin")
PARTIES = ("Red Front", "the Red Front", "Colonel Adil Marek", "Marek", "Russia", "the militants", "RFA", "")
TYPES = (
    ("attack", "attack"),
    ("clash", "clash"),
    ("exercise", "drills"),
    ("exercise", "manoeuvres"),
    ("meet", "talks"),
)
NAMED = ("Exercise Amber Gate", "Exercise Iron Wall", "")
ACTORS = (
    *("Korda", "Alexander Korda", "Kordda", "201st base", "201st military base", "Red Arm", "Great Red Arm"),
    *("Adil Marek", "Marek", "Kunduz", "Kondoz"),
)
EXTRAS = (
    "",
    " The Red Front Army (RFA) said so.",
    " RFA spokesman Adil Marek said so.",
    " The exercise, called Amber Gate, was large.",
    " Another one was meant.",
)


@st.composite
def cases(draw: st.DrawFn, most: int = 7) -> list[Told]:
    """A few short reports from a small world, so that much is alike and much is not quite."""
    seeds = draw(st.lists(st.integers(0, 10**6), min_size=1, max_size=most, unique=True))
    return [told(random.Random(seed), number) for number, seed in enumerate(seeds)]


def told(rng: random.Random, number: int) -> Told:
    """One report of one to four sentences, with a claim in most."""
    day = date(2024, 3, 1) + timedelta(days=rng.randrange(12))
    facts = [
        (rng.choice(TYPES), rng.choice(PLACES), rng.choice(PARTIES), rng.choice(PARTIES), rng.choice(NAMED))
        for _ in range(rng.randrange(1, 5))
    ]
    text = ""
    for at, ((_, word), place, actor, _, name) in enumerate(facts):
        text += f"{name or 'Then'} at {place} {actor} {rng.choice(('the', 'a', 'another'))} {word}{at} went on."
        text += rng.choice(EXTRAS) + " "
    made = report(f"{text}Report {number}.", rng.choice((day.isoformat(), day.isoformat(), None)))
    claims = []
    for at, ((kind, word), place, actor, target, _) in enumerate(facts):
        first = day - timedelta(days=rng.randrange(4))
        when = rng.choice((None, first.isoformat(), (first.isoformat(), day.isoformat())))
        claims.append(
            claim(
                made,
                f"{word}{at}",
                kind,
                status=rng.choice(("done", "done", "planned", "ongoing", "simulated", "possible", "cancelled")),
                actors=(actor,) if actor else (),
                recipients=(target,) if target and rng.random() < 0.5 else (),
                when=when,
                where=(place,) if rng.random() < 0.6 else (),
                figures={"killed": rng.choice((1, 7, 20))} if rng.random() < 0.4 else None,
            )
        )
    return made, claims


def state(linker: Linker) -> tuple[object, ...]:
    """All that a linker tells: events, wholes, and whom each claim's parties stand for."""
    return [event.members for event in linker.clusters()], linker.wholes(), dict(sorted(linker.mentions.items()))


def anew(case: list[Told]) -> Linker:
    """All reports in one go."""
    linker = Linker(BOOK, NAMES)
    linker.update(new=case)
    return linker


@pytest.fixture(params=[2, 5, CROWD])
def crowd(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """From how many claims on a group is cut; small, so that small cases hold crowds."""
    monkeypatch.setattr("muster.link.groups.CROWD", request.param)
    return int(request.param)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=cases(), order=st.randoms(use_true_random=False))
def test_growing_report_by_report_gives_what_linking_anew_gives(
    crowd: int, case: list[Told], order: random.Random
) -> None:
    order.shuffle(case)
    linker = Linker(BOOK, NAMES)
    for number, one in enumerate(case, 1):
        linker.update(new=[one])
        assert state(linker) == state(anew(case[:number]))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=cases(), order=st.randoms(use_true_random=False))
def test_taking_reports_out_again_leaves_no_trace(crowd: int, case: list[Told], order: random.Random) -> None:
    linker = anew(case)
    order.shuffle(case)
    while case:
        linker.update(gone=[case.pop()[0].id])
        assert state(linker) == state(anew(case))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=cases(), order=st.randoms(use_true_random=False))
def test_linking_goes_on_from_what_a_case_keeps_of_it(crowd: int, case: list[Told], order: random.Random) -> None:
    rows: dict[str, bytes] = {}
    held: dict[str, Told] = {}
    linker = Linker(BOOK, NAMES)
    for number in range(2 * len(case)):
        one = order.choice(case)
        if one[0].id in held and order.random() < 0.5:
            del held[one[0].id]
            linker.update(gone=[one[0].id])
        else:
            held[one[0].id] = one[0], one[1][number % 2 :]
            linker.update(new=[held[one[0].id]])
        saved = save(linker)
        rows = {report: row for report, row in {**rows, **saved.rows}.items() if report not in saved.gone}
        claims = {report.id: claims for report, claims in held.values()}
        linker = load(Saved(saved.names, rows), [report for report, _ in held.values()], claims, BOOK, NAMES)
        assert state(linker) == state(anew(list(held.values())))
    fresh = save(anew(list(held.values())))
    assert (fresh.rows, fresh.names) == (rows, saved.names)


@settings(max_examples=40, deadline=None)
@given(case=cases(), data=st.data())
def test_other_claims_of_a_report_or_another_date_of_it_count_as_if_always_so(
    case: list[Told], data: st.DataObject
) -> None:
    linker = anew(case)
    at = data.draw(st.integers(0, len(case) - 1))
    of, claims = case[at]
    case[at] = of, data.draw(st.permutations(claims))[: data.draw(st.integers(0, len(claims)))]
    linker.update(new=[case[at]])
    assert state(linker) == state(anew(case))
    fixed = {of.id: Published(from_="2024-03-20", to="2024-03-22")}
    linker.update(dates=fixed)
    other = Linker(BOOK, NAMES)
    other.update(new=case, dates=fixed)
    assert state(linker) == state(other)
    linker.update(dates={})
    assert state(linker) == state(anew(case))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=cases())
def test_events_and_wholes_are_those_of_the_plain_linker(crowd: int, case: list[Told]) -> None:
    linker = anew(case)
    events, wholes = reference([one for one, _ in case], [c for _, claims in case for c in claims], BOOK, NAMES)
    assert [event.members for event in linker.clusters()] == events
    assert linker.wholes() == wholes


@settings(max_examples=40, deadline=None)
@given(case=cases())
def test_an_update_names_every_claim_whose_event_changes(case: list[Told]) -> None:
    linker = anew(case[:-1])
    before = {key: event for event in linker.clusters() for key in event.members}
    changed = linker.update(new=[case[-1]])
    after = {key: event for event in linker.clusters() for key in event.members}
    assert {key for key in after if before.get(key) != after[key]} <= changed


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.sets(st.integers(0, 5)), min_size=1, max_size=6), data=st.data())
def test_shared_text_follows_from_the_set_of_reports(
    texts: list[set[int]], data: st.DataObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("muster.link.copies.COMMON", 2)  # a run of words in three reports is a set phrase
    grown, whole = TextReuse(), TextReuse()
    for number in data.draw(st.permutations(range(len(texts)))):
        grown.add(f"r-{number}", sorted(texts[number]))
    gone = data.draw(st.sets(st.sampled_from(range(len(texts)))))
    for number in gone:
        grown.remove(f"r-{number}")
    held = [(f"r-{n}", runs) for n, runs in enumerate(texts) if n not in gone]
    for name, runs in held:
        whole.add(name, sorted(runs))
    plain = {
        (a, b): sum(sum(run in other for _, other in held) <= 2 for run in one & two) / max(1, min(len(one), len(two)))
        for (a, one), (b, two) in combinations(held, 2)
    }
    assert grown.shared() == whole.shared() == {pair: share for pair, share in plain.items() if share}


@settings(max_examples=60, deadline=None)
@given(names=st.lists(st.sampled_from(ACTORS), unique=True), order=st.randoms(use_true_random=False))
def test_fullest_names_follow_from_the_set_of_names(names: list[str], order: random.Random) -> None:
    whole, grown = Spellings(), Spellings()
    whole.update([], names)
    mixed = list(names)
    order.shuffle(mixed)
    grown.update([], [*mixed, "Ivan Marek", "Viktor Korda"])
    grown.update(["Viktor Korda", "Ivan Marek"], [])
    assert {name: grown.root(name) for name in names} == {name: whole.root(name) for name in names}


@pytest.mark.parametrize(
    ("text", "names", "one"),
    [
        ("The Blue Dawn Army (BDA) marched. BDA men came.", ("Blue Dawn Army", "BDA"), True),
        ("General Oleg Tarn spoke. Tarn left.", ("General Oleg Tarn", "Tarn"), True),
        ("The 12th Brigade and the 14th Brigade came.", ("12th Brigade", "14th Brigade"), False),
        ("Ivan Tarn and Oleg Tarn met.", ("Ivan Tarn", "Oleg Tarn"), False),
    ],
)
def test_names_of_one_actor_meet(text: str, names: tuple[str, str], one: bool) -> None:
    of = report(text, "2024-03-01")
    entities = Entities(NAMES, [of], [claim(of, text.split()[0], "meet", actors=names)])
    assert (entities.entity(names[0]).id == entities.entity(names[1]).id) is one


def test_under_a_crowded_key_only_neighbours_in_time_are_near() -> None:
    keys, blocks = blocked([crowded(number, 1) for number in range(3 * REACH)])
    assert blocks.meet(keys[0], keys[REACH])
    assert not blocks.meet(keys[0], keys[-1])
    assert len(blocks.near(keys[len(keys) // 2])) < len(keys)


@pytest.mark.parametrize(
    ("days", "when", "name", "near"),
    [
        (HORIZON, None, "", True),
        (HORIZON + 1, None, "", False),
        (HORIZON + 1, None, "Exercise Amber Gate", True),
        (HORIZON + 1, ("2020-01-01", "2020-12-31"), "", True),
    ],
    ids=["in sight", "beyond", "a proper name", "a wide time"],
)
def test_what_is_far_in_time_is_compared_for_a_name_or_a_wide_time(
    days: int, when: tuple[str, str] | None, name: str, near: bool
) -> None:
    (one, other), blocks = blocked([crowded(0, days, when, name), crowded(1, days, None, name)])
    assert blocks.meet(one, other) is near
    assert (blocks.near(one) == {other}) is near


def blocked(case: list[Told]) -> tuple[list[str], Blocks]:
    """The claims of a case in order, and what brings them together."""
    mentions = anew(case).mentions
    order = {of.id: number for number, (of, _) in enumerate(case)}
    blocks = Blocks(kin_groups({name: entry.family for name, entry in BOOK.types.items()}))
    blocks.replace([], list(mentions.values()))
    return sorted(mentions, key=lambda key: order[mentions[key].report]), blocks


def crowded(number: int, days: int, when: tuple[str, str] | None = None, name: str = "") -> Told:
    """One of several incidents in one place, so many days apart."""
    day = (date(2020, 1, 1) + timedelta(days=days * number)).isoformat()
    one = report(f"{name or 'Then'}, Attack{number} at Osmun.", day)
    return one, [claim(one, f"Attack{number}", "attack", when=when or day, where=("Osmun",))]
