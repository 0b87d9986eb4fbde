"""Which words say where an event is: a walk over the grammar from the event's own words outwards.

Nearest first: the phrases on the trigger and on the verbs that carry it, the phrases on what it is done to ("ambushed
a convoy *near Gao*"), phrases deeper in its own clause, then the clause around it ("gathered *in Geneva* for talks").
Where a nearer ring has a place, no farther one is asked. A clause of speech is never left: the speaker's place is not
the event's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from muster.codebook import word_lists
from muster.extract.clauses import is_cue
from muster.extract.fates import HARMED, fate
from muster.extract.predicates import Frame, light_verbs
from muster.extract.syntax import children, conjuncts, content_head, dep, lemma, preposition
from muster.extract.words import PRONOUNS, in_list, is_place, kinds

NAMED = ("LOC",)
PEOPLE = ("PER", "NORP", "ORG")
UNDERGOING = frozenset({"obj", "victim", "on", "upon", "against", "at", "of", "for", "between"})
# Marks of a clause, and prepositions of a phrase, whose event happens where the clause around it does.
TOGETHER_CLAUSE = frozenset({"when", "as", "while", "where", "to", "by", ""})
TOGETHER_PHRASE = frozenset({"in", "during", "for", "at", "on", "into", "by", "with", "from", "to", ""})
# Prepositions that say where those are who act.
AMONG_ACTORS = frozenset({"in", "at", "near", "inside", "across"})
DEPTH = 5


@dataclass(frozen=True)
class Spot:
    """A word that heads a place phrase of the event. ``ring`` counts how far out it was found, 0 for its own."""

    token: Token
    ring: int


@dataclass(frozen=True)
class Manner:
    """How an event has places. ``moves``: somebody goes from one place to another, and both are the event's;
    ``speaks``: it is a saying, whose objects and clauses lie elsewhere; ``topics``: its objects are what it is about
    ("discussed Kashmir")."""

    moves: bool = False
    speaks: bool = False
    topics: bool = False


@cache
def _prepositions(name: str) -> frozenset[str]:
    return word_lists()[name]


def stationary() -> frozenset[str]:
    """Prepositions that say where something is."""
    return _prepositions("where_prepositions")


def directed() -> frozenset[str]:
    """Prepositions of the ways to and from."""
    return _prepositions("path_prepositions")


def spots(
    around: Frame,
    toponyms: AbstractSet[int],
    taken: AbstractSet[int],
    manner: Manner,
    rivals: AbstractSet[int] = frozenset(),
) -> list[Spot]:
    """The words that head the event's place phrases, nearest ring first, each once.

    ``toponyms`` are the tokens of resolved place names, ``taken`` those that already name a participant, ``rivals``
    the triggers of the other events of the sentence.
    """
    walk = _Walk(around, toponyms, taken, manner, rivals)
    found: dict[int, Spot] = {}
    rings = (walk.own(), walk.inside()) if not manner.speaks else (walk.own(),)
    for ring, tokens in enumerate(rings):
        for token in tokens:
            if token.i not in taken:
                found.setdefault(token.i, Spot(token, ring))
    for ring, tokens in enumerate((walk.deeper(), walk.outside(), walk.with_subject()), start=2):
        if found or (manner.speaks and ring > 2):
            break
        for token in tokens:
            if token.i not in taken:
                found.setdefault(token.i, Spot(token, ring))
    return list(found.values())


def names_place(token: Token, slot: str, toponyms: AbstractSet[int]) -> bool:
    """Whether the word, in a phrase with the preposition ``slot``, heads the name or description of a place."""
    if in_list(token, "time_noun") or (in_list(token, "no_place") and not children(token, "compound", "nmod")):
        return False
    if token.tag_ == "NNS" and in_list(token, "state_anaphora") and not token.ent_type_:
        return False  # "troops from 16 countries"
    if token.ent_type_ == "NORP" or (token.ent_type_ in PEOPLE and token.i not in toponyms):
        return False
    if token.i in toponyms or token.ent_type_ in NAMED:
        return slot not in ("by", "against", "with", "of", "for") or token.ent_type_ in NAMED
    if is_place(token):
        return slot not in ("by", "against", "with") or in_list(token, "line_noun")
    if "facility" in kinds().of(token):
        return slot not in ("by", "against", "with") and not in_list(token, "force")
    if in_list(token, "spot_noun"):  # "the edge *of the town*", "the *Malaba entry* point"
        inner = children(token, "nmod", "compound", "amod")
        return any(c.ent_type_ in (*NAMED, "NORP") or is_place(c) or "facility" in kinds().of(c) for c in inner)
    return False


def is_there(token: Token) -> bool:
    """ "were killed *there*": an adverb that goes back to a place spoken of before."""
    return token.lower_ in ("there", "here") and dep(token) in ("advmod", "obl", "nmod") and token.tag_ != "EX"


class _Walk:
    """One event with the place phrases around it, ring by ring."""

    def __init__(
        self,
        around: Frame,
        toponyms: AbstractSet[int],
        taken: AbstractSet[int],
        manner: Manner,
        rivals: AbstractSet[int],
    ) -> None:
        self._around = around
        self._toponyms = toponyms
        self._taken = taken
        self._manner = manner
        self._rivals = rivals
        self._no_objects = manner.speaks or manner.topics
        self._inner = stationary() | (directed() if manner.moves else frozenset())

    def own(self) -> Iterator[Token]:
        """Phrases on the trigger and on the verbs that carry it."""
        all_slots = stationary() | directed() | _prepositions("loose_prepositions")
        for argument in self._around.arguments:
            if in_list(argument.token, "share_noun") and not self._no_objects:
                yield from self._hanging(argument.token, frozenset({"of"}))  # "held two-thirds *of the border*"
            elif argument.slot == "mod":
                yield from self._before_noun(argument.token)
            elif argument.slot == "obj" and not argument.lent and not self._no_objects:
                yield from self._object(argument.token)
            elif argument.slot == "subj" and preposition(argument.token) == "by" and is_place(argument.token):
                yield argument.token  # "were set up *by the town of Setif*"
            elif argument.slot in all_slots and _slot(argument.token) != "with":
                yield from self._heads(argument.token, argument.slot, all_slots)
        for word in {t.i: t for t in (self._around.trigger, *self._around.chain)}.values():
            yield from self._adverbial(word, all_slots)
            if dep(word) == "acl" or "relcl" in word.dep_:
                yield from self._where_clause(word)

    def inside(self) -> Iterator[Token]:
        """ "ambushed a convoy *near Raqqa*": a place said of what the event is done to is the event's."""
        for argument in self._around.arguments:
            if argument.slot in UNDERGOING:
                for token in conjuncts(argument.token):
                    head = content_head(token)
                    if head.ent_type_ in NAMED or in_list(head, "time_noun"):
                        continue
                    if head.i in self._taken or not (is_place(head) or in_list(head, "share_noun")):
                        yield from self._below_noun(head, self._inner)

    def deeper(self) -> Iterator[Token]:
        """Named places further down the event's own clause ("trucks carrying aid *near Gao*"), then in what those whom
        it befalls were doing ("police manning a post *near Gao* were shot") and in what happened to them ("died when
        a bomb went off *in Gao*").
        """
        own = self._around.predicate or self._around.trigger
        yield from self._descend(own, 0)
        if self._manner.speaks:
            return
        for argument in self._around.arguments:
            if argument.slot in UNDERGOING:
                for doing in children(content_head(argument.token), "acl"):
                    if doing.tag_ == "VBG":
                        yield from self._descend(doing, 1)
        for clause in children(own, "advcl"):
            if _tells_the_same(clause, own):
                yield from self._descend(clause, 1)

    def outside(self) -> Iterator[Token]:
        """Phrases of the clauses around the event, up to the first that has any."""
        current = self._around.chain[-1] if self._around.chain else self._around.trigger
        if self._around.predicate is not None and current.i != self._around.predicate.i:
            current = self._around.predicate
        for _ in range(DEPTH):
            head, relation = current.head, dep(current)
            opened = list(self._where_clause(current))
            if opened or head == current or relation in ("ccomp", "parataxis"):
                yield from opened
                return
            if relation == "nmod" and preposition(current) == "under" and self._is_spot(head, "in"):
                yield head  # "the blocks *under rebel control*"
                return
            if is_cue(head) and relation == "obj":  # "condemned attacks *in places such as Gao*"
                yield from self._right_after(current)
            if "relcl" in current.dep_ or is_cue(head) or not self._together(current):
                return
            purpose = _is_purpose(current) and (dep(current) != "obl" or current in self._around.chain)
            inside = {t.i for t in current.subtree}
            found: list[Token] = []
            for wanted in (directed() - {"from"}, stationary()) if purpose else (stationary(),):
                found = found or [t for t in self._hanging(head, wanted) if t.i not in inside]
            found = [t for t in found if self._shared(t, current)]
            if not found and relation == "conj" and not children(current, "nsubj"):
                found = [t for t in self._descend(head, 0) if t.i not in inside]
            if found:
                yield from found
                return
            current = head

    def with_subject(self) -> Iterator[Token]:
        """Where nothing else is said: the place of those who act ("rebels *in Homs* shelled ...")."""
        for argument in self._around.arguments:
            if argument.slot in ("subj", "obj", "by"):
                for token in self._hanging(content_head(argument.token), AMONG_ACTORS):
                    if token.ent_type_ in NAMED:
                        yield token

    def _is_spot(self, token: Token, slot: str) -> bool:
        return names_place(token, slot, self._toponyms)

    def _before_noun(self, token: Token) -> Iterator[Token]:
        """ "the *Mosul* offensive", "the *Lisbon airport* attack": not whose it is ("Kabul government")."""
        if in_list(token.head, "authority") or in_list(token.head, "force"):
            return
        named = token.ent_type_ in NAMED and token.i in self._toponyms
        inner = any(c.ent_type_ in NAMED for c in children(token, "compound"))
        if named or (inner and kinds().of(token) & {"place", "facility"} and not in_list(token, "force")):
            yield token

    def _object(self, token: Token) -> Iterator[Token]:
        """ "left *Malindi*", "crossed *the border*", "took control *of the pass*": a place that plays no other part."""
        for part in conjuncts(token):
            head = content_head(part)
            if in_list(head, "holding_noun"):
                yield from self._hanging(head, frozenset({"of", "over"}))
            elif head.lower_ not in PRONOUNS and self._is_spot(head, "in"):
                if is_place(head) or (self._manner.moves and not self._has_place(head)):
                    yield head

    def _right_after(self, noun: Token) -> Iterator[Token]:
        """The place phrase that follows a noun at once and that the parse has hung on the verb before it."""
        for child in children(noun.head, "obl"):
            if child.left_edge.i == noun.right_edge.i + 1 and (slot := _slot(child)) in stationary():
                yield from self._heads(child, slot or "in", stationary())

    def _has_place(self, noun: Token) -> bool:
        return any(True for _ in self._hanging(noun, stationary()))

    def _hanging(self, word: Token, wanted: frozenset[str]) -> Iterator[Token]:
        """Heads of the place phrases with one of the prepositions that depend on ``word`` itself."""
        for child in word.children:
            if dep(child) in ("nmod", "obl") and (slot := _slot(child)) and slot in wanted:
                yield from self._heads(child, slot, wanted)
        yield from self._adverbial(word, wanted)

    def _heads(self, token: Token, slot: str, wanted: frozenset[str]) -> Iterator[Token]:
        for part in conjuncts(token):
            head = content_head(part)
            if self._is_spot(head, slot):
                yield head
            elif in_list(head, "time_noun") or head.like_num or head.ent_type_ == "DATE":
                yield from self._hanging(head, wanted)  # "on Friday *in Homs*", hung on the day by the parse
            elif in_list(head, "distance_unit"):
                yield from self._hanging(head, frozenset({"from", "of"}))  # "to 15 kilometres *from the city*"

    def _adverbial(self, word: Token, wanted: frozenset[str]) -> Iterator[Token]:
        """ "*there*", "back *to Kabul*", "20 km north *of Homs*": places that hang on an adverb."""
        for child in word.children:
            if is_there(child):
                yield child
            elif dep(child) in ("advmod", "obl", "nmod") and in_list(child, "compass_points"):
                yield from self._hanging(child, frozenset({"of", "from"}))
            elif dep(child) == "advmod":
                yield from self._hanging(child, wanted)

    def _below_noun(self, noun: Token, wanted: frozenset[str], depth: int = 0) -> Iterator[Token]:
        yield from self._hanging(noun, wanted)
        if depth < 2:
            for child in children(noun, "nmod"):
                if preposition(child) == "of" and not child.ent_type_ and not is_place(child):
                    yield from self._below_noun(content_head(child), wanted, depth + 1)

    def _descend(self, head: Token, depth: int, clauses: int = 0) -> Iterator[Token]:
        """Not into the subject and not deep into other clauses; for a saying, not into what it says."""
        ways = ("obl", "nmod") if self._manner.speaks else ("obj", "obl", "nmod", "acl", "xcomp")
        if depth > DEPTH or clauses > 2:
            return
        for child in head.children:
            goes_on = dep(child) == "advcl" and _is_purpose(child) and not self._manner.speaks
            goes_on |= dep(child) == "nsubj" and any(dep(c) == "expl" for c in head.children)  # "there are men in Gao"
            free = head.lower_ == "what" or (dep(child) == "ccomp" and head.head.lower_ == "what")
            if not free and ((dep(child) not in ways and not goes_on) or "relcl" in child.dep_):
                continue  # "hit *what they took for a depot in Gao*" is gone into
            slot = _slot(child) or ""
            named = any(t.ent_type_ in NAMED for t in child.subtree)
            if named and slot in self._inner - {"from"} and self._is_spot(child, slot):
                yield from (t for t in conjuncts(child) if self._is_spot(t, slot))
            else:
                yield from self._descend(child, depth + 1, clauses + (dep(child) in ("acl", "xcomp", "advcl")))

    def _where_clause(self, verb: Token) -> Iterator[Token]:
        """ "the forest *where* gunmen ambushed them": what the clause hangs on, or the last place before the word."""
        opener = next((c for c in verb.children if c.lower_ == "where"), None)
        if opener is None:
            return
        if verb.head.i < verb.i and self._is_spot(verb.head, "in"):
            yield verb.head
            return
        before = [t for t in verb.doc[max(verb.sent.start, opener.i - 8) : opener.i] if self._is_spot(t, "in")]
        yield from before[-1:]

    def _shared(self, place: Token, word: Token) -> bool:
        """A coordinated clause with a subject of its own does not share the place of another event before it."""
        if dep(word) != "conj" or not children(word, "nsubj") or word.head.i not in self._rivals:
            return True
        return place.i < word.head.i

    def _together(self, word: Token) -> bool:
        """Whether the event in the phrase or clause of ``word`` happens where the clause around it does.

        Not so "police in Lyon were on alert *after the attack*", "marched in Lyon against *the war*".
        """
        relation, head = dep(word), word.head
        if head.i in self._rivals and relation in ("obj", "compound", "amod", "nmod"):
            return False
        if relation == "nmod":
            return lemma(head) in light_verbs().stages or in_list(head, "tally_nouns")
        if relation == "advcl":
            marks = [c.lower_ for c in children(word, "mark", "advmod") if c.i < word.i]
            return not marks or any(m in TOGETHER_CLAUSE for m in marks)
        return relation != "obl" or (_slot(word) or "") in TOGETHER_PHRASE


