from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.normalise.names import NameLexicon
from muster.normalise.names_match import same_name

SAME = [
    ("Daesh", "Islamic State of Iraq and Syria"),
    ("Russia", "the Russian Federation"),
    ("Russia", "Moscow"),
    ("the Kremlin", "Russia"),
    ("Kabul", "the Afghan government"),
    ("Russian Defence Ministry", "Ministry of Defense of Russia"),
    ("Lebed", "Gen. Alexander Lebed"),
    ("A. Lebed", "Alexander Lebed"),
    ("Sergei Lavrov", "Sergey Lavrov"),
    ("Moammar Gaddafi", "Muammar Gadafi"),
    ("Assad", "Syrian President Bashar al-Assad"),
    ("bin Salman", "Crown Prince Mohammed bin Salman"),
    ("58th Army", "58th Combined Arms Army"),
    ("93rd Brigade", "Ukraine's 93rd Mechanized Brigade"),
    ("4th base", "4th military base"),
    ("2nd Army Corps", "Second Army Corps"),
    ("Hizballa", "Hezbollah"),
    ("National Salvation Committee", "NSC"),
    ("Committee of National Salvation", "National Salvation Committee"),
    ("Joint Defense Organization", "Joint Defence Organisation"),
    ("Zhulqamar", "Zhul-Kamar"),
    ("Kharkiv Polytechnic", "Kharkov Polytechnic"),
]
DIFFERENT = [
    ("Russia", "Russian Defence Ministry"),
    ("Russia", "Ukraine"),
    ("Taliban", "Pakistani Taliban"),
    ("Islamic State", "Islamic State Khorasan"),
    ("Syrian army", "Free Syrian Army"),
    ("Vladimir Putin", "Dmitry Putin"),
    ("Alexander Lebed", "Alexei Lebed"),
    ("Ivanov", "Ivanova"),
    ("58th Army", "49th Army"),
    ("93rd Brigade", "93rd Regiment"),
    ("Ukraine's 1st Brigade", "Russia's 1st Brigade"),
    ("Russian troops", "Ukrainian troops"),
    ("Russian Defence Ministry", "Russian Foreign Ministry"),
    ("North Korea", "South Korea"),
    ("Niger", "Nigeria"),
    ("Congo River", "Congo"),
    ("foreign troops", "government troops"),
    ("Reuters", "AFP"),
    ("Hamas", "Hezbollah"),
    ("", "Russia"),
]


@pytest.mark.parametrize(("a", "b"), SAME, ids=lambda v: v.replace(" ", "_"))
def test_same(lexicon: NameLexicon, a: str, b: str) -> None:
    assert same_name(a, b, lexicon), same_name(a, b, lexicon)


@pytest.mark.parametrize(("a", "b"), DIFFERENT, ids=lambda v: v.replace(" ", "_") or "empty")
def test_different(lexicon: NameLexicon, a: str, b: str) -> None:
    assert not same_name(a, b, lexicon), same_name(a, b, lexicon)


def test_a_likeness_says_why(lexicon: NameLexicon) -> None:
    assert same_name("58th Army", "49th Army", lexicon).reason == "other numbers"
    assert same_name("Russia", "Moscow", lexicon).reason == "both stand for Russia"
    assert same_name("Russia", "Russian Defence Ministry", lexicon).reason == "both of Russia"


NAMES = st.one_of(st.text(max_size=25), st.sampled_from([name for pair in SAME + DIFFERENT for name in pair]))


@given(NAMES, NAMES)
def test_symmetric_and_bounded(a: str, b: str) -> None:
    lexicon = NameLexicon.load()
    one, two = same_name(a, b, lexicon), same_name(b, a, lexicon)
    assert one == two
    assert 0.0 <= one.score <= 1.0 and one.reason


@given(NAMES)
def test_reflexive(name: str) -> None:
    assert same_name(name, name, NameLexicon.load()).score == 1.0
