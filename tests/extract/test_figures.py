"""Which figures belong to which event, and of what kind: sentences with the claims' figures, read by the real parser.

Figures are written ``kind comparator value``; ``~`` about, ``>=`` at least, ``>`` more than, ``<=`` at most, ``..``
between.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.record import Claim, Comparator, Quantity

SIGNS = {
    Comparator.EXACT: "=",
    Comparator.ABOUT: "~",
    Comparator.AT_LEAST: ">=",
    Comparator.MORE_THAN: ">",
    Comparator.AT_MOST: "<=",
    Comparator.LESS_THAN: "<",
    Comparator.BETWEEN: "..",
}


def written(quantity: Quantity) -> str:
    return f"{quantity.kind.value} {SIGNS[quantity.comparator]}{quantity.value:g}"


def figures(claims: list[Claim], type_name: str) -> list[str]:
    return sorted(written(q) for c in claims if c.type == type_name for q in c.quantities)


SEVERAL = [
    (
        "exercise",
        "The fleet will bring 28 ships and 3,600 sailors from nine countries to the drills.",
        ["count =9", "equipment =28", "personnel =3600"],
    ),
    (
        "exercise",
        "Some 2,200 soldiers and 60 tanks are taking part in the exercise near Brest.",
        ["equipment =60", "personnel ~2200"],
    ),
    ("presence", "The base hosts 5,000 troops and 30 aircraft.", ["equipment =30", "personnel =5000"]),
    (
        "exercise",
        "The drills, which involve 1,300 troops, 200 vehicles and 20 aircraft, will last until Friday.",
        ["equipment =20", "equipment =200", "personnel =1300"],
    ),
    ("deploy", "Turkey sent 600 soldiers and another 40 vehicles to the border.", ["equipment =40", "personnel =600"]),
    ("deploy", "Three battalions of the 76th Division arrived in Pskov on Sunday.", ["count =3"]),
]
PARTS = [
    (
        "exercise",
        "The exercise involves 320 vehicles, including 40 tanks and 18 helicopters.",
        ["equipment =18", "equipment =320", "equipment =40"],
    ),
    ("attack", "Six people, including two children, were killed in shelling of Kharkiv.", ["killed =2", "killed =6"]),
    ("attack", "The blast killed 12 people, of whom five were children.", ["killed =12", "killed =5"]),
    ("return", "The rebels freed 15 hostages, three of them women.", ["captured =15", "captured =3"]),
    ("detain", "Police arrested nine men, including two foreigners, over the bombing.", ["captured =2", "captured =9"]),
    ("withdraw", "Kenya withdrew 300 of its 1,200 soldiers from Somalia.", ["personnel =300"]),
    ("attack", "Ukraine said it shot down 24 of 30 drones launched by Russia overnight.", ["equipment =24"]),
    ("control", "The militants control half of the country's 34 provinces.", ["share =0.5"]),
    ("control", "Insurgents control about 40 percent of the country.", ["share ~0.4"]),
    ("displace", "A total of 22 families (95 people) were evacuated from the village.", ["count =22", "displaced =95"]),
]
TOLLS = [
    ("attack", "A mortar attack on the market left eleven dead and 26 wounded.", ["killed =11", "wounded =26"]),
    ("attack", "The death toll from the bombing rose to 52.", ["killed =52"]),
    ("attack", "The number of dead in the shelling has reached 31.", ["killed =31"]),
    ("attack", "The army put its losses at seven dead.", ["killed =7"]),
    ("attack", "Gunmen killed at least 19 people in an attack on a bus.", ["killed >=19"]),
    ("attack", "Militants stormed the post, killing eight and wounding 21.", ["killed =8", "wounded =21"]),
    (
        "attack",
        "Two soldiers were killed and 11 injured when a mine blew up their truck near Kidal.",
        ["killed =2", "wounded =11"],
    ),
    (
        "attack",
        "Turkish jets bombed 12 targets in northern Iraq, killing at least 15 militants.",
        ["count =12", "killed >=15"],
    ),
    ("attack", "Rebels fired seven rockets at the airport, wounding three workers.", ["count =7", "wounded =3"]),
    ("attack", "The drone strike killed a commander and two of his bodyguards.", ["killed =2"]),
    ("attack", "The bombing, in which 18 people died, was claimed by the Islamic State.", ["killed =18"]),
    ("attack", "Dozens of civilians were killed in the raid.", ["killed >=12"]),
    ("offensive", "The offensive left 1,200 people homeless.", ["displaced =1200"]),
]
PEOPLE = [
    ("return", "The 18 prisoners were released in exchange for two spies.", ["captured =18", "captured =2"]),
    ("return", "The militia freed 26 villagers on Sunday.", ["captured =26"]),
    ("return", "More than 600 refugees returned to the town.", ["displaced >600"]),
    ("detain", "Between 300 and 400 fighters surrendered to the army.", ["captured ..300"]),
    ("detain", "The rebels took 17 soldiers prisoner.", ["captured =17"]),
    ("return", "The two sides exchanged 45 prisoners on Tuesday.", ["captured =45"]),
    ("return", "The two sides exchanged ten soldiers for 14 militiamen.", ["captured =10", "captured =14"]),
    ("displace", "Around 4,000 families fled their homes in the province.", ["count ~4000"]),
    ("displace", "More than 3,500 people fled to Chad.", ["displaced >3500"]),
    (
        "displace",
        "Some 2,500 people have fled since Monday, 900 of them children.",
        ["displaced =900", "displaced ~2500"],
    ),
    ("displace", "Tens of thousands have fled to the south.", ["displaced >=10000"]),
    ("protest", "Hundreds of people protested in the capital against the agreement.", ["count >=100"]),
    ("deploy", "A 150-strong force was deployed to the airport on Friday.", ["personnel =150"]),
    ("exercise", "The 3,500-troop drills began on Monday.", ["personnel =3500"]),
    ("withdraw", "The garrison of 80 men withdrew on Sunday.", ["personnel =80"]),
]
MEASURES = [
    ("besiege", "The siege lasted three months.", ["duration =91.3106"]),
    (
        "attack",
        "The army fired a rocket that flew 90 km (56 miles) before it hit a school.",
        ["distance =90"],
    ),
    ("exercise", "The five-day exercise began on Monday.", ["duration =5"]),
    ("exercise", "The exercise will run for two weeks in four regions.", ["duration =14"]),
    ("agree", "A truce was agreed for 10 days.", ["duration =10"]),
    ("meet", "The two presidents discussed the conflict for three hours.", ["duration =0.125"]),
    ("attack", "The army fired a missile that flew about 620 km before falling into the sea.", ["distance ~620"]),
    ("offensive", "The troops advanced 12 kilometres into the valley.", ["distance =12"]),
    ("appeal", "The agency appealed for $45 million.", ["money =4.5e+07"]),
    ("pledge", "Berlin pledged 30 million euros in aid to Ukraine.", ["money =3e+07"]),
    ("supply", "Berlin pledged 30 million euros in aid to Ukraine.", ["money =3e+07"]),
    ("pledge", "The governor promised 20 million rubles ($220,000) to the families.", ["money =2e+07"]),
    (
        "supply",
        "Washington approved the sale of 24 helicopters worth $1.9 billion to Poland.",
        ["equipment =24", "money =1.9e+09"],
    ),
]
NOT_THE_EVENTS = [
    ("deploy", "The MNBG 12 battalion was deployed to the border on Friday.", []),
    ("withdraw", "The troops must leave the town within 48 hours.", []),
    ("attack", "The troops shelled a village 12 kilometres north of the city.", []),
    ("attack", "Troops of the 201st base shelled the village on Monday.", []),
    ("meet", "The ministers of the two countries met in Ankara on Friday.", []),
    ("accuse", "The alliance's 32 members condemned the attack.", []),
    ("attack", "The 20-year-old soldier was killed in the attack on Monday.", []),
    ("detain", "More than 200 people were arrested during protests in three cities.", ["captured >200"]),
    ("exercise", "The exercise ended with 36 ships rather than the 40 announced.", ["equipment =36"]),
    ("capture", "Soldiers seized the village, and five of them were wounded.", []),
    ("capture", "Rebels captured the town on Sunday and killed 23 people in an attack on a ferry.", []),
    ("protest", "Police detained 35 protesters on Monday.", []),
    ("sanction", "The 27-nation bloc imposed sanctions on nine officials.", ["count =9"]),
    ("accuse", "Moscow accused Kyiv of killing 11 civilians.", []),
]
FATES = [
    ("attack", "A suicide bomber blew himself up at noon, killing himself and two guards.", ["killed =2"]),
    ("attack", "The bodies of nine soldiers were found after the clashes.", ["killed =9"]),
    ("attack", "The bodies of the state council met nine miners on Sunday.", []),
    ("attack", "One monk was killed and a dozen wounded in the bombing.", ["killed =1", "wounded =12"]),
    ("clash", "The battle ended with three soldiers and some 15 rebels left dead.", ["killed =3", "killed ~15"]),
    ("attack", "The wounded are six soldiers, whose lorry had been parked outside.", ["wounded =6"]),
    ("displace", "The garrison of 90 men has fled.", ["personnel =90"]),
    ("displace", "Some 90 men have fled the village.", ["displaced ~90"]),
    ("displace", "The camp hosts nearly 3,000 Afghans, many of whom fled last year.", ["displaced ~3000"]),
    ("exercise", "Eight frigates sailed from Toulon for an exercise.", ["equipment =8"]),
    ("exercise", "Eight families left Toulon after an exercise.", []),
    ("besiege", "Rebels ended the siege of two villages after three weeks.", ["count =2", "duration =21"]),
    ("agree", "The truce collapsed after two days.", ["duration =2"]),
    ("agree", "The truce was signed after two days of talks.", []),
    ("attack", "Scores died in the attacks.", ["killed >=20"]),
    (
        "attack",
        "Two nurses, a clerk and five guards wounded in the blast were flown to Orsk.",
        ["wounded =2", "wounded =5"],
    ),
    ("attack", "The mayor, a father of three, was killed in the raid.", []),
    ("appeal", "Unions called for two days of protests.", []),
    ("protest", "Unions called for two days of protests.", ["duration =2"]),
    ("attack", "At one point gunmen shelled the post.", []),
    ("appeal", "Two hundred miners marched to the port and demanded higher pay.", []),
]
ALL = [*SEVERAL, *PARTS, *TOLLS, *PEOPLE, *MEASURES, *FATES, *NOT_THE_EVENTS]


@pytest.mark.parametrize(("type_name", "text", "expected"), ALL, ids=[f"{t}: {s[:48]}" for t, s, _ in ALL])
def test_figures_of_an_event(
    claims_of: Callable[..., list[Claim]], type_name: str, text: str, expected: list[str]
) -> None:
    claims = claims_of(text)
    assert any(c.type == type_name for c in claims) or not expected
    assert figures(claims, type_name) == expected


def test_each_event_of_a_sentence_has_its_own_figure(claims_of: Callable[..., list[Claim]]) -> None:
    claims = claims_of(
        "A suicide bomber killed nine policemen in Quetta, two weeks after 30 people died in a blast in Karachi."
    )
    assert [[written(q) for q in c.quantities] for c in claims] == [["killed =9"], ["killed =30"]]


@settings(max_examples=12, deadline=None)
@given(st.integers(2, 990_000), st.integers(2, 900))
def test_any_number_is_read_with_its_span(claims_of: Callable[..., list[Claim]], men: int, tanks: int) -> None:
    text = f"The army sent {men:,} soldiers and {tanks} tanks to the border."
    (claim,) = claims_of(text, "deploy")
    assert [(q.kind.value, q.value) for q in claim.quantities] == [("personnel", men), ("equipment", tanks)]
    assert all(text[q.start : q.end] == q.text for q in claim.quantities)


def test_a_number_of_sources_is_no_figure_of_the_event(claims_of: Callable[..., list[Claim]]) -> None:
    (claim,) = claims_of("Niger may send three battalions to Diffa, according to two senior officials.", "deploy")
    assert [q.value for q in claim.quantities] == [3]
