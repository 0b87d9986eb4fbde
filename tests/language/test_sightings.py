"""What the second network sees of events, and how it is left in a Doc."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import spacy

from muster.language import NONE, parse, sight, sighting
from muster.language.sightings import SIGHTINGS, EventLabels, EventNetwork, Look, event_network, sighted

LABELS = EventLabels(types=(NONE, "attack", "meet"), statuses=("done", "planned"))
TEXT = "Gunmen shelled a base near Kwabe and killed two soldiers.\n\nThe minister had soup for lunch."


def look(types: list[list[float]]) -> Look:
    size = len(types)
    roles = np.zeros((size, 3, size), np.float32)
    roles[:, 0] = 1
    roles[1, :, 0] = (0.1, 0.9, 0.0)  # the first word acts in the second's event
    return Look(np.array(types, np.float32), np.array([[0.25, 0.75]] * size, np.float32), roles)


def test_words_that_are_plainly_none_are_left_out() -> None:
    found = dict(sighted(look([[0.999, 0.001, 0.0], [0.2, 0.8, 0.0]]), LABELS, [4, 6]))
    assert list(found) == [6]
    assert found[6].types == {NONE: 0.2, "attack": 0.8}
    assert found[6].statuses == {"done": 0.25, "planned": 0.75}
    assert found[6].roles == {4: (0.9, 0.0)}


def test_an_attack_is_seen_in_words_of_attack_and_none_at_lunch() -> None:
    doc = parse(TEXT)
    sight(doc)
    shelled = next(token for token in doc if token.text == "shelled")
    seen = sighting(shelled)
    assert seen is not None
    assert seen.types.get("attack", 0.0) > 0.5
    gunmen = next(token for token in doc if token.text == "Gunmen")
    assert seen.roles[gunmen.i][0] > 0.5
    lunch = [sighting(token) for token in list(doc.sents)[-1]]
    assert all(found is None or found.types.get(NONE, 0.0) > 0.7 for found in lunch)


def test_what_a_sentence_is_seen_as_does_not_depend_on_its_neighbours() -> None:
    words = [[token.text for token in sentence if not token.is_space] for sentence in parse(TEXT).sents]
    together, alone = event_network().look(words), [event_network().look([part])[0] for part in words]
    for one, other in zip(together, alone, strict=True):
        assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def test_sightings_need_words_and_sentences_alone() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    doc = nlp("Gunmen shelled a base near Kwabe. Nobody died.")
    sight(doc)
    assert len(doc.user_data[SIGHTINGS]) == len(doc)


def test_sightings_that_are_there_stay() -> None:
    doc = parse("Troops left.")
    doc.user_data[SIGHTINGS] = [None] * len(doc)
    sight(doc)
    assert doc.user_data[SIGHTINGS] == [None] * len(doc)


@pytest.mark.parametrize("words", [1, 170, 400])
def test_sentences_of_any_length_are_seen(words: int) -> None:
    doc = parse(" ".join(["troops"] * words))
    sight(doc)
    assert len(doc.user_data[SIGHTINGS]) == len(doc)


def test_an_empty_text_has_no_sightings() -> None:
    doc = parse("")
    sight(doc)
    assert doc.user_data[SIGHTINGS] == []


def test_a_missing_file_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"training\.events"):
        EventNetwork(tmp_path)
