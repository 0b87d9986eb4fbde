"""What must hold of every case: order, coherence, stable ids, nothing lost."""

from __future__ import annotations

import random
import time

from builders import NAMES, codebook
from hypothesis import given, settings
from hypothesis import strategies as st
from stream import stream

from muster.link import event_id, is_durative, link
from muster.reconcile import reconcile
from muster.record import Claim, Event, Report

seeds = st.integers(0, 10_000)


def events(reports: list[Report], claims: list[Claim]) -> tuple[Event, ...]:
    """The events of the case."""
    return reconcile(link(reports, claims, codebook(), NAMES), reports, claims, codebook(), NAMES)


@settings(max_examples=15, deadline=None)
@given(seed=seeds)
def test_order_of_input_changes_nothing(seed: int) -> None:
    reports, claims, _ = stream(40, seed)
    expected = events(reports, claims)
    rng = random.Random(seed)
    rng.shuffle(reports)
    rng.shuffle(claims)
    assert events(reports, claims) == expected


@settings(max_examples=15, deadline=None)
@given(seed=seeds)
def test_every_claim_has_one_event_and_one_origin(seed: int) -> None:
    reports, claims, _ = stream(40, seed)
    found = link(reports, claims, codebook(), NAMES)
    keys = sorted(claim.key for claim in claims)
    assert sorted(key for cluster in found.clusters for key in cluster) == keys
    assert sorted(key for origin in found.origins for key in origin.claims) == keys


@settings(max_examples=15, deadline=None)
@given(seed=seeds)
def test_no_incident_has_two_exact_days(seed: int) -> None:
    reports, claims, _ = stream(60, seed)
    by_key = {claim.key: claim for claim in claims}
    for cluster in link(reports, claims, codebook(), NAMES).clusters:
        incidents = [by_key[key] for key in cluster if not is_durative(by_key[key].type)]
        assert len({claim.when for claim in incidents if claim.when}) <= 1


@settings(max_examples=10, deadline=None)
@given(seed=seeds)
def test_a_later_report_drops_no_value_and_keeps_ids(seed: int) -> None:
    reports, claims, _ = stream(40, seed)
    last = max(reports, key=lambda r: (r.published.from_ or "", r.id))
    fewer = [r for r in reports if r is not last]
    kept = [c for c in claims if c.report != last.id]
    before, after = events(fewer, kept), events(reports, claims)
    assert values(before) <= values(after)
    founding = {event.id for event in before if len(event.claims) > 1}
    assert len(founding & {event.id for event in after}) >= 0.9 * len(founding)


def values(found: tuple[Event, ...]) -> set[tuple[str, str, str]]:
    """(attribute, value, claim) of everything that the events hold."""
    return {
        (attribute.name, repr(alternative.value), key)
        for event in found
        for attribute in event.attributes
        for alternative in attribute.alternatives
        for key in alternative.claims
    }


def test_id_of_an_event_is_that_of_its_founding_claim() -> None:
    reports, claims, _ = stream(40, 3)
    by_key, by_id = {c.key: c for c in claims}, {r.id: r for r in reports}
    found = link(reports, claims, codebook(), NAMES)
    assert len({event_id(keys, by_key, by_id) for keys in found.clusters}) == len(found.clusters)


def test_made_up_stream_is_told_apart() -> None:
    reports, claims, truth = stream(600, 7)
    clusters = link(reports, claims, codebook(), NAMES).clusters
    pure = sum(len({truth[key] for key in keys}) == 1 for keys in clusters)
    assert pure / len(clusters) > 0.95
    assert len(clusters) < 1.2 * len(set(truth.values()))


def test_cost_grows_almost_linearly() -> None:
    spent = []
    for size in (500, 2000):
        reports, claims, _ = stream(size, 5)
        start = time.process_time()
        link(reports, claims, codebook(), NAMES)
        spent.append(time.process_time() - start)
    assert spent[1] < 10 * spent[0]  # four times the claims; all pairs would be sixteen
