from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.normalise.names import Kind, NameLexicon
from muster.normalise.tables import data_lines

ONE_NAME = {
    "Russian Ministry of Defence": [
        "Russian Defence Ministry", "Russia's Defense Ministry", "the Russian Ministry of Defense", "Russian MoD",
        "Ministry of Defence of the Russian Federation", "Russian Defence Ministry spokesman",
    ],
    "Tajik Ministry of Defence": ["Ministry of Defense of Tajikistan", "Tajikistan's Ministry of Defence"],
    "Kyrgyz Ministry of Foreign Affairs": ["Kyrgyz Foreign Ministry", "Ministry of Foreign Affairs of Kyrgyzstan"],
    "Saudi Ministry of Internal Affairs": ["Saudi Interior Ministry", "Saudi Arabia's Interior Ministry"],
    "US Department of Defense": ["the Pentagon", "US Defense Department", "Pentagon officials"],
    "US State Department": ["the State Department", "U.S. State Department", "US Department of State"],
    "Ukrainian forces": ["Ukrainian army", "Ukraine's military", "Armed Forces of Ukraine", "Ukrainian troops"],
    "Israel Defense Forces": ["IDF", "Israeli army", "the Israeli military", "Israeli forces"],
    "Syrian Arab Army": ["Syrian army", "Syria's military", "Syrian government forces", "SAA"],
    "Ukrainian General Staff": ["General Staff of the Armed Forces of Ukraine", "Ukraine's General Staff"],
    "Uzbek border guard": ["Uzbek border guards", "State Border Service of Uzbekistan"],
    "Islamic State": ["ISIS", "ISIL", "IS", "Daesh", "the Islamic State group", "Islamic State of Iraq and Syria"],
    "Islamic State Khorasan": ["ISKP", "ISIS-K", "Islamic State Khorasan Province"],
    "Al-Qaeda": ["al-Qaida", "al Qaeda", "Al Qaida"],
    "Al-Shabaab": ["al-Shabab", "Shabaab", "al Shabaab"],
    "Houthis": ["Ansar Allah", "the Houthis", "Houthi rebels", "Houthi"],
    "Hezbollah": ["Hizbullah", "Hizbollah", "Hezbollah's"],
    "Taliban": ["the Taliban", "Taleban", "Taliban fighters"],
    "Collective Security Treaty Organisation": ["CSTO", "Collective Security Treaty Organization (CSTO)"],
    "United Nations": ["UN", "U.N.", "the United Nations"],
    "UN Security Council": ["UNSC", "U.N. Security Council", "Security Council"],
    "NATO": ["Nato", "North Atlantic Treaty Organization"],
    "AFP": ["Agence France-Presse", "AFP"],
    "TASS": ["Itar-Tass", "TASS news agency"],
    "Russia": ["Russian Federation", "Russians", "the Russian government", "Russian authorities"],
    "United States": ["US", "U.S.", "USA", "America", "the United States of America", "American officials"],
    "United Kingdom": ["UK", "Britain", "British"],
    "Afghanistan": ["the Afghan government", "Afghans"],
    "Alexander Lebed": ["Gen. Alexander Lebed", "Russian General Alexander Lebed"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("canonical", "name"),
    [(c, n) for c, names in ONE_NAME.items() for n in [c, *names]],
    ids=lambda v: v.replace(" ", "_"),
)
def test_canonical(lexicon: NameLexicon, canonical: str, name: str) -> None:
    assert lexicon.canonical(name) == canonical


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Tajikistan", Kind.STATE, "TJ"),
        ("Tajik government", Kind.GOVERNMENT_ORGAN, "TJ"),
        ("Russian Defence Ministry", Kind.GOVERNMENT_ORGAN, "RU"),
        ("Defence Ministry", Kind.GOVERNMENT_ORGAN, None),
        ("the Kremlin", Kind.GOVERNMENT_ORGAN, "RU"),
        ("White House", Kind.GOVERNMENT_ORGAN, "US"),
        ("North Korean military", Kind.ARMED_FORCE, "KP"),
        ("U.S. Central Command", Kind.ARMED_FORCE, "US"),
        ("Black Sea Fleet", Kind.ARMED_FORCE, "RU"),
        ("58th Combined Arms Army", Kind.UNIT, None),
        ("Ukraine's 93rd Mechanized Brigade", Kind.UNIT, "UA"),
        ("Wagner", Kind.ARMED_GROUP, "RU"),
        ("M23 rebels", Kind.ARMED_GROUP, "CD"),
        ("PKK", Kind.ARMED_GROUP, "TR"),
        ("ECOWAS", Kind.ALLIANCE, None),
        ("OSCE", Kind.ORGANISATION, None),
        ("Doctors Without Borders", Kind.ORGANISATION, None),
        ("Anadolu Agency", Kind.AGENCY, "TR"),
        ("Xinhua", Kind.AGENCY, "CN"),
        ("The New York Times", Kind.OUTLET, "US"),
        ("Al-Jazeera", Kind.OUTLET, "QA"),
        ("President Emomali Rahmon", Kind.PERSON, None),
        ("Tajik President Emomali Rahmon", Kind.PERSON, "TJ"),
        ("Ursula von der Leyen", Kind.PERSON, None),
        ("foreign troops", Kind.ARMED_FORCE, None),
        ("Tuareg rebels", Kind.ARMED_GROUP, None),
        ("Afghan insurgents", Kind.ARMED_GROUP, "AF"),
        ("Education Ministry", Kind.GOVERNMENT_ORGAN, None),
        ("the party", Kind.UNKNOWN, None),
        ("Zhulqamar", Kind.UNKNOWN, None),
        ("who", Kind.UNKNOWN, None),
        ("is", Kind.UNKNOWN, None),
        ("turkey", Kind.UNKNOWN, None),
        ("", Kind.UNKNOWN, None),
    ],
    ids=lambda value: str(value),
)
def test_kind_and_country(lexicon: NameLexicon, name: str, kind: Kind, country: str | None) -> None:
    assert (lexicon.kind(name), lexicon.country(name)) == (kind, country)


