"""How real a claim is, as its report puts it.

Order of decision, nearest word first: the rule or the type's own cues; the scenario of an exercise; what modifies the
event's noun; then, for verbs, negation, modals, tense and what governs the clause (:mod:`status_clause`), for nouns
the verb they go with or the words over them (:mod:`status_noun`). The words are data (``lexicon/status.yaml``).
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from muster.codebook import EventType
from muster.extract.status_clause import OPEN, clause_status, predicate_status
from muster.extract.status_noun import is_presupposed, modifier_status, with_predicate, without_predicate
from muster.extract.status_scenario import invented_names, is_played, opens_scenario
from muster.extract.status_tense import is_definite
from muster.extract.status_words import Effect, object_effect, status_words
from muster.extract.syntax import children, dep, lemma, verb_lemma
from muster.extract.triggers import Match
from muster.extract.words import in_list
from muster.record import Status

__all__ = ["SPEECH_FAMILIES", "Setting", "invented_names", "opens_scenario", "predicate_status", "status"]

SPEECH_FAMILIES = frozenset({"accuse", "deny", "admit", "appeal", "warn", "pledge"})
ENACTED_FAMILIES = SPEECH_FAMILIES | {"flight", "protest", "meet"}
MOMENTS = frozenset({"attack", "capture", "detain"})
OVERRIDING = frozenset({Status.SIMULATED, Status.DENIED, Status.CANCELLED, Status.POSSIBLE})


@dataclass(frozen=True)
class Setting:
    """What the text around a trigger contributes: a headline, a plot that is being told, the exercise words of the
    sentence, names that the report calls invented, the status of the last claim of the same type, and whether the
    report has told of an exercise."""

    headline: bool
    scenario: bool
    exercise_words: frozenset[int]
    invented: frozenset[str] = frozenset()
    standing: Status | None = None
    drills: bool = False


def status(match: Match, entry: EventType, setting: Setting) -> Status:
    """The status of the claim that ``match`` makes."""
    if match.rule.status:
        return Status(match.rule.status)
    own = _type_cues(match, entry)
    if own:
        return own
    if is_presupposed(match.token):
        return Status.DONE
    if match.type != "exercise" and _played(match, setting):
        return Status.SIMULATED
    verbal = match.token.pos_ in ("VERB", "AUX") or bool(children(match.token, "aux:pass"))  # "were *wounded*"
    modified = modifier_status(match.token)
    if verbal and modified is Status.DENIED:
        modified = None  # its negation is judged with its clause: "if they do *not* leave"
    if modified in OVERRIDING and not (match.type == "exercise" and modified is Status.SIMULATED):
        return _denied_besides(match, setting) or modified if modified is Status.POSSIBLE else modified
    found = clause_status(match.token, setting.headline) if verbal else _nominal(match, setting)
    if found is None and not verbal:
        found = modified or _standing(match.token, setting)
    found = found or Status.DONE
    if found is Status.DONE and modified is Status.PLANNED and not verbal:
        found = Status.PLANNED
    return _by_family(match, entry, setting, found)


def _played(match: Match, setting: Setting) -> bool:
    if match.type in SPEECH_FAMILIES:
        return False
    return setting.scenario or is_played(match, setting.exercise_words, setting.invented, setting.drills)


def _denied_besides(match: Match, setting: Setting) -> Status | None:
    """ "ruled out *any* attack", "the *threatened* attack never came": denied, though the noun alone is open."""
    verbal = match.token.pos_ in ("VERB", "AUX")
    found = clause_status(match.token, setting.headline) if verbal else _nominal(match, setting)
    return found if found is Status.DENIED else None


def _nominal(match: Match, setting: Setting) -> Status | None:
    predicate = match.frame.predicate
    if match.type in SPEECH_FAMILIES and (dep(match.token) == "appos" or _answered(match.token)):
        return Status.DONE  # "asked for boats, a *request* that ...", "rejected the *warning*"
    if predicate is not None and "relcl" in predicate.dep_ and predicate.head in match.frame.chain:
        above = without_predicate(match.token, setting.headline)  # "denies a raid *in which two died*"
        if above not in (None, Status.DONE):
            return above
        told = with_predicate(match.frame, predicate, setting.headline)
        # "a war *that nobody wanted*" was a war all the same
        return above if told is Status.DENIED and verb_lemma(predicate) not in status_words().occurrence else told
    if predicate is not None:
        return with_predicate(match.frame, predicate, setting.headline)
    return without_predicate(match.token, setting.headline)


def _answered(noun: Token) -> bool:
    """ "rejected the *warning*": what is refused has been said."""
    verb = noun.head
    if verb.pos_ != "VERB" or not (dep(noun) == "obj" or noun.dep_ == "nsubj:pass"):
        return False
    refused = object_effect(verb, None) in (Effect.DENIED, Effect.REFUSED)
    return refused and is_definite(noun) and clause_status(verb) in (Status.DONE, Status.ONGOING)


def _standing(noun: Token, setting: Setting) -> Status | None:
    """ "The drills" of a report that has so far only announced them are still ahead."""
    definite = any(child.lower_ in ("the", "this", "these", "its", "their") for child in noun.children)
    ahead = setting.standing in (Status.PLANNED, Status.ONGOING, Status.SIMULATED)
    return setting.standing if definite and ahead else None


def _by_family(match: Match, entry: EventType, setting: Setting, found: Status) -> Status:
    """States hold until said to be over; what is said has been said; who "marched to demand" has demanded."""
    trigger, predicate = match.token, match.frame.predicate
    if entry.family == "agree" and found in OPEN and _made(predicate or trigger.head, setting):
        return Status.DONE
    if entry.kind == "state" and found is Status.DONE and not _past(predicate or trigger):
        return Status.ONGOING
    if entry.family == "siege" and found is Status.DONE and trigger.pos_ in ("VERB", "ADJ") and _still(trigger):
        return Status.ONGOING
    if (match.type in MOMENTS or entry.family == "agree") and found is Status.ONGOING and _tells_of(trigger, predicate):
        return Status.DONE
    if match.type in MOMENTS and found in (Status.ONGOING, Status.PLANNED) and _is_toll(trigger):
        return Status.DONE
    if match.type in MOMENTS and found is Status.PLANNED and _made_known(trigger, predicate, setting):
        return Status.DONE
    speech = match.type in SPEECH_FAMILIES
    if speech and found is Status.ONGOING:
        return Status.DONE
    if entry.family in ENACTED_FAMILIES and _purpose_of_done(trigger, entry, found, setting):
        return Status.DONE
    return found


def _tells_of(noun: Token, predicate: Token | None) -> bool:
    """ "The toll *stands at* 40", "the bombing *shows*": a present that tells of a thing done."""
    if in_list(noun, "tally_nouns") and in_list(predicate or noun.head, "tally_verbs"):
        return True
    predicate = predicate or (noun.head if dep(noun) == "nsubj" else None)
    if predicate is None or noun.pos_ in ("VERB", "AUX") or predicate.pos_ != "VERB":
        return False
    return predicate.tag_ in ("VBZ", "VBP") and verb_lemma(predicate) not in status_words().occurrence


def _is_toll(verb: Token) -> bool:
    """ ", *injuring* four": what came of the act before the comma."""
    if verb.tag_ != "VBG" or children(verb, "aux", "nsubj") or dep(verb) not in ("acl", "advcl", "conj"):
        return False
    if clause_status(verb.head) in (Status.PLANNED, Status.POSSIBLE):
        return False
    behind = bool(children(verb, "cc")) or (verb.left_edge.i > 0 and verb.left_edge.nbor(-1).text == ",")
    return behind and (in_list(verb, "killed_verbs") or in_list(verb, "wounded_words"))


def _made_known(noun: Token, predicate: Token | None, setting: Setting) -> bool:
    """ "announced the *capture* of the port": a thing done that is made known."""
    verb = predicate or noun.head
    return lemma(verb) == "announce" and clause_status(verb, setting.headline) is Status.DONE and is_definite(noun)


def _purpose_of_done(verb: Token, entry: EventType, found: Status, setting: Setting) -> bool:
    """ "gathered *to protest*", "crossed the river *to escape*": the act above is what carries it out."""
    if found is not Status.PLANNED or dep(verb) != "advcl" or verb.head.pos_ not in ("VERB", "AUX"):
        return False
    if entry.family not in (*SPEECH_FAMILIES, "flight", "protest") and lemma(verb.head) not in status_words().gathering:
        return False
    return clause_status(verb.head, setting.headline) is Status.DONE


def _still(verb: Token) -> bool:
    """A siege that has begun and is not said to be over: "have besieged Taiz", "the besieged town"."""
    perfect = any(lemma(a) == "have" and a.tag_ in ("VBZ", "VBP") for a in children(verb, "aux"))
    participle = dep(verb) == "acl" and verb.tag_ == "VBN" and not children(verb, "aux", "nsubj")
    return perfect or participle or verb.dep_ == "amod"


def _made(verb: Token, setting: Setting) -> bool:
    """ "announced a ceasefire": the announcement makes it."""
    return verb_lemma(verb) in status_words().making and clause_status(verb, setting.headline) is Status.DONE


def _past(token: Token) -> bool:
    auxiliaries = children(token, "aux", "cop")
    if any(a.tag_ == "VBD" for a in auxiliaries):
        return True
    return token.tag_ == "VBD" and not auxiliaries


def _type_cues(match: Match, entry: EventType) -> Status | None:
    near = {lemma(a.token) for a in match.frame.arguments}
    near |= {lemma(match.token.head), verb_lemma(match.token.head)}
    if match.frame.predicate is not None:
        near |= {lemma(match.frame.predicate), verb_lemma(match.frame.predicate)}
    near |= {lemma(child) for child in match.token.children}
    for name, words in entry.cues.items():
        if near & set(words):
            return Status(name)
    return None