def _slot(token: Token) -> str | None:
    """The preposition of the phrase; "along with Chad" says with whom, not where."""
    found = preposition(token)
    before = token.doc[max(token.sent.start, _case(token) - 1)]
    if found == "from" and in_list(before, "distance_unit") and token.head != before:
        return "near"  # "clearing mines *17 kilometres from Gao*"
    return "with" if found == "along" and any(c.lower_ == "with" for c in token.children) else found


def _case(token: Token) -> int:
    return min((c.i for c in children(token, "case")), default=token.i)


def _tells_the_same(clause: Token, event: Token) -> bool:
    """ "died *when a bomb went off*", "wounded *as they filmed clashes*": the clause tells how the event came about."""
    marks = {c.lower_ for c in children(clause, "mark", "advmod") if c.i < clause.i}
    if "when" in marks or ("after" in marks and fate(event) in HARMED):
        return True
    alike = lemma(clause) in ("do", "be", "have")  # "as it did in Gao" compares
    return "as" in marks and not alike and any(c.lower_ in PRONOUNS for c in children(clause, "nsubj"))


def _is_purpose(word: Token) -> bool:
    """ "sent ships to the Gulf *for drills*", "arrived *to hold drills*"."""
    if dep(word) in ("advcl", "xcomp"):
        return any(c.lower_ == "to" for c in children(word, "mark"))
    return preposition(word) == "for"


def outermost(found: Iterable[Spot]) -> list[Token]:
    """The heads in order: by ring, then by place in the text."""
    return [spot.token for spot in sorted(found, key=lambda s: (min(s.ring, 1), s.token.i))]
