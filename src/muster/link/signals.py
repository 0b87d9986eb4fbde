"""What two claims share beside their slots: wording, copied sentences, and the flow of their report."""

from __future__ import annotations

from dataclasses import dataclass

from muster.link.mention import Mention
from muster.link.rarity import likeness, weigh
from muster.record import Status

MATTER = 0.25  # share of rare words from which two sentences are about one matter
TELLING_WORDS = 8.0  # summed rarity of shared words (log of claims per claim that has it) that tells in full
COPIED = 0.85  # share of rare words from which two sentences are one, edited
NEARNESS = {1: 0.7, 2: 0.4}  # sentences between two claims: how far they go on about one thing
FARTHER, FARTHEST = 0.2, 5  # the same up to so many sentences
DEFINITE = 0.4  # what "the" before the later trigger adds
IN_TITLE = 0.4  # nearness of the title to everything below it
TELLING = 5  # figures above this are rarely shared by chance
STORY, STORY_RANGE = 0.25, 0.1  # likeness of reports that tells nothing; the step from it that tells in full
BRIEF = 10  # names and figures below which a report is too short to be unlike another
UNLIKE = 0.05  # below it two reports share so little that they tell of other things
IN_SENTENCE = 0.2  # two claims of one type in one sentence are mostly two


@dataclass(frozen=True)
class Signal:
    """What two claims share beside their slots.

    ``wording`` 0-1: share of rare words. ``copy``: the same sentence in two reports. ``discourse`` 0-1.2:
    nearness in one report. ``contrast``: the text says that it is another one. ``ahead``: in one report, one is planned
    and one is not.
    ``stories``: summed likeness of the reports, -1000 to 1000 each, and of how many pairs of them.
    ``title``: one is in the title, which sums up the report. ``anaphor``: "the drills" right after drills were told of.
    """

    wording: float = 0.0
    copy: bool = False
    discourse: float = 0.0
    contrast: bool = False
    same_sentence: bool = False
    ahead: bool = False
    title: bool = False
    anaphor: bool = False
    stories: tuple[int, int] = (0, 0)

    def join(self, other: Signal) -> Signal:
        """The stronger of both, for clusters; a contrast counts while no copy or discourse outweighs it."""
        return Signal(
            max(self.wording, other.wording),
            self.copy or other.copy,
            max(self.discourse, other.discourse),
            self.contrast or other.contrast,
            self.same_sentence or other.same_sentence,
            self.ahead and other.ahead,
            self.title or other.title,
            self.anaphor or other.anaphor,
            (self.stories[0] + other.stories[0], self.stories[1] + other.stories[1]),
        )


NOTHING = Signal()


def signals(a: Mention, b: Mention) -> Signal:
    """What two claims share in wording and in the flow of their report; the same for ``(b, a)``."""
    same_text = a.claim.evidence == b.claim.evidence and a.report == b.report
    wording = 0.0 if same_text else _share(a.matter, b.matter)
    if a.report != b.report:
        copy = a.type == b.type and a.trigger == b.trigger and _share(a.words, b.words) > COPIED
        return Signal(wording, copy, stories=(_stories(a, b), 1))
    first, second = sorted((a, b), key=lambda m: (m.order, m.key))
    apart = second.sentence - first.sentence
    plans = {m.claim.status in (Status.PLANNED, Status.POSSIBLE) for m in (a, b)}
    ahead = len(plans) > 1
    if apart == 0:
        return Signal(discourse=IN_SENTENCE, same_sentence=True, ahead=ahead)
    if first.title:
        return Signal(wording, discourse=IN_TITLE, contrast=second.contrast, ahead=ahead, title=True)
    discourse = NEARNESS.get(apart, FARTHER if apart <= FARTHEST else 0.0)
    if second.definite and apart <= 3:
        discourse += DEFINITE
    goes_on = apart == 1 and second.definite and first.trigger == second.trigger
    led_off = second.segue and not _one_figure(first, second)
    other = second.contrast or led_off or (first.contrast and apart > 1) or (second.after_contrast and not goes_on)
    named_again = second.definite and first.trigger == second.trigger
    anaphor = apart == 1 and (named_again or second.goes_on) and not other
    return Signal(wording, discourse=discourse, contrast=other, ahead=ahead, anaphor=anaphor)


def _one_figure(a: Mention, b: Mention) -> bool:
    """Whether both give one figure that is rarely shared by chance: "X *also* counts 23 ships" is of the same event."""
    shared = {(f.kind, f.value) for f in a.figures} & {(f.kind, f.value) for f in b.figures}
    return any(value > TELLING for _, value in shared)


def _stories(a: Mention, b: Mention) -> int:
    """How far the two reports tell of the same things, -1000 to 1000.

    Reports that tell of the same things tell of one trial, but of several attacks: where many words name a type, only
    reports that share next to nothing count, against the pair.
    """
    like = likeness(a.story, b.story)
    brief = min(len(a.story), len(b.story)) < BRIEF
    if not (a.narrow and b.narrow) and (brief or like > UNLIKE):
        return 0
    return round(1000 * max(-1.0, min(1.0, (like - STORY) / STORY_RANGE)))


def _share(a: frozenset[str], b: frozenset[str]) -> float:
    """Weight of the shared words over that of the poorer side; 0 below :data:`MATTER`, which chance can reach."""
    shared = a & b
    if not shared:
        return 0.0
    weight = weigh(shared)
    smaller = min(weigh(a), weigh(b)) or 1.0
    share = weight / smaller * min(1.0, weight / TELLING_WORDS)
    return round(share, 3) if share > MATTER else 0.0
