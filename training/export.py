"""From torch to the shipped file: ONNX, then static int8 (weights per channel, fixed ranges of activations)."""

from __future__ import annotations

import random
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from muster.language.network import make_batch
from muster.language.wordpiece import WordPiece
from training.corpora import Sentence
from training.network import Network

OPSET = 17
CALIBRATION = 300  # sentences whose ranges of activations are measured
INPUTS = ["pieces", "casings", "firsts"]
OUTPUTS = ["upos", "xpos", "lemmas", "relations", "names", "arcs", "starts"]


class Flat(nn.Module):
    """A linear layer on (B, P, D) as one product of matrices: ONNX's Gemm, whose int8 form takes the bias along."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        self.linear = linear

    def forward(self, x: Tensor) -> Tensor:
        return self.linear(x.flatten(0, 1)).view(x.shape[0], x.shape[1], self.linear.out_features)


class Shipped(nn.Module):
    """The network as it is shipped: argmax inside the graph where decoding needs no scores."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: Tensor, casings: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        network = self.network
        nodes = network.encode(pieces, casings, firsts)
        words = nodes[:, 1:]
        arcs, dependent, head = network.arcs(nodes, firsts)
        relations = network.relations(dependent, head, arcs.argmax(-1))
        return (
            network.upos(words).argmax(-1), network.xpos(words).argmax(-1), network.lemmas(words).argmax(-1),
            relations.argmax(-1), network.names(words), arcs, network.starts(words).squeeze(-1),
        )  # fmt: skip


def export(network: Network, vocabulary: WordPiece, sample: Sequence[Sentence], scratch: Path, target: Path) -> None:
    """Write the parser's fp32 to scratch/fp32.onnx and its int8 to `target`."""
    axes = {name: {1: "words"} for name in OUTPUTS} | {"arcs": {1: "words", 2: "heads"}}
    export_graph(Shipped(network), vocabulary, sample, scratch, target, axes)


def export_graph(
    module: nn.Module,
    vocabulary: WordPiece,
    sample: Sequence[Sentence],
    scratch: Path,
    target: Path,
    outputs: dict[str, dict[int, str]],
) -> None:
    """Write fp32 to scratch/fp32.onnx and int8 to `target`; `outputs`: their axes that vary, besides the batch."""
    module.eval()
    chosen = random.Random(0).sample(list(sample), min(CALIBRATION, len(sample)))
    flatten(module)
    example = make_batch(vocabulary, [["Troops", "crossed", "the", "river", "."], ["They", "left", "."]])
    arrays = tuple(torch.from_numpy(array) for array in (example.pieces, example.casings, example.firsts))
    axes = {name: {0: "batch", **found} for name, found in {**outputs, "firsts": {1: "words"}}.items()}
    axes |= {name: {0: "batch", 1: "pieces"} for name in ("pieces", "casings")}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # tracing warns of every shape it fixes; the axes above are what varies
        torch.onnx.export(
            module, arrays, str(scratch / "fp32.onnx"), dynamo=False, opset_version=OPSET,
            input_names=INPUTS, output_names=list(outputs), dynamic_axes=axes,
        )  # fmt: skip
    quantise(vocabulary, chosen, scratch, target)


def quantise(vocabulary: WordPiece, sample: Sequence[Sentence], scratch: Path, target: Path) -> None:
    """Static QDQ: dynamic int8 would let the other sentences of a batch change the answer.

    Products leave in fp32: their int32 sums lose nothing, and the next layer's input is rounded once, not twice.
    """
    quant_pre_process(str(scratch / "fp32.onnx"), str(scratch / "prepared.onnx"))
    quantize_static(
        str(scratch / "prepared.onnx"), str(target), _Reader(vocabulary, sample),
        quant_format=QuantFormat.QDQ, op_types_to_quantize=["Gemm", "Gather"], per_channel=True,
        weight_type=QuantType.QInt8, activation_type=QuantType.QUInt8, calibrate_method=CalibrationMethod.MinMax,
        extra_options={"OpTypesToExcludeOutputQuantization": ["Gemm", "Gather"]},
    )  # fmt: skip
    onnxruntime.InferenceSession(str(target), providers=["CPUExecutionProvider"])  # fails here rather than at a user's


def flatten(module: nn.Module) -> None:
    """Put every linear layer below `module` into a `Flat`."""
    for name, child in list(module.named_children()):
        if isinstance(child, nn.Linear):
            setattr(module, name, Flat(child))
        else:
            flatten(child)


class _Reader(CalibrationDataReader):  # type: ignore[misc]
    def __init__(self, vocabulary: WordPiece, sentences: Sequence[Sentence]) -> None:
        self._feeds = self._make(vocabulary, sentences)

    @staticmethod
    def _make(vocabulary: WordPiece, sentences: Sequence[Sentence]) -> Iterator[dict[str, np.ndarray]]:
        for sentence in sentences:
            batch = make_batch(vocabulary, [sentence.words])
            yield {"pieces": batch.pieces, "casings": batch.casings, "firsts": batch.firsts}

    def get_next(self) -> dict[str, np.ndarray] | None:
        return next(self._feeds, None)
