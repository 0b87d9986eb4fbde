"""What is played in an exercise: its enemies, its plot, what troops practise against them.

An attack in a drill's scenario is no attack in the world. It is known by a scenario word beside the event or its
parties ("a mock enemy", "notional casualties"), by the plot it stands in ("under the scenario"), by a verb of
practising over it, by an exercise that it is the purpose of, or by a country that the report itself calls invented.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

from muster.extract.status_words import status_words
from muster.extract.syntax import children, dep, governors, lemma, preposition
from muster.extract.triggers import Match

QUOTES = frozenset("“”\"„'‘’«»")
STEM = 4  # letters that an invented country and its people share at least ("Norland", "Norlanders")


def opens_scenario(sentence_text: str) -> bool:
    """Whether a sentence begins to tell an exercise's plot ("Under the scenario, ...")."""
    start = " ".join(sentence_text.lower().split()[:8]).lstrip("“\"'‘ ")
    return any(start.startswith(opener) for opener in status_words().scenario.openers)


def invented_names(doc: Doc) -> frozenset[str]:
    """Stems of the names that a report calls invented: "the fictitious state of *Norland*"."""
    stems = set()
    for token in doc:
        if token.pos_ == "PROPN" and len(token.text) > STEM and _called_invented(token):
            stems.add(_stem(token.text))
    return frozenset(stems)


def _called_invented(name: Token) -> bool:
    if any(_is_scenario_word(child) for child in children(name, "amod", "compound", "nmod")):
        return True
    words = status_words().scenario
    for dependent, governor in governors(name):
        relation = dep(dependent)
        of = relation == "nmod" and preposition(dependent) in ("of", None)
        called = relation in ("obj", "xcomp", "acl") and bool({lemma(dependent), lemma(governor)} & words.naming)
        if not (of or called or relation in ("appos", "flat", "compound")):
            return False
        if governor.pos_ == "NOUN" and any(_is_scenario_word(c) for c in children(governor, "amod", "compound")):
            return lemma(governor) in words.lands
    return False


def _stem(name: str) -> str:
    return re.sub(r"(ia|ian|ians|land|lander|landers|ish|ese|s|stan|stani|stanis)$", "", name.lower()) or name.lower()


def is_played(match: Match, exercise_words: frozenset[int], invented: frozenset[str], drills: bool = False) -> bool:
    """Whether the match is part of an exercise's scenario; ``exercise_words`` are the sentence's exercise triggers,
    ``drills`` whether the report has told of an exercise."""
    words = status_words().scenario
    around = [match.token, *[a.token for a in match.frame.arguments]]
    if any(_is_invented(token, invented) for token in around):
        return True
    if any(_is_played_party(token, match.token, exercise_words) for token in around):
        return True
    drills = drills or bool(exercise_words)
    if drills and any(_is_scare_quoted_party(token, match.token) or _is_prop(token) for token in around):
        return True
    if match.type in words.played_types and _inside_plot(match.token):
        return True
    return _practised(match, exercise_words)


def _is_invented(token: Token, invented: frozenset[str]) -> bool:
    if not invented:
        return False
    names = [token, *children(token, "compound", "amod", "nmod", "flat", "appos")]
    return any(name.pos_ in ("PROPN", "ADJ") and _stem(name.text) in invented for name in names)


def _is_played_party(token: Token, trigger: Token, exercise_words: frozenset[int]) -> bool:
    words = status_words().scenario
    name = lemma(token)
    beside = children(token, "amod", "compound", "advmod", "nmod")
    if any(_is_scenario_word(child) for child in beside) and (token == trigger or name in words.enemy_nouns):
        return True
    if token != trigger and token.i not in exercise_words and _has_scenario_enemy(token, trigger):
        return True
    if name in words.nameless_enemies and token != trigger and exercise_words:
        return True
    return name in words.sides and any(lemma(child) in words.colours for child in beside) and bool(exercise_words)


