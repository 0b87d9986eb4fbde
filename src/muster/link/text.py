"""Words, stems and sentences of plain text, as far as comparing claims needs them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources

import yaml
from lemminflect import getAllLemmas

from muster.link.lexicon import link_lexicon

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_POSSESSIVE = re.compile(r"['’]s$")
_NOMINAL = ("ation", "ion", "ment", "al")  # endings that make a noun of a verb
_ENDINGS = ("ings", "ing", "edly", "ed", "es", "s", "e")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’']?\s+(?=[\"“‘'(]?[A-Z\d])|\n\s*\n|\n")


def words(text: str) -> list[str]:
    """The words of ``text``, without possessive endings."""
    return [_POSSESSIVE.sub("", word) for word in _WORD.findall(text)]


@lru_cache(maxsize=100_000)
def plain(text: str) -> str:
    """``text`` in lower case without diacritics."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A rough stem, enough to see that "exercises" and "exercise" or "ambushed" and "ambush" are one word."""
    lowered = plain(word)
    for ending in _ENDINGS:
        if lowered.endswith(ending) and len(lowered) - len(ending) >= 3:
            return lowered[: -len(ending)]
    return lowered


@lru_cache(maxsize=20_000)
def deed(word: str) -> str:
    """The deed that a word for an event names: one word for all of one sense ("quake", "tremor"), else its verb."""
    verb = verb_of(word)
    return _senses().get(verb, verb)


@cache
def _senses() -> dict[str, str]:
    """Verb -> the word that names its sense, for what ``data/senses.yaml`` lists."""
    text = resources.files("muster.link").joinpath("data", "senses.yaml").read_text(encoding="utf-8")
    groups = [[verb_of(word) for word in group] for group in yaml.safe_load(text)]
    return {verb: group[0] for group in groups for verb in group}


@lru_cache(maxsize=20_000)
def verb_of(word: str) -> str:
    """The verb that a word for an event is of ("shot" and "shooting": shoot, "deployment": deploy), else its stem.

    Forms are looked up in LemmInflect's dictionary (from the NIH's SPECIALIST Lexicon).
    """
    lowered = plain(word)
    noun = next(iter(getAllLemmas(lowered, "NOUN").get("NOUN", ())), lowered)
    verb = _verb(lowered) or _verb(noun)
    for ending in () if verb else _NOMINAL:
        bare = noun.removesuffix(ending)
        if bare != noun and len(bare) > 3:
            verb = verb or next((base for base in (bare, f"{bare}e") if _verb(base) == base), "")
    return verb or stem(noun)


def _verb(word: str) -> str:
    known = getAllLemmas(word, "VERB").get("VERB", ())
    return next((str(lemma) for lemma in known if lemma != word), word if known else "")


def content_words(text: str) -> frozenset[str]:
    """Stems of the words that carry meaning, and all figures."""
    stop = link_lexicon().stop
    return frozenset(
        stem(word) for word in words(text) if word[:1].isdigit() or (len(word) > 3 and plain(word) not in stop)
    )


def head_word(text: str | None) -> str:
    """The last word of what is counted, in the singular, one word for like things; empty for none."""
    found = words(text or "")
    if not found:
        return ""
    head = plain(found[-1])
    head = link_lexicon().same_thing.get(head, head)
    return head[:-1] if head.endswith("s") and len(head) > 3 else head
