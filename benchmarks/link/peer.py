"""Splink (Linacre et al. 2022), the probabilistic record linker, on the slots of claims.

Records are compared that share a type and one of place, day, actor or recipient, or a figure; the weights of agreement
come from the records themselves, as Fellegi and Sunter (1969) weigh them. Clusters are what chains of likely pairs hold
together.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence

import pandas
import splink.comparison_library as compare
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from muster.record import Claim

THRESHOLDS = (0.5, 0.9, 0.99, 0.999, 0.9999)
SLOTS = ("place", "day", "actor", "recipient", "figure")


def clusters(claims: Sequence[Claim]) -> dict[float, list[tuple[str, ...]]]:
    """Threshold -> clusters of claim keys."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    records = pandas.DataFrame([_record(claim) for claim in claims])
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="key",
        blocking_rules_to_generate_predictions=[block_on("type", slot) for slot in SLOTS],
        comparisons=[compare.ExactMatch("type"), *(compare.ExactMatch(slot) for slot in SLOTS)],
    )
    linker = Linker(records, settings, DuckDBAPI())
    linker.training.estimate_probability_two_random_records_match([block_on("type", "place", "day")], recall=0.4)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("type", "place"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("type", "day"))
    scored = linker.inference.predict(threshold_match_probability=THRESHOLDS[0])
    found = {}
    for threshold in THRESHOLDS:
        made = linker.clustering.cluster_pairwise_predictions_at_threshold(scored, threshold).as_pandas_dataframe()
        members: dict[str, list[str]] = defaultdict(list)
        for key, cluster in zip(made["key"], made["cluster_id"], strict=True):
            members[cluster].append(key)
        found[threshold] = [tuple(keys) for keys in members.values()]
    return found


def _record(claim: Claim) -> dict[str, object]:
    when, figure = claim.when, claim.quantities[0] if claim.quantities else None
    return {
        "key": claim.key,
        "type": claim.type,
        "place": claim.where[0].name if claim.where else None,
        "day": when.from_ if when else None,
        "actor": claim.actors[0].name if claim.actors else None,
        "recipient": claim.recipients[0].name if claim.recipients else None,
        "figure": f"{figure.kind} {figure.value}" if figure else None,
    }
