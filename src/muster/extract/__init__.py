"""Claims from a parsed report: an interpreter of the codebook. Knows one report at a time."""

from muster.extract.claims import Extractor, extract

__all__ = ["Extractor", "extract"]
