"""What to look for: event types and word lists as data, with their loader. Knows nothing of how they are applied."""

from muster.codebook.load import (
    CodebookError,
    codebook_digest,
    default_text,
    did_you_mean,
    lexicon,
    load_codebook,
    parse_codebook,
    word_lists,
)
from muster.codebook.schema import (
    Codebook,
    Condition,
    EventType,
    Example,
    ExampleClaim,
    Roles,
    TriggerRule,
)

__all__ = [
    "Codebook",
    "CodebookError",
    "Condition",
    "EventType",
    "Example",
    "ExampleClaim",
    "Roles",
    "TriggerRule",
    "codebook_digest",
    "default_text",
    "did_you_mean",
    "lexicon",
    "load_codebook",
    "parse_codebook",
    "word_lists",
]
