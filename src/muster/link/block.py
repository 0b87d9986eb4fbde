"""Which claims are worth comparing: those that share a kind and a place, day, party, figure, name or word.

Under each key the claims stand in order of time, and each is compared with the :data:`REACH` before and after it: near
claims are what may be one event, and the work stays linear in the number of claims however crowded a key is. Claims
come and go one by one; what is near what follows from the claims that are there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from muster.link.lexicon import link_lexicon
from muster.link.mention import Mention
from muster.link.rarity import rarity
from muster.normalise.spelling import transliteration_key

REACH = 24  # claims before and after one under a key with which it is compared
WORD_REACH = 12  # the same under a word, which tells less
HORIZON = 60  # days to which it is, unless a proper name or a wide time brings the two together
TIGHT = 14  # days up to which a time alone can bring two claims together; a month is too wide
MONTH = 31  # days
RARE_WORDS = 4  # of each claim
FEW = 3  # figures up to this are shared by chance
STEM = 4  # consonants of a place name that its spellings share
Key = tuple[str | int | float, ...]
Slot = tuple[int, int, str]  # day, position in the report, claim key
Pair = tuple[str, str]


def pair_of(a: str, b: str) -> Pair:
    """The pair of two claim keys, the lesser first."""
    return (a, b) if a < b else (b, a)


def kin_groups(families: Mapping[str, str]) -> dict[str, str]:
    """Type -> the least family of those that may name one event with it, directly or through a third."""
    group = {family: family for family in families.values()}

    def find(family: str) -> str:
        while group.setdefault(family, family) != family:
            family = group[family]
        return family

    for types, near in sorted(link_lexicon().kin.items(), key=lambda item: sorted(item[0])):
        one, other = sorted(find(families.get(kind, kind)) for kind in sorted(types))
        if near:
            group[other] = one
    listed = {kind for types in link_lexicon().kin for kind in types}
    return {kind: find(families.get(kind, kind)) for kind in sorted({*families, *listed})}


class Blocks:
    """The claims of a case by what they may share. ``groups``: as of :func:`kin_groups`."""

    def __init__(self, groups: Mapping[str, str]) -> None:
        self._groups = groups
        self._buckets: dict[Key, list[Slot]] = defaultdict(list)
        self._held: dict[str, dict[Key, Slot]] = {}
        self._wide: set[str] = set()  # claims of whose time one day tells too little

    def replace(self, gone: Sequence[str], new: Sequence[Mention]) -> set[Pair]:
        """Take claims out, put claims in; the pairs of other claims that are near, or no longer near, because of it."""
        shifted: set[Pair] = set()
        for key in gone:
            for block, slot in self._held.pop(key).items():
                bucket = self._buckets[block]
                at = bisect_left(bucket, slot)
                shifted.update(self._across(block, at))
                del bucket[at]
                if not bucket:
                    del self._buckets[block]
            self._wide.discard(key)
        fresh: set[Key] = set()
        for mention in new:
            slots = self._hold(mention, self.keys(mention))
            for block, slot in slots.items():
                if block not in self._buckets:
                    fresh.add(block)
                bucket = self._buckets[block]
                if block in fresh:
                    bucket.append(slot)
                else:
                    at = bisect_left(bucket, slot)
                    bucket.insert(at, slot)
                    shifted.update(self._across(block, at))
        for block in fresh:
            self._buckets[block].sort()
        own = {*gone, *(mention.key for mention in new)}
        return {pair for pair in shifted if own.isdisjoint(pair)}

    def keys_of(self, key: str) -> Iterable[Key]:
        """The keys under which the claim stands."""
        return self._held[key].keys()

    def restore(self, mentions: Mapping[str, Mention], keys: Mapping[str, Sequence[Key]]) -> None:
        """Put in claims whose keys are known, where there are none yet."""
        for key, blocks in keys.items():
            for block, slot in self._hold(mentions[key], blocks).items():
                self._buckets[block].append(slot)
        for bucket in self._buckets.values():
            bucket.sort()

    def near(self, key: str) -> set[str]:
        """The claims that the claim is compared with."""
        found: set[str] = set()
        for block, slot in self._held[key].items():
            bucket, reach = self._buckets[block], _reach(block)
            at = bisect_left(bucket, slot)
            window = bucket[max(0, at - reach) : at + 1 + reach]
            found.update(other[2] for other in window if self._in_sight(block, slot, other))
        found.discard(key)
        return found

    def meet(self, a: str, b: str) -> bool:
        """Whether the two claims are compared."""
        one, other = self._held.get(a), self._held.get(b)
        if one is None or other is None:
            return False
        for block in one.keys() & other.keys():
            bucket = self._buckets[block]
            if not self._in_sight(block, one[block], other[block]):
                continue
            if abs(bisect_left(bucket, one[block]) - bisect_left(bucket, other[block])) <= _reach(block):
                return True
        return False

    def keys(self, mention: Mention) -> set[Key]:
        """What a claim shares with those that it is compared with."""
        group = "simulated" if mention.simulated else self._groups.get(mention.type, mention.family)
        return {("report", mention.report), *(("name", name) for name in mention.names), *_keys(mention, group)}

    def _hold(self, mention: Mention, keys: Iterable[Key]) -> dict[Key, Slot]:
        if _is_wide(mention):
            self._wide.add(mention.key)
        slots = self._held[mention.key] = _slots(mention, keys)
        return slots

    def _in_sight(self, block: Key, one: Slot, other: Slot) -> bool:
        """Whether two claims under a key are not too far apart in time."""
        near = -HORIZON <= one[0] - other[0] <= HORIZON
        return near or block[0] == "name" or one[2] in self._wide or other[2] in self._wide

    def _across(self, block: Key, at: int) -> Iterator[Pair]:
        """The pairs that are near only as long as the claim at this position does not stand between them."""
        bucket, reach = self._buckets[block], _reach(block)
        for left in range(max(0, at - reach), min(at, len(bucket) - reach - 1)):
            one, other = bucket[left], bucket[left + reach + 1]
            if self._in_sight(block, one, other):
                yield pair_of(one[2], other[2])


def _reach(block: Key) -> int:
    return WORD_REACH if block[0] == "word" else REACH


def _is_wide(mention: Mention) -> bool:
    """Whether no time is known of the claim, or one of more than a month or with an open end."""
    when = mention.when or mention.published
    return when is None or when.days is None or when.days > MONTH


def _slots(mention: Mention, keys: Iterable[Key]) -> dict[Key, Slot]:
    """Where the claim stands under each key: by its text in its report, by time under all others."""
    when = mention.when or mention.published
    first = when.first if when and when.first is not None else when.last if when and when.last is not None else 0
    in_text, in_time = (0, mention.order, mention.key), (first, mention.order, mention.key)
    return {key: in_text if key[0] == "report" else in_time for key in keys}


def _keys(mention: Mention, group: str) -> Iterator[Key]:
    if mention.narrow:
        yield "deed", group, mention.type
    for spot in mention.spots:
        if spot.key:
            yield "place", group, transliteration_key(spot.key)[:STEM] or spot.key
    for seat in mention.seats:
        yield "place", group, transliteration_key(seat)[:STEM] or seat
    for figure in mention.figures:
        if figure.value > FEW:
            yield "figure", group, figure.kind, figure.value
    actors, recipients = ({entity.id for entity in side} - {""} for side in (mention.actors, mention.recipients))
    for identity in actors | recipients:
        yield "who", group, identity
    for actor in actors:
        for recipient in recipients:
            yield "parties", group, *sorted((actor, recipient))
    when = mention.when
    if when is not None and when.first is not None and when.last is not None and when.last - when.first < TIGHT:
        for day in range(when.first, when.last + 1):
            yield "day", group, day
    elif when is not None and when.first is not None and mention.type in link_lexicon().durative:
        yield "day", group, when.first  # a long event and its beginning
    for word in sorted(mention.words, key=lambda w: (-rarity(w), w))[:RARE_WORDS]:
        yield "word", group, word
