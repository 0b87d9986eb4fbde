"""Several trigger words of one sentence that name one event are one claim.

"took part in *drills*", "were *killed* in an *attack*", "*attacked* the post, *killing* ten": the noun (or the main
verb) names the event, the other word only lends it slots. Two events stay two claims.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from muster.codebook import Codebook
from muster.extract.predicates import Frame
from muster.extract.slots import Argument
from muster.extract.syntax import children, conjuncts, dep, is_verbal, preposition
from muster.extract.triggers import Match
from muster.extract.words import in_list

OUTCOMES = ("killed_verbs", "wounded_words", "killed_nouns")


def merge_matches(matches: Sequence[Match], codebook: Codebook) -> list[Match]:
    """Matches of a sentence with those put together that name one event; order of the text is kept."""
    kept = list(matches)
    changed = True
    while changed:
        changed = False
        for first in kept:
            for second in kept:
                if first is second or not _one_family(first, second, codebook):
                    continue
                if _lends(second, first):
                    kept[kept.index(first)] = _absorb(first, second)
                    kept.remove(second)
                    changed = True
                    break
            if changed:
                break
    return kept


def _one_family(first: Match, second: Match, codebook: Codebook) -> bool:
    return codebook.types[first.type].family == codebook.types[second.type].family


def _lends(helper: Match, event: Match) -> bool:
    """Whether ``helper`` only tells more of the event that ``event`` names."""
    word, main = helper.token, event.token
    if _is_noun(main) and _lends_to_noun(helper, event):
        return True
    if helper.type == event.type and dep(word) == "advcl" and word.head in event.frame.chain and _is_purpose(word):
        return True  # "marched to the ministry to protest", "carried out a strike to target a convoy"
    if dep(word) == "acl" and word.head == main and _is_purpose(word):
        return True  # "an operation to eliminate the gang"
    if not _outcome(word):
        return False
    return _adds_victims(word, main) if _outcome(main) else _came_of(word, event)


def _is_noun(token: Token) -> bool:
    return token.pos_ not in ("VERB", "AUX") or dep(token) in ("nmod", "obl", "compound") or not is_verbal(token)


def _lends_to_noun(helper: Match, event: Match) -> bool:
    """A light verb, another name of the event ("the toll of the attack"), what a headline's colon opens."""
    word, main = helper.token, event.token
    if word in event.frame.chain and not _only_coordinated(word, event.frame):
        return True
    if _titles(main, word):
        return True
    if helper.type != event.type:
        return False
    names_doer = helper.rule.roles is not None and "self" in helper.rule.roles.actor
    if names_doer and any(a.token == word and a.slot in ("subj", "by") for a in event.frame.arguments):
        return True  # "the blast was the work of, was carried out by *a suicide bomber*"
    if any(_is(main, a.token) for a in helper.frame.arguments if _near(a, word, main)):
        return True
    # "fighting and violence": coordinated nouns of one type
    return dep(word) == "conj" and word.head == main and word.i > main.i


def _adds_victims(word: Token, main: Token) -> bool:
    """ "two dead and 18 wounded", "killed ten and wounded five": two outcomes of one event."""
    if word.i < main.i:
        return False
    if dep(word) == "conj" and main in (word.head, word.head.head):
        return True
    return (word.head == main and not children(word, "nsubj")) or _in_one_breath(main, word)


def _came_of(word: Token, event: Match) -> bool:
    """Whether deaths or wounds are told as the outcome of the event."""
    main, around = event.token, event.frame
    above = main.head
    while _outcome(above) and dep(above) == "conj" and above.head != above:
        above = above.head  # "were killed and 11 *injured when* ...": the clause hangs on the last of them
    if above == word and _is_noun(main) and preposition(main) in ("in", "during"):
        return True  # "40 people were killed and 100 wounded *in clashes*"
    if above == word and dep(main) == "advcl":
        # "nine people died *when trucks were ambushed*": the clause names the event, the deaths are its outcome
        return any(child.lower_ in ("when", "as", "after", "while") for child in children(main, "mark", "advmod"))
    if _trails(word, main):
        return True
    if _where(word) and (word.head == main or any(word.head == a.token for a in around.arguments)):
        return True
    if dep(word) in ("advcl", "acl", "xcomp") and word.head == main:
        return True
    if dep(word) in ("advcl", "conj", "xcomp") and word.head in around.chain and not children(word, "nsubj"):
        return True
    if any(_outcome(t) and _in_one_breath(t, word) for t in around.chain):
        return True
    if not _is_noun(main):
        return False
    # "40 people were killed and 100 wounded in two days of fighting", "the toll of the attack has risen to 27 dead"
    return any(
        (dep(t) == "conj" and t.head == word and _outcome(t)) or _gives_value(word.head, t) for t in around.chain
    )


