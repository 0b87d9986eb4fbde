"""Find the words that name events: the codebook's trigger rules applied to a parsed text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from muster.codebook import Codebook, Condition, TriggerRule, word_lists
from muster.extract.predicates import Frame, frame
from muster.extract.syntax import children, content_head, is_verbal, lemma
from muster.extract.words import kinds

GAP = 6  # words that a "..." in a trigger may skip


@dataclass(frozen=True)
class Match:
    """A rule that fired: the event type, the rule (with its place in the codebook) and the words it fired on.

    ``token`` heads the trigger; ``start``/``end`` are token indexes of the trigger's words, end exclusive.
    """

    type: str
    rule: TriggerRule
    number: int
    token: Token
    start: int
    end: int
    frame: Frame

    @property
    def weight(self) -> tuple[int, int, float]:
        """Rules with more words, then with conditions, then with more confidence win a word."""
        return (self.end - self.start, bool(self.rule.if_ or self.rule.needs), self.rule.confidence)


def trigger_words(match: Match) -> frozenset[int]:
    """Token indexes of what a verb needs to name the event: "traded *shots*", "took ... *hostage*"."""
    if match.token.pos_ != "VERB":
        return frozenset()
    words = {word for phrase in match.rule.words for word in phrase.replace("-", " ").split()}
    tokens = match.token.doc[match.start : match.end]
    return frozenset(t.i for t in tokens if t != match.token and (lemma(t) in words or t.lower_ in words))


class TriggerIndex:
    """The codebook's triggers by their first word. Build once, use for every report."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self._by_word: dict[str, list[tuple[str, int, TriggerRule, tuple[str, ...]]]] = {}
        for name, entry in codebook.types.items():
            for number, rule in enumerate(entry.triggers):
                for words in rule.words:
                    # the tokenizer splits "cease-fire", but not "counter-offensive"
                    for parts in dict.fromkeys((tuple(words.replace("-", " - ").split()), tuple(words.split()))):
                        self._by_word.setdefault(parts[0], []).append((name, number, rule, parts))

    def find(self, sentence: TokenSpan) -> list[Match]:
        """The best match at each trigger word of a sentence, in order; a word names one event at most."""
        best: dict[int, Match] = {}
        for token in sentence:
            for match in self._at(token):
                held = best.get(match.token.i)
                if held is None or match.weight > held.weight:
                    best[match.token.i] = match
        kept: list[Match] = []
        for match in sorted(best.values(), key=lambda m: (m.start - m.end, m.start)):
            if all(match.end <= other.start or match.start >= other.end for other in kept):
                kept.append(match)
        return sorted(kept, key=lambda m: m.start)

    def words_of(self, type_name: str, sentence: TokenSpan) -> frozenset[int]:
        """Token indexes of the sentence that trigger the given type."""
        return frozenset(m.token.i for token in sentence for m in self._at(token) if m.type == type_name)

    def refuses(self, type_name: str, token: Token) -> bool:
        """Whether a rule of the type knows the word but takes it for another sense here."""
        return any(
            name == type_name and any(condition.words and holds(condition, around, words) for condition in rule.unless)
            for form in _forms(token)
            for name, _, rule, parts in self._by_word.get(form, ())
            if (words := _match_words(token, parts)) is not None and (around := _framed(token, words, rule)) is not None
        )

    def _at(self, token: Token) -> Iterator[Match]:
        seen: dict[str, Frame] = {}
        for form in _forms(token):
            for name, number, rule, parts in self._by_word.get(form, ()):
                words = _match_words(token, parts)
                if words is None:
                    continue
                head = _head(words)
                if not _pos_fits(head, rule) and not _pos_fits(token, rule):
                    continue
                if token.pos_ in ("VERB", "AUX") and head.pos_ != "VERB" and "VERB" in rule.pos:
                    head = token
                around = seen.setdefault(str(head.i), frame(head))
                if not all(holds(condition, around, words) for condition in rule.needs):
                    continue
                if rule.if_ and not any(holds(condition, around, words) for condition in rule.if_):
                    continue
                if any(holds(condition, around, words) for condition in rule.unless):
                    continue
                start, end = _extent(words)
                yield Match(name, rule, number, head, start, end, around)


def _framed(token: Token, words: list[Token], rule: TriggerRule) -> Frame | None:
    """The frame of a rule's words; ``None`` where they are of another part of speech."""
    head = _head(words)
    return frame(head) if _pos_fits(head, rule) or _pos_fits(token, rule) else None


