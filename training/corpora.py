"""The training sets, each read into the same frozen `Sentence`; which of them a shipped model may use is settled here.

Every reader takes the folder that holds the sets (`--data`). Formats are described in the README of each set.
"""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

from training.annotated import Annotated, Marked
from training.names import UNKNOWN, lexicon, settle, spans_of

# GUM's texts differ by genre in their licence: these are non-commercial and take no part in training.
CLOSED_GUM_GENRES = frozenset({"essay", "fiction", "letter", "podcast", "whow"})
CLOSED_RE3D_SOURCES = frozenset({"BBC Online"})
BTC_SECTIONS = "beg"  # a and h: annotation by non-experts is too uneven to help in news


@dataclass(frozen=True, slots=True)
class Sentence:
    """n words with whatever layers the source has; an absent layer is None."""

    words: tuple[str, ...]
    names: tuple[str, ...] | None = None  # BIO
    upos: tuple[str, ...] | None = None  # this and the next four: all or none
    xpos: tuple[str, ...] = ()
    lemmas: tuple[str, ...] = ()
    heads: tuple[int, ...] = ()  # 0 = root, j = word j - 1
    relations: tuple[str, ...] = ()
    text: str = ""
    document: str = ""
    opens_paragraph: bool = False
    events: tuple[str, ...] | None = None  # the event type that each word reports, "O" for none
    statuses: tuple[str, ...] = ()  # with events: the status of each word's event, "O" for none
    roles: Mapping[int, tuple[int, ...]] | None = None  # word that names an event -> what each word is in it (ROLES)


def treebanks(data: Path, part: str = "train") -> list[Sentence]:
    """EWT, joined with the names of UNER, and GUM, with names made of its entity layer."""
    names = _uner(data / f"ner_uner_ewt/{part}.iob2.xz")
    ewt = [
        replace(sentence, names=_aligned(sentence, names.get(key)))
        for key, sentence, _ in read_conllu(data / f"ud_ewt/{part}.conllu.xz")
    ]
    gum = [
        replace(sentence, names=_gum_names(sentence, entities))
        for _, sentence, entities in read_conllu(data / f"ud_gum/{part}.conllu.xz")
        if part != "train" or gum_genre(sentence) not in CLOSED_GUM_GENRES
    ]
    return ewt + gum


def gum_genre(sentence: Sentence) -> str:
    return sentence.document.split("_")[1]


def name_sets(data: Path) -> list[Sentence]:
    """The open sets of names; wnut17 leaves out demonyms and much else, so its O words count as they are."""
    sets = [_columns(data / "ner_wikigold/wikigold.conllu.xz", 1)]
    sets += [_columns(data / f"ner_wnut17/{part}.conll.xz") for part in ("train", "dev")]
    sets += [_columns(data / f"ner_btc/{section}.conll.xz") for section in BTC_SECTIONS]
    sets += [_columns(data / f"ner_crossner_politics/{part}.txt.xz") for part in ("train", "dev")]
    sentences = [sentence for group in sets for sentence in group]
    for part in ("train", "dev"):
        sentences.extend(_re3d(data / f"ner_re3d/{part}.jsonl.xz"))
    return sentences


