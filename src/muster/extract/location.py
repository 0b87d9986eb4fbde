"""Where an event is: the places that its place phrases name, with gazetteer entries for the names in them.

A place phrase is a name ("Dushanbe"), a name with its place noun ("the Kunduz river"), or a descriptive place that
keeps its words and takes the country of the name inside ("near the border with Afghanistan"). "There" and "the town"
go back to a place named before. Which phrases are the event's is told by :mod:`muster.extract.whereabouts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from msgspec import UNSET
from msgspec.structs import replace
from spacy.tokens import Doc, Token

from muster.codebook import word_lists
from muster.extract.clauses import is_cue
from muster.extract.coreference import Coreference
from muster.extract.place_phrase import PlacePhrases
from muster.extract.predicates import Frame
from muster.extract.syntax import children, conjuncts, content_head, dep, lemma, preposition, text_of
from muster.extract.whereabouts import Manner, Spot, is_there, names_place, outermost, spots
from muster.extract.words import PRONOUNS, in_list, is_place
from muster.normalise.places import Resolved
from muster.record import Place

# prepositions by which a phrase names what contains its place
INNER = frozenset({"in", "of", "on", "at", "off", "outside", "along"})
EXAMPLES = frozenset({"including", "such as", "like"})
BESIDE = frozenset({"near", "close to", "outside", "next to", "near to", "opposite"})


class Locations:
    """Resolved toponyms of one report, by the tokens they cover."""

    def __init__(self, doc: Doc, resolved: Iterable[Resolved], coreference: Coreference) -> None:
        self._doc = doc
        self._coreference = coreference
        self._phrases = PlacePhrases(doc, resolved, coreference)
        self.by_token = self._phrases.by_token

    def places(
        self,
        around: Frame,
        extra: Iterable[Token],
        taken: Mapping[int, str],
        manner: Manner,
        rivals: AbstractSet[int] = frozenset(),
    ) -> tuple[Place, ...]:
        """The places of the event, most specific first; ``extra`` are role fillers that name places, ``taken`` the
        words that already are participants, ``rivals`` the triggers of other events of the sentence."""
        given = [Spot(token, 0) for token in extra if token.lower_ not in PRONOUNS - {"it"}]
        known = {spot.token.i for spot in given}
        searched = spots(around, self.by_token.keys(), taken.keys() | known, manner, rivals)
        if given:
            searched = [spot for spot in searched if spot.ring < 2]
        found: list[Place] = []
        for token in outermost([*given, *searched]):
            for place in self._describe(token):
                if any(place.name == p.name or (place.geonameid and place.geonameid == p.geonameid) for p in found):
                    continue
                if any(place.near is not UNSET and place.near == p.near for p in found):
                    continue  # "Tolo, 30 km from Gao" is one place
                if found and self._goes_on(found[-1], place):
                    found[-1] = self._joined(found[-1], place)
                elif all((place.start, place.name) != (p.start, p.name) and not _inside(place, p) for p in found):
                    found.append(place)
        if given or not any(_bears_name(place) for place in found):
            return tuple(found)
        return tuple(place for place in found if _bears_name(place))  # "their base in Gao": Gao says where

    def _goes_on(self, first: Place, second: Place) -> bool:
        """ "the forest" and "north of Beja", side by side, are one description."""
        if first.end is None or second.start != first.end + 1 or first.lat is not None:
            return False
        return any(w in word_lists()["compass_points"] for w in (second.text or "").lower().split()[:3])

    def _joined(self, first: Place, second: Place) -> Place:
        text = text_of(self._doc)[first.start : second.end]
        country = first.country or second.country
        return Place(name=text, text=text, start=first.start, end=second.end, country=country)

    def _describe(self, token: Token) -> list[Place]:
        """The place that the phrase headed by ``token`` names, then the places that contain it."""
        if is_there(token) or token.lower_ == "it":
            return self._going_back(token, self.antecedent(token))
        owner = next((c for c in children(token, "nmod:poss") if c.i in self.by_token and c.ent_type_ == "LOC"), None)
        if owner is not None and token.tag_ == "NNS" and in_list(token, "area_unit"):
            return self._describe(owner)  # "half of *Somalia's* districts": the units are counted, the country is where
        name = next((c for c in children(token, "appos") if c.ent_type_ == "LOC" and c.i in self.by_token), None)
        if name is not None and token.ent_type_ != "LOC":
            return self._describe(name)  # "the Galician capital, *Santiago*"
        start, end = self._phrases.extent(token)
        before = self._named_before(token, start)
        if before is not None:
            return self._describe(before)
        item = self._phrases.name_in(start, end, token)
        if item is None and _is_bare(token):
            if in_list(token, "state_anaphora"):
                mention = self._coreference.country(token)
                return self._going_back(token, self.by_token.get(mention.head) if mention else None)
            if any(in_list(token, f"{kind}_anaphora") for kind in ("settlement", "region", "water", "land")):
                return self._going_back(token, self.antecedent(token))
        own = self._phrases.place(token, start, end, item)
        named = any(t.pos_ == "PROPN" or t.ent_type_ for t in self._doc[start:end])
        if own.lat is None and own.near is UNSET and own.border is UNSET:
            own = self._told(own, end, named=named)
        found = self._around(token, start, end, named=named)
        found.extend(self._container(end, found))
        # "firing ranges near Aktau": the named place says where; a bare noun stands only where nothing else does
        return [own, *found] if named or not found else found

    def _named_before(self, token: Token, start: int) -> Token | None:
        """ "*Tolo*, 20 km north of Gao", "*Tolo*, the last post held by rebels": the name they go on to tell."""
        if dep(token) == "appos" and token.ent_type_ != "LOC" and token.head.i < token.i:
            return token.head if token.head.ent_type_ == "LOC" and token.head.i in self.by_token else None
        first = self._phrases.measured_from(start)
        if first is None or first < 2 or self._doc[first - 1].text != ",":
            return None
        name = next((e for e in self._doc[first].sent.ents if e.end == first - 1 and e.label_ == "LOC"), None)
        return name.root if name is not None and name.root.i in self.by_token else None

    def _told(self, own: Place, end: int, *, named: bool) -> Place:
        """ "a village *30 km from Mosul*": a place without coordinates and what tells it; a noun takes the words."""
        told = self._phrases.told_by(end)
        if told is None:
            return own
        stop, beside = told
        if named:
            return replace(own, near=beside.near, country=own.country or beside.country, basis=beside.basis)
        text = text_of(self._doc)[own.start : self._doc[stop - 1].idx + len(self._doc[stop - 1])]
        last = None if own.start is None else own.start + len(text)
        return replace(
            own, name=text, text=text, end=last, near=beside.near, country=beside.country, basis=beside.basis
        )

    def _around(self, token: Token, start: int, end: int, *, named: bool) -> list[Place]:
        """The places that the phrase says its own lies in; for a bare noun also those it lies beside or between."""
        wanted = INNER if named else INNER | BESIDE | {"between"}
        found: list[Place] = []
        for child in children(token, "nmod", "appos", "advmod"):
            if "(" in self._doc[max(child.left_edge.i - 1, 0) : child.left_edge.i + 1].text:
                continue  # "Braga (Bragua)": the same place in another spelling
            prep = preposition(child)
            if prep in EXAMPLES and not named:
                prep = "in"  # "in places *such as Gao*"
            if dep(child) == "advmod":
                inner = children(child, "obl", "nmod") if in_list(child, "compass_points") and not named else []
            elif dep(child) == "appos" and child.ent_type_ != "LOC":
                # "Muscat, the capital of Oman": the same place again; only what contains it adds something
                inner = [c for c in children(child, "nmod") if c.ent_type_ == "LOC" and preposition(c) in ("of", "in")]
            else:
                inner = conjuncts(child) if prep in wanted or dep(child) == "appos" else []
            for part in inner:
                head = content_head(part)
                if not start <= head.i < end and names_place(head, "in", self.by_token.keys()):
                    if not named or head.ent_type_ or any(t.ent_type_ for t in head.subtree):
                        found.extend(self._describe(head))
        for child in children(token, "compound"):  # "the *Kasese* and Gulu districts"
            for part in conjuncts(child):
                if part.ent_type_ == "LOC" and not start <= part.i < end and part.i in self.by_token:
                    found.extend(self._describe(part))
        return found

    def antecedent(self, token: Token) -> Resolved | None:
        """The place named last before ``token`` that "there", "the town" or "the region" can mean."""
        for entity in reversed(self._doc.ents):
            head = entity.root
            if entity.label_ != "LOC" or entity.end > token.i or head.i not in self.by_token:
                continue
            item = self.by_token[head.i]
            if _is_spoken_of(head) and _fits(token, item):
                return item
        return None

    def _going_back(self, token: Token, item: Resolved | None) -> list[Place]:
        """The words of ``token``, with name and coordinates of what they stand for; no place where "there" is bare."""
        word = is_there(token) or token.lower_ == "it"
        start, end = (token.i, token.i + 1) if word else self._phrases.extent(token)
        if item is None and word:
            return []
        return [self._phrases.place(token, start, end, item, name=item.toponym.name if item is not None else None)]

    def _container(self, end: int, found: list[Place]) -> list[Place]:
        """ "Taiz, *Yemen*": the name after the comma contains the one before it, however the parser hangs it."""
        if end + 1 >= len(self._doc) or self._doc[end].text != ",":
            return []
        after = self._doc[end + 1]
        if after.ent_type_ != "LOC" or after.i not in self.by_token or any(p.start == after.idx for p in found):
            return []
        start, stop = self._phrases.extent(after)
        last = self._doc[stop] if stop < len(self._doc) else None
        if last is not None and last.text == "and":
            return []  # a list of places, none inside another
        return [self._phrases.place(after, start, stop, self.by_token[after.i])]


def _inside(inner: Place, outer: Place) -> bool:
    if inner.start is None or outer.start is None or inner.end is None or outer.end is None:
        return False
    return outer.start <= inner.start and inner.end <= outer.end


def _is_bare(token: Token) -> bool:
    """ "the town", "that region": a definite noun with nothing that says which."""
    determiners = {child.lower_ for child in children(token, "det")}
    others = [c for c in token.children if dep(c) in ("nmod", "acl", "amod", "compound", "nummod", "appos", "advmod")]
    others = [c for c in others if c.lower_ != "same"]
    definite = bool(determiners & {"the", "this", "that"})
    return definite and not token.ent_type_ and not [c for c in others if c.dep_ != "acl:relcl"]


def _is_spoken_of(name: Token) -> bool:
    """A name used as a place: not a dateline, nor a government that speaks."""
    relation = dep(name)
    if (name.text.isupper() and len(name) > 3) or name.dep_ == "nmod:poss" or name.pos_ == "ADJ":
        return False
    if in_list(name.head, "compass_points") or in_list(name.head, "distance_unit"):
        return False  # "170 km north of Lima": not Lima
    if relation == "nsubj":
        return not is_cue(name.head)
    if relation == "compound":
        return is_place(name.head)
    return preposition(name) not in (None, "by", "with", "against", "from") or relation in ("obj", "appos", "conj")


def _fits(token: Token, item: Resolved) -> bool:
    """Whether a noun of a settlement or of a region can mean the place; "there" can mean any."""
    entry = item.entry
    if entry is None:
        return is_there(token) or in_list(token, "settlement_anaphora") or lemma(token) in item.toponym.text.lower()
    if in_list(token, "settlement_anaphora"):
        return entry.feature_class == "P"
    if in_list(token, "water_anaphora"):
        return entry.feature_class == "H"
    if in_list(token, "land_anaphora"):
        return entry.feature_class == "T"
    if in_list(token, "region_anaphora"):
        return entry.feature_class in ("A", "L", "H") and not entry.is_country
    return True


def _bears_name(place: Place) -> bool:
    return place.geonameid is not None or any(w[:1].isupper() for w in place.name.split())
