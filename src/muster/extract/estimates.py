"""Figures told of an event that the report speaks of before: "NATO *put* its size *at* 11,000 men".

Who disputes a figure seldom names the event again: a verb of counting with what is counted is all there is. The claim
has the type and the last status of what the report mostly speaks of, among the types that hold such figures.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from muster.codebook import Codebook, Roles, TriggerRule, lexicon
from muster.extract.counting import Counted
from muster.extract.fates import fate, fate_behind
from muster.extract.figure_kinds import is_people, is_thing
from muster.extract.predicates import frame
from muster.extract.slots import Argument
from muster.extract.syntax import children, conjuncts, lemma, preposition
from muster.extract.triggers import Match
from muster.record import QuantityKind, Status

CONFIDENCE = 0.6
HEADS = "heads"  # what counts people of whom nothing more is said


@dataclass(frozen=True)
class _Lexicon:
    by_slot: dict[str, frozenset[str]]  # where the figure stands -> verbs
    measures: frozenset[str]
    types: dict[str, tuple[str, ...]]  # kind of figure -> types that hold such figures


@cache
def _lexicon() -> _Lexicon:
    data = lexicon("estimates")
    return _Lexicon(
        by_slot={slot: frozenset(verbs) for slot, verbs in data["verbs"].items()},
        measures=frozenset(data["measures"]),
        types={kind: tuple(types) for kind, types in data["types"].items()},
    )


def estimates(
    sentence: TokenSpan,
    matches: Sequence[Match],
    numbers: Sequence[Counted],
    standing: Mapping[str, Status],
    told: Mapping[str, int],
    codebook: Codebook,
) -> list[Match]:
    """Matches for figures that are told by a verb of counting; ``matches``: the other events of the sentence.

    ``standing``: the types told before in the report with their last status; ``told``: how often each was.
    """
    taken = {token.i for match in matches for token in (match.token, *match.frame.chain)}
    taken |= {a.token.i for match in matches for a in match.frame.arguments}
    found = []
    for verb in sentence:
        if verb.pos_ != "VERB" or verb.i in taken or any(c.lower_ in ("not", "never") for c in verb.children):
            continue
        counted = [n for n in numbers if sentence.start <= n.first < sentence.end and _is_figure(n)]
        for head, measure in _figures(verb):
            words = [head, *conjuncts(head), *children(verb, "xcomp")]  # "counts 32 *wounded*"
            figure = next((n for n in counted if n.noun in words or n.anchor in words), None)
            if figure is None or _holds(taken, (*words, measure, figure.noun, fate_behind(sentence.doc, figure.end))):
                continue
            kind = _kind(figure, measure)
            known = [name for name in standing if name in _lexicon().types.get(kind, ()) and name in codebook.types]
            if known:
                main = max(known, key=lambda name: told.get(name, 0))  # what the report mostly speaks of
                found.append(_match(verb, head, main, standing[main], kind))
                break
    return found


def _holds(taken: Collection[int], words: Iterable[Token | None]) -> bool:
    return any(word is not None and word.i in taken for word in words)


def _is_figure(number: Counted) -> bool:
    return not number.is_measure and number.mention.unit is None


def _figures(verb: Token) -> list[tuple[Token, Token | None]]:
    """What the verb counts, or the value that it gives, with the word for what is measured ("the *number* of men")."""
    table, name = _lexicon().by_slot, lemma(verb)
    objects = children(verb, "obj")
    measure = next((o for o in objects if lemma(o) in _lexicon().measures), None)
    found: list[tuple[Token, Token | None]] = []
    for slot, verbs in table.items():
        if name not in verbs:
            continue
        if slot == "obj":
            found += [(o, None) for o in objects if o != measure]
        elif slot != "at" or measure is not None:
            phrases = [c for c in children(verb, "obl") if preposition(c) == slot]
            phrases += [c for o in objects for c in children(o, "nmod") if preposition(c) == slot]
            found += [(phrase, measure) for phrase in phrases]
    return found


def _kind(told: Counted, measure: Token | None) -> str:
    """What is counted: a kind of quantity, or :data:`HEADS`."""
    noun = told.noun or fate_behind(told.anchor.doc, told.end)
    if noun is None and measure is not None:  # "put the number of *troops* at 900"
        noun = next((c for c in children(measure, "nmod") if preposition(c) == "of"), None)
    if noun is None:
        return QuantityKind.PERSONNEL if measure is not None else ""
    said = fate(noun) or next((f for c in noun.children if c.i > noun.i and (f := fate(c)) is not None), None)
    if said is not None:
        return said
    if is_thing(noun):
        return QuantityKind.EQUIPMENT
    if not is_people(noun):
        return ""
    return HEADS if lemma(noun) in _people() else QuantityKind.PERSONNEL


@cache
def _people() -> frozenset[str]:
    return frozenset(lexicon("words")["people"])


def _match(verb: Token, head: Token, name: str, status: Status, kind: str) -> Match:
    named = () if head.pos_ == "NUM" else ("self",)
    victim = kind in (QuantityKind.KILLED, QuantityKind.WOUNDED, QuantityKind.CAPTURED)
    roles = Roles(recipient=named) if victim else Roles(actor=named)
    rule = TriggerRule(words=(lemma(verb),), pos=("VERB",), roles=roles, status=status.value, confidence=CONFIDENCE)
    around = frame(head)
    if kind in (QuantityKind.DISPLACED, HEADS):  # "At Tambo the mayor spoke of 90 families": where they came to
        places = [c for c in children(verb, "obl") if c.i < verb.i and preposition(c) in ("at", "in", "on", "near")]
        found = [Argument(preposition(c) or "", c) for c in places]
        around = replace(around, arguments=(*around.arguments, *found))
    return Match(name, rule, 0, head, verb.i, verb.i + 1, around)
