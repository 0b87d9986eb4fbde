"""Figures on the development parts: tags, parses and names on gold words, through the shipped file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from muster.language.network import MAX_WORDS, Analysis, Network
from muster.language.sightings import NONE, EventNetwork
from training.corpora import ACTOR, RECIPIENT, Sentence, gum_genre, newswire, treebanks, wikineural
from training.names import UNKNOWN, spans_of

Scores = dict[str, float]


def evaluate(network: Network, data: Path) -> dict[str, Scores]:
    """Set -> measure -> per cent. Names count PER, ORG and LOC exactly, by span and label."""
    dev = treebanks(data, "dev")
    ewt = [sentence for sentence in dev if not sentence.document.startswith("GUM")]
    gum = [sentence for sentence in dev if sentence.document.startswith("GUM")]
    news = [sentence for sentence in gum if gum_genre(sentence) == "news"]
    found = {"EWT dev": syntax(network, ewt), "GUM dev": syntax(network, gum), "GUM dev, news": syntax(network, news)}
    found["UNER EWT dev"] = names(network, ewt, ("PER", "ORG", "LOC"))
    found["worldwide newswire dev"] = names(network, newswire(data), ("PER", "ORG", "LOC", "NORP"))
    found["wikineural val"] = names(network, wikineural(data), ("PER", "ORG", "LOC"))
    return found


def syntax(network: Network, gold: Sequence[Sentence]) -> Scores:
    """UPOS, XPOS, lemma, UAS, LAS over all words, punctuation too; LAS also without subtypes, as CoNLL 2018 has it."""
    hits = dict.fromkeys(("UPOS", "XPOS", "lemma", "UAS", "LAS", "LAS (no subtypes)"), 0)
    total = 0
    for sentence, found in _analysed(network, gold):
        for i in range(len(sentence.words)):
            total += 1
            attached = found.heads[i] == sentence.heads[i]
            same = found.relations[i].split(":")[0] == sentence.relations[i].split(":")[0]
            hits["UPOS"] += found.upos[i] == (sentence.upos or ())[i]
            hits["XPOS"] += found.xpos[i] == sentence.xpos[i]
            hits["lemma"] += found.lemmas[i] == sentence.lemmas[i]
            hits["UAS"] += attached
            hits["LAS"] += attached and found.relations[i] == sentence.relations[i]
            hits["LAS (no subtypes)"] += attached and same
    return {measure: 100 * count / total for measure, count in hits.items()}


def names(network: Network, gold: Sequence[Sentence], labels: Sequence[str]) -> Scores:
    """F1 of exact spans: over all of `labels`, and for each; spans of other labels do not count on either side."""
    hits, expected, predicted = (dict.fromkeys(labels, 0) for _ in range(3))
    for sentence, found in _analysed(network, [s for s in gold if s.names]):
        right = {span for span in spans_of(sentence.names or ()) if span[2] in labels}
        given = {span for span in spans_of(found.names) if span[2] in labels and _settled(sentence, span)}
        for label in labels:
            expected[label] += sum(span[2] == label for span in right)
            predicted[label] += sum(span[2] == label for span in given)
            hits[label] += sum(span[2] == label for span in right & given)
    scores = {f"{label} F1": _f1(hits[label], predicted[label], expected[label]) for label in labels}
    return {
        "F1 (PER, ORG, LOC)": _f1(
            *(sum(c[label] for label in ("PER", "ORG", "LOC")) for c in (hits, predicted, expected))
        ),
        "F1 (all)": _f1(sum(hits.values()), sum(predicted.values()), sum(expected.values())),
        **scores,
    }


def events(network: EventNetwork, gold: Sequence[Sentence]) -> Scores:
    """Words that name events, with their type; right statuses on gold triggers; words that take part in events."""
    parts = {ACTOR: [0, 0, 0], RECIPIENT: [0, 0, 0]}  # right, found, marked
    hits, found, marked, statuses = 0, 0, 0, 0
    types, kinds = network.labels
    for sentence, look in zip(gold, network.look([s.words for s in gold]), strict=True):
        for number, (wanted, best) in enumerate(zip(sentence.events or (), look.types.argmax(-1), strict=True)):
            if wanted == UNKNOWN:
                continue
            hits += wanted == types[best] != NONE
            found += types[best] != NONE
            marked += wanted != NONE
            statuses += wanted != NONE and sentence.statuses[number] == kinds[look.statuses[number].argmax()]
            for role, other in zip((sentence.roles or {}).get(number, ()), look.roles[number].argmax(0), strict=False):
                for one, counts in parts.items():
                    counts[0] += role == other == one
                    counts[1] += other == one
                    counts[2] += role == one
    return {
        "precision": 100 * hits / max(found, 1), "recall": 100 * hits / max(marked, 1), "F1": _f1(hits, found, marked),
        "status": 100 * statuses / max(marked, 1),
        "actor words F1": _f1(*parts[ACTOR]), "recipient words F1": _f1(*parts[RECIPIENT]),
    }  # fmt: skip


def _settled(sentence: Sentence, span: tuple[int, int, str]) -> bool:
    return all(tag != UNKNOWN for tag in (sentence.names or ())[span[0] : span[1]])


def _f1(hits: int, predicted: int, expected: int) -> float:
    return 200 * hits / (predicted + expected) if predicted + expected else 0.0


def _analysed(network: Network, gold: Iterable[Sentence]) -> Iterable[tuple[Sentence, Analysis]]:
    """Gold beside what the network says; a sentence beyond the limit of words is cut, which counts against it."""
    sentences = list(gold)
    pieces = [s.words[start : start + MAX_WORDS] for s in sentences for start in range(0, len(s.words), MAX_WORDS)]
    analyses = iter(network.analyse(pieces, batch=32))
    for sentence in sentences:
        parts = [next(analyses) for _ in range(0, len(sentence.words), MAX_WORDS)]
        yield sentence, _joined(parts)


def _joined(parts: Sequence[Analysis]) -> Analysis:
    fields = ("upos", "xpos", "heads", "relations", "lemmas", "names")
    return Analysis(*([value for part in parts for value in getattr(part, field)] for field in fields))


def table(figures: dict[str, Scores]) -> str:
    """A Markdown list of sets and figures."""
    return "\n".join(
        f"* {name}: " + ", ".join(f"{measure} {value:.1f}" for measure, value in scores.items())
        for name, scores in figures.items()
    )
