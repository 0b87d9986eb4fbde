"""What a case promises: nothing twice, nothing half, the same order whatever came first."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from muster.case import Case, CaseError, Derived
from muster.record import (
    Claim,
    Event,
    EventWhen,
    Origin,
    Published,
    Report,
    Span,
    Status,
    Trigger,
    content_id,
)


def a_report(text: str, day: str | None = None, *, outlet: str = "The Valley Courier") -> Report:
    return Report(
        id=content_id("r-", outlet, text),
        source=f"{text.split()[0].lower()}.txt",
        text=text,
        outlet=outlet,
        published=Published(from_=day, to=day),
    )


def a_claim(report: Report, number: int = 1, kind: str = "exercise") -> Claim:
    word = report.text.split()[0]
    return Claim(
        id=f"c{number}",
        type=kind,
        status=Status.DONE,
        trigger=Trigger(text=word, start=0, end=len(word)),
        evidence=Span(start=0, end=len(report.text)),
    )


def an_event(name: str, day: str | None) -> Event:
    when = EventWhen(from_=day, to=day) if day else None
    return Event(id=name, type="exercise", title=name, status=Status.DONE, claims=("r-1/c1",), when=when)


JUNE = a_report("Drills began on Monday.", "2024-06-03")
MAY = a_report("Troops arrived at the base.", "2024-05-01")
UNDATED = a_report("Talks went on.")


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.open(tmp_path / "a.case") as opened:
        yield opened


def test_a_report_and_its_claims_come_back_as_they_were(case: Case) -> None:
    assert case.add(JUNE, [a_claim(JUNE, 1), a_claim(JUNE, 2)])
    assert case.reports() == (JUNE,)
    assert [claim.key for claim in case.claims()] == [f"{JUNE.id}/c1", f"{JUNE.id}/c2"]
    assert case.has(JUNE.id)
    assert not case.has(MAY.id)


def test_adding_a_report_again_changes_nothing(case: Case) -> None:
    case.add(JUNE, [a_claim(JUNE)])
    before = case.record()
    assert case.add(JUNE, []) is False
    assert case.record() == before


def test_put_replaces_the_claims_of_a_report(case: Case) -> None:
    case.put(JUNE, [a_claim(JUNE, 1), a_claim(JUNE, 2)])
    case.put(JUNE, [a_claim(JUNE, 1, "deploy")])
    assert [claim.type for claim in case.claims()] == ["deploy"]
    assert case.reports() == (JUNE,)


def test_claims_of_an_unknown_report_are_refused(case: Case) -> None:
    with pytest.raises(KeyError, match=MAY.id):
        case.replace_claims(MAY.id, [])


def test_what_fails_in_the_middle_leaves_nothing(case: Case) -> None:
    twice = [a_claim(JUNE, 1), a_claim(JUNE, 1)]
    with pytest.raises(CaseError, match="the case is unchanged"):
        case.add(JUNE, twice)
    assert case.record().reports == ()
    case.add(JUNE, [a_claim(JUNE)])
    with pytest.raises(CaseError):
        case.put(JUNE, twice)
    assert len(case.claims()) == 1


@pytest.mark.parametrize("order", list(permutations((JUNE, MAY, UNDATED))))
def test_the_order_is_that_of_publication_not_of_arrival(order: tuple[Report, ...]) -> None:
    with Case.open(":memory:") as case:
        for report in order:
            case.add(report, [a_claim(report)])
        record = case.record()
    assert record.reports == (MAY, JUNE, UNDATED)
    assert [claim.report for claim in record.claims] == [MAY.id, JUNE.id, UNDATED.id]


def test_events_are_replaced_as_a_whole_and_sorted_by_day(case: Case) -> None:
    case.replace_events([Origin(id="o1", name="AFP", claims=("r-1/c1",))], [an_event("e-old", "2020-01-01")])
    case.replace_events(
        [Origin(id=name, name=name, claims=("r-1/c1",)) for name in ("o2", "o1")],
        [an_event("e-3", None), an_event("e-2", "2024-06-03"), an_event("e-1", "2024-06-03")],
    )
    record = case.record()
    assert [event.id for event in record.events] == ["e-1", "e-2", "e-3"]
    assert [origin.id for origin in record.origins] == ["o2", "o1"]


def derived(linking: dict[str, bytes], *, names: bytes = b"names", **other: tuple[object, ...]) -> Derived:
    nothing = dict.fromkeys(("reports", "undated", "origins", "events", "gone"), ())
    return Derived(**nothing | other, linking=linking, names=names)  # type: ignore[arg-type]


def test_what_linking_left_is_there_for_the_same_linker_only(case: Case) -> None:
    case.stale("book")
    case.add(JUNE, [a_claim(JUNE)])
    assert case.standing("linker").linking is None
    assert case.settle(0, "linker", derived({JUNE.id: b"row"}))
    assert case.standing("linker").linking == (b"names", {JUNE.id: b"row"})
    assert case.standing("another").linking is None
    case.stale("another book")
    assert case.standing("linker").linking is None


def test_what_was_derived_from_an_older_state_is_not_stored(case: Case) -> None:
    case.add(JUNE, [a_claim(JUNE)])
    turn = case.standing("linker").turn
    assert case.settle(turn, "linker", derived({JUNE.id: b"row"}, events=(an_event("e-1", None),)))
    assert not case.settle(turn, "linker", derived({}, events=(an_event("e-2", None),)))
    assert [event.id for event in case.record().events] == ["e-1"]


def test_other_claims_of_a_linked_report_void_what_linking_left(case: Case) -> None:
    case.add(JUNE, [a_claim(JUNE)])
    assert case.settle(0, "linker", derived({JUNE.id: b"row"}))
    case.add(MAY, [])
    assert case.standing("linker").linking is not None
    before = case.standing("linker").turn
    case.put(JUNE, [])
    assert case.standing("linker").linking is None
    assert not case.settle(before, "linker", derived({}))


def test_only_events_that_changed_are_written(case: Case) -> None:
    case.settle(0, "linker", derived({}, events=(an_event("e-1", "2024-01-01"), an_event("e-2", None))))
    case.settle(1, "linker", derived({}, events=(an_event("e-3", "2024-01-02"),), gone=("e-2",)))
    assert [event.id for event in case.record().events] == ["e-1", "e-3"]


def test_what_became_of_each_source_is_noted(case: Case) -> None:
    case.add(JUNE, [])
    case.refuse("scan.pdf", "no_text", "is a PDF without text")
    assert case.ingested() == {"drills.txt": JUNE.id, "scan.pdf": "no_text"}


def test_another_codebook_makes_the_claims_stale(case: Case) -> None:
    assert not case.stale("one"), "an empty case has nothing to make anew"
    case.add(JUNE, [a_claim(JUNE)])
    case.add(MAY, [a_claim(MAY)])
    assert not case.stale("one")
    assert case.stale("two")
    case.replace_claims(JUNE.id, [a_claim(JUNE)])
    assert case.stale("two"), "one report of two is still of the old codebook"
    case.replace_claims(MAY.id, [a_claim(MAY)])
    assert not case.stale("two")
    assert case.stale("one")
    case.mark("one")
    assert not case.stale("one")


def test_a_case_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.case"
    with Case.open(path) as case:
        case.stale("one")
        case.add(JUNE, [a_claim(JUNE)])
        before = case.record()
    with Case.open(path) as case:
        assert case.record() == before
        assert not case.stale("one")
    assert [file.name for file in tmp_path.iterdir()] == ["a.case"], "no side files are left behind"


def test_a_reader_sees_the_old_or_the_new_never_a_part(tmp_path: Path) -> None:
    path = tmp_path / "a.case"
    generations = [[an_event(f"e-{age}-{number}", None) for number in range(40)] for age in range(30)]
    with Case.open(path) as case:
        case.replace_events([], generations[0])
    seen: list[set[str]] = []
    done = threading.Event()

    def look() -> None:
        with Case.open(path) as reader:
            while not done.is_set():
                seen.append({event.id for event in reader.record().events})

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        with Case.open(path) as writer:
            for events in generations:
                writer.replace_events([], events)
    finally:
        done.set()
        watcher.join()
    wholes = [{event.id for event in events} for events in generations]
    assert seen
    assert all(glance in wholes for glance in seen)
