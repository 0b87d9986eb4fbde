"""What holds for every text: exact spans, no overlap, no exception; number words mean what they spell."""

from __future__ import annotations

import time
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from muster.normalise.dates import Tense, find_timexes, infer_published, resolve_timex, tense_at, timex3_value
from muster.normalise.numbers import find_numbers
from muster.normalise.numerals import words_value

VOCABULARY = (
    "on in since until by from to between and the last next this May March second Monday Friday July 14 2021 , - . ( "
    "three days weeks ago earlier later early late end of year month week quarter Eid al-Adha 05:40 p.m. GMT half a "
    "some over 1,000 5-10 twenty five hundred million percent $ km per cent one dozens several % 7/14/2021 1990s 's "
    "overnight now every annual noon winter fall 24:00 99 0 3rd couple nineteen ninety \n\n"
)
WORDS = st.sampled_from(VOCABULARY.split(" "))
TEXTS = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=14).map(" ".join))
DAYS = st.dates()


@settings(max_examples=400, deadline=None)
@given(TEXTS, DAYS, st.sampled_from(Tense))
def test_timexes_are_exact_ordered_and_resolve_without_error(text: str, day: date, tense: Tense) -> None:
    reached = 0
    for timex in find_timexes(text):
        assert text[timex.start : timex.end] == timex.text
        assert reached <= timex.start < timex.end
        assert timex.outer_start <= timex.start
        reached = timex.end
        when = resolve_timex(timex, day, tense=tense)
        timex3_value(timex, when)
        tense_at(text, timex.start, timex.end)
        if when is not None:
            assert (when.start, when.end, when.text) == (timex.start, timex.end, timex.text)


@settings(max_examples=200, deadline=None)
@given(TEXTS, DAYS, DAYS)
def test_an_interval_of_publication_never_raises(text: str, one: date, other: date) -> None:
    for timex in find_timexes(text):
        resolve_timex(timex, (min(one, other), max(one, other)))
    infer_published(text)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_numbers_are_exact_ordered_and_bounded(text: str) -> None:
    reached = 0
    for mention in find_numbers(text):
        assert text[mention.start : mention.end] == mention.text
        assert reached <= mention.start <= mention.number_start < mention.number_end <= mention.end
        reached = mention.end
        if mention.low is not None and mention.high is not None:
            assert mention.low <= mention.high


SPELT = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
    " twenty thirty forty fifty sixty seventy eighty ninety"
)
SMALL, TENS = SPELT.split()[:20], SPELT.split()[20:]


def spell(number: int) -> list[str]:
    """English words of 0..10**6."""
    if number < 20:
        return [SMALL[number]]
    if number < 100:
        return [TENS[number // 10 - 2], *(spell(number % 10) if number % 10 else [])]
    for size, word in ((1_000_000, "million"), (1_000, "thousand"), (100, "hundred")):
        if number >= size:
            return [*spell(number // size), word, *(spell(number % size) if number % size else [])]
    raise AssertionError(number)


@given(st.integers(0, 10**6))
def test_number_words_mean_what_they_spell(number: int) -> None:
    assert words_value(spell(number)) == number


@settings(deadline=None)
@given(st.integers(2, 10**6))
def test_spelt_numbers_are_found_whole(number: int) -> None:
    (mention,) = find_numbers(" ".join(spell(number)) + " soldiers")
    assert mention.value == number


def test_time_grows_with_the_text_and_no_faster() -> None:
    """The least processor time of several goes, so that a busy machine makes no difference."""
    sentence = "Some 1,000 troops took part in drills on Monday, July 12, officials said on Wednesday in Dushanbe. "

    def cost(text: str) -> float:
        begin = time.process_time()
        find_timexes(text)
        find_numbers(text)
        return (time.process_time() - begin) / len(text)

    short, long = (min(cost(sentence * repeats) for _ in range(5)) for repeats in (20, 160))
    assert long < 4 * short + 1e-6
