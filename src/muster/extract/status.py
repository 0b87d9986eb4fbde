"""How real a claim is, as its report puts it.

Order of decision, nearest word first: the rule or the type's own cues; the scenario of an exercise; negation in the
clause; modals, tense and aspect of a finite predicate; for infinitives, participles and nouns the verbs and nouns that
govern them ("plans to", "the threat of", "denied"). The words are data (``lexicon/status.yaml``); the approach follows
the veridicality signatures of Sauri and Pustejovsky (2009, FactBank) with the codebook's seven values.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from muster.codebook import EventType, lexicon
from muster.extract.syntax import children, dep, governors, is_passive, lemma, preposition, verb_lemma
from muster.extract.triggers import Match
from muster.record import Status

SPEECH_FAMILIES = frozenset({"accuse", "deny", "admit", "appeal", "warn", "pledge"})
PRECEDENCE = (Status.SIMULATED, Status.DENIED, Status.CANCELLED, Status.POSSIBLE, Status.PLANNED, Status.ONGOING)


@dataclass(frozen=True)
class Cues:
    """The status lexicon, by word."""

    governors: dict[str, Status]
    modals: dict[str, Status]
    modifiers: dict[str, Status]
    nouns: dict[str, Status]
    would: frozenset[str]
    scenario_adjectives: frozenset[str]
    enemy_nouns: frozenset[str]
    scenario_nouns: frozenset[str]
    practice_verbs: frozenset[str]
    openers: tuple[str, ...]
    speech: frozenset[str]
    told: frozenset[str]


@cache
def cues() -> Cues:
    data = lexicon("status")

    def table(section: str) -> dict[str, Status]:
        found: dict[str, Status] = {}
        for name, words in data[section].items():
            if name not in ("would", "told"):
                for word in words:
                    found.setdefault(str(word), Status(name))
        return found

    scenario = data["scenario"]
    return Cues(
        governors=table("governors"),
        modals=table("modals"),
        modifiers=table("modifiers"),
        nouns=table("nouns"),
        would=frozenset(data["modals"]["would"]),
        scenario_adjectives=frozenset(scenario["adjectives"]),
        enemy_nouns=frozenset(scenario["enemy_nouns"]),
        scenario_nouns=frozenset(scenario["nouns"]),
        practice_verbs=frozenset(scenario["practice_verbs"]),
        openers=tuple(scenario["openers"]),
        speech=frozenset(lexicon("attribution")["verbs"]),
        told=frozenset(data["governors"]["told"]),
    )


@dataclass(frozen=True)
class Setting:
    """What the sentence around a trigger contributes: a headline, a scenario, the exercise words in it."""

    headline: bool
    scenario: bool
    exercise_words: frozenset[int]


def status(match: Match, entry: EventType, setting: Setting) -> Status:
    """The status of the claim that ``match`` makes."""
    if match.rule.status:
        return Status(match.rule.status)
    own = _type_cues(match, entry)
    if own:
        return own
    if match.type != "exercise" and (setting.scenario or _simulated(match, setting)):
        return Status.SIMULATED
    trigger, predicate = match.token, match.frame.predicate
    modified = _modifier_status(trigger)
    if modified in (Status.SIMULATED, Status.DENIED, Status.CANCELLED, Status.POSSIBLE):
        if not (modified is Status.SIMULATED and match.type == "exercise"):
            return modified
    if trigger.pos_ in ("VERB", "AUX"):
        found = clause_status(trigger, setting.headline)
    elif predicate is not None:
        found = _noun_with_predicate(match, predicate, setting)
    else:
        found = _noun_status(trigger)
    if found is None:
        found = modified or Status.DONE
    if found is Status.DONE and modified is Status.PLANNED and trigger.pos_ not in ("VERB", "AUX"):
        found = Status.PLANNED
    if entry.kind == "state" and found is Status.DONE and not _past(predicate or trigger):
        found = Status.ONGOING
    if entry.family == "siege" and found is Status.DONE and trigger.pos_ in ("VERB", "ADJ") and _still(trigger):
        found = Status.ONGOING
    if match.type in SPEECH_FAMILIES and (found is Status.ONGOING or _purpose_of_done(trigger, found, setting)):
        found = Status.DONE  # a charge that "is" made has been made; who "marched to demand" has demanded
    return found


def _purpose_of_done(verb: Token, found: Status, setting: Setting) -> bool:
    if found is not Status.PLANNED or dep(verb) != "advcl" or verb.head.pos_ not in ("VERB", "AUX"):
        return False
    return clause_status(verb.head, setting.headline) is Status.DONE


def _still(verb: Token) -> bool:
    """A state that has begun and is not said to be over: "have besieged Taiz since", "the besieged town"."""
    perfect = any(lemma(a) == "have" and a.tag_ in ("VBZ", "VBP") for a in children(verb, "aux"))
    return perfect or verb.dep_ == "amod"


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


def opens_scenario(sentence_text: str) -> bool:
    """Whether a sentence begins to tell an exercise's plot ("Under the scenario, ...")."""
    start = " ".join(sentence_text.lower().split()[:8]).lstrip("“\"'‘ ")
    return any(start.startswith(opener) for opener in cues().openers)


