"""One extractor for all tests of the room: opening it costs more than any single test."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from muster.codebook import load_codebook
from muster.extract import Extractor
from muster.language import parse
from muster.normalise.gazetteer import Gazetteer
from muster.normalise.names import NameLexicon
from muster.record import Boilerplate, BoilerplateKind, Claim, DateBasis, Published, Report

PUBLISHED = "2024-06-12"  # a Wednesday
Claims = Callable[..., list[Claim]]


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor(load_codebook(), Gazetteer.open(), NameLexicon.load())


@pytest.fixture(scope="session")
def claims_of(extractor: Extractor) -> Claims:
    """``claims_of(text, type=None, boilerplate=None)``: the claims of a text published on 12 June 2024."""

    def run(text: str, type: str | None = None, boilerplate: str | None = None) -> list[Claim]:
        marked: tuple[Boilerplate, ...] = ()
        if boilerplate is not None:
            start = text.index(boilerplate)
            marked = (Boilerplate(start=start, end=start + len(boilerplate), kind=BoilerplateKind.APPEAL),)
        report = Report(
            id="r-test",
            source="test",
            text=text,
            published=Published(from_=PUBLISHED, to=PUBLISHED, basis=DateBasis.GIVEN),
            boilerplate=marked,
        )
        edges = [edge for b in marked for edge in (b.start, b.end)]
        found = extractor.extract(report, parse(text, hard_breaks=edges))
        return [claim for claim in found if type is None or claim.type == type]

    return run
