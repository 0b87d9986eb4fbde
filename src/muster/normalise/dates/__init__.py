"""Time expressions: find them, and turn them into inclusive intervals of days.

>>> [timex.text for timex in find_timexes("Drills ran from August 5 to 10, officials said on Monday.")]
['August 5 to 10', 'Monday']
"""

from muster.normalise.dates.find import find_timexes
from muster.normalise.dates.published import infer_published, published_clues
from muster.normalise.dates.reading import Reading, explain, resolve_timex
from muster.normalise.dates.running import Dated, read_timexes
from muster.normalise.dates.tense import tense_at
from muster.normalise.dates.timex3 import timex3_value
from muster.normalise.dates.types import Reach, Tense, Timex, TimexType

__all__ = [
    "Dated",
    "Reach",
    "Reading",
    "Tense",
    "Timex",
    "TimexType",
    "explain",
    "find_timexes",
    "infer_published",
    "published_clues",
    "read_timexes",
    "resolve_timex",
    "tense_at",
    "timex3_value",
]