def _simulated(match: Match, setting: Setting) -> bool:
    table = cues()
    around = [match.token, *[a.token for a in match.frame.arguments]]
    for token in around:
        if any(_is_scenario_word(child) for child in children(token, "amod", "compound", "advmod")):
            if token == match.token or lemma(token) in table.enemy_nouns:
                return True
        if any(_is_scenario_word(inner) for inner in token.subtree if inner.head.i != match.token.i) and (
            lemma(token) in table.enemy_nouns and token != match.token and token.i not in setting.exercise_words
        ):
            return True
    for dependent, governor in governors(match.token):
        word = lemma(governor)
        if word in table.practice_verbs and dep(dependent) in ("obj", "xcomp", "ccomp", "advcl", "obl"):
            return True
        purpose = dep(dependent) in ("acl", "advcl", "xcomp") and any(
            child.lower_ in ("to", "in") for child in children(dependent, "mark")
        )
        if purpose and (
            governor.i in setting.exercise_words
            or any(child.i in setting.exercise_words for child in children(governor, "obj", "obl", "nsubj"))
        ):
            return dependent.head == governor and _combat_purpose(dependent)
        if governor.pos_ in ("VERB", "AUX") and lemma(governor) in table.speech:
            break
    return False


def _is_scenario_word(token: Token) -> bool:
    words = cues().scenario_adjectives
    return lemma(token) in words or token.lower_ in words


def _combat_purpose(verb: Token) -> bool:
    return verb.pos_ == "VERB"


def _modifier_status(token: Token) -> Status | None:
    table = cues().modifiers
    found = [
        table[word]
        for child in children(token, "amod", "advmod", "det", "compound", "case")
        for word in (lemma(child), child.lower_)
        if word in table
    ]
    found += [table[lemma(head)] for head in (token.head,) if token.dep_ == "conj" and lemma(head) in ("not",)]
    return next((status for status in PRECEDENCE if status in found), Status.DONE if found else None)


def _negated(verb: Token) -> bool:
    words = cues().modifiers
    for child in verb.children:
        if dep(child) in ("advmod", "det", "aux", "mark", "cc", "discourse") and (
            words.get(child.lower_) is Status.DENIED or words.get(lemma(child)) is Status.DENIED
        ):
            if child.lower_ == "not" and any(c.lower_ in ("only", "just") for c in verb.children):
                continue
            return True
        if dep(child) == "nsubj" and any(c.lower_ in ("no", "none") for c in children(child, "det")):
            return True
        if dep(child) == "nsubj" and child.lower_ in ("none", "nobody", "no-one"):
            return True
    return False


def clause_status(verb: Token, headline: bool, depth: int = 0) -> Status | None:
    """The status that a clause gives its event: own negation, modals and tense, then what governs it."""
    table = cues()
    if depth > 8:
        return None
    if _negated(verb):
        return Status.DENIED
    auxiliaries = children(verb, "aux")
    for auxiliary in auxiliaries:
        word = auxiliary.lower_
        if word in table.would or lemma(auxiliary) in table.would:
            return Status.PLANNED if _reported(verb) else Status.POSSIBLE
        if word in table.modals or lemma(auxiliary) in table.modals:
            return table.modals.get(word) or table.modals[lemma(auxiliary)]
    if any(child.lower_ in ("if", "unless", "lest") for child in children(verb, "mark")):
        return Status.POSSIBLE
    over = _outer(verb)
    if over in (Status.DENIED, Status.POSSIBLE, Status.CANCELLED):
        return over
    finite = _tense(verb, headline)
    if finite is not None:
        return finite
    return _non_finite(verb, headline, depth)


