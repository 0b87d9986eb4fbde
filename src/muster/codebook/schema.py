"""The form of a codebook: what a researcher may write in the YAML file, as closed, frozen types.

A codebook defines event types. Each type lists trigger rules (words with part of speech and conditions on their
dependents) and says which grammatical slots around a trigger hold the actor and the recipient. The slots are
normalised by the extractor, so that one rule serves active, passive, nominal and light-verb clauses:

========== ===========================================================================================
slot       holds
========== ===========================================================================================
subj       who acts: subject of an active verb, by-phrase of a passive, subject of a light or controlling verb
obj        who or what is acted on: object, passive subject, head of a passive participle
iobj       indirect object ("gave *Kabul* helicopters")
poss       possessor of a noun ("*Turkey's* offensive")
owner      whose a verb's object is ("rejected *Turkey's* claim", "the claim *by* Turkey", "*Turkish* claims")
mod        name, demonym or noun before a noun ("*Russian* drills", "*rebel* attack")
speaker    (as actor) the source of the statement, where the clause itself names nobody who accuses or denies
doer       who did what a verb's object names ("condemned *Turkey's* raid", "a raid claimed by *rebels*")
holder     who has what a verb's object names ("seized the *army's* base", "*rebel*-held villages")
helped     whom an act is to help ("sent troops to help *Turkey*", "vowed to defend *Turkey*")
site       facility or vehicle before a noun ("the *embassy* bombing")
asked      subject of a clause of content ("demanded that *Turkey* withdraw")
clause     a clause that completes a verb ("moved *to reassure*"): its kind is ``clause``
prep       any preposition by its own name: ``of``, ``against``, ``on``, ``with``, ``to`` and so on
========== ===========================================================================================
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

Pos = Literal["VERB", "NOUN", "ADJ", "ADV", "PROPN"]


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all parts of a codebook: immutable and closed to unknown keys."""


class Condition(Entry, frozen=True):
    """Something about the words around a trigger; all given parts must hold of one and the same word.

    ``slot``: normalised slot of the trigger that the word fills (``any`` = anywhere in the sentence, ``report`` =
    anywhere in the report, ``governor`` = the word that the trigger depends on, ``self`` = the trigger). ``words``:
    lemmas, or ``$list`` for a word list of the lexicon. ``kind``: what the word names (``place``, ``actor``,
    ``force``, ``person``, ``facility``, ``equipment``, ``number`` (a numeral or a noun with one), ``figure`` (a bare
    numeral), ``clause``, ``infinitive``).
    """

    slot: tuple[str, ...] = ("any",)
    words: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()


class Roles(Entry, frozen=True):
    """Which slots hold whom; ``where`` names slots that hold the place of the event even where it looks like none."""

    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    where: tuple[str, ...] = ()


class TriggerRule(Entry, frozen=True):
    """Words that name an event or state of the type.

    ``words``: lemmas in lower case; several words are matched in a row, by lemma ("take part", "open fire"); one
    gap ``...`` of up to six words is allowed after a verb ("bring ... under control"). ``needs``: every condition
    holds; ``if``: at least one does; ``unless``: none does. ``roles`` overrides the type's.
    ``status``: the status that the words themselves give ("postponed").
    """

    words: tuple[str, ...]
    pos: tuple[Pos, ...]
    needs: tuple[Condition, ...] = ()
    if_: tuple[Condition, ...] = msgspec.field(name="if", default=())
    unless: tuple[Condition, ...] = ()
    roles: Roles | None = None
    status: str | None = None
    confidence: float = 0.9
    note: str | None = None


class ExampleClaim(Entry, frozen=True):
    """A claim that an example sentence must give. Slots that are left out are not compared; ``[]`` must be empty."""

    trigger: str
    status: str | None = None
    actors: tuple[str, ...] | None = None
    recipients: tuple[str, ...] | None = None
    where: tuple[str, ...] | None = None
    when: str | None = None
    quantities: tuple[str, ...] | None = None
    said_by: tuple[str, ...] | None = None


class Example(Entry, frozen=True):
    """A sentence with the claims of this type that it makes (none: a sentence the type must not touch).

    ``published`` is the day (YYYY-MM-DD) that relative dates count from.
    """

    text: str
    claims: tuple[ExampleClaim, ...] = ()
    published: str | None = None


class EventType(Entry, frozen=True):
    """One event or state type.

    ``family``: types of one family may name the same event (an ``attack`` and a ``clash``). ``people``: what people
    counted around a trigger are (``personnel``, ``captured``, ``displaced`` or ``count``). ``place_recipient``:
    whether a place in a recipient slot is the place of the event (``where``, an attacked town) or the recipient
    itself (``recipient``, a besieged one).
    """

    label: str
    definition: str
    family: str
    triggers: tuple[TriggerRule, ...]
    kind: Literal["event", "state"] = "event"
    plover: str | None = None
    plover_joint: str | None = None
    acled: str | None = None
    people: Literal["personnel", "captured", "displaced", "count", "killed"] = "count"
    place_recipient: Literal["where", "recipient"] = "where"
    roles: Roles = Roles()
    noun_roles: Roles | None = None
    cues: dict[str, tuple[str, ...]] = {}
    examples: tuple[Example, ...] = ()


class Codebook(Entry, frozen=True):
    """Event types by name, with the version of this format (``muster: 1``)."""

    muster: int
    name: str
    types: dict[str, EventType]
    description: str | None = None

    def states(self) -> frozenset[str]:
        """The names of the types that hold over an interval."""
        return frozenset(name for name, entry in self.types.items() if entry.kind == "state")


# The sixteen event types of PLOVER (https://github.com/openeventdata/PLOVER), by their codes.
PLOVER_CODES: frozenset[str] = frozenset(
    {
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "CONCEDE",
        "COOPERATE",
        "AID",
        "RETREAT",
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "PROTEST",
        "SANCTION",
        "MOBILIZE",
        "COERCE",
        "ASSAULT",
    }
)
STATUS_WORDS = ("planned", "ongoing", "done", "cancelled", "denied", "possible", "simulated")
RawCodebook = dict[str, Any]
