"""The gazetteer and the lexicon, opened once. The first run on a machine builds the gazetteer (some seconds)."""

from __future__ import annotations

import pytest

from muster.normalise.gazetteer import Gazetteer
from muster.normalise.names import NameLexicon


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture(scope="session")
def lexicon() -> NameLexicon:
    return NameLexicon.load()
