"""Reads documents into reports: formats and encodings, boilerplate, title, outlet, agencies, date of publication."""

from muster.read.layout import Paragraph, paragraphs
from muster.read.reader import read, read_text
from muster.read.refusal import Reason, Refusal

__all__ = ["Paragraph", "Reason", "Refusal", "paragraphs", "read", "read_text"]
