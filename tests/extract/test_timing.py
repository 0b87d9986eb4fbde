"""Whose each date is: sentence, type of claim, first and last day. The day of publication is Wednesday 12 June 2024."""

from __future__ import annotations

import pytest

SATURDAY, SUNDAY, MONDAY, TUESDAY = "2024-06-08", "2024-06-09", "2024-06-10", "2024-06-11"
NONE = (None, None)
CASES = [
    # on the event, on the noun, on the verb that carries it
    ("Gunmen attacked a police post on Sunday.", "attack", (SUNDAY, SUNDAY)),
    ("The ministry condemned Sunday's attack on a church in Jos.", "attack", (SUNDAY, SUNDAY)),
    ("Oman staged air drills with Bahrain on Monday.", "exercise", (MONDAY, MONDAY)),
    ("The rebels managed on Sunday to capture the airport.", "capture", (SUNDAY, SUNDAY)),
    ("On Monday two frigates fended off an attack on a tanker.", "attack", (MONDAY, MONDAY)),
    # speaking is not the event
    ("The governor said on Tuesday that gunmen attacked a convoy near Gao.", "attack", NONE),
    ("The governor said that on Tuesday gunmen attacked a convoy near Gao.", "attack", (TUESDAY, TUESDAY)),
    ("Chile agreed in May to hold naval exercises with Peru.", "exercise", NONE),
    ("Chile agreed in May to hold naval exercises with Peru.", "agree", ("2024-05-01", "2024-05-31")),
    ("Spain said on Monday it would hold drills with Portugal in July.", "exercise", ("2024-07-01", "2024-07-31")),
    # shared and not shared
    ("On Monday troops entered the village and freed 20 hostages.", "return", (MONDAY, MONDAY)),
    ("Four miners died on Tuesday when their bus was ambushed near Bamako.", "attack", (TUESDAY, TUESDAY)),
    ("Gunmen attacked a post on Sunday, killing five officers.", "attack", (SUNDAY, SUNDAY)),
    ("The brigade, which arrived in March, shelled the town on Monday.", "attack", (MONDAY, MONDAY)),
    ("The brigade, which arrived in March, shelled the town on Monday.", "deploy", ("2024-03-01", "2024-03-31")),
    ("The column left Kabul on Sunday and will attack Herat in July.", "attack", ("2024-07-01", "2024-07-31")),
    ("It was on Sunday that the rebels took the airport.", "capture", (SUNDAY, SUNDAY)),
    ("Hundreds have crossed into Niger since Monday to escape the fighting.", "displace", (MONDAY, None)),
    # a bare time right behind the event noun, unless it is an object
    ("Trade has withered since the clashes last month, and shows no life.", "clash", ("2024-05-01", "2024-05-31")),
    ("State radio noted a meeting Monday between the two rivals.", "meet", (MONDAY, MONDAY)),
    ("Ministers condemned the attack Monday.", "attack", NONE),
    # a noun whose name heads its phrase; a time before the name
    (
        "Peru said that the naval drill Silent Oak-24 would be held at Paita on 4-9 July.",
        "exercise",
        ("2024-07-04", "2024-07-09"),
    ),
    ("After the April Kaga attack, he wrote a letter.", "attack", ("2024-04-01", "2024-04-30")),
    ("They were tried after the April 15, 2013, attack, in which many died.", "attack", ("2013-04-15", "2013-04-15")),
    # a plain verb with its own participles about; words spoken at an event
    (
        "The embargo, hitting mostly food, was instituted in 2014 in the capital.",
        "sanction",
        ("2014-01-01", "2014-12-31"),
    ),
    ("He said at talks in Doha on Monday that prices had risen.", "meet", (MONDAY, MONDAY)),
    # what a statement does is done on its day
    ("The doctors posted a letter Sunday urging the agency to act.", "appeal", (SUNDAY, SUNDAY)),
    ("The union issued a statement on Monday condemning the raid.", "accuse", (MONDAY, MONDAY)),
    ("Police stopped a man on Monday carrying arms for the rebels who attacked Kaga.", "attack", NONE),
    # a time behind a verb of saying is the saying's
    ("Norway will send 45 ships to Oman, the alliance said on Monday, as it did before.", "deploy", NONE),
    (
        "It was on Monday, some way down the road of Kidira (Kidara), that men fired on the trucks.",
        "attack",
        (MONDAY, MONDAY),
    ),
    # a span among which the event stands out says less than its own date
    ("Ships sailed in May for the biggest drills off Paita this year.", "exercise", ("2024-05-01", "2024-05-31")),
    ("The third raid this month killed six in Kaga.", "attack", ("2024-06-01", "2024-06-30")),
    # counted from the day of another event, or of the news itself
    ("It comes a week after 44 people were killed in an attack in Kaga.", "attack", ("2024-06-05", "2024-06-05")),
    ("Two days after rebels seized Kaga, the army shelled it on Monday.", "capture", ("2024-06-08", "2024-06-08")),
    (
        "The port will close, the mayor said on Monday, a week after Peru accused Chile of piracy.",
        "accuse",
        ("2024-06-03", "2024-06-03"),
    ),
    ("He was jailed two years after rebels seized Kaga.", "capture", NONE),
    ("Some weeks after rebels seized Kaga, the army shelled it on Monday.", "capture", NONE),
    # counted from a day that the sentence names
    ("Chad said on Monday that rebels had bombed two villages the day before.", "attack", (SUNDAY, SUNDAY)),
    ("The rebels crossed the river on 3 May and took the town of Kaga two days later.", "capture", ("2024-05-05",) * 2),
    # ranges
    ("The exercise began on May 3 and ended on May 9 in Oman.", "exercise", ("2024-05-03", "2024-05-09")),
    ("The exercise will run from 2 to 9 July.", "exercise", ("2024-07-02", "2024-07-09")),
    ("The drills took place in Norway in 2018 and 2019.", "exercise", ("2018-01-01", "2019-12-31")),
    ("Brazil postponed the naval exercise on Monday to 4 October.", "exercise", ("2024-10-04", "2024-10-04")),
    # no dates of the event
    ("A three-year-old agreement lets France keep troops in Chad.", "presence", NONE),
    ("Soldiers aged 21 attacked the post in Gao.", "attack", NONE),
    ("The army, which signed the 2015 agreement, attacked the post in Gao.", "attack", NONE),
    ("The toll of the attack in Gao now stands at nine.", "attack", NONE),
    # begun and ended
    ("The siege, which began on June 3, ended on Sunday.", "besiege", ("2024-06-03", SUNDAY)),
    ("The talks in Gao that had begun on Monday ended on Tuesday.", "meet", (MONDAY, TUESDAY)),
    (
        "They signed the truce on Tuesday, at the end of talks in Gao that had begun on Monday.",
        "meet",
        (MONDAY, MONDAY),
    ),
    ("The siege, which began on June 3, goes on.", "besiege", ("2024-06-03", "2024-06-03")),
    # a clause that begins right behind a time happened then, whatever the time is to the rest of the sentence
    (
        "It was the worst raid on Kaga since 2017, when a mine killed six miners.",
        "attack",
        ("2017-01-01", "2017-12-31"),
    ),
    ("The raid was the first since March, when rebels abducted four nuns.", "attack", NONE),
    ("The raid was the first since March, when rebels abducted four nuns.", "detain", ("2024-03-01", "2024-03-31")),
    ("The raid was the first since nuns were abducted.", "detain", NONE),
    # from the day that a clause with "since" tells
    ("Rebels have shelled Kaga since troops left on May 20.", "attack", ("2024-05-20", None)),
    (
        "Rebels have burned a mill and shelled Kaga since he was expelled from the talks on May 20.",
        "sanction",
        ("2024-05-20",) * 2,
    ),
    ("Since the coup in 2021, rebels have shelled 40 villages.", "attack", ("2021-01-01", None)),
    ("Rebels shelled Kaga after troops left on May 20.", "attack", NONE),
    # what has been done lies behind
    ("The army shelled Kaga on 14 August.", "attack", ("2023-08-14", "2023-08-14")),
    ("The army will shell Kaga on 14 August.", "attack", ("2024-08-14", "2024-08-14")),
    ("Days later the army shelled Kaga.", "attack", NONE),
    ("Over the next five days the army shelled Kaga.", "attack", NONE),
    ("Over the next five days the army will shell Kaga.", "attack", ("2024-06-12", "2024-06-17")),
    # up to the report
    ("The two armies have clashed for nearly two years.", "clash", ("2022-06-12", "2024-06-12")),
    ("The rebels have besieged the city for 40 days.", "besiege", ("2024-05-03", "2024-06-12")),
    ("The rebels besieged the city for 40 days.", "besiege", NONE),
    ("The rebels have besieged the city for years.", "besiege", NONE),
    ("A court has jailed two rebels for six years.", "detain", NONE),
    # a length that ends on a day
    ("Three days of clashes between rebels and troops ended Monday.", "clash", (SATURDAY, MONDAY)),
    ("Three days of clashes between rebels and troops killed 12 on Monday.", "clash", (MONDAY, MONDAY)),
    # the time of what went on meanwhile
    ("The convoy was attacked as it left Kaga on Sunday.", "attack", (SUNDAY, SUNDAY)),
    ("A shell hit a mosque while students protested in Kaga on Sunday.", "attack", (SUNDAY, SUNDAY)),
    ("The rebels had fought the army for two years when parliament opened in 2019.", "clash", NONE),
    # a participle behind the subject has the time before the verb
    ("Infantry flown in from Gao last weekend attacked the village.", "deploy", (SATURDAY, SUNDAY)),
    ("Infantry flown in from Gao last weekend attacked the village.", "attack", NONE),
    ("Infantry flown in from Gao attacked the village last weekend.", "attack", (SATURDAY, SUNDAY)),
    # what is past dates no infinitive; an occasion dates what was decided at it
    ("The governor asked the rebels to withdraw two weeks ago.", "appeal", ("2024-05-27", "2024-05-31")),
    ("The governor asked the rebels to withdraw next week.", "appeal", NONE),
    ("Oman and Chile agreed to stage drills at a meeting of envoys in May.", "agree", ("2024-05-01", "2024-05-31")),
    ("Oman and Chile agreed to stage drills at a meeting of envoys in May.", "exercise", NONE),
    ("The talks, scheduled for Thursday, were cancelled.", "meet", ("2024-06-13", "2024-06-13")),
    # tense tells last from next
    ("The army will attack the town on Sunday.", "attack", ("2024-06-16", "2024-06-16")),
    ("The army did not attack the town on Sunday, it said.", "attack", (SUNDAY, SUNDAY)),
]


