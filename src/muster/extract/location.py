"""Where an event is: the place phrases that hang on a trigger, with gazetteer entries for the names in them.

A place phrase is a name ("Dushanbe"), a name with its place noun ("the Kunduz river"), or a descriptive place that
keeps its words and takes the country of the name inside ("near the border with Afghanistan"). Datelines and places of
speakers are not places of events: only phrases on the event's own words count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec
from spacy.tokens import Doc, Token

from muster.extract.coreference import Coreference
from muster.extract.participants import phrase
from muster.extract.predicates import Frame
from muster.extract.syntax import children, conjuncts, content_head, dep, lemma, preposition
from muster.extract.words import in_list, is_place, kinds
from muster.normalise.places import Resolved
from muster.record import Place

LOCATIVE = frozenset(
    [
        "in",
        "at",
        "near",
        "on",
        "along",
        "outside",
        "off",
        "around",
        "across",
        "inside",
        "over",
        "above",
        "below",
        "beneath",
        "behind",
        "beyond",
        "by",
        "into",
        "onto",
        "through",
        "throughout",
        "within",
        "toward",
        "towards",
        "to",
        "between",
        "amid",
        "north-of",
        "close",
        "opposite",
        "from",
        "up",
        "down",
        "against",
        "under",
        "upon",
    ]
)
# prepositions that always say where
STRONG = frozenset({"in", "at", "near", "on", "along", "outside", "off", "around", "inside", "across", "amid"})
# prepositions whose phrase is a place only with a name or place noun that nothing else claims
WEAK = frozenset({"to", "from", "by", "against", "between", "under", "over", "of", "with"})


class Locations:
    """Resolved toponyms of one report, by the tokens they cover."""

    def __init__(self, doc: Doc, resolved: Iterable[Resolved], coreference: Coreference) -> None:
        self._doc = doc
        self._coreference = coreference
        self.by_token: dict[int, Resolved] = {}
        for item in resolved:
            span = doc.char_span(item.toponym.start, item.toponym.end, alignment_mode="expand")
            for token in span or ():
                self.by_token.setdefault(token.i, item)

    def places(self, around: Frame, extra: Iterable[Token], taken: Mapping[int, str]) -> tuple[Place, ...]:
        """The places of the event, most specific first; ``extra`` are role fillers that name places, ``taken`` the
        words that already are participants."""
        heads: list[tuple[int, Token]] = [(0, token) for token in extra]
        seen = {token.i for token in extra}
        for token, rank in self._phrases(around):
            if token.i in seen or token.i in taken:
                continue
            seen.add(token.i)
            heads.append((rank, token))
        if not heads:
            heads = [(2, token) for token in self._below(around.predicate or around.trigger) if token.i not in taken]
        found: list[Place] = []
        for _, token in sorted(heads, key=lambda h: (h[0], h[1].i)):
            for place in self._describe(token):
                if all((place.start, place.name) != (p.start, p.name) and not _inside(place, p) for p in found):
                    found.append(place)
        return tuple(found)

    def _phrases(self, around: Frame) -> Iterable[tuple[Token, int]]:
        for argument in around.arguments:
            if argument.slot == "mod":
                if (
                    argument.token.ent_type_ == "LOC"
                    and argument.token.i in self.by_token
                    and not _acts(argument.token)
                ):
                    yield argument.token, 1
                continue
            if argument.slot not in LOCATIVE:
                continue
            for token in conjuncts(argument.token):
                head = content_head(token)
                if self._names_place(head, argument.slot):
                    yield head, 0
        yield from self._inside_objects(around)

    def _inside_objects(self, around: Frame) -> Iterable[tuple[Token, int]]:
        """ "ambushed a convoy *near Raqqa*": a place said of what the event is done to is the event's."""
        for argument in around.arguments:
            if argument.slot != "obj" or argument.token.ent_type_ == "LOC":
                continue
            for token in conjuncts(argument.token):
                for child in children(content_head(token), "nmod"):
                    prep = preposition(child)
                    if prep in STRONG:
                        for part in conjuncts(child):
                            head = content_head(part)
                            if self._names_place(head, prep):
                                yield head, 1

    def _below(self, head: Token, depth: int = 0) -> Iterable[Token]:
        """Named places further down the event's own clause ("trucks carrying aid *near Gao*"), not in its subject
        and not in another clause."""
        if depth > 3:
            return
        for child in head.children:
            relation = dep(child)
            if relation not in ("obj", "obl", "nmod", "acl", "xcomp") or "relcl" in child.dep_:
                continue
            if preposition(child) in STRONG and child.ent_type_ == "LOC" and child.i in self.by_token:
                yield from (t for t in conjuncts(child) if t.i in self.by_token)
            else:
                yield from self._below(child, depth + 1)

    def _names_place(self, token: Token, slot: str) -> bool:
        if in_list(token, "time_noun"):
            return False
        if token.ent_type_ in ("PER", "NORP", "ORG") and token.i not in self.by_token:
            return False
        if token.i in self.by_token:
            return slot not in ("by", "against", "with", "of") or token.ent_type_ == "LOC"
        if is_place(token):
            return slot not in ("by", "against") or lemma(token) in ("road", "river", "coast", "border")
        found = kinds().of(token)
        if "facility" in found:
            return slot not in ("by", "against", "with", "from") and not in_list(token, "force")
        if token.ent_type_ == "LOC":
            return True
        return (
            slot not in WEAK
            and any(c.i in self.by_token and c.ent_type_ == "LOC" for c in children(token, "nmod", "compound"))
            and bool(found & {"place", "facility"})
        )

    def _describe(self, token: Token) -> list[Place]:
        """The place that the phrase headed by ``token`` names, then the places that contain it."""
        owner = next((c for c in children(token, "nmod:poss") if c.i in self.by_token and c.ent_type_ == "LOC"), None)
        if owner is not None and token.tag_ == "NNS" and in_list(token, "area_unit"):
            return self._describe(owner)  # "half of *Somalia's* districts": the units are counted, the country is where
        found: list[Place] = []
        start, end = self._extent(token)
        text = self._doc[start:end].text
        item = self._resolved_in(start, end, token)
        if item is None and in_list(token, "state_anaphora") and not token.ent_type_:
            return self._anaphoric(token, start, end)
        own = self._place(text, start, item, descriptive=item is not None and not _is_name(token, item, text))
        for child in children(token, "nmod", "appos", "acl"):
            prep = preposition(child)
            if dep(child) == "acl":
                continue
            if dep(child) == "appos" and child.ent_type_ != "LOC":
                # "Muscat, the capital of Oman": the same place again; only what contains it adds something
                for inner in children(child, "nmod"):
                    if inner.ent_type_ == "LOC":
                        found.extend(self._describe(inner))
                continue
            if prep in ("in", "near", "of", "on", "at", "off", "outside", "along") or dep(child) == "appos":
                for part in conjuncts(child):
                    head = content_head(part)
                    if (self._names_place(head, prep or "in") or head.ent_type_ == "LOC") and not start <= head.i < end:
                        found.extend(self._describe(head))
        found.extend(self._container(end, found))
        named = any(t.pos_ == "PROPN" or t.ent_type_ for t in self._doc[start:end])
        # "firing ranges near Aktau": the named place says where; a bare noun stands only where nothing else does
        return [own, *found] if named or not found else found

    def _container(self, end: int, found: list[Place]) -> list[Place]:
        """ "Taiz, *Yemen*": the name after the comma contains the one before it, however the parser hangs it."""
        if end + 1 >= len(self._doc) or self._doc[end].text != ",":
            return []
        after = self._doc[end + 1]
        if after.ent_type_ != "LOC" or after.i not in self.by_token or any(p.start == after.idx for p in found):
            return []
        start, stop = self._extent(after)
        last = self._doc[stop] if stop < len(self._doc) else None
        if last is not None and last.text == "and":
            return []  # a list of places, none inside another
        return [self._place(self._doc[start:stop].text, start, self.by_token[after.i], descriptive=False)]

    def _anaphoric(self, token: Token, start: int, end: int) -> list[Place]:
        mention = self._coreference.country(token)
        text = self._doc[start:end].text
        if mention is None:
            return [self._place(text, start, None, descriptive=False)]
        item = self.by_token.get(mention.head)
        place = self._place(text, start, item, descriptive=False)
        return [msgspec.structs.replace(place, name=mention.name)]

    def _extent(self, token: Token) -> tuple[int, int]:
        start, end = phrase(self._doc, token)
        item = self.by_token.get(token.i)
        if item is not None:
            span = self._doc.char_span(item.toponym.start, item.toponym.end, alignment_mode="expand")
            if span is not None:
                start, end = min(start, span.start) if span.start >= start - 3 else start, max(end, span.end)
        if lemma(token) in ("border", "frontier", "boundary"):
            # "the border with Afghanistan": the neighbour belongs to the phrase
            for child in children(token, "nmod"):
                if preposition(child) in ("with", "of", "between"):
                    last = max(t.i for t in child.subtree if not t.is_punct)
                    if last - token.i <= 14:
                        end = max(end, last + 1)
        return start, end

    def _resolved_in(self, start: int, end: int, token: Token) -> Resolved | None:
        if token.i in self.by_token:
            return self.by_token[token.i]
        return next((self.by_token[i] for i in range(start, end) if i in self.by_token), None)

    def _place(self, text: str, start: int, item: Resolved | None, *, descriptive: bool) -> Place:
        offset = self._doc[start].idx
        entry = item.entry if item is not None else None
        country = entry.country if entry is not None else (item.country if item is not None else None)
        if entry is None or descriptive:
            return Place(name=text, text=text, start=offset, end=offset + len(text), country=country)
        return Place(
            name=text,
            text=text,
            start=offset,
            end=offset + len(text),
            country=country,
            lat=entry.lat,
            lon=entry.lon,
            geonameid=entry.geonameid,
        )


def _inside(inner: Place, outer: Place) -> bool:
    if inner.start is None or outer.start is None or inner.end is None or outer.end is None:
        return False
    return outer.start <= inner.start and inner.end <= outer.end


def _acts(token: Token) -> bool:
    """A name before a noun that is the actor ("Kabul government") rather than the place ("the Aleppo offensive")."""
    return in_list(token.head, "authority") or in_list(token.head, "force")


def _is_name(token: Token, item: Resolved, text: str) -> bool:
    """Whether the phrase is the name itself (with a class word such as "province"), not something beside it."""
    words = {w.lower() for w in item.toponym.text.split()}
    rest = [w for w in text.lower().split() if w not in words and w not in ("the", "of")]
    return len(rest) <= 2 and lemma(token) not in ("border", "frontier", "boundary", "coast", "outskirt", "suburb")