def own_names(folder: Path) -> list[Sentence]:
    """The project's own sentences with bracketed names: "Troops of [NORP Afghan] units left [LOC Kunduz] .\""""
    lines = [line for path in sorted(folder.glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines()]
    return [bracketed(line) for line in lines if line.strip() and not line.startswith("#")]


_BRACKET = re.compile(r"\[(PER|ORG|LOC|NORP|MISC) ([^\[\]]+)\]")


def bracketed(line: str) -> Sentence:
    """One line of the bracket format, tokenised as at run time."""
    from muster.language.tokens import words_with_offsets

    text, spans, end = "", [], 0
    for match in _BRACKET.finditer(line):
        text += line[end : match.start()]
        spans.append((len(text), len(text) + len(match[2]), match[1]))
        text += match[2]
        end = match.end()
    text += line[end:]
    words = words_with_offsets(text)
    tags = ["O"] * len(words)
    for start, stop, label in spans:
        inside = [number for number, (word, offset) in enumerate(words) if offset < stop and offset + len(word) > start]
        for number in inside:
            tags[number] = ("B-" if number == inside[0] else "I-") + label
    only = tuple(word for word, _ in words)
    return Sentence(words=only, names=tuple(tags), text=text)


# Beside the word that names an event these say when and how; they are no trigger of their own and no negative either.
_AUXILIARIES = frozenset(
    (  # noqa: SIM905 - easier to read and to add to than quoted words
        "will would shall should may might can could must has have had having is are was were be been being am do does"
        " did to not n't never the a an its his her their up out off down back in into on over away through"
    ).split()
)
ROLES = ("none", "actor", "recipient")
ACTOR, RECIPIENT = 1, 2
HELD_OUT = 5  # every fifth sentence of the project's own takes no part in training


def marked(sentences: Iterable[Annotated], *, held_out: bool = False) -> list[Sentence]:
    """The project's own sentences with marked claims: those for training, or those held out, by a hash of the words."""
    return [_marked(sentence) for sentence in sentences if is_held_out(sentence) == held_out]


# Genres of the treebanks that hardly tell of conflict: their words are no triggers, but for those the codebook knows.
QUIET_GENRES = frozenset({"email", "answers", "reviews", "academic", "conversation", "textbook", "vlog", "voyage"})


def quiet(sentences: Iterable[Sentence], triggers: frozenset[str]) -> list[Sentence]:
    """Those of quiet genres, marked as free of events; words that are in `triggers`, or their lemmas, are left open."""
    return [
        replace(
            s,
            events=tuple(
                UNKNOWN if triggers & {word.lower(), lemma.lower()} else "O"
                for word, lemma in zip(s.words, s.lemmas, strict=True)
            ),
        )
        for s in sentences
        if genre(s) in QUIET_GENRES
    ]


def genre(sentence: Sentence) -> str:
    """Of a treebank's sentence: EWT's document ids begin with it, in GUM's it comes second."""
    return gum_genre(sentence) if sentence.document.startswith("GUM") else sentence.document.split("-")[0]


def is_held_out(sentence: Annotated) -> bool:
    """By a hash of the sentence; of the document where it has one, for its sentences resemble each other."""
    return crc32((sentence.document or sentence.text).encode()) % HELD_OUT == 0


def _marked(sentence: Annotated) -> Sentence:
    from muster.language.tokens import words_with_offsets

    words = words_with_offsets(sentence.text)
    events, statuses = ["O"] * len(words), ["O"] * len(words)
    for mark in sentence.marks:
        inside = [i for i, (word, at) in enumerate(words) if at < mark.end and at + len(word) > mark.start]
        naming = [i for i in inside if words[i][0].lower() not in _AUXILIARIES] or inside
        for i in inside:
            events[i], statuses[i] = (mark.type, mark.status) if i in naming else (UNKNOWN, UNKNOWN)
    roles = {
        i: tuple(_role(mark, sentence.text, at, at + len(word)) for word, at in words)
        for mark in sentence.marks
        for i, (_, at) in enumerate(words)
        if mark.start <= at < mark.end and events[i] == mark.type
    }
    return Sentence(
        words=tuple(word for word, _ in words), text=sentence.text,
        events=tuple(events), statuses=tuple(statuses), roles=roles if sentence.roles else None,
    )  # fmt: skip


def _role(mark: Marked, text: str, start: int, end: int) -> int:
    """What the word at [start, end) is in the event: an index of ROLES."""
    for role, names in ((ACTOR, mark.actors), (RECIPIENT, mark.recipients)):
        for name in names:
            at = _nearest(text.lower(), name.lower(), mark.start)
            if at <= start and end <= at + len(name):
                return role
    return 0


def _nearest(text: str, name: str, to: int) -> int:
    """Where `name` stands nearest to the offset `to`; as whole words where it does."""
    found = [match.start() for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)] or [text.find(name)]
    return min(found, key=lambda at: abs(at - to))


def read_conllu(path: Path) -> Iterator[tuple[str, Sentence, list[str]]]:
    """Sentence id, sentence and the Entity field of each word."""
    document, meta, rows = "", {}, []
    for line in lines(path):
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            meta[key.strip()] = value.strip()
            document = meta.pop("newdoc id", document)
        elif line:
            fields = line.split("\t")
            if fields[0].isdigit():  # not the ranges of multiword tokens, nor empty nodes
                rows.append(fields)
        elif rows:
            columns = list(zip(*rows, strict=True))
            sentence = Sentence(
                words=tuple(word.replace(" ", "") or "_" for word in columns[1]),
                upos=columns[3], xpos=columns[4], lemmas=columns[2], relations=columns[7],
                heads=tuple(int(head) for head in columns[6]),
                text=meta.get("text", ""), document=document,
                opens_paragraph=any(key.startswith("newpar") for key in meta),
            )  # fmt: skip
            yield meta.get("sent_id", ""), sentence, [_misc(field, "Entity") for field in columns[9]]
            meta, rows = {}, []