def _outer(verb: Token) -> Status | None:
    """A finite complement of a verb that takes its reality away: "denied that ...", "feared that ..."."""
    if dep(verb) not in ("ccomp", "xcomp", "acl", "advcl"):
        return None
    governor = verb.head
    table = cues()
    if governor.pos_ in ("VERB", "AUX", "ADJ") and dep(verb) in ("ccomp", "xcomp"):
        found = table.governors.get(verb_lemma(governor)) or table.governors.get(lemma(governor))
        if found is Status.DENIED:
            return Status.DENIED if not _negated(governor) else None
        if found is Status.POSSIBLE and dep(verb) == "ccomp" and lemma(governor) in ("fear", "worry", "doubt"):
            return Status.POSSIBLE
    if governor.pos_ == "NOUN" and dep(verb) == "acl":
        found = table.nouns.get(lemma(governor))
        if lemma(governor) in ("report", "claim", "allegation", "rumour", "rumor", "accusation") and _denied(governor):
            return Status.DENIED
        return found if found in (Status.DENIED, Status.POSSIBLE) else None
    return None


def _denied(noun: Token) -> bool:
    verb = noun.head
    return dep(noun) == "obj" and cues().governors.get(verb_lemma(verb)) is Status.DENIED


def _reported(verb: Token) -> bool:
    return any(
        governor.pos_ in ("VERB", "AUX") and lemma(governor) in cues().speech for _, governor in governors(verb)
    ) or any(child.pos_ == "VERB" and lemma(child) in cues().speech for child in children(verb, "parataxis"))


def _past(token: Token) -> bool:
    auxiliaries = children(token, "aux", "cop")
    if any(a.tag_ == "VBD" for a in auxiliaries):
        return True
    return token.tag_ == "VBD" and not auxiliaries


def _tense(verb: Token, headline: bool) -> Status | None:
    """Status by tense and aspect of a finite predicate; ``None`` for infinitives and participles."""
    auxiliaries = children(verb, "aux", "cop")
    tags = {a.tag_ for a in auxiliaries}
    lemmas = {lemma(a) for a in auxiliaries}
    marks = {child.lower_ for child in children(verb, "mark")}
    infinitive = "to" in marks or any(a.lower_ == "to" for a in auxiliaries)
    if infinitive:
        if "be" in lemmas or (lemma(verb.head) == "be" and dep(verb) in ("xcomp", "ccomp")):
            return Status.PLANNED
        return None
    if verb.tag_ == "VBG":
        if "be" in lemmas:
            return Status.ONGOING if tags & {"VBZ", "VBP"} else Status.DONE
        return None
    if tags & {"VBD", "VBN"} or (tags & {"VBZ", "VBP"} and "have" in lemmas):
        return Status.DONE
    if verb.tag_ == "VBD":
        return Status.DONE
    if verb.tag_ == "VBN":
        if tags & {"VBZ", "VBP"}:
            return Status.ONGOING
        return None if dep(verb) in ("acl", "advcl", "xcomp", "amod") else Status.DONE
    if verb.tag_ in ("VBZ", "VBP"):
        return Status.DONE if headline else Status.ONGOING
    if auxiliaries and tags & {"VBZ", "VBP"}:
        return Status.ONGOING
    return None