@pytest.mark.parametrize(
    ("name", "state", "government"),
    [
        ("Russia", "Russia", "Russia"),
        ("the Kremlin", "Russia", "Russia"),
        ("Moscow", None, "Russia"),
        ("Kabul", None, "Afghanistan"),
        ("Kiev", None, "Ukraine"),
        ("the Afghan authorities", "Afghanistan", "Afghanistan"),
        ("Russian Defence Ministry", "Russia", None),
        ("Turkish troops", "Turkey", None),
        ("Taliban", None, None),
        ("Herat", None, None),
    ],
)
def test_state_and_government(lexicon: NameLexicon, name: str, state: str | None, government: str | None) -> None:
    assert (lexicon.state_of(name), lexicon.as_government(name)) == (state, government)


@pytest.mark.parametrize(
    ("word", "code"),
    [("Tajik", "TJ"), ("Afghans", "AF"), ("Saudi", "SA"), ("South Korean", "KR"), ("Turks", "TR"), ("table", None)],
)
def test_demonym(lexicon: NameLexicon, word: str, code: str | None) -> None:
    assert lexicon.demonym(word) == code


def test_aliases_and_agencies(lexicon: NameLexicon) -> None:
    assert "Daesh" in lexicon.aliases("ISIS")
    assert "Russian Federation" in lexicon.aliases("Russia")
    assert lexicon.aliases("nobody") == ()
    assert lexicon.is_agency("Itar-Tass") and not lexicon.is_agency("The Guardian")


@given(st.text(max_size=40))
def test_never_raises_and_canonical_is_stable(name: str) -> None:
    lexicon = NameLexicon.load()
    info = lexicon.info(name)
    assert info.kind in Kind
    if info.known:
        assert lexicon.canonical(info.canonical) == info.canonical


@pytest.mark.parametrize("file", ["organisations.tsv", "armed_groups.tsv", "agencies.tsv", "outlets.tsv"])
def test_tables_are_sound(lexicon: NameLexicon, file: str) -> None:
    rows = list(data_lines(file))
    assert len({row["name"] for row in rows}) == len(rows) > 100
    for row in rows:
        assert row["kind"] in set(Kind)
        assert not row["country"] or lexicon.canonical(row["name"]) == row["name"]
