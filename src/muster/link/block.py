"""Which pairs of claims are worth comparing: those that share a name, place, day, figure, actor, rare word or report.

Linear in the number of claims: a crowded key pairs each claim with the next :data:`WINDOW` in order of time only.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from muster.link.lexicon import link_lexicon
from muster.link.mention import Mention
from muster.link.signals import Signal, signals
from muster.link.times import APART, is_durative
from muster.normalise.spelling import transliteration_key

CROWDED = 50  # claims under one key from which only neighbours in time are paired
WINDOW = 25
NEXT = 8  # the same for claims that share nothing but their type
TIGHT = 14  # days up to which a time alone can bring two claims together; a month is too wide
RARE_WORDS = 4  # of each claim, by rarity in the case
Key = tuple[str, ...]


def rarity(claims: Sequence[Mention]) -> dict[str, float]:
    """The weight of each word: log of how few claims hold it."""
    counts = Counter(word for mention in claims for word in mention.words)
    size = len(claims) + 1
    return {word: math.log(size / (count + 0.5)) for word, count in counts.items()}


def candidate_pairs(claims: Sequence[Mention]) -> dict[tuple[str, str], Signal]:
    """Pairs of claim keys (the lesser first) with what the two share beside their slots."""
    weights = rarity(claims)
    by_key = {mention.key: mention for mention in claims}
    buckets: dict[Key, list[Mention]] = defaultdict(list)
    for mention in claims:
        for key in sorted(set(_keys(mention, weights))):
            buckets[key].append(mention)
    pairs: dict[tuple[str, str], Signal] = {}
    for key, bucket in sorted(buckets.items()):
        for a, b in _within(bucket, NEXT if key[0] == "type" else WINDOW):
            pair = (a.key, b.key) if a.key < b.key else (b.key, a.key)
            if pair not in pairs and _may_be_one(a, b):
                pairs[pair] = signals(by_key[pair[0]], by_key[pair[1]], weights)
    return pairs


def _within(bucket: Sequence[Mention], window: int) -> Iterator[tuple[Mention, Mention]]:
    ordered = sorted(bucket, key=_time_order)
    reach = len(ordered) if len(ordered) <= CROWDED else window
    for position, mention in enumerate(ordered):
        for other in ordered[position + 1 : position + 1 + reach]:
            yield mention, other


def _time_order(mention: Mention) -> tuple[int, int, str]:
    when = mention.when or mention.published
    first = when.first if when and when.first is not None else when.last if when and when.last is not None else 0
    return (first, mention.order, mention.key)


def _may_be_one(a: Mention, b: Mention) -> bool:
    """Whether nothing forbids the pair at sight: what :func:`muster.link.compare.compare` would veto anyway."""
    if a.simulated or b.simulated:
        return a.simulated and b.simulated
    if link_lexicon().kinship(a.type, b.type, a.family, b.family) is None:
        return False
    if a.when is None or b.when is None or a.names & b.names:
        return True
    gap = a.when.gap(b.when)
    return gap <= APART and not (gap and a.when.sharp and b.when.sharp and not is_durative(a.type, b.type))


def _keys(mention: Mention, weights: Mapping[str, float]) -> Iterator[Key]:
    kind = mention.family
    yield ("report", mention.report)
    yield ("type", kind)
    for name in mention.names:
        yield ("name", name)
    for spot in mention.spots:
        if spot.key:
            yield ("place", transliteration_key(spot.key)[:4])
    for figure in mention.figures:
        yield ("figure", figure.kind, f"{figure.value:g}")
    for entity in mention.actors | mention.recipients:
        if entity.id:
            yield ("who", kind, entity.id)
    when = mention.when
    if when is not None and when.first is not None and when.last is not None and when.last - when.first < TIGHT:
        yield from (("day", kind, str(day)) for day in range(when.first, when.last + 1))
    for word in sorted(mention.words, key=lambda w: (-weights[w], w))[:RARE_WORDS]:
        yield ("word", word)