def _misc(field: str, key: str) -> str:
    return next((part[len(key) + 1 :] for part in field.split("|") if part.startswith(key + "=")), "")


def _uner(path: Path) -> dict[str, list[tuple[str, str]]]:
    """Sentence id -> words with tags, in the labels of UNER (OTH is what others call MISC; "O" is a slip)."""
    found: dict[str, list[tuple[str, str]]] = {}
    current: list[tuple[str, str]] = []
    for line in lines(path):
        if line.startswith("# sent_id"):
            current = found.setdefault(line.partition("=")[2].strip(), [])
        elif line and not line.startswith("#"):
            _, word, tag = line.split("\t")[:3]
            tag = tag.replace("OTH", "MISC")
            current.append((word, "O" if tag.endswith("-O") else tag))
    return found


def _aligned(sentence: Sentence, names: list[tuple[str, str]] | None) -> tuple[str, ...] | None:
    if names is None or len(names) != len(sentence.words):
        return None
    return settle(sentence.words, spans_of([tag for _, tag in names]))


_GUM_LABELS = {"person": "PER", "organization": "ORG", "place": "LOC", "event": "MISC", "object": "MISC"}


def _gum_names(sentence: Sentence, entities: Sequence[str]) -> tuple[str, ...]:
    """Names inside GUM's mentions: the proper nouns around the head of a mention; what is left of them is unknown."""
    spans: dict[tuple[int, int], str] = {}
    for start, end, kind in _gum_mentions(entities):
        head = next((i for i in range(start, end) if not start <= sentence.heads[i] - 1 < end), start)
        if sentence.upos and sentence.upos[head] == "PROPN" and kind in _GUM_LABELS:
            spans.setdefault(_proper_run(sentence, start, end, head), _GUM_LABELS[kind])
    covered = {position for start, end in spans for position in range(start, end)}
    proper = {position for position, tag in enumerate(sentence.upos or ()) if tag == "PROPN"} - covered
    times = lexicon("calendar")
    unknown = [position for position in proper if sentence.words[position].lower() not in times]
    outer = [(s, e, label) for (s, e), label in sorted(spans.items(), key=lambda item: item[0][0] - item[0][1])]
    chosen: list[tuple[int, int, str]] = []
    for start, end, label in outer:  # longest first: a name inside a name is not told apart
        if all(end <= other[0] or start >= other[1] for other in chosen):
            chosen.append((start, end, label))
    return settle(sentence.words, chosen, unknown)


