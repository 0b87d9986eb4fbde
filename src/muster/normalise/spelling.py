"""Spelling of names: one form for trivial variants, one key for transliterations, and a measured likeness.

Names from Cyrillic, Arabic and Persian script reach English prose by many roads (Russian, French, Spanish, scholarly
and local Latin spellings). The key keeps what those roads agree on: the order of the consonants, in broad classes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import filterfalse

from rapidfuzz.distance import Indel

# Letters that Unicode decomposition leaves alone.
_SPECIAL = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a", "ħ": "h",
     "ŋ": "n", "&": " and "}
)  # fmt: skip
# Letters whose mark is a consonant of its own in the transliterations that use it.
_MARKED = str.maketrans({"š": "sh", "ş": "sh", "ș": "sh", "č": "ch", "ç": "ch", "ž": "zh", "ğ": "gh", "ӽ": "kh"})
_APOSTROPHES = re.compile("['’‘ʻʼʿʾ`´′]")
_POSSESSIVE = re.compile("(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
_NOT_WORD = re.compile(r"[^\w]+|_")
# The Arabic article in its assimilated forms, before a word that can stand alone.
_INITIALS = re.compile(r"\b\w(?:\.\w)+\b\.?")
_ARTICLE = re.compile(r"\b(?:the|al|el|an|ad|ar|as|at|az|ez|er|es|ed|ash|esh) (?=\w{3})")

# Order matters: longer clusters first. What the roads write differently becomes one letter.
_CLASSES: tuple[tuple[str, str], ...] = tuple(
    (cluster, to)
    for clusters, to in (
        ("shch tsch tch", "c"),
        ("dzh dj zh kh j x", "h"),
        ("gh", "g"),
        ("ph", "f"),
        ("th", "t"),
        ("sch sh sz", "s"),
        ("ch cz", "c"),
        ("ts tz", "s"),
        ("ck q", "k"),
    )
    for cluster in clusters.split()
) + tuple(("c" + after, "k" + after) for after in "aoukrlt")
_AW = re.compile("aw(?![aeiouy])")
_FINAL_AH = re.compile(r"[ae]h\b")
_FRENCH_W = re.compile(r"\bou(?=[aei])")  # Ouallam, Walam
_BREATHED = re.compile(r"\bh(?=[pktl])")  # Burmese: Hpa-An, Pa-an
_UKRAINIAN = str.maketrans("g", "h")  # one letter of Cyrillic, g in Russian and h in Ukrainian
_FEW_BONES, _SAME_LETTERS = 2, 0.8
_VOWEL_CLASSES = (("o", "a"), ("u", "a"), ("e", "i"), ("y", "i"))
_VOWEL_RUN = re.compile("[ai]+")
_DOUBLED = re.compile(r"(\w)\1+")

SAME_NAME = 0.85
"""Likeness from which two names count as spellings of one (:func:`name_similarity`)."""


def strip_possessive(name: str) -> str:
    """``name`` without a final 's or s' ("Russia's" -> "Russia", "Taliban's" -> "Taliban")."""
    return _POSSESSIVE.sub("", name.strip())


def _ascii(text: str) -> str:
    if text.isascii():
        return text.replace("&", " and ")
    decomposed = unicodedata.normalize("NFKD", text.translate(_SPECIAL))
    # a mark may have hidden a special letter ("ǽ"), a compatibility form a capital
    return "".join(filterfalse(unicodedata.combining, decomposed)).casefold().translate(_SPECIAL)


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The trivial variants of a name under one form: case, marks, hyphens, full stops, a leading "the", "St."/"Saint".

    "The Gambia" -> "gambia", "Port-au-Prince" -> "port au prince", "U.S." -> "us", "Saint Petersburg" ->
    "st petersburg". Apostrophes vanish ("N'Djamena" -> "ndjamena"). Letters of other scripts are kept. May be empty.
    """
    if name.isascii() and name.isalpha():
        return name.lower()
    text = _APOSTROPHES.sub("", _ascii(name.casefold()))
    if "." in text:
        text = _INITIALS.sub(lambda m: m[0].replace(".", ""), text)
    words = _NOT_WORD.sub(" ", text).split()
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join("st" if word == "saint" else word for word in words)