def _forms(token: Token) -> tuple[str, ...]:
    """Lemma and form; for names in capitals also the singular ("Drills" in a headline is tagged as a name)."""
    forms = {lemma(token)}
    if token.pos_ == "PROPN":
        lower = token.lower_
        forms |= {lower, lower[:-1] if lower.endswith("s") else lower}
    if token.pos_ == "VERB" and not is_verbal(token):
        forms.add(token.lower_)  # "fighting" as a noun keeps its form
    return tuple(sorted(forms))


def _match_words(token: Token, parts: tuple[str, ...]) -> list[Token] | None:
    """Tokens that the words of a trigger fall on, from ``token`` on; verb particles may stand apart."""
    doc, found, position = token.doc, [token], token.i + 1
    gap = 0
    for part in parts[1:]:
        if part == "...":
            gap = GAP
            continue
        limit = min(position + gap, len(doc) - 1)
        hit = next((doc[i] for i in range(position, limit + 1) if i < len(doc) and part in _word_forms(doc[i])), None)
        if hit is None or hit.sent.start != token.sent.start:
            apart = [child for child in children(token, "compound:prt", "advmod") if lemma(child) == part]
            if not apart or len(parts) != 2:
                return None
            hit = apart[0]
        found.append(hit)
        position, gap = hit.i + 1, 0
    return found


def _word_forms(token: Token) -> tuple[str, ...]:
    return (*_forms(token), token.lower_)


def _head(words: list[Token]) -> Token:
    inside = {word.i for word in words}
    for word in words:
        if word.head.i not in inside or word.head == word:
            return word
    return words[0]


def _extent(words: list[Token]) -> tuple[int, int]:
    """The run of words from the first; a particle that stands apart is left out."""
    start = end = words[0].i
    for word in words[1:]:
        if word.i <= end + GAP + 1:
            end = max(end, word.i)
    if end - start >= 2 * len(words) + GAP:
        end = start
    return start, end + 1


def _pos_fits(token: Token, rule: TriggerRule) -> bool:
    if token.pos_ in rule.pos:
        return True
    if "VERB" in rule.pos:
        return token.tag_ in ("VBN", "VBG") and token.pos_ == "ADJ"
    if "NOUN" in rule.pos:
        return (
            token.pos_ == "PROPN"
            or token.tag_ in ("NN", "NNS", "NNP", "NNPS")
            or (token.pos_ == "VERB" and not is_verbal(token))
        )
    if "ADJ" in rule.pos:
        return token.tag_ in ("JJ", "VBN", "VBG")
    return False


def holds(condition: Condition, around: Frame, words: Iterable[Token]) -> bool:
    """Whether one word fulfils all parts of the condition."""
    own = {word.i for word in words}
    return any(_fits(condition, token) for token in _candidates(condition, around, own))


def _candidates(condition: Condition, around: Frame, own: set[int]) -> Iterator[Token]:
    for slot in condition.slot:
        if slot == "any":
            yield from (token for token in around.trigger.sent if token.i not in own)
        elif slot == "governor":
            if around.trigger.head != around.trigger:
                yield around.trigger.head
            if around.predicate is not None:
                yield around.predicate
        elif slot == "self":
            yield around.trigger
        elif slot == "report":
            yield from _distinct_words(around.trigger.doc)
        elif slot == "clause" and around.trigger.pos_ in ("NOUN", "PROPN"):
            yield from children(around.trigger, "acl")  # "the operation *to clear* the town"
        else:
            for argument in around.arguments:
                if argument.slot == slot and argument.token.i not in own:
                    yield argument.token
                    if (inner := content_head(argument.token)) != argument.token:
                        yield inner  # "hundreds of *refugees*"


def _distinct_words(doc: Doc) -> Iterable[Token]:
    """One token of each lemma of the report; kept with the parse, since many triggers may ask."""
    found: dict[str, Token] | None = doc.user_data.get("muster.words")
    if found is None:
        found = doc.user_data["muster.words"] = {}
        for token in doc:
            found.setdefault(lemma(token), token)
    return found.values()


def _fits(condition: Condition, token: Token) -> bool:
    if condition.words:
        lists = word_lists()
        forms = {lemma(token), token.lower_}
        hit = any(forms & lists[word[1:]] if word.startswith("$") else word in forms for word in condition.words)
        if not hit:
            return False
    return not condition.kind or bool(kinds().of(token) & set(condition.kind))