def _is(token: Token, argument: Token) -> bool:
    return any(token.i == other.i for other in conjuncts(argument)) or (
        dep(token) == "nmod" and token.head == argument and not argument.ent_type_
    )


def _only_coordinated(word: Token, around: Frame) -> bool:
    """Whether a verb stands in the chain only because another one is coordinated with it."""
    return any(dep(t) == "conj" and t.head == word for t in around.chain)


def _near(argument: Argument, word: Token, event: Token) -> bool:
    """A noun names the event of another noun only where it hangs on it: "the toll *of the attack*"."""
    return word.pos_ in ("VERB", "AUX") or (not argument.lent and argument.token == event)


def _titles(title: Token, word: Token) -> bool:
    """ "Bus attack: 13 killed by bomb": a headline's noun before the colon names what comes after it."""
    before = title.doc[title.sent.start : word.i]
    colons = [t.i for t in before if t.text == ":"]
    return bool(colons) and title.i < colons[0] and all(t.pos_ != "VERB" for t in before if t.i < colons[0])


def _is_purpose(verb: Token) -> bool:
    return any(child.lower_ == "to" and dep(child) == "mark" for child in verb.children)


def _trails(word: Token, main: Token) -> bool:
    """ "..., killing four": a participle behind a comma tells what came of the clause before it."""
    between = word.doc[main.i + 1 : word.i]
    if main.i > word.i or any(
        t.pos_ == "VERB" and t not in (main, main.head) and children(t, "nsubj") for t in between
    ):
        return False
    behind_comma = word.doc[word.i - 1].text == ","
    return word.tag_ == "VBG" and behind_comma and dep(word) in ("advcl", "conj", "dep") and bool(children(word, "obj"))


def _where(verb: Token) -> bool:
    """ "shelled a village, *where* one woman was wounded"."""
    return dep(verb) in ("advcl", "acl") and any(child.lower_ == "where" for child in verb.children)


def _gives_value(verb: Token, tally: Token) -> bool:
    """Whether the verb says how high a toll is."""
    known = in_list(tally, "tally_nouns") and in_list(verb, "tally_verbs")
    return known and tally.head == verb and dep(tally) in ("nsubj", "obj")


def _in_one_breath(first: Token, second: Token) -> bool:
    """ "two dead and nine wounded", whatever the parse: nothing but a number and joints between."""
    between = first.doc[first.i + 1 : second.i]
    return 0 < len(between) <= 6 and all(
        t.pos_ in ("NUM", "CCONJ", "PUNCT", "ADV", "ADP", "DET", "AUX")
        or t.lower_ in ("people", "others", "more", "least")
        for t in between
    )


def _outcome(token: Token) -> bool:
    """ "killed", "wounded", "dead"; also "*lost* their lives", "*suffered* wounds"."""
    if any(in_list(token, name) for name in OUTCOMES):
        return True
    return in_list(token, "suffering_verbs") and any(
        in_list(child, name) for child in children(token, "obj") for name in OUTCOMES
    )


def _harmless(helper: Match) -> bool:
    """ "There were *no* casualties in the shelling": the event took place all the same."""
    counted = _outcome(helper.token) or in_list(helper.token, "tally_nouns")
    return counted and any(child.lower_ == "no" for child in helper.token.children)


def _absorb(event: Match, helper: Match) -> Match:
    """The event with the helper's slots added; the helper's own words are not among them."""
    words = {event.token.i, helper.token.i}
    suffering = helper.rule.roles.recipient if helper.rule.roles is not None and _outcome(helper.token) else ()
    known = {(a.slot, a.token.i) for a in event.frame.arguments} | {("", i) for i in words}
    added = tuple(
        # whoever the event killed or wounded is acted on, whatever slots the event's own rule asks for
        replace(a, slot="victim") if a.slot in suffering else a
        for a in helper.frame.arguments
        if a.token.i not in words and (a.slot, a.token.i) not in known and not _is(event.token, a.token)
    )
    around = event.frame
    chain = (*around.chain, *[t for t in helper.frame.chain if t not in around.chain])
    merged = Frame(
        trigger=around.trigger,
        predicate=around.predicate or (None if _harmless(helper) else helper.frame.predicate),
        chain=chain,
        arguments=(*around.arguments, *added),
    )
    return replace(event, frame=merged)
