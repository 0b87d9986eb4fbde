"""The places of one text weighed together: relaxation labelling over the candidates of all its names.

Every candidate has a prior (how well the name fits, how prominent the place is, what the text says it lies in). Then,
a few times over, each candidate gains by what the likely candidates of the other names say for it: one of them is near,
one lies in the same province or country. Nothing has to be decided first, so that three ambiguous names of one county
find each other though each alone would go to a larger place elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from muster.normalise.gazetteer import GazetteerEntry
from muster.normalise.geodesy import KM_PER_DEGREE

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weights:
    """What speaks for a candidate, in the unit of a full name match (1.0). Set on LGL and GeoVirus."""

    near: float = 1.65
    near_km: float = 105.0
    same_admin1: float = 0.6
    same_country: float = 0.36
    inside: float = 1.8
    strongest: float = 0.53
    average: float = 1.9
    temperature: float = 0.11
    rounds: int = 4


WEIGHTS = Weights()


def weigh(
    groups: Sequence[Sequence[GazetteerEntry]], priors: Sequence[Sequence[float]], weights: Weights = WEIGHTS
) -> list[Floats]:
    """The total of every candidate of every name, in the order given: prior plus support by the other names."""
    sizes = [len(group) for group in groups]
    flat = [entry for group in groups for entry in group]
    prior = np.array([p for row in priors for p in row], dtype=np.float64)
    bounds = np.cumsum([0, *sizes])
    if len(groups) < 2 or not flat:
        return [prior[bounds[i] : bounds[i + 1]] for i in range(len(groups))]
    affinity = _affinity(flat, weights)
    owner = np.repeat(np.arange(len(groups)), sizes)
    total = prior
    for _ in range(weights.rounds):
        likely = _softmax(total, bounds, weights.temperature)
        voices = _voices(affinity, likely, owner, bounds)
        total = prior + weights.strongest * voices.max(axis=1) + weights.average * voices.sum(axis=1) / len(groups)
    return [total[bounds[i] : bounds[i + 1]] for i in range(len(groups))]


def _softmax(total: Floats, bounds: NDArray[np.int64], temperature: float) -> Floats:
    likely = np.empty_like(total)
    for first, last in pairwise(bounds):
        if last > first:
            weight = np.exp((total[first:last] - total[first:last].max()) / temperature)
            likely[first:last] = weight / weight.sum()
    return likely


def _voices(affinity: Floats, likely: Floats, owner: NDArray[np.int64], bounds: NDArray[np.int64]) -> Floats:
    """What each name says for each candidate: rows candidates, columns names; none for a name's own candidates."""
    said = affinity * likely
    starts = bounds[:-1]
    filled = np.flatnonzero(np.diff(bounds))
    voices = np.zeros((len(affinity), len(starts)))
    voices[:, filled] = np.add.reduceat(said, starts[filled], axis=1)
    voices[np.arange(len(owner)), owner] = 0.0
    return voices


def _affinity(entries: list[GazetteerEntry], weights: Weights) -> Floats:
    """How much each entry, if meant, speaks for each other one: nearness, the same province, the same country.

    Row r, column c: what c says for r. A province or country that holds other places of the text gains ``inside``.
    """
    lat = np.array([np.nan if e.lat is None else e.lat for e in entries])
    lon = np.array([np.nan if e.lon is None else e.lon for e in entries])
    wide = np.array([e.radius_km > 300 or e.is_country for e in entries])
    east = np.abs(lon[:, None] - lon[None, :])
    east = np.minimum(east, 360 - east) * np.cos(np.radians((lat[:, None] + lat[None, :]) / 2))
    distance = KM_PER_DEGREE * np.hypot(lat[:, None] - lat[None, :], east)
    near = np.exp(-distance / weights.near_km)
    near[np.isnan(near) | wide[:, None] | wide[None, :]] = 0.0
    country = _codes([e.country for e in entries])
    admin1 = _codes([_admin1(e) for e in entries])
    same_country = (country[:, None] == country[None, :]) & (country >= 0)[:, None]
    same_admin1 = (admin1[:, None] == admin1[None, :]) & (admin1 >= 0)[:, None]
    level = np.where(same_admin1, weights.same_admin1, np.where(same_country, weights.same_country, 0.0))
    is_country = np.array([e.is_country for e in entries])
    is_admin1 = np.array([e.feature_code == "ADM1" for e in entries])
    holds = is_country[:, None] & same_country & ~is_country[None, :]
    holds |= is_admin1[:, None] & same_admin1 & ~is_admin1[None, :]
    level[holds] = weights.inside
    result: Floats = np.maximum(weights.near * near, level)
    place = _codes([e.id for e in entries])
    result[place[:, None] == place[None, :]] = 0.0  # two names of one place prove nothing about each other
    return result


def _admin1(entry: GazetteerEntry) -> tuple[str | None, str] | None:
    name = entry.name if entry.feature_code == "ADM1" else entry.admin1
    return (entry.country, name) if name else None


def _codes(values: Sequence[object]) -> NDArray[np.int64]:
    """Equal values to equal numbers; None to -1."""
    numbers: dict[object, int] = {}
    return np.array([-1 if v is None else numbers.setdefault(v, len(numbers)) for v in values], dtype=np.int64)
