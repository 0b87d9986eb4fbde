"""What a report is about, as far as its names and figures tell: whether two reports tell of the same things.

Look-alike events, two quakes or two trials, are told in the same words; what differs is who, where, when and how many.
"""

from __future__ import annotations

from functools import lru_cache

from muster.link.rarity import telling
from muster.link.text import SENTENCE_END, stem, words

SHORT = 3  # letters up to which a word is a name only in capitals throughout


@lru_cache(maxsize=20_000)
def story_of(text: str) -> frozenset[str]:
    """Stems of the names and figures of a report that are not common.

    A name is a word with a capital that does not open its sentence, and that the report never writes in small letters:
    headlines in capitals name nothing by that.
    """
    named: set[str] = set()
    small: set[str] = set()
    for sentence in SENTENCE_END.split(text):
        for position, word in enumerate(words(sentence)):
            if word[0].isdigit():
                named.add(stem(word))
            elif word[0].islower():
                small.add(stem(word))
            elif position and (len(word) > SHORT or word.isupper()):
                named.add(stem(word))
    return telling(frozenset(named - small))
