"""Read and check codebooks and word lists. A wrong file raises :class:`CodebookError` with file, path and remedy."""

from __future__ import annotations

import difflib
import hashlib
import re
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec
import yaml

from muster.codebook.schema import PLOVER_CODES, STATUS_WORDS, Codebook, Condition, EventType

FORMAT = 1


class CodebookError(ValueError):
    """A codebook or word list that cannot be used; the message says where and what to change."""


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML where "on", "off", "yes" and "no" are words, as in YAML 1.2: prepositions and negations stand in lists."""


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|false|False)$"), list("tTfF"))


def _yaml(text: str, source: str) -> Any:
    try:
        return yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise CodebookError(f"{source}:{line} not readable as YAML: {problem}") from None


def load_codebook(path: Path | None = None) -> Codebook:
    """The codebook at ``path``, or the default one."""
    if path is None:
        return _default()
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise CodebookError(f"{path}: cannot be read ({error.strerror}); check the path") from None
    except UnicodeDecodeError:
        raise CodebookError(f"{path}: is not UTF-8 text; save it as UTF-8") from None
    return parse_codebook(text, str(path))


@cache
def _default() -> Codebook:
    return parse_codebook(default_text(), "default.yaml")


def default_text() -> str:
    """The YAML of the default codebook: a starting point for one's own."""
    return resources.files("muster.codebook").joinpath("default.yaml").read_text(encoding="utf-8")


def parse_codebook(text: str, source: str) -> Codebook:
    """The codebook that the YAML ``text`` holds; ``source`` names it in errors."""
    raw = _yaml(text, source)
    if not isinstance(raw, dict):
        raise CodebookError(f"{source}: a codebook is a mapping with the keys muster, name and types")
    try:
        codebook = msgspec.convert(raw, type=Codebook)
    except msgspec.ValidationError as error:
        raise CodebookError(f"{source}: {error}") from None
    if codebook.muster != FORMAT:
        raise CodebookError(f"{source}: muster: format {codebook.muster} is not known; this muster reads {FORMAT}")
    for name, entry in codebook.types.items():
        _check_type(name, entry, source)
    return codebook


def codebook_digest(codebook: Codebook) -> str:
    """A digest of content: claims made with one digest need not be made again."""
    return hashlib.sha256(msgspec.json.encode(codebook)).hexdigest()[:16]


def _check_type(name: str, entry: EventType, source: str) -> None:
    at = f"{source}: types.{name}"
    if not entry.triggers:
        raise CodebookError(f"{at}.triggers: a type needs at least one trigger")
    for key in ("plover", "plover_joint"):
        code = getattr(entry, key)
        if code is not None and code not in PLOVER_CODES:
            raise CodebookError(f"{at}.{key}: unknown code {code!r}.{did_you_mean(code, PLOVER_CODES)}")
    for status in entry.cues:
        _check_status(status, f"{at}.cues")
    for number, rule in enumerate(entry.triggers):
        where = f"{at}.triggers[{number}]"
        if not rule.words or not rule.pos:
            raise CodebookError(f"{where}: words and pos need at least one entry each")
        for word in rule.words:
            if word != word.lower() or not word.strip():
                raise CodebookError(f"{where}.words: {word!r}: triggers are lemmas in lower case")
        if rule.status is not None:
            _check_status(rule.status, f"{where}.status")
        for condition in (*rule.needs, *rule.if_, *rule.unless):
            _check_condition(condition, where)
    for number, example in enumerate(entry.examples):
        for claim in example.claims:
            if claim.trigger not in example.text:
                raise CodebookError(f"{at}.examples[{number}]: trigger {claim.trigger!r} is not in the text")
            for status in (claim.status or "done").split("|"):
                _check_status(status, f"{at}.examples[{number}].status")


def _check_status(status: str, at: str) -> None:
    if status not in STATUS_WORDS:
        raise CodebookError(f"{at}: unknown status {status!r}.{did_you_mean(status, STATUS_WORDS)}")


def _check_condition(condition: Condition, at: str) -> None:
    if not condition.words and not condition.kind and condition.slot == ("any",):
        raise CodebookError(f"{at}: a condition gives slot, words or kind")
    lists = word_lists()
    for word in condition.words:
        if word.startswith("$") and word[1:] not in lists:
            raise CodebookError(f"{at}: unknown word list {word!r}.{did_you_mean(word[1:], lists)}")


def did_you_mean(word: str, known: Any) -> str:
    """``" Did you mean X?"`` for the nearest known word, else what is known."""
    close = difflib.get_close_matches(word, list(known), n=1)
    return f" Did you mean {close[0]}?" if close else f" Known: {', '.join(sorted(known))}"


@cache
def word_lists() -> dict[str, frozenset[str]]:
    """Every word list of ``lexicon/nouns.yaml`` and its fellows, by name: lemmas in lower case."""
    lists: dict[str, frozenset[str]] = {}
    for name, words in lexicon("words").items():
        lists[name] = frozenset(str(word) for word in words)
    return lists


@cache
def lexicon(name: str) -> dict[str, Any]:
    """The lexicon file ``name`` (``words``, ``status``, ``attribution``) as plain data."""
    file = resources.files("muster.codebook").joinpath("lexicon", f"{name}.yaml")
    data = _yaml(file.read_text(encoding="utf-8"), f"lexicon/{name}.yaml")
    if not isinstance(data, dict):
        raise CodebookError(f"lexicon/{name}.yaml: a mapping is expected")
    return data
