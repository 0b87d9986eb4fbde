from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.normalise.gazetteer import Gazetteer
from muster.normalise.geodesy import distance_km
from muster.normalise.places import (
    PlaceContext,
    Resolved,
    Toponym,
    find_toponyms_by_pattern,
    resolve_toponyms,
)


def resolve(gazetteer: Gazetteer, marked: str, context: PlaceContext | None = None) -> list[Resolved]:
    """Resolve the [bracketed] names of a text."""
    text, toponyms = "", []
    for piece in re.split(r"(\[[^\]]*\])", marked):
        if piece.startswith("["):
            name = piece[1:-1]
            toponyms.append(Toponym(len(text), len(text) + len(name), name, name))
            text += name
        else:
            text += piece
    return resolve_toponyms(text, toponyms, gazetteer, context=context or PlaceContext())


@pytest.mark.parametrize(
    ("marked", "where"),
    [
        ("A blast in [Tripoli], [Lebanon], killed two.", "LB P"),
        ("A blast in [Tripoli], [Libya], killed two.", "LY P"),
        ("He moved from [Paris], [Texas].", "US P"),
        ("A tornado hit [Birmingham], [Ala.] on Monday.", "US P"),
        ("Troops left [Georgia] for [Armenia] and [Azerbaijan].", "GE A"),
        ("The storm crossed [Georgia], [Alabama] and [Tennessee].", "US A"),
        ("[Russia], [United States] and [China] signed.", "RU A"),
        ("[Afghanistan]'s [Kandahar] fell.", "AF A"),
        ("The [Tajik] army said so.", "TJ A"),
        ("The [U.S.] said so.", "US A"),
        ("[Kunduz] fell to the rebels in [Afghanistan].", "AF P"),
        ("Ten villages in [Kunduz province] fell.", "AF A"),
        ("Fighting in [Imam Sahib], [Kunduz], went on.", "AF P"),
        ("[Mosul] and [Erbil] were calm.", "IQ P"),
        ("Tanks rolled across [northern Syria].", "SY L"),
        ("The [Black Sea] port was closed.", "None H"),
    ],
)
def test_first_toponym(gazetteer: Gazetteer, marked: str, where: str) -> None:
    entry = resolve(gazetteer, marked)[0].entry
    assert entry is not None
    assert f"{entry.country} {entry.feature_class}" == where


def test_one_sense_per_text(gazetteer: Gazetteer) -> None:
    found = resolve(gazetteer, "Fire in [Tripoli], [Lebanon]. Later [Tripoli] was quiet. [Tripoli]'s mayor spoke.")
    assert {r.country for r in found} == {"LB"}
    assert found[2].reasons[1] == "as elsewhere in the text"


def test_two_places_of_one_name_where_the_text_says_so(gazetteer: Gazetteer) -> None:
    found = resolve(gazetteer, "From [Tripoli], [Lebanon] he flew to [Tripoli], [Libya].")
    assert [r.country for r in found] == ["LB", "LB", "LY", "LY"]


def test_ambiguous_names_of_one_county_find_each_other(gazetteer: Gazetteer) -> None:
    found = resolve(gazetteer, "Schools in [Paris], [Puryear] and [Henry County] are closed.")
    assert {r.entry.admin1 for r in found if r.entry} == {"Tennessee"}


def test_unknown_place_takes_its_country_from_the_text_only(gazetteer: Gazetteer) -> None:
    inside, country = resolve(gazetteer, "at the [Zhulqamar] training ground in [Tajikistan]")
    assert (inside.entry, inside.country, country.country) == (None, "TJ", "TJ")
    assert inside.reasons == ("unknown name, in Tajikistan",)
    (alone,) = resolve(gazetteer, "at the [Zhulqamar] training ground")
    assert (alone.entry, alone.country, alone.score) == (None, None, 0.0)


def test_context_decides_where_the_text_does_not(gazetteer: Gazetteer) -> None:
    (plain,) = resolve(gazetteer, "A bomb went off in [Hyderabad].")
    (given_country,) = resolve(gazetteer, "A bomb went off in [Hyderabad].", PlaceContext(countries=("PK",)))
    (given_point,) = resolve(gazetteer, "The mayor of [Springfield].", PlaceContext(near=((42.1, -72.6),)))
    assert (plain.country, given_country.country) == ("IN", "PK")
    assert given_point.entry is not None and given_point.entry.admin1 == "Massachusetts"


