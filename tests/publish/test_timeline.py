"""The timeline: which events have a row, where their bars lie."""

from __future__ import annotations

from itertools import pairwise

import msgspec
from drills import drills
from hypothesis import given
from hypothesis import strategies as st
from pages import one_claim

from muster.publish.desk import view
from muster.publish.timeline import MAX_ROWS, WIDTH, Timeline, timeline
from muster.record import CaseRecord, EventWhen, Status


def drawn(record: CaseRecord) -> Timeline | None:
    brief = view(record, title="")
    return timeline(brief.events_of(*Status), brief.reports)


def with_dates(*whens: tuple[str | None, str | None], status: Status = Status.DONE) -> CaseRecord:
    record = one_claim("Shots.")  # published on 6 July 2021
    events = tuple(
        msgspec.structs.replace(record.events[0], id=f"e-{n}", status=status, when=EventWhen(from_=start, to=end))
        for n, (start, end) in enumerate(whens)
    )
    return msgspec.structs.replace(record, events=events)


def test_dated_events_have_rows_in_order_of_date() -> None:
    line = drawn(drills())
    assert line is not None
    assert [bar.event.id for bar in line.bars] == [
        "e-displaced", "e-shirkhan", "e-crossing", "e-spin", "e-retake", "e-termez", "e-drill", "e-sheberghan",
        "e-kunduz", "e-aibak", "e-second",
    ]  # fmt: skip
    assert (line.undated, line.more, len(line.marks)) == (7, 0, 9)


def test_scenarios_and_speech_have_no_row() -> None:
    assert drawn(with_dates(("2021-07-05", "2021-07-05"), status=Status.SIMULATED)) is None


def test_far_events_are_named_instead_of_stretching_the_axis() -> None:
    line = drawn(with_dates(("2012-10-01", "2012-10-31"), ("2021-07-01", "2021-07-04"), ("2042-01-01", "2042-12-31")))
    assert line is not None
    assert [event.id for event in line.outside] == ["e-0", "e-2"]
    assert [bar.event.id for bar in line.bars] == ["e-1"]


def test_open_ends_are_arrows() -> None:
    line = drawn(with_dates((None, "2021-07-04"), ("2021-07-05", None)))
    assert line is not None
    assert [(bar.opens, bar.closes) for bar in line.bars] == [(True, False), (False, True)]


def test_rows_are_limited_to_the_weightiest() -> None:
    line = drawn(with_dates(*[("2021-07-01", "2021-07-04")] * (MAX_ROWS + 7)))
    assert line is not None
    assert (len(line.bars), line.more) == (MAX_ROWS, 7)


days = st.one_of(st.none(), st.dates().map(lambda day: day.isoformat()))
intervals = st.tuples(days, days).filter(lambda pair: not (pair[0] and pair[1] and pair[0] > pair[1]))


@given(st.lists(intervals, min_size=1, max_size=5))
def test_every_bar_and_tick_lies_on_the_drawing(whens: list[tuple[str | None, str | None]]) -> None:
    line = drawn(with_dates(*whens))
    dated = [when for when in whens if any(when)]
    assert (line is None) == (not dated)
    if line:
        assert len(line.bars) + len(line.outside) == len(dated)
        for bar in line.bars:
            assert bar.x >= 0
            assert bar.x + bar.width <= WIDTH
            assert 0 <= bar.label_x <= WIDTH
        xs = [x for x, _ in line.ticks]
        assert xs == sorted(xs)
        assert all(b - a >= 28 for a, b in pairwise(xs))
