"""From torch to the shipped file: ONNX, then static int8 (weights per channel, fixed ranges of activations)."""

from __future__ import annotations

import random
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from muster.language.network import make_batch
from muster.language.wordpiece import WordPiece
from training.corpora import Sentence
from training.network import DIM, Network

OPSET = 17
CALIBRATION = 300  # sentences whose ranges of activations are measured
SPILLING = 24  # units a layer may have beyond its bounds, on each side
INPUTS = ["pieces", "casings", "firsts"]
OUTPUTS = ["upos", "xpos", "lemmas", "relations", "names", "arcs", "starts"]


class Spilled(nn.Module):
    """A linear layer whose rare huge inputs take a second way, so that int8 keeps its 256 steps for the usual ones.

    A few units of a transformer answer a sentence's first or last piece with values ten times all others (Sun et al.
    2024, "Massive activations"). Inputs are held within `low` and `high` for the quantised product; what a unit has
    beyond is multiplied in fp32. Exact but for units that went beyond the bounds only outside the calibration sample.
    """

    def __init__(self, linear: nn.Linear, low: float, high: float, units: Tensor) -> None:
        super().__init__()
        self.linear, self.low, self.high = linear, low, high
        self.register_buffer("units", units)
        self.register_buffer("spill", linear.weight.detach().T[units].contiguous())  # (U, out)

    def forward(self, x: Tensor) -> Tensor:  # (B, P, in) -> (B, P, out)
        held = x.clamp(self.low, self.high)
        beyond = (x - held).index_select(-1, self.units)  # (B, P, U)
        return self.linear(held) + beyond @ self.spill


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
    """Write fp32 to scratch/fp32.onnx and int8 to `target`."""
    network.eval()
    chosen = random.Random(0).sample(list(sample), min(CALIBRATION, len(sample)))
    spill(network, vocabulary, chosen)
    example = make_batch(vocabulary, [["Troops", "crossed", "the", "river", "."], ["They", "left", "."]])
    arrays = tuple(torch.from_numpy(array) for array in (example.pieces, example.casings, example.firsts))
    axes = {name: {0: "batch", 1: "words"} for name in [*OUTPUTS, "firsts"]}
    axes |= {"arcs": {0: "batch", 1: "words", 2: "heads"}}
    axes |= {name: {0: "batch", 1: "pieces"} for name in ("pieces", "casings")}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # tracing warns of every shape it fixes; the axes above are what varies
        torch.onnx.export(
            Shipped(network), arrays, str(scratch / "fp32.onnx"), dynamo=False, opset_version=OPSET,
            input_names=INPUTS, output_names=OUTPUTS, dynamic_axes=axes,
        )  # fmt: skip
    quantise(vocabulary, chosen, scratch, target)


def quantise(vocabulary: WordPiece, sample: Sequence[Sentence], scratch: Path, target: Path) -> None:
    """Static QDQ: dynamic int8 would let the other sentences of a batch change the answer."""
    quant_pre_process(str(scratch / "fp32.onnx"), str(scratch / "prepared.onnx"))
    quantize_static(
        str(scratch / "prepared.onnx"), str(target), _Reader(vocabulary, sample),
        quant_format=QuantFormat.QDQ, op_types_to_quantize=["MatMul", "Gather"], per_channel=True,
        weight_type=QuantType.QInt8, activation_type=QuantType.QUInt8, calibrate_method=CalibrationMethod.MinMax,
        extra_options={"MatMulConstBOnly": True}, nodes_to_exclude=_spills(scratch / "prepared.onnx"),
    )  # fmt: skip
    onnxruntime.InferenceSession(str(target), providers=["CPUExecutionProvider"])  # fails here rather than at a user's


def spill(network: Network, vocabulary: WordPiece, sample: Sequence[Sentence]) -> None:
    """Put a `Spilled` layer wherever inputs in the sample go far beyond the usual."""
    layers = [(block, name) for block in network.blocks for name in ("down", "up")]
    seen: dict[tuple[int, str], list[Tensor]] = {}
    for number, (block, name) in enumerate(layers):
        layer = getattr(block, name)
        layer.register_forward_pre_hook(
            lambda _, inputs, key=(number, name): seen.setdefault(key, []).append(inputs[0])
        )
    with torch.no_grad():
        for sentence in sample:
            batch = make_batch(vocabulary, [sentence.words])
            network.encode(*(torch.from_numpy(array) for array in (batch.pieces, batch.casings, batch.firsts)))
    for number, (block, name) in enumerate(layers):
        layer = getattr(block, name)
        layer._forward_pre_hooks.clear()
        values = torch.cat([value.flatten(0, 1) for value in seen[number, name]])  # (pieces of the sample, in)
        least, most = values.amin(0), values.amax(0)  # (in)
        low, high = -float((-least).topk(SPILLING).values[-1]), float(most.topk(SPILLING).values[-1])
        units = ((least < low) | (most > high)).nonzero().flatten()
        setattr(block, name, Spilled(layer, low, high, units))


def _spills(path: Path) -> list[str]:
    """Names of the small products of `Spilled`, which stay fp32."""
    graph = onnx.load(str(path)).graph
    rows = {tensor.name: tensor.dims[0] for tensor in graph.initializer if len(tensor.dims) == 2}
    return [
        node.name for node in graph.node if node.op_type == "MatMul" and rows.get(node.input[1], DIM) < 2 * SPILLING
    ]


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