@pytest.mark.parametrize(("sentence", "kind", "wanted"), CASES, ids=[f"{c[1]}: {c[0][:50]}" for c in CASES])
def test_when_of_a_sentence(claims_of, sentence, kind, wanted):
    found = claims_of(sentence, kind)
    assert [(c.when.from_, c.when.to) if c.when else NONE for c in found] == [wanted]


def test_pronoun_carries_the_date_of_the_next_sentence(claims_of):
    told = claims_of("The attack took place near Kidal. It began at dawn on Tuesday.", "attack")
    other = claims_of("The attack took place near Kidal. Parliament began its session on Tuesday.", "attack")
    assert [c.when.from_ for c in told if c.when] == [TUESDAY]
    assert [c.when for c in other] == [None]


def test_span_of_a_joined_range_is_the_text_between(claims_of):
    text = "The exercise began on May 3 and ended on May 9 in Oman."
    when = claims_of(text, "exercise")[0].when
    assert when.text == text[when.start : when.end] == "May 3 and ended on May 9"


@pytest.mark.parametrize(
    ("sentence", "kind", "begins"),
    [
        ("The talks, the first since 2019, lasted three hours.", "meet", None),
        ("It was the deadliest attack since 2015.", "attack", None),
        ("It was the first drill in a decade.", "exercise", None),
        ("The first troops arrived in 2020.", "deploy", "2020-01-01"),
        ("Fighting has raged since 2019.", "clash", "2019-01-01"),
    ],
)
def test_what_a_superlative_looks_back_to_dates_nothing(claims_of, sentence, kind, begins):
    (claim,) = claims_of(sentence, kind)
    assert (claim.when.from_ if claim.when else None) == begins
