"""One place phrase of a report: the words that belong to it, the name in them, and the place that they tell.

"20 km east of Gao", "the border between Chad and Sudan", "the road from Bonn to Cologne", "northern Mali".
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from muster.extract.coreference import Coreference
from muster.extract.geometry import Described, bordering, place_of
from muster.extract.naming import phrase
from muster.extract.syntax import children, lemma, preposition, text_of
from muster.extract.words import in_list
from muster.normalise.countries import Countries, neighbours
from muster.normalise.places import Resolved
from muster.normalise.places_near import Bearing, bearing_before, side_before
from muster.record import Place

BORDERS = frozenset({"border", "frontier", "boundary"})
BESIDE = frozenset({"coast", "coastline", "shore", "outskirt", "outskirts", "suburb", "suburbs", "edge", "vicinity"})
_FARTHEST = 14  # words from a noun to the last name that belongs to it
_LEADING = frozenset(  # between a noun and the measure that tells where it is
    {
        "",
        "some",
        "about",
        "around",
        "only",
        "just",
        "less than",
        "more than",
        "roughly",
        "nearly",
        "located",
        "located some",
    }
)


class PlacePhrases:
    """The phrases of one report. ``by_token`` has the resolved toponym that each token is part of."""

    def __init__(self, doc: Doc, resolved: Iterable[Resolved], coreference: Coreference) -> None:
        self._doc = doc
        self._coreference = coreference
        self.by_token: dict[int, Resolved] = {}
        for item in resolved:
            span = doc.char_span(item.toponym.start, item.toponym.end, alignment_mode="expand")
            for token in span or ():
                self.by_token.setdefault(token.i, item)

    def extent(self, token: Token) -> tuple[int, int]:
        """The tokens ``[start, end)`` of the phrase that ``token`` heads, without what says how near it is."""
        start, end = phrase(self._doc, token)
        if start < token.i and in_list(self._doc[start], "distance_unit"):
            # "20 *kilometres* from the Algerian border": the parse may hang the measure on the name
            start = max((t.i + 1 for t in self._doc[start : token.i] if t.pos_ in ("ADP", "DET")), default=start)
        item = self.by_token.get(token.i)
        if item is not None:
            span = self._doc.char_span(item.toponym.start, item.toponym.end, alignment_mode="expand")
            if span is not None:
                start, end = min(start, span.start) if span.start >= start - 3 else start, max(end, span.end)
        if lemma(token) in BORDERS:  # "the border with Afghanistan": the neighbour belongs to the phrase
            end = self._with_names(token, end, ("with", "of", "between"))
        if in_list(token, "thoroughfare"):  # "the road from Bonn to Cologne": its ends belong to the phrase
            end = self._with_names(token, end, ("from", "to", "between"))
            if end + 1 < len(self._doc) and end > token.i + 1 and self._doc[end].lower_ == "to":
                far = self._doc[end + 1]
                end = self.extent(far)[1] if far.ent_type_ == "LOC" else end
        return start, end

    def _with_names(self, token: Token, end: int, prepositions: tuple[str, ...]) -> int:
        for child in children(token, "nmod"):
            if preposition(child) in prepositions:
                last = max(t.i for t in child.subtree if not t.is_punct)
                if last - token.i <= _FARTHEST:
                    end = max(end, last + 1)
        return end

    def name_in(self, start: int, end: int, token: Token) -> Resolved | None:
        """The name in the phrase; a demonym ("the *Danish* island") only where no name stands beside it."""
        if token.i in self.by_token:
            return self.by_token[token.i]
        inside = [i for i in range(start, end) if i in self.by_token]
        inside.sort(key=lambda i: self._doc[i].ent_type_ == "NORP")
        return self.by_token[inside[0]] if inside else None

    def place(self, token: Token, start: int, end: int, item: Resolved | None, *, name: str | None = None) -> Place:
        """The place of the words ``[start, end)`` that ``token`` heads; ``item`` is what the name in them means.

        ``name`` is the place's where the words ("there", "the town") stand for one that was named before.
        """
        text = self._doc[start:end].text
        first, bearing = self._bearing(start)
        border, basis = self._border(token, start, end)
        beside = item is not None and name is None and not _is_name(token, item, text)
        if border and bearing is None and lemma(token) not in BORDERS:
            bearing = Bearing(self._doc[start].idx, words="at")  # "the Kenyan border area"
        if item is not None and name is None and not border and not beside and not _measured(bearing):
            first, side = self._side(start, item)
        else:
            side = None
        among = {id(self.by_token[i]): self.by_token[i] for i in range(start, end) if i in self.by_token}
        return place_of(
            Described(
                text=self._doc[first:end].text,
                offset=self._doc[first].idx,
                name=name or self._doc[first:end].text,
                core=text,
                item=item,
                bearing=bearing,
                border=border,
                basis=basis,
                among=tuple(among.values()),
                side=side,
                descriptive=beside or _measured(bearing),
            )
        )

    def told_by(self, end: int) -> tuple[int, Place] | None:
        """ "a village *30 km from Mosul*": what follows the words that end at ``end`` and tells how far from a name it
        is: where that ends, and the place that it tells.
        """
        sentence = self._doc[end - 1].sent
        for token in self._doc[end : min(end + _FARTHEST, sentence.end)]:
            if token.i not in self.by_token and lemma(token) not in BORDERS:
                continue
            head = self._head(token)
            start, stop = self.extent(head)
            first, bearing = self._bearing(start)
            gap = self._doc[end:first].text.strip(" ,–-") if first >= end else None
            if _measured(bearing) and gap in _LEADING:
                return stop, self.place(head, start, stop, self.name_in(start, stop, head))
            return None
        return None

    def _head(self, token: Token) -> Token:
        """The word that heads the name that ``token`` belongs to, or the border that the name belongs to."""
        item = self.by_token.get(token.i)
        span = self._doc.char_span(item.toponym.start, item.toponym.end, alignment_mode="expand") if item else None
        head = span.root if span is not None else token
        return head.head if lemma(head.head) in BORDERS and head.i < head.head.i else head

    def _bearing(self, start: int) -> tuple[int, Bearing | None]:
        """What the words before the phrase say of nearness, and where the place begins: with "20 km east *of Homs*"."""
        bearing = bearing_before(text_of(self._doc), self._doc[start].idx)
        if bearing is None or not bearing.measured:
            return start, bearing
        first = self._token_at(bearing.start, start)
        return (start, None) if first is None else (first, bearing)

    def measured_from(self, start: int) -> int | None:
        """Where the words begin that say how far from the phrase at ``start`` a place is, or on which side of it."""
        first, bearing = self._bearing(start)
        return first if _measured(bearing) else None

    def _side(self, start: int, item: Resolved) -> tuple[int, str | None]:
        """Where a part of the place begins ("*northern* Mali", "the *north of* Mali"), and on which side it is."""
        found = side_before(text_of(self._doc), item.toponym.start)
        first = self._token_at(found[0], start) if found is not None else None
        return (start, None) if found is None or first is None else (min(first, start), found[1])

    def _token_at(self, offset: int, before: int) -> int | None:
        """The token of the same sentence that begins at ``offset``, up to ``before``."""
        sentence = self._doc[before].sent.start
        return next((t.i for t in self._doc[max(sentence, before - 30) : before + 1] if t.idx >= offset), None)

    def _border(self, token: Token, start: int, end: int) -> tuple[tuple[str, ...], str | None]:
        """The countries whose border the phrase speaks of, and what the second rests on where it is not named there:
        "*its* border with Syria" is also that of whom "it" is, "the Kenyan border" of the one neighbour in the text.
        """
        if not any(lemma(t) in BORDERS for t in (token, *children(token, "compound"))):
            return (), None
        names = (self.by_token[i] for i in range(start, end) if i in self.by_token)
        codes = bordering(self._doc[start:end].text, names)
        for owner in children(token, "nmod:poss"):
            mention = self._coreference.resolve(owner)
            country = Countries.load().find(mention.name) if mention is not None else None
            if country is not None and len(codes) == 1 and country.code not in codes:
                return (country.code, *codes), None
        return self._with_neighbour(codes[0], start) if len(codes) == 1 else (codes, None)

    def _with_neighbour(self, code: str, start: int) -> tuple[tuple[str, ...], str | None]:
        """With the neighbour that the sentence speaks of or, failing that, the report; more than one tell nothing."""
        sentence = self._doc[start].sent
        spoken = {item.country for i, item in self.by_token.items() if sentence.start <= i < sentence.end}
        for where, countries in (
            ("sentence", spoken),
            ("report", {item.country for item in self.by_token.values()}),
        ):
            found = neighbours().get(code, frozenset()) & countries
            if found:
                (*others, other) = sorted(found)
                return ((code,), None) if others else ((code, other), f"the one neighbour that the {where} names")
        return (code,), None


def _measured(bearing: Bearing | None) -> bool:
    return bearing is not None and bearing.measured


def _is_name(token: Token, item: Resolved, text: str) -> bool:
    """Whether the phrase is the name itself (with a class word such as "province"), not something beside it."""
    words = {w.lower() for w in item.toponym.text.split()}
    rest = [w for w in text.lower().split() if w not in words and w not in ("the", "of")]
    return len(rest) <= 2 and lemma(token) not in BORDERS | BESIDE
