"""Names that are spellings or short forms of one another, kept as names come and go.

Each name goes to the fullest name that it is a spelling or a short form of ("Korda" to "Alexander Korda"). Which names
are compared is found by what two such names must share, never by trying all; the outcome depends on the set of names,
not on the order in which they came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from muster.link.lexicon import link_lexicon
from muster.link.text import plain, words
from muster.normalise.spelling import SAME_NAME, fold, name_similarity, transliteration_key

SURNAMES = 0.7  # likeness of two surnames that makes them one person's where the given names agree
Block = tuple[str, ...]


class Spellings:
    """A set of names, each with its fullest form."""

    def __init__(self) -> None:
        self._target: dict[str, str | None] = {}
        self._shorter: dict[str, set[str]] = defaultdict(set)
        self._offered: dict[Block, set[str]] = defaultdict(set)
        self._wanted: dict[Block, set[str]] = defaultdict(set)

    def __contains__(self, name: str) -> bool:
        return name in self._target

    def root(self, name: str) -> str:
        """The fullest form of ``name``; itself where there is none."""
        while (target := self._target.get(name)) is not None:
            name = target
        return name

    def state(self) -> dict[str, str | None]:
        """Each name with the fuller one that it goes to."""
        return dict(self._target)

    def restore(self, state: Mapping[str, str | None]) -> None:
        """Know these names, and no others."""
        for name, target in state.items():
            offers, wants = _blocks(name)
            for block in offers:
                self._offered[block].add(name)
            for block in wants:
                self._wanted[block].add(name)
            self._retarget(name, target)

    def update(self, gone: Sequence[str], new: Sequence[str]) -> set[str]:
        """Take names out and put names in; the names whose fullest form may have changed."""
        changed: set[str] = set()
        for name in gone:
            self._remove(name, changed)
        for name in new:
            self._add(name, changed)
        return self.below(changed)

    def _add(self, name: str, changed: set[str]) -> None:
        offers, wants = _blocks(name)
        for block in offers:
            self._offered[block].add(name)
        for block in wants:
            self._wanted[block].add(name)
        self._target[name] = None
        self._choose(name)
        changed.add(name)
        for block in offers:
            for other in self._wanted[block]:
                if _order(name) < _order(other) and is_short_for(other, name):
                    target = self._target[other]
                    if target is None or name < target:
                        self._retarget(other, name)
                        changed.add(other)

    def _remove(self, name: str, changed: set[str]) -> None:
        for held, blocks in zip((self._offered, self._wanted), _blocks(name), strict=True):
            for block in blocks:
                held[block].discard(name)
        self._retarget(name, None)
        del self._target[name]
        for other in sorted(self._shorter.pop(name, ())):
            self._target[other] = None
            self._choose(other)
            changed.add(other)

    def _choose(self, name: str) -> None:
        fuller = {
            other
            for block in _blocks(name)[1]
            for other in self._offered[block]
            if _order(other) < _order(name) and is_short_for(name, other)
        }
        self._retarget(name, min(fuller, default=None))

    def _retarget(self, name: str, target: str | None) -> None:
        before = self._target.get(name)
        if before is not None:
            self._shorter[before].discard(name)
        self._target[name] = target
        if target is not None:
            self._shorter[target].add(name)

    def below(self, names: set[str]) -> set[str]:
        """``names`` and all that are spellings or short forms of them."""
        found: set[str] = set()
        queue = list(names)
        while queue:
            name = queue.pop()
            if name not in found:
                found.add(name)
                queue.extend(self._shorter.get(name, ()))
        return found


def is_short_for(short: str, long: str) -> bool:
    """Equal but for spelling, or a surname of a person, never across different numbers."""
    a, b = name_tokens(short), name_tokens(long)
    if not a or not b or _numbers(a) != _numbers(b):
        return False
    if len(a) == len(b) == 1:
        return name_similarity(a[0], b[0]) >= SAME_NAME
    if len(a) == len(b):
        return fold(a[0]) == fold(b[0]) and all(name_similarity(x, y) >= SURNAMES for x, y in zip(a, b, strict=True))
    if len(a) == 1:
        return len(a[0]) > 3 and fold(a[0]) == fold(b[-1]) and len(b) <= 3
    if _numbers(a):
        return {fold(token) for token in a} <= {fold(token) for token in b}
    return [fold(token) for token in a] == [fold(token) for token in b[-len(a) :]]


def name_tokens(name: str) -> list[str]:
    """The words of a name without titles."""
    return [token for token in words(name) if plain(token) not in link_lexicon().titles]


def _order(name: str) -> tuple[int, int, str]:
    """Fuller names first."""
    return -len(name.split()), -len(name), name


def _numbers(tokens: Sequence[str]) -> set[str]:
    return {token for token in tokens if token[:1].isdigit()}


def _blocks(name: str) -> tuple[list[Block], list[Block]]:
    """Blocks in which a name stands as the fuller of two, and those in which it seeks a fuller one."""
    tokens = name_tokens(name)
    folded = [fold(token) for token in tokens]
    if not tokens:
        return [], []
    numbers = sorted(_numbers(tokens))
    return list(_offers(tokens, folded, numbers)), list(_wants(tokens, folded, numbers))


def _alike(tokens: Sequence[str], folded: Sequence[str]) -> Block:
    """What two names of as many words share if they are spellings of one."""
    if len(tokens) == 1:
        return "one", transliteration_key(tokens[0])[:3] or folded[0]
    return str(len(tokens)), folded[0], transliteration_key(tokens[-1])[:1]


def _offers(tokens: Sequence[str], folded: Sequence[str], numbers: Sequence[str]) -> Iterator[Block]:
    yield _alike(tokens, folded)
    if 1 < len(tokens) <= 3:
        yield "last", folded[-1]
    if numbers:
        yield "numbers", *numbers
    else:
        for start in range(1, len(tokens) - 1):
            yield "end", *folded[start:]


def _wants(tokens: Sequence[str], folded: Sequence[str], numbers: Sequence[str]) -> Iterator[Block]:
    yield _alike(tokens, folded)
    if len(tokens) == 1:
        yield "last", folded[0]
    if numbers:
        yield "numbers", *numbers
    elif len(tokens) > 1:
        yield "end", *folded
