"""Annotated sentences as the network is taught them: words, types, statuses, roles."""

from __future__ import annotations

from training.annotated import annotated, parse_line
from training.corpora import ACTOR, RECIPIENT, UNKNOWN, is_held_out, marked

LINE = "Rebels [attack.planned will shell] Port Kana and [detain.done arrested] a priest.\tRebels > -; Rebels > priest"


def test_each_naming_word_bears_type_status_and_roles() -> None:
    one = parse_line(LINE, "here:1")
    (found,) = marked([one], held_out=is_held_out(one))
    at = {word: number for number, word in enumerate(found.words)}
    assert found.events is not None
    assert found.events[at["shell"]] == "attack"
    assert found.events[at["will"]] == UNKNOWN  # neither a trigger of its own nor a negative
    assert found.events[at["Port"]] == "O"
    assert found.statuses[at["arrested"]] == "done"
    assert found.roles is not None
    assert set(found.roles) == {at["shell"], at["arrested"]}
    assert found.roles[at["arrested"]][at["Rebels"]] == ACTOR
    assert found.roles[at["arrested"]][at["priest"]] == RECIPIENT
    assert found.roles[at["shell"]][at["priest"]] == 0


def test_a_name_that_stands_twice_is_the_one_nearest_to_the_trigger() -> None:
    line = "The army fled; the army [attack.done shelled] it.\tarmy > -"
    one = parse_line(line, "here:1")
    (found,) = marked([one], held_out=is_held_out(one))
    assert found.roles is not None
    (roles,) = found.roles.values()
    assert [number for number, role in enumerate(roles) if role == ACTOR] == [5]


def test_a_fifth_is_held_out_and_nothing_is_in_both_parts() -> None:
    sentences = list(annotated())
    kept, held = marked(sentences), marked(sentences, held_out=True)
    assert len(kept) + len(held) == len(sentences)
    assert 0.15 < len(held) / len(sentences) < 0.25
    assert not {s.text for s in kept} & {s.text for s in held}