def _non_finite(verb: Token, headline: bool, depth: int) -> Status | None:
    """Infinitives and participles take their reality from what governs them."""
    table = cues()
    governor, relation = verb.head, dep(verb)
    infinitive = any(child.lower_ == "to" for child in children(verb, "mark", "aux"))
    if governor == verb:
        return Status.PLANNED if infinitive else Status.DONE
    if relation == "conj":
        return clause_status(governor, headline, depth + 1) if governor.pos_ in ("VERB", "AUX") else Status.DONE
    if relation == "amod":
        return Status.ONGOING if verb.tag_ == "VBG" else Status.DONE
    if governor.pos_ == "NOUN" and relation == "acl":
        found = table.nouns.get(lemma(governor))
        if found:
            return found
        if infinitive:
            clause = governor.head if governor.head.pos_ in ("VERB", "AUX") else None
            outer = clause_status(clause, headline, depth + 1) if clause is not None else None
            return outer if outer in (Status.POSSIBLE, Status.PLANNED, Status.DENIED) else Status.PLANNED
        return Status.ONGOING if verb.tag_ == "VBG" else Status.DONE
    if governor.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
        known = table.governors.get(verb_lemma(governor)) or table.governors.get(lemma(governor))
        outer = clause_status(governor, headline, depth + 1) if governor.pos_ != "NOUN" else None
        if relation in ("xcomp", "ccomp") and lemma(governor) in table.told and infinitive:
            return (
                Status.DONE
                if children(verb, "aux") and any(a.lower_ == "have" for a in children(verb, "aux"))
                else (outer if outer in (Status.DENIED, Status.POSSIBLE) else Status.ONGOING)
            )
        if relation in ("xcomp", "ccomp") or (relation == "advcl" and governor.pos_ == "ADJ"):
            if known in (Status.DONE, Status.ONGOING):
                return known if outer in (None, Status.DONE, Status.ONGOING) else outer
            if known is not None:
                return known
            if outer in (Status.DENIED, Status.POSSIBLE, Status.PLANNED):
                return outer
            return Status.PLANNED if infinitive else outer
        if infinitive:
            return outer if outer in (Status.POSSIBLE, Status.DENIED) else Status.PLANNED
        marker = {child.lower_ for child in children(verb, "mark")}
        if marker & {"without", "instead"}:
            return Status.DENIED
        if marker & {"before", "until"} and outer in (Status.PLANNED, Status.POSSIBLE):
            return outer
        if (
            known in (Status.POSSIBLE, Status.DENIED)
            and marker & {"from", "of", "against"}
            and lemma(governor)
            not in (
                "accuse",
                "suspect",
                "warn",
            )
        ):
            return known
        return outer
    return Status.DONE


def _noun_with_predicate(match: Match, predicate: Token, setting: Setting) -> Status | None:
    """An event noun with a light or event verb: the verb's meaning ("cancelled the drills") or its tense."""
    table = cues()
    outer = clause_status(predicate, setting.headline)
    word = table.governors.get(verb_lemma(predicate)) or table.governors.get(lemma(predicate))
    if outer is Status.DENIED:
        return Status.DENIED
    if word is Status.CANCELLED:
        return Status.CANCELLED if outer in (Status.DONE, Status.ONGOING, None) else outer
    if word is Status.POSSIBLE and match.token.dep_ in ("obj", "obl"):
        return Status.POSSIBLE
    if word is Status.PLANNED and verb_lemma(predicate) not in ("go", "order"):
        return Status.PLANNED
    if word is Status.ONGOING and outer is Status.DONE and not _past(predicate):
        return Status.ONGOING
    if verb_lemma(predicate) in ("begin", "start", "launch", "open", "kick off") and outer is Status.ONGOING:
        return Status.ONGOING
    if is_passive(predicate) and outer is None:
        return Status.DONE
    return outer


def _noun_status(noun: Token) -> Status | None:
    """An event noun without a predicate of its own: from the words that govern it."""
    table = cues()
    for depth, (dependent, governor) in enumerate(governors(noun)):
        relation, prep = dep(dependent), preposition(dependent)
        word = verb_lemma(governor)
        if governor.pos_ in ("VERB", "AUX", "ADJ"):
            found = table.governors.get(word) or table.governors.get(lemma(governor))
            if relation == "obj" or dependent.dep_ == "nsubj:pass":
                if found is Status.ONGOING:
                    return Status.ONGOING
                if found and found is not Status.DONE:
                    return found
            if (
                relation == "obl"
                and found is not None
                and prep in ("for", "of", "about", "against", "from", "to", "on")
            ):
                return found if found in (Status.POSSIBLE, Status.PLANNED) else None
            if prep in ("amid", "amidst"):
                return Status.ONGOING
            return None
        if relation in ("nmod", "obl", "compound"):
            found = table.nouns.get(lemma(governor))
            if found:
                return found
            if prep in ("for", "against") and depth == 0 and lemma(governor) in ("preparation", "plan", "readiness"):
                return Status.PLANNED
            continue
        if relation == "conj":
            continue
        return None
    return None