@lru_cache(maxsize=65536)
def phonetic(name: str) -> str:
    """A name's letters in broad classes, vowels included, as one word: "Kunduz" and "Kondoz" -> "kandaz"."""
    return _phonetic(fold(name.casefold().translate(_MARKED)))


def _phonetic(folded: str) -> str:
    """As :func:`phonetic`, of folded names, one on each line."""
    text = _BREATHED.sub("", _FRENCH_W.sub("w", _ARTICLE.sub("", folded)))
    text = _FINAL_AH.sub("a", text).replace(" ", "")
    for cluster, to in _CLASSES:
        text = text.replace(cluster, to)
    text = _AW.sub("au", text).replace("w", "v")
    for vowel, to in _VOWEL_CLASSES:
        text = text.replace(vowel, to)
    return _DOUBLED.sub(r"\1", text)


@lru_cache(maxsize=65536)
def transliteration_key(name: str) -> str:
    """The consonants of a name in broad classes; a leading vowel is kept as "a". Equal for most spellings of one name.

    "Khoshmaidan", "Hosh Maidan", "Xosh-Maydan" -> "hsmdn"; "Qashqadaryo", "Kashkadarya", "Kashka Darya" -> "kskdr".
    A blocking key: names with one key need not be one name (compare with :func:`name_similarity`).
    """
    return _consonants(phonetic(name))


def transliteration_keys(folded: Sequence[str]) -> list[str]:
    """The :func:`transliteration_key` of each of many folded names; some ten times as fast as one by one."""
    return [_consonants(line) for line in _phonetic("\n".join(folded)).split("\n")] if folded else []


def _consonants(text: str) -> str:
    bare = text.replace("a", "").replace("i", "")
    return "a" + bare if text[:1] in ("a", "i") else bare


@lru_cache(maxsize=65536)
def name_similarity(a: str, b: str) -> float:
    """How alike two names are spelt, 0-1; symmetric, 1.0 for equal folded forms; ``SAME_NAME`` and up is one name.

    60 % consonants in order, 30 % all letters in broad classes, 10 % the letters themselves (normalised indel
    similarity), less 0.1 a syllable that one has and the other lacks. Ukrainian h and Russian g are one in long names.
    Names of three consonants or fewer are one only where the vowels agree too, those of two only where nearly all
    letters do ("Gao" is not "Goa"); names that differ in a consonant only where they have seven or more: "Niger" and
    "Nigeria", "Iran" and "Iraq", "Ivanov" and "Ivanova" (a vowel more at the end) stay two. Figures must be equal
    ("Forpost-1" is not "Forpost-2").
    """
    if fold(a) == fold(b):
        return 1.0
    if re.findall(r"\d+", a) != re.findall(r"\d+", b):
        return 0.0
    whole_a, whole_b = phonetic(a), phonetic(b)
    bones_a, bones_b = transliteration_key(a), transliteration_key(b)
    if not bones_a or not bones_b:
        return 0.0
    if min(len(bones_a), len(bones_b)) > 3:  # Luhansk, Lugansk
        bones_a, bones_b = bones_a.translate(_UKRAINIAN), bones_b.translate(_UKRAINIAN)
    score = 0.6 * Indel.normalized_similarity(bones_a, bones_b) + 0.3 * Indel.normalized_similarity(whole_a, whole_b)
    letters = Indel.normalized_similarity(fold(a).replace(" ", ""), fold(b).replace(" ", ""))
    score += 0.1 * letters
    score -= 0.1 * abs(len(_VOWEL_RUN.findall(whole_a)) - len(_VOWEL_RUN.findall(whole_b)))
    shortest = min(len(bones_a), len(bones_b))
    differ = whole_a != whole_b and (shortest <= 3 or (bones_a != bones_b and shortest < 7))
    differ = differ or (shortest <= _FEW_BONES and letters < _SAME_LETTERS)  # Gao is not Goa
    if differ or (whole_a[-1] in "ai") != (whole_b[-1] in "ai"):  # Ivanov is not Ivanova
        score = min(score, 0.8)
    return max(0.0, round(score, 4))