def test_a_hamlet_far_from_everything_else_is_not_taken(gazetteer: Gazetteer) -> None:
    found = resolve(gazetteer, "Shelling hit [Soledar], [Bakhmut] and [Russia] in [Ukraine], [Kabul] said nothing.")
    assert found[2].entry is not None and found[2].entry.is_country


def test_every_toponym_has_an_answer_with_its_score(gazetteer: Gazetteer) -> None:
    found = resolve(gazetteer, "[Dushanbe] [Qwrtp] [] [the] [Tajikistan]")
    assert len(found) == 5
    assert all(0.0 <= r.score <= 1.0 and r.reasons for r in found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("near the Lyaur training ground", [("Lyaur", "Lyaur training ground")]),
        ("in Khatlon Province on Monday", [("Khatlon Province", "Khatlon province")]),
        ("the town of Isfara was hit", [("Isfara", "Isfara town")]),
        ("Russia's Orenburg region", [("Orenburg", "Orenburg region")]),
        ("In Takhar province and Jowzjan province", [("Takhar", "Takhar province"), ("Jowzjan", "Jowzjan province")]),
        ("the Bab al-Hawa border crossing", [("Bab al-Hawa", "Bab al-Hawa border crossing")]),
        ("into Deir ez-Zor province", [("Deir ez-Zor", "Deir ez-Zor province")]),
        ("the Black Sea port of Odesa", [("Black Sea", "Black sea"), ("Odesa", "Odesa port")]),
        ("the Afghan province and a Russian military base", []),
        ("The province was calm. Monday district", []),
        ("troops of the Central Military District", []),
        ("several districts of the north", []),
    ],
)
def test_toponyms_by_pattern(text: str, names: list[tuple[str, str]]) -> None:
    assert [(t.text, t.name) for t in find_toponyms_by_pattern(text)] == names


@given(
    st.lists(st.sampled_from(["Kunduz", "the town of ", "province", " ", "’s", "Ürgüp", "\n", "border crossing", "."]))
)
def test_pattern_offsets_are_those_of_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = find_toponyms_by_pattern(text)
    assert all(text[t.start : t.end] == t.text for t in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


DATA = Path(__file__).parents[3] / "shared" / "data" / "geo_lgl" / "lgl.xml.xz"


@pytest.mark.skipif(not DATA.exists(), reason="the LGL corpus is not at ../shared/data/geo_lgl")
def test_local_news_within_161_km(gazetteer: Gazetteer) -> None:
    """A sample of LGL; the whole is measured by benchmarks/place."""
    import sys

    sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks" / "place"))
    from run import articles

    right = total = 0
    for text, golds in list(articles(DATA))[::12]:
        for gold, one in zip(golds, resolve_toponyms(text, [g.toponym for g in golds], gazetteer), strict=True):
            if gold.lat == gold.lat:
                total += 1
                entry = one.entry
                if entry is not None and entry.lat is not None and entry.lon is not None:
                    right += distance_km(gold.lat, gold.lon, entry.lat, entry.lon) <= 161
    assert right / total >= 0.80


@pytest.mark.parametrize(
    ("marked", "wanted"),
    [
        # a place that is told by another one lies there, however famous its namesakes
        ("Two died in [Springfield], 15 miles from [Eugene].", ("US", "Oregon")),
        ("A quake shook [Salem], 30 km from [Aden].", (None, None)),
        ("The [Birmingham] range near [Tuscaloosa] was shut.", ("US", "Alabama")),
        # words between that say that somebody moved, or that one lies in the other, say nothing of nearness
        ("Men from [Lyon] marched 30 km to [Aden].", ("FR", "Auvergne-Rhône-Alpes")),
        ("The [Lyon] suburb of [Bron] was calm.", ("FR", "Auvergne-Rhône-Alpes")),
    ],
)
def test_a_place_told_by_another(gazetteer: Gazetteer, marked: str, wanted: tuple[str | None, str | None]) -> None:
    entry = resolve(gazetteer, marked)[0].entry
    assert ((entry.country, entry.admin1) if entry else (None, None)) == wanted


@pytest.mark.parametrize("name", ["Kolu", "Gari", "Tuli"])
def test_few_consonants_are_no_spelling_of_another_name(gazetteer: Gazetteer, name: str) -> None:
    assert not [match for match in gazetteer.search(name) if match.reason.startswith("spelling")]