def _is_prop(token: Token) -> bool:
    """ "a *dummy* bridge", "*plywood* tanks": what stands in for the target."""
    words = status_words().scenario.props
    return any(lemma(child) in words or child.lower_ in words for child in children(token, "amod", "compound"))


def _has_scenario_enemy(party: Token, trigger: Token) -> bool:
    """ "boats of a *mock* enemy": the scenario word stands on any enemy inside the phrase."""
    words = status_words().scenario
    for word in party.subtree:
        if word.head == trigger or not (_is_scenario_word(word) and word != party):
            continue
        if lemma(word.head) in words.enemy_nouns or lemma(party) in words.enemy_nouns:
            return True
    return False


def _is_scare_quoted_party(token: Token, trigger: Token) -> bool:
    """“enemy” submarines; the “Norlanders” had “blown up” the depot."""
    if token == trigger:
        return token.pos_ in ("VERB", "NOUN") and _scare_quoted(token)
    beside = children(token, "amod", "compound", "nmod")
    return any(_scare_quoted(part) and lemma(part) in status_words().scenario.enemy_nouns for part in (token, *beside))


def _is_scenario_word(token: Token) -> bool:
    words = status_words().scenario.adjectives
    return lemma(token) in words or token.lower_ in words


def _scare_quoted(token: Token) -> bool:
    """A word or two alone in quotation marks: “enemy” submarines, had “blown up” the depot."""
    doc = token.doc
    left = any(doc[i].text in QUOTES for i in range(max(0, token.i - 2), token.i))
    right = any(doc[i].text in QUOTES for i in range(token.i + 1, min(len(doc), token.i + 3)))
    return left and right


def _inside_plot(token: Token) -> bool:
    """ "*Under the scenario*, ...": a phrase of the plot on the clause or on one above it."""
    words = status_words().scenario
    clauses = [token, *[governor for _, governor in governors(token)]]
    return any(
        lemma(child) in words.nouns and (preposition(child) or "") in words.within
        for clause in clauses
        for child in children(clause, "obl", "nmod")
    )


def _practised(match: Match, exercise_words: frozenset[int]) -> bool:
    """Something practised, or the purpose of an exercise: "drills *to repel* an attack", "rehearsed storming"."""
    words = status_words().scenario
    played = match.type in words.played_types
    for dependent, governor in governors(match.token):
        relation = dep(dependent)
        if lemma(governor) in words.practice_verbs and governor.pos_ in ("VERB", "AUX", "NOUN"):
            if relation in ("obj", "xcomp", "ccomp", "advcl", "obl") and governor.pos_ != "NOUN":
                return played or relation != "obl"
            if governor.i not in exercise_words and relation == "nmod":
                return played
        if played and relation in ("ccomp", "obj") and lemma(governor) in words.plot_verbs:
            # "the *exercise assumed* that the port had been seized"
            staged = children(governor, "nsubj")
            if any(child.i in exercise_words or lemma(child) in words.nouns for child in staged):
                return True
        if relation in ("acl", "advcl", "xcomp") and dependent.pos_ == "VERB" and played:
            on_exercise = governor.i in exercise_words
            beside = any(child.i in exercise_words for child in children(governor, "obj", "obl", "nsubj"))
            marks = {child.lower_ for child in children(dependent, "mark")}
            if (on_exercise or beside) and marks & {"to", "in"}:
                return True
            if on_exercise and "relcl" in dependent.dep_ and _in_which(dependent):
                return True
        if governor.pos_ in ("VERB", "AUX") and lemma(governor) in status_words().speech:
            break
    return False


def _in_which(verb: Token) -> bool:
    """ "an exercise *in which* marines storm a beach"."""
    return any(
        child.lower_ in ("which", "where") and (child.lower_ == "where" or preposition(child) in ("in", "during"))
        for child in children(verb, "obl", "advmod")
    )
