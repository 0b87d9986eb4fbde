"""Training: the constants, the loss, the loop. After a break it goes on from the checkpoint of the last epoch."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from muster.language.network import Labels
from muster.language.wordpiece import WordPiece
from training.corpora import Sentence
from training.examples import IGNORED, Batches, Targets
from training.network import Network, Sizes

# Chosen on EWT and GUM dev by Dozat-Manning habit and a few trials; small changes of each stay within run noise (0.3).
EPOCHS = 18  # LAS is flat on EWT after 10, still creeping on GUM
ENCODER_RATE, HEAD_RATE = 2e-4, 1e-3  # high for an encoder: it is small, and the data is plenty
BETAS, DECAY, CLIP = (0.9, 0.98), 0.01, 1.0
WARM_UP, FLOOR = 0.08, 0.02  # share of the steps, and share of the rate that is left at the end
WEIGHTS = {"xpos": 0.5, "lemmas": 0.5}  # of the loss; the others count 1
AVERAGING = 0.998  # what is shipped is the running mean of the weights over some 500 steps (Polyak and Juditsky 1992)
SEED = 7

log = logging.getLogger("training")


def losses(network: Network, batch: Targets) -> dict[str, Tensor]:
    """Mean loss of each layer that the batch has targets for."""
    nodes = network.encode(batch.pieces, batch.casings, batch.firsts)  # (B, 1 + W, 384)
    words = network.head_dropout(nodes[:, 1:])
    found: dict[str, Tensor] = {}
    if batch.starts is not None:
        scores, present = network.starts(words).squeeze(-1).float(), batch.starts != IGNORED
        found["starts"] = F.binary_cross_entropy_with_logits(scores[present], batch.starts[present].float())
        return found
    for layer in ("names", "upos", "xpos", "lemmas"):
        target = getattr(batch, layer)
        if target is not None and (target != IGNORED).any():
            found[layer] = _cross_entropy(getattr(network, layer)(words), target)
    if batch.heads is not None and batch.relations is not None:
        arcs, dependent, head = network.arcs(nodes, batch.firsts)
        found["arcs"] = _cross_entropy(arcs, batch.heads)
        found["relations"] = _cross_entropy(
            network.relations(dependent, head, batch.heads.clamp(min=0)), batch.relations
        )
    return found


def _cross_entropy(scores: Tensor, target: Tensor) -> Tensor:
    return F.cross_entropy(scores.float().flatten(0, 1), target.flatten(), ignore_index=IGNORED)


def train(
    network: Network,
    labels: Labels,
    vocabulary: WordPiece,
    parsed: Sequence[Sentence],
    named: Sequence[Sentence],
    *,
    scratch: Path,
    epochs: int = EPOCHS,
) -> None:
    """Train in place. `scratch` keeps checkpoint.pt, from which a run with the same arguments goes on."""
    torch.manual_seed(SEED)
    batches = Batches(labels, vocabulary)
    optimiser = torch.optim.AdamW(_parameter_groups(network), betas=BETAS, weight_decay=DECAY, fused=True)
    steps = epochs * len(batches.epoch(parsed, named, random.Random(SEED)))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step / steps))
    checkpoint = scratch / "checkpoint.pt"
    mean = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(AVERAGING))
    done = _resume(checkpoint, network, mean, optimiser, schedule)
    for epoch in range(done, epochs):
        started, totals = time.monotonic(), dict[str, list[float]]()
        network.train()
        for number, batch in enumerate(batches.epoch(parsed, named, random.Random(SEED + 1 + epoch))):
            if number % 100 == 0:
                log.debug("batch %d, %.0f s", number, time.monotonic() - started)
            with autocast():
                found = losses(network, batch)
            loss = sum((WEIGHTS.get(layer, 1.0) * value for layer, value in found.items()), torch.zeros(()))
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), CLIP)
            optimiser.step()
            schedule.step()
            mean.update_parameters(network)
            for layer, value in found.items():
                totals.setdefault(layer, []).append(value.item())
        means = " ".join(f"{layer} {sum(values) / len(values):.3f}" for layer, values in totals.items())
        log.info("epoch %d of %d, %.0f s: %s", epoch + 1, epochs, time.monotonic() - started, means)
        state = {"epoch": epoch + 1, "network": network.state_dict(), "optimiser": optimiser.state_dict()}
        torch.save(state | {"schedule": schedule.state_dict(), "mean": mean.state_dict()}, checkpoint)
    network.load_state_dict(mean.module.state_dict())


def sizes(labels: Labels) -> Sizes:
    return Sizes(len(labels.upos), len(labels.xpos), len(labels.relations), len(labels.lemma_rules), len(labels.names))


def _parameter_groups(network: Network) -> list[dict[str, object]]:
    """The word embeddings stay as they are: half of all parameters, and a rare name keeps its place among its like."""
    network.pieces.requires_grad_(False)
    encoder, heads = list[Tensor](), list[Tensor]()
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        inner = name.startswith(("positions.", "kind", "norm.", "blocks."))
        (encoder if inner else heads).append(parameter)
    return [{"params": encoder, "lr": ENCODER_RATE}, {"params": heads, "lr": HEAD_RATE}]


def _rate(done: float) -> float:
    return done / WARM_UP if done < WARM_UP else max(FLOOR, (1 - done) / (1 - WARM_UP))


def autocast() -> torch.autocast | nullcontext[None]:
    """bfloat16 where the processor has it: 2.5 times faster, no loss of accuracy seen."""
    capable = torch.backends.cpu.get_cpu_capability() in ("AVX512", "AMX") and torch.cpu._is_avx512_bf16_supported()
    return torch.autocast("cpu", dtype=torch.bfloat16) if capable else nullcontext()


def _resume(
    checkpoint: Path, network: Network, mean: AveragedModel, optimiser: torch.optim.Optimizer, schedule: object
) -> int:
    if not checkpoint.is_file():
        return 0
    state = torch.load(checkpoint, weights_only=True)
    network.load_state_dict(state["network"])
    mean.load_state_dict(state["mean"])
    optimiser.load_state_dict(state["optimiser"])
    schedule.load_state_dict(state["schedule"])  # type: ignore[attr-defined]
    log.info("going on after epoch %d", state["epoch"])
    return int(state["epoch"])