def _gum_mentions(entities: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Half-open spans of words with their entity type, from bracket notation."""
    open_: list[tuple[str, int, str]] = []
    for position, field in enumerate(entities):
        for match in re.finditer(r"\((\d+)-(\w+)-[^()]*(\))?|(\d+)\)", field):
            if match[1] and match[3]:
                yield position, position + 1, match[2]
            elif match[1]:
                open_.append((match[1], position, match[2]))
            else:
                number = next((i for i in range(len(open_) - 1, -1, -1) if open_[i][0] == match[4]), None)
                if number is not None:
                    _, start, kind = open_.pop(number)
                    yield start, position + 1, kind


_LINKS = frozenset(
    {"of", "for", "and", "&", "the", "de", "al", "-", "'s", "’s", ".", "on", "in", "bin", "ibn", "von", "van"}
)


def _proper_run(sentence: Sentence, start: int, end: int, head: int) -> tuple[int, int]:
    """Proper nouns (and adjectives and links between them) in one piece around `head` within the mention."""

    def proper(position: int) -> bool:
        return sentence.xpos[position] in ("NNP", "NNPS") or (
            sentence.xpos[position] in ("JJ", "CD", "HYPH") and sentence.words[position][:1].isupper()
        )

    first = last = head
    for position in range(head - 1, start - 1, -1):
        if proper(position):
            first = position
        elif sentence.words[position].lower() not in _LINKS or sentence.words[position].lower() in ("and", "in", "on"):
            break
    for position in range(head + 1, end):
        if proper(position):
            last = position
        elif sentence.words[position].lower() not in _LINKS:
            break
    return first, last + 1


def newswire(data: Path) -> list[Sentence]:
    """worldwide-newswire dev, for measuring only. Location and Facility are LOC; Misc and Product MISC."""
    return [sentence for sentence in _columns(data / "ner_worldwide_newswire/dev.tsv.xz") if len(sentence.words) <= 250]


def wikineural(data: Path) -> list[Sentence]:
    """Machine-made names over Wikipedia, for measuring only: every fifth sentence."""
    return _columns(data / "ner_wikineural_en/val.conllu.xz", 1)[::5]


# What the labels of other sets are called here; those absent here are no names by our convention.
_LABELS = {
    "person": "PER", "politician": "PER", "location": "LOC", "country": "LOC", "group": "ORG", "corporation": "ORG",
    "organisation": "ORG", "politicalparty": "ORG", "product": "MISC", "creative-work": "MISC", "event": "MISC",
    "election": "MISC", "misc": "MISC", "PER": "PER", "LOC": "LOC", "ORG": "ORG", "MISC": "MISC",
    "Person": "PER", "Location": "LOC", "Facility": "LOC", "Organization": "ORG", "NORP": "NORP", "Misc": "MISC",
    "Product": "MISC",
}  # fmt: skip


def _columns(path: Path, first: int = 0) -> list[Sentence]:
    """Sentences of a file with a word and its BIO tag on each line, separated by blank lines."""
    found: list[Sentence] = []
    rows: list[tuple[str, str]] = []
    for line in [*lines(path), ""]:
        fields = line.split("\t")
        if len(fields) > first + 1:
            rows.append((fields[first], fields[first + 1]))
        elif rows:
            words = tuple(word for word, _ in rows)
            spans = [(s, e, _LABELS[label]) for s, e, label in spans_of([t for _, t in rows]) if label in _LABELS]
            handles = [
                number for number, word in enumerate(words) if word == "@" or words[number - 1 : number] == ("@",)
            ]
            kept = [span for span in spans if not any(span[0] <= number < span[1] for number in handles)]
            found.append(Sentence(words=words, names=settle(words, kept, handles)))
            rows = []
    return found


_RE3D = {"Person": "PER", "Organisation": "ORG", "Location": "LOC", "Nationality": "NORP"}
_UNNAMED = {"MilitaryPlatform", "Weapon", "Vehicle", "DocumentReference"}  # may be names or not: left open


def _re3d(path: Path) -> Iterator[Sentence]:
    """Line by line; mentions without a capital are no names, countries that act are LOC, unmarked capitals unknown."""
    from muster.language.tokens import words_with_offsets

    for line in lines(path):
        report = json.loads(line) if line else {"source_folder": "BBC Online"}
        if report["source_folder"] in CLOSED_RE3D_SOURCES:
            continue
        for match in re.finditer(r"[^\n]+", report["text"]):
            words = [(word, match.start() + offset) for word, offset in words_with_offsets(match[0])]
            only = tuple(word for word, _ in words)
            spans = list(_re3d_spans(words, report["entities"]))
            covered = {number for start, end, _ in spans for number in range(start, end)}
            capital = [i for i, word in enumerate(only) if i and word[:1].isupper() and i not in covered]
            yield Sentence(words=only, names=settle(only, spans, capital))


def _re3d_spans(words: Sequence[tuple[str, int]], entities: Iterable[dict[str, str]]) -> Iterator[tuple[int, int, str]]:
    starts = {offset: number for number, (_, offset) in enumerate(words)}
    ends = {offset + len(word): number + 1 for number, (word, offset) in enumerate(words)}
    taken: set[int] = set()
    for entity in sorted(entities, key=lambda entity: int(entity["begin"]) - int(entity["end"])):
        start, end = starts.get(int(entity["begin"])), ends.get(int(entity["end"]))
        label = _RE3D.get(entity["type"])
        if start is None or end is None or label is None or taken & set(range(start, end)):
            continue
        capital = [number for number in range(start, end) if words[number][0][:1].isupper()]
        if not capital or words[capital[0]][0].lower() in ("the", "we", "they", "he", "she", "it", "i", "our", "a"):
            capital = capital[1:]
        if not capital or (label == "PER" and any(words[n][0].islower() for n in range(capital[0], capital[-1]))):
            continue
        start, end = capital[0], capital[-1] + 1
        taken |= set(range(start, end))
        name = " ".join(word for word, _ in words[start:end]).lower()
        yield start, end, "LOC" if label == "ORG" and name in lexicon("countries") else label


def lines(path: Path) -> Iterator[str]:
    """Of an .xz text file, without line ends."""
    with lzma.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            yield line.rstrip("\n")
