"""From text to a parsed `spacy.tokens.Doc`, and the one function that every other room knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import Protocol

from spacy.language import Language
from spacy.tokens import Doc

from muster.language.agreeing import agreeing_names
from muster.language.network import MAX_WORDS, Analysis, Network
from muster.language.sentences import Word, sentence_starts
from muster.language.tokens import english, tokenise

_AROUND = 32  # words on either side that the model sees when it judges the end of a sentence
_SHARED = 48  # gaps at most so many words apart are judged in one window


class Parser(Protocol):
    """Text in, parsed `Doc` out. The Doc's text is the input, character for character.

    It has sentences, Penn tags (`tag_`), universal tags (`pos_`), lemmas, heads, UD relations (`dep_`), and names
    (`ents`: PER, ORG, LOC, NORP, MISC). White space that spaCy keeps as a token has tag _SP and hangs on the word
    before it (the first word, where none is before) with the relation "dep". Offsets are code points of the text.
    `hard_breaks` are offsets where a sentence must end.
    """

    def __call__(self, text: str, /, *, hard_breaks: Sequence[int] = ()) -> Doc: ...


def parse(text: str, /, *, hard_breaks: Sequence[int] = ()) -> Doc:
    """Parse one text with the shipped model; what the Doc holds is said at `Parser`."""
    return parse_many([text], hard_breaks=[hard_breaks])[0]


def parse_many(texts: Iterable[str], *, hard_breaks: Sequence[Sequence[int]] = ()) -> list[Doc]:
    """Parse texts together: faster than one by one, same result. `hard_breaks`: one list for each text, or none."""
    raw = [tokenise(text) for text in texts]
    breaks = hard_breaks or [()] * len(raw)
    if len(breaks) != len(raw):
        raise ValueError(f"{len(breaks)} lists of hard breaks for {len(raw)} texts: give one for each text, or none")
    words = [words_of(doc) for doc in raw]
    starts = [_starts(found, fixed) for found, fixed in zip(words, breaks, strict=True)]
    sentences = [
        [word.text for word in found[start:end]]
        for found, begins in zip(words, starts, strict=True)
        for start, end in pairwise([*begins, len(found)])
    ]
    analyses = iter(network().analyse(sentences))
    docs = []
    for doc, found, begins in zip(raw, words, starts, strict=True):
        parts = [[word.text for word in found[start:end]] for start, end in pairwise([*begins, len(found)])]
        told = [next(analyses) for _ in begins]
        docs.append(_assemble(doc, agreeing_names(parts, told, network().labels.names)))
    return docs


def parse_words(sentences: Sequence[Sequence[str]]) -> Doc:
    """Parse sentences of given words. The Doc's text is the words with a space after each.

    A sentence of more than MAX_WORDS words is cut into several; an empty one is passed over.
    """
    parts = [sentence[at : at + MAX_WORDS] for sentence in sentences for at in range(0, len(sentence), MAX_WORDS)]
    raw = Doc(english().vocab, words=[word for part in parts for word in part])
    return _assemble(raw, network().analyse(parts), all_words=True)


@cache
def network() -> Network:
    """The shipped model, loaded once, with as many threads as MUSTER_THREADS says (1 by default)."""
    return Network()


def from_spacy(nlp: Language) -> Parser:
    """A spaCy pipeline trained on Universal Dependencies in place of the shipped model."""

    def parse_with(text: str, /, *, hard_breaks: Sequence[int] = ()) -> Doc:
        edges = [0, *sorted({edge for edge in hard_breaks if 0 < edge < len(text)}), len(text)]
        parts = [nlp(text[start:end]) for start, end in pairwise(edges)]
        return Doc.from_docs(parts, ensure_whitespace=False) or parts[0]

    return parse_with


def words_of(doc: Doc) -> list[Word]:
    """The words of a tokenised text, each with all the white space that follows it."""
    tokens = [token for token in doc if not token.is_space]
    text = doc.text  # put together anew by spaCy at every call
    ends = [*(token.idx for token in tokens[1:]), len(text)]
    return [
        Word(token.text, token.idx, text[token.idx + len(token) : end])
        for token, end in zip(tokens, ends, strict=False)
    ]


def _starts(words: Sequence[Word], hard_breaks: Sequence[int]) -> list[int]:
    return sentence_starts(words, hard_breaks=hard_breaks, longest=MAX_WORDS, judge=judge)


def judge(words: Sequence[Word], gaps: Sequence[int]) -> list[float]:
    """The log odds that a sentence ends after each of these words, as the model sees it from the words around."""
    groups: list[list[int]] = []
    for gap in gaps:  # in order; gaps near one another share a window
        if not groups or gap - groups[-1][0] > _SHARED:
            groups.append([])
        groups[-1].append(gap)
    begins = [max(0, group[0] + 1 - _AROUND) for group in groups]
    windows = [words[begin : group[-1] + 1 + _AROUND] for begin, group in zip(begins, groups, strict=True)]
    scores = network().starts([[word.text for word in window] for window in windows])
    return [
        float(score[gap + 1 - begin])
        for score, begin, group in zip(scores, begins, groups, strict=True)
        for gap in group
    ]


def _assemble(raw: Doc, analyses: Sequence[Analysis], *, all_words: bool = False) -> Doc:
    """The tokens of `raw` with the analyses of its sentences, white space put back between the words."""
    words = [token.i for token in raw if all_words or not token.is_space]
    size = len(raw)
    tags, pos, lemmas = ["_SP"] * size, ["SPACE"] * size, [token.text for token in raw]
    heads, relations, names = list(range(size)), ["dep"] * size, ["O"] * size
    first = 0
    for analysis in analyses:
        places = words[first : first + len(analysis.heads)]
        first += len(places)
        for number, place in enumerate(places):
            head = analysis.heads[number]
            heads[place] = places[head - 1] if head else place
            relations[place] = analysis.relations[number] if head else "ROOT"
            tags[place], pos[place] = analysis.xpos[number], analysis.upos[number]
            lemmas[place], names[place] = analysis.lemmas[number], analysis.names[number]
    _hang_spaces(words, heads, names)
    return Doc(
        raw.vocab, words=[token.text for token in raw], spaces=[bool(token.whitespace_) for token in raw],
        tags=tags, pos=pos, lemmas=lemmas, heads=heads, deps=relations, ents=names,
    )  # fmt: skip


def _hang_spaces(words: Sequence[int], heads: list[int], names: list[str]) -> None:
    """Hang each token of white space on the word before it, and let a name run on across it."""
    for before, after in zip([-1, *words], [*words, len(heads)], strict=True):
        for place in range(before + 1, after):
            heads[place] = before if before >= 0 else min(after, len(heads) - 1)
            if before >= 0 and after < len(heads) and names[after].startswith("I-"):
                names[place] = names[after]
