"""``muster annotate``: what muster sees in a text before any claim is made."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from spacy.tokens import Doc

from muster.cli.talk import FAILED, fail, guarded, out, refusal_line, say
from muster.extract.survey import survey
from muster.language import parse, parse_words
from muster.normalise.gazetteer import Gazetteer
from muster.normalise.names import NameLexicon
from muster.read import Refusal, read
from muster.record import DateBasis, InvalidRecord, Published, Report


@click.command("annotate")
@click.argument("sources", nargs=-1, required=True, metavar="PATH...")
@click.option("--conllu", is_flag=True, help="Print tokens, tags, lemmas, dependencies and names as CoNLL-U.")
@click.option(
    "--pretokenized", is_flag=True, help="PATH holds CoNLL-U or one token a line, sentences set apart by blank lines."
)
@click.option("--date", "day", metavar="YYYY-MM-DD", help="Day of publication that relative dates count from.")
@guarded
def annotate(sources: Sequence[str], conllu: bool, pretokenized: bool, day: str | None) -> None:
    """Show tokens, sentences, dependencies, names, time expressions, figures, places and attributions of a text.

    One JSON object a line and report; offsets count code points of the text.

    Example: muster annotate --conllu report.txt
    """
    published = _published(day)
    if pretokenized:
        for source in sources:
            doc = parse_words(list(_read_words(source)))
            out(to_conllu(doc) if conllu else json.dumps({"source": source, **_language(doc)}, ensure_ascii=False))
        return
    refused = False
    for item in read(sources, stdin=sys.stdin.buffer):
        if isinstance(item, Refusal):
            say(f"muster: {refusal_line(item)}")
            refused = refused or item.reason != "duplicate"
            continue
        doc = parse(item.text, hard_breaks=[edge for b in item.boilerplate for edge in (b.start, b.end)])
        if conllu:
            out(to_conllu(doc))
        else:
            seen = {"source": item.source, "text": item.text, **_language(doc), **_normalised(item, doc, published)}
            out(json.dumps(seen, ensure_ascii=False))
    if refused:
        raise SystemExit(FAILED)


def _published(day: str | None) -> Published | None:
    if day is None:
        return None
    try:
        return Published(from_=day, to=day, basis=DateBasis.GIVEN)
    except InvalidRecord:
        fail(f"--date {day}: give a day as YYYY-MM-DD", 2)


def _language(doc: Doc) -> dict[str, Any]:
    return {
        "sentences": [{"start": s.start_char, "end": s.end_char} for s in doc.sents],
        "tokens": [
            {
                "text": t.text,
                "start": t.idx,
                "end": t.idx + len(t.text),
                "lemma": t.lemma_,
                "upos": t.pos_,
                "xpos": t.tag_,
                "head": t.head.i,
                "deprel": t.dep_,
            }
            for t in doc
        ],
        "names": [{"text": e.text, "start": e.start_char, "end": e.end_char, "label": e.label_} for e in doc.ents],
    }


def _normalised(report: Report, doc: Doc, published: Published | None) -> dict[str, Any]:
    return survey(report, doc, published or report.published, Gazetteer.open(), NameLexicon.load())


def _read_words(source: str) -> Iterator[list[str]]:
    """Sentences of words from CoNLL-U (second column) or one token a line."""
    try:
        text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")
    except OSError as error:
        fail(f"{source}: cannot be read ({error.strerror}); check the path", 2)
    except UnicodeDecodeError:
        fail(f"{source}: is not UTF-8 text; save it as UTF-8", 2)
    sentence: list[str] = []
    for line in text.splitlines():
        if line.startswith("#") and "\t" not in line and len(line) > 1 and not sentence:
            continue
        if not line.strip():
            if sentence:
                yield sentence
            sentence = []
            continue
        columns = line.split("\t")
        if len(columns) > 1:
            if not columns[0].isdigit():
                continue  # a range of words or an empty node
            sentence.append(columns[1])
        else:
            sentence.append(line.strip())
    if sentence:
        yield sentence


def to_conllu(doc: Doc) -> str:
    """The parse as CoNLL-U (https://universaldependencies.org/format.html); names stand in MISC as BIO."""
    lines: list[str] = []
    text = doc.text
    for number, sentence in enumerate(doc.sents, 1):
        lines += [f"# sent_id = {number}", f"# text = {' '.join(sentence.text.split())}"]
        words = [t for t in sentence if not t.is_space]
        position = {t.i: n for n, t in enumerate(words, 1)}
        for token in words:
            head = 0 if token.head.i == token.i else position.get(token.head.i, 0)
            after = text[token.idx + len(token.text) : token.idx + len(token.text) + 1]
            misc = ["SpaceAfter=No"] if after and not after.isspace() else []
            if token.ent_type_:
                misc.append(f"Name={token.ent_iob_}-{token.ent_type_}")
            lines.append(
                "\t".join(
                    (
                        str(position[token.i]),
                        token.text,
                        token.lemma_ or "_",
                        token.pos_ or "_",
                        token.tag_ or "_",
                        "_",
                        str(head),
                        token.dep_ if head else "root",
                        "_",
                        "|".join(misc) or "_",
                    )
                )
            )
        lines.append("")
    return "\n".join(lines) + "\n"
