"""Where sentences end: layouts and puzzles of news pages, as lists of the sentences a text holds."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.language.parser import words_of
from muster.language.sentences import Word, sentence_starts
from muster.language.tokens import tokenise


def split(text: str, *, hard_breaks: tuple[int, ...] = (), longest: int = 160) -> list[str]:
    words = words_of(tokenise(text))
    starts = sentence_starts(words, hard_breaks=hard_breaks, longest=longest)
    offsets = [words[start].start for start in starts] + [len(text)]
    return [" ".join(text[a:b].split()) for a, b in pairwise(offsets)]


# "|" marks the places where a sentence must end; the text is the line without these marks.
ONE_LINE = {
    "two plain sentences": "The convoy left at dawn. |It reached the base by noon.",
    "a question and an answer": "Who ordered the strike? |Nobody would say.",
    "an exclamation": "Stop the shelling! |That was the demand.",
    "a country in the middle": "The U.S. Army sent two brigades. |They arrived on Friday.",
    "a country at the end": "He accused the U.S. |The State Department declined to comment.",
    "a country before a pronoun": "Troops returned to the U.K. |They had been away for a year.",
    "a council in full": "The U.N. Security Council met in New York. |No vote was held.",
    "initials": "J. R. Hartley and G.K. Moreno signed the order. |It was published on Monday.",
    "an initial inside a name": "Spokesman Arif M. Sadik denied it. |Nothing more was said.",
    "a general": "Gen. Pavel Orlov inspected the range. |He was joined by Lt. Col. Anna Reyes.",
    "a lieutenant colonel": "Lt. Col. Reyes briefed reporters. |She gave no figures.",
    "a brigadier general": "Brig. Gen. Tomas Weld and Maj. Gen. Ito attended. |Both left early.",
    "a captain and a sergeant": "Capt. Nwosu and Sgt. Diaz were wounded. |Both survived.",
    "a doctor": "Dr. Ahmadi treated 14 people. |Three later died.",
    "a senator and a representative": "Sen. Gray and Rep. Holt opposed the plan. |It passed anyway.",
    "a saint": "Police closed St. George Street. |It reopened at night.",
    "a numbered brigade": "Brigade No. 4 took the hill. |It lost two vehicles.",
    "an answer": "Asked whether he would resign, he said no. |The session then ended.",
    "clock times": "The attack began at 4:30 a.m. and ended at 6 p.m. local time. |No group claimed it.",
    "a clock time at the end": "The raid ended at 6 p.m. |The village was quiet after that.",
    "a clock time before a weekday": "The raid began at 6 p.m. Tuesday. |It lasted an hour.",
    "a month and a day": "The drills run from Aug. 5 to Sept. 10. |A parade follows.",
    "a month before a year": "The pact was signed in Dec. 2019. |It lapsed in Feb. 2021.",
    "decimals": "Spending rose by 3.5 percent to $1.2 billion. |Analysts expected 2.9.",
    "thousands with a point": "The gun fires 7.62 mm rounds. |It weighs 8.4 kg.",
    "a company": "Orbit Corp. supplied the drones. |The contract is worth $3 million.",
    "a company at the end": "The drones came from Orbit Inc. |The firm denies it.",
    "a legal case": "The ruling in Marsh vs. Ward was upheld. |An appeal is due.",
    "for example": "Heavy weapons, e.g. Howitzers, must go. |The deadline is May.",
    "an ellipsis inside": "We waited ... and waited for the trucks. |They never came.",
    "an ellipsis at the end": "He paused... |The room fell silent.",
    "one sign for an ellipsis": "They were gone… |The square was empty.",
    "said after a quotation": '"We will hold the line," he said. |"We have no choice."',
    "asked after a question": '"Will they come back?" she asked. |No one answered.',
    "a named speaker after a question": '"Will they come back?" Minister Arden asked. |No one answered.',
    "a speaker after an exclamation": "“We will win!” President Dorn told the crowd. |They cheered.",
    "a quotation that ends its sentence": 'He called it "a crime." |The ministry agreed.',
    "a curly quotation": "He said: “The border is closed.” |Traffic stopped at once.",
    "a quotation of two sentences": '"The road is mined. |Do not use it," the army said.',
    "single quotation marks": "He called it 'a mistake.' |The army disagreed.",
    "a bracket in the middle": "The group (known as the Front) split. |Its leader fled.",
    "a sentence in brackets": "Two men were held. |(Both were released.) |A third is missing.",
    "an agency in brackets": "HARBOUR CITY (AP) - |Rebels took the port. |The army withdrew.",
    "a dateline with a dash": "HARBOUR CITY, June 3 (Reuters) — |Rebels took the port. |The army withdrew.",
    "a dateline with strokes": "HARBOUR CITY, August 10. /TASS/. |The drills began on Monday. |They end on Friday.",
    "a dateline with strokes, no stop": "HARBOUR CITY, August 10. /TASS/ - |The drills began. |They end on Friday.",
    "a dateline with a month": "HARBOUR CITY, Aug. 10 (Xinhua) -- |The drills began. |They end on Friday.",
    "a dateline in small letters": "Harbour City, Westland (AFP) – |The drills began.",
    "a dateline without an agency": "HARBOUR CITY — |Rebels took the port. |The army withdrew.",
    "a dateline with a hyphen": "HARBOUR CITY - |Rebels took the port. |The army withdrew.",
    "a dateline with country, day and hyphen": "PORT, Westland, July 30 - |Rebels took the port.",
    "a dateline without a stop": "HARBOUR CITY, August 10. /TASS/ |The drills began.",
    "no dateline, only brackets": "The United Front (UF) - once an ally - left the talks.",
    "no dateline, only a dash": "The minister - once a general - left the talks.",
    "no dateline, a headline with a dash": "TALKS FAIL - MINISTER",
    "a list with semicolons": "He named three towns: Aro; Bel; and Cor. |All had fallen.",
    "a colon": "The toll is clear: 12 dead. |More are missing.",
    "a lost space": "The army took the town.The rebels fled north. |So did many families.".replace("town.", "town.|"),
    "an Arabic article": "The army left the town. |al-Nasr fighters entered at night.",
    "a web address": "Details are at www.example.org. |The page is in English.",
    "a mail address": "Write to press@example.org. |Replies take a day.",
    "a figure at the beginning": "The bomb hit a bus. |14 people died.",
    "a question mark in brackets": "He claimed 300 (?) recruits. |None were seen.",
    "two marks": "They did what?! |Nobody believed it.",
    "and others": "Orlov et al. reported the finding. |It was disputed.",
    "and so on": "They brought tents, food, etc. |The camp opened on Sunday.",
    "a state": "The base at Camp Reed, Va., was locked down. |It reopened later.",
    "junior": "Hal Sorensen Jr. was named envoy. |He starts in May.",
    "a roman numeral": "The plan has Art. IV as its core. |It is contested.",
}


@pytest.mark.parametrize("marked", ONE_LINE.values(), ids=ONE_LINE)
def test_words_and_stops(marked: str) -> None:
    expected = [part.strip() for part in marked.split("|")]
    assert split(marked.replace("|", "")) == expected


LAYOUT = {
    "paragraphs": ("The army left.\n\nThe town is calm.", ["The army left.", "The town is calm."]),
    "a headline": (
        "Rebels take port city\n\nThe army has withdrawn, officials said.",
        ["Rebels take port city", "The army has withdrawn, officials said."],
    ),
    "a headline on the next line": (
        "Rebels take port city\nThe army has withdrawn from the harbour and the two bases around it, officials said on "
        "Monday, after three days of fighting.",
        ["Rebels take port city"],
    ),
    "a hard wrap": (
        "The joint exercise will begin on 5 August at a training ground near the\n"
        "southern border and will involve more than two thousand soldiers, the\n"
        "Defence Ministry said. Observers from six states will attend the final\n"
        "stage.",
        [
            "The joint exercise will begin on 5 August at a training ground near the southern border and will involve "
            "more than two thousand soldiers, the Defence Ministry said.",
            "Observers from six states will attend the final stage.",
        ],
    ),
    "a hard wrap before a name": (
        "The joint exercise will begin on 5 August, said the commander of the Army Group\n"
        "North, adding that the final stage would be held behind closed doors for once.",
        [
            "The joint exercise will begin on 5 August, said the commander of the Army Group North, adding that the "
            "final stage would be held behind closed doors for once."
        ],
    ),
    "a wrapped abbreviation": (
        "The order was signed at the headquarters in the capital by Brig. Gen.\n"
        "Tomas Weld, who has led the northern command since the spring of 2020.",
        [
            "The order was signed at the headquarters in the capital by Brig. Gen. Tomas Weld, who has led the "
            "northern command since the spring of 2020."
        ],
    ),
    "one paragraph a line": (
        "The ministry said on Monday that the exercise would begin within days and that all units had arrived at the "
        "range.\nA spokesman gave no figures.\nThe drills end on Friday.",
        ["A spokesman gave no figures.", "The drills end on Friday."],
    ),
    "a line of appeal": (
        "Dear readers,\nWe are an independent newsroom, and our work depends on people like you who give a little "
        "every month.\nThank you.",
        ["Dear readers,", "Thank you."],
    ),
    "bullets": (
        "The plan has three parts:\n- withdrawal of guns\n- exchange of prisoners\n- talks",
        ["The plan has three parts:", "- withdrawal of guns", "- exchange of prisoners", "- talks"],
    ),
    "round bullets": (
        "Key points\n• Two soldiers died\n• The road is closed",
        ["Key points", "• Two soldiers died", "• The road is closed"],
    ),
    "a numbered list": (
        "1. Stop all fire.\n2. Withdraw guns.\n3. Open the road.",
        ["1. Stop all fire.", "2. Withdraw guns.", "3. Open the road."],
    ),
    "a byline": (
        "By Mara Lind\n\nBorder guards were attacked on Sunday.",
        ["By Mara Lind", "Border guards were attacked on Sunday."],
    ),
    "a date line": (
        "Monday, 3 May 2021\n\nBorder guards were attacked.",
        ["Monday, 3 May 2021", "Border guards were attacked."],
    ),
    "a caption": (
        "Soldiers at the range. Photo: Ministry of Defence\n\nThe drills began.",
        ["Soldiers at the range.", "Photo: Ministry of Defence", "The drills began."],
    ),
    "blank lines with spaces": ("The army left.\n  \nThe town is calm.", ["The army left.", "The town is calm."]),
    "three blank lines": ("Title here\n\n\n\nThe town is calm.", ["Title here", "The town is calm."]),
    "windows line ends": ("The army left.\r\n\r\nThe town is calm.", ["The army left.", "The town is calm."]),
    "white space around": ("\n\n  The army left.  \n", ["The army left."]),
    "tabs": ("The army left.\tThe town is calm.", ["The army left.", "The town is calm."]),
    "no-break spaces": ("The army left.\u00a0The town is calm.", ["The army left.", "The town is calm."]),
    "nothing": ("", []),
    "only white space": (" \n \n", []),
    "no final stop": ("The army left. The town is calm", ["The army left.", "The town is calm"]),
}


@pytest.mark.parametrize(("text", "expected"), LAYOUT.values(), ids=LAYOUT)
def test_layout(text: str, expected: list[str]) -> None:
    found = split(text) if text.strip() else []
    assert [sentence for sentence in found if sentence in expected] == expected
    assert " ".join(found).split() == text.split()
    if len(expected) > 1 or len(" ".join(expected)) == len(" ".join(text.split())):
        assert len(found) - len(expected) <= 1  # a long sentence may be left out of the list above


def test_hard_breaks_end_a_sentence_anywhere() -> None:
    text = "Share this page Border guards were attacked on Sunday."
    assert split(text, hard_breaks=(16,)) == ["Share this page", "Border guards were attacked on Sunday."]


def test_a_hard_break_inside_a_word_ends_the_sentence_after_it() -> None:
    assert split("Share this page Border guards left.", hard_breaks=(13,)) == ["Share this page", "Border guards left."]


def test_hard_breaks_outside_the_text_change_nothing() -> None:
    assert split("The army left.", hard_breaks=(0, 14, 99)) == ["The army left."]


def test_a_sentence_without_end_is_cut_at_a_clause() -> None:
    text = "alpha beta gamma; delta epsilon zeta eta theta iota kappa"
    assert split(text, longest=6)[:2] == ["alpha beta gamma;", "delta epsilon zeta eta theta iota"]
    assert max(len(tokenise(part)) for part in split(text, longest=6)) <= 6


@given(st.text(alphabet=st.sampled_from("abAB .!?\"'\n\t()-–1…/,U.S"), max_size=120), st.integers(0, 120))
def test_starts_are_in_order_and_hard_breaks_are_kept(text: str, offset: int) -> None:
    words = words_of(tokenise(text))
    starts = sentence_starts(words, hard_breaks=[offset], longest=20)
    assert starts == sorted(set(starts))
    assert starts[:1] == ([0] if words else [])
    after = [number for number, word in enumerate(words) if word.start >= offset]
    assert not after or after[0] in starts


def judged(text: str, odds: dict[str, float]) -> list[str]:
    """The sentences when the model gives these log odds for a start at these words, and -9 for any other."""
    words = words_of(tokenise(text))

    def judge(words: Sequence[Word], gaps: Sequence[int]) -> list[float]:
        return [odds.get(words[gap + 1].text, -9.0) for gap in gaps]

    offsets = [words[start].start for start in sentence_starts(words, judge=judge)] + [len(text)]
    return [text[a:b].strip() for a, b in pairwise(offsets)]


def test_the_model_judges_what_the_rules_leave_open() -> None:
    text = "The raid ended at 6 p.m. Villagers came back. The U.S. The Hague"
    assert judged(text, {"Villagers": 1.0}) == [
        "The raid ended at 6 p.m.",
        "Villagers came back.",
        "The U.S. The Hague",
    ]


def test_the_model_does_not_undo_what_the_rules_settle() -> None:
    assert judged("Troops left. Villagers came back.", {}) == ["Troops left.", "Villagers came back."]


def test_a_heading_glued_to_a_long_sentence_is_parted_when_the_model_is_sure() -> None:
    long = "Read more Rebels take port " + "and one more town " * 12 + "at dawn."
    assert judged(long, {"Rebels": 3.0}) == ["Read more", long[10:]]
    assert judged(long, {"Rebels": 1.0}) == [long]
    assert judged("Read more Rebels take port at dawn.", {"Rebels": 3.0}) == ["Read more Rebels take port at dawn."]
