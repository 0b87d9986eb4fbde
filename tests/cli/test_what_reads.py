"""What a claim is read with is told, and kept in mind: rules, or the network beside them; which network."""

from __future__ import annotations

import pytest

from muster import pipeline
from muster.cli.codebook import show_example
from muster.extract.examples import ExampleResult, Firing
from muster.extract.seen import SEEN


def test_a_trigger_of_the_network_is_no_rule() -> None:
    firings = (Firing("attack", 3, "shelled"), Firing("capture", SEEN, "ghosted"))
    shown = show_example(ExampleResult("attack", 0, "Rebels shelled it and ghosted in.", firings, ()))
    assert "attack.triggers[3] fired on 'shelled'" in shown
    assert "capture: no rule, seen by the network in 'ghosted'" in shown


def test_another_network_makes_what_a_case_holds_stale(monkeypatch: pytest.MonkeyPatch) -> None:
    before = pipeline.Tools.open().digest
    assert pipeline.Tools.open().digest == before
    monkeypatch.setattr(pipeline, "model_digest", lambda: "another")
    assert pipeline.Tools.open().digest != before
