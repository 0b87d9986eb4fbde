"""The network: the MiniLM encoder and its heads, in plain torch. B sentences, W words, P pieces, 384 dimensions.

Encoder: Wang et al. 2020, "MiniLM" (the weights of all-MiniLM-L6-v2, Apache-2.0). Parser: Dozat and Manning 2017, "Deep
biaffine attention for neural dependency parsing".
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812
from safetensors.torch import load_file
from torch import Tensor, nn

from muster.language.wordpiece import CASINGS

DIM, LAYERS, ATTENTION_HEADS, FEED_FORWARD = 384, 6, 12, 1536
ARC, RELATION = 256, 128  # widths of the parser's views of a word
DROPOUT, HEAD_DROPOUT = 0.12, 0.33


@dataclass(frozen=True)
class Sizes:
    upos: int
    xpos: int
    relations: int
    lemma_rules: int
    names: int


class Dropout(nn.Module):
    """Dropout with one mask for all positions of a sentence (Gal and Ghahramani 2016): as good, and cheap to draw."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:  # x (B, P, D)
        if not self.training:
            return x
        kept = torch.rand(x.shape[0], 1, x.shape[2]) >= self.share
        return x * (kept.to(x.dtype) / (1 - self.share))


class Block(nn.Module):
    """One transformer layer, normalised after each half as in BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.mix = (nn.Linear(DIM, DIM) for _ in range(4))
        self.up, self.down = nn.Linear(DIM, FEED_FORWARD), nn.Linear(FEED_FORWARD, DIM)
        self.norm1, self.norm2 = nn.LayerNorm(DIM, eps=1e-12), nn.LayerNorm(DIM, eps=1e-12)
        self.dropout = Dropout(DROPOUT)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:  # x (B, P, 384), mask (B, 1, 1, P)
        split = (x.shape[0], x.shape[1], ATTENTION_HEADS, DIM // ATTENTION_HEADS)
        query, key, value = (layer(x).view(split).transpose(1, 2) for layer in (self.query, self.key, self.value))
        weights = (query * split[3] ** -0.5) @ key.transpose(2, 3) + mask.to(query.dtype)  # (B, 12, P, P)
        seen = weights.softmax(-1).to(value.dtype) @ value  # (B, 12, P, 32); for short P faster than torch's fused one
        x = self.norm1(x + self.dropout(self.mix(seen.transpose(1, 2).reshape(x.shape[0], x.shape[1], DIM))))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Network(nn.Module):
    def __init__(self, sizes: Sizes, pieces: int) -> None:
        super().__init__()
        self.sizes = sizes
        self.pieces = nn.Embedding(pieces, DIM)
        self.positions = nn.Embedding(512, DIM)
        self.kind = nn.Parameter(torch.zeros(DIM))  # BERT's segment 0
        self.casings = nn.Embedding(CASINGS, DIM)
        nn.init.zeros_(self.casings.weight)  # starts as the encoder was trained: without casing
        self.norm = nn.LayerNorm(DIM, eps=1e-12)
        self.blocks = nn.ModuleList(Block() for _ in range(LAYERS))
        self.dropout, self.head_dropout = Dropout(DROPOUT), Dropout(HEAD_DROPOUT)
        self.upos = nn.Linear(DIM, sizes.upos)
        self.xpos = nn.Linear(DIM, sizes.xpos)
        self.lemmas = nn.Linear(DIM, sizes.lemma_rules)
        self.names = nn.Linear(DIM, sizes.names)
        self.starts = nn.Linear(DIM, 1)
        self.views = nn.Linear(DIM, 2 * ARC + 2 * RELATION)
        self.arc = nn.Linear(ARC, ARC)  # its bias is the prior of a head
        self.relation = nn.Linear(RELATION, sizes.relations * (RELATION + 1))

    def encode(self, pieces: Tensor, casings: Tensor, firsts: Tensor) -> Tensor:
        """(B, P), (B, P), (B, W) -> (B, 1 + W, 384): [CLS] as the root, then the first piece of each word."""
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.pieces(pieces) + self.positions(places) + self.kind + self.casings(casings)
        x = self.dropout(self.norm(x))
        mask = (pieces == 0).to(x.dtype)[:, None, None, :] * -1e4
        for block in self.blocks:
            x = block(x, mask)
        roots = torch.zeros_like(firsts[:, :1])
        chosen = torch.cat([roots, firsts], 1)[:, :, None].expand(-1, -1, DIM)
        return x.gather(1, chosen)

    def arcs(self, nodes: Tensor, firsts: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """(B, 1 + W, 384) -> arc scores (B, W, 1 + W), and the relation views (B, W, 128), (B, 1 + W, 128)."""
        views = self.head_dropout(F.relu(self.views(self.head_dropout(nodes))))
        arc_dependent, arc_head, rel_dependent, rel_head = views.split([ARC, ARC, RELATION, RELATION], -1)
        scores = self.arc(arc_dependent[:, 1:]) @ arc_head.transpose(1, 2) / ARC**0.5
        missing = torch.cat([torch.zeros_like(firsts[:, :1]), (firsts == 0).to(firsts.dtype)], 1)
        return scores + missing[:, None, :].to(scores.dtype) * -1e4, rel_dependent[:, 1:], rel_head

    def relations(self, dependent: Tensor, head: Tensor, heads: Tensor) -> Tensor:
        """Scores (B, W, R) of each relation between every word and its head in `heads` (B, W)."""
        chosen = head.gather(1, heads[:, :, None].expand(-1, -1, RELATION))  # (B, W, 128)
        chosen = torch.cat([chosen, torch.ones_like(chosen[..., :1])], -1)  # (B, W, 129): the 1 meets the bias
        shape = (*heads.shape, self.sizes.relations, RELATION + 1)
        return (self.relation(dependent).view(shape) @ chosen[..., None]).squeeze(-1)


def load_encoder(network: nn.Module, path: Path, layers: int = LAYERS) -> None:
    """Take the encoder's weights, of its lower `layers`, from a BERT-style safetensors file."""
    weights = load_file(path)
    names = {"pieces.weight": "embeddings.word_embeddings.weight"}
    names |= {"positions.weight": "embeddings.position_embeddings.weight"}
    names |= {f"norm.{part}": f"embeddings.LayerNorm.{part}" for part in ("weight", "bias")}
    inner = {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value"}
    inner |= {"mix": "attention.output.dense", "norm1": "attention.output.LayerNorm"}
    inner |= {"up": "intermediate.dense", "down": "output.dense", "norm2": "output.LayerNorm"}
    for layer in range(layers):
        for ours, theirs in inner.items():
            for part in ("weight", "bias"):
                names[f"blocks.{layer}.{ours}.{part}"] = f"encoder.layer.{layer}.{theirs}.{part}"
    state = network.state_dict()
    state |= {ours: weights[theirs] for ours, theirs in names.items()}
    state["kind"] = weights["embeddings.token_type_embeddings.weight"][0]
    network.load_state_dict(state)
