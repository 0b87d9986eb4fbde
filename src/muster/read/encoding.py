"""Bytes to text: byte order marks, UTF-8, what the document declares, then the encodings English pages still have."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from muster.read.refusal import Reason, Refused

MEBIBYTE = 1 << 20
TEXT_LIMIT = 20 * MEBIBYTE  # a long book has 2 MB; more in one report is a dump or a mistake

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"SQLite format 3": "a database",
    b"\x7fELF": "a program",
    b"{\\rtf": "an RTF document",
}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_DEBRIS = 0.02  # share of control characters that a bad export may leave in a text
# Signs that only say how to set the words around them: soft hyphens, marks of direction, joiners, zero-width spaces.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_TYPOGRAPHIC = re.compile(r"[‘’‚“”„†•…‹›€–—\xa0-\xff]")


def decode(raw: bytes, *, declared: str | None = None) -> str:
    """The text of ``raw``, with plain line ends, without byte order mark and NUL; :class:`Refused` when it has none.

    Tried in order: byte order mark, UTF-8, ``declared``, UTF-16 without a mark, UTF-8 with a few broken bytes,
    Windows-1252 where it gives English text, charset detection.
    """
    if not raw.strip(b" \t\r\n\x00"):
        raise Refused(Reason.EMPTY, "is empty; leave it out or fetch it again")
    kind = next((name for magic, name in _MAGIC.items() if raw.startswith(magic)), None)
    if kind:
        raise Refused(Reason.BINARY, f"is {kind}, not text; convert it to .txt, .html or .pdf (with that suffix)")
    text = _decoded(raw, declared)
    nuls = raw.count(0)
    if (text is None and nuls > _DEBRIS * len(raw)) or (nuls and text is not None and not re.search("[A-Za-z]", text)):
        raise Refused(Reason.BINARY, "is not text; convert it to .txt or .html")
    if text is None:
        raise Refused(Reason.ENCODING, "is in no encoding that can be told; save it as UTF-8")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    # A few NULs are debris of a bad export; a file full of control characters is not text.
    if len(_CONTROL.findall(text)) > _DEBRIS * len(text):
        raise Refused(Reason.BINARY, "is not text (control characters); convert it to .txt or .html")
    return text.replace("\x00", "")


def visible(text: str) -> str:
    """``text`` without signs that nobody sees but that part its words."""
    return _INVISIBLE.sub("", text)


def _decoded(raw: bytes, declared: str | None) -> str | None:
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return _try(raw[len(mark) :], name)
    text = _try(raw, "utf-8")
    if text is None and declared:
        text = _try(raw, declared)
    if text is not None and "\x00" not in text:
        return text
    for name, high in (("utf-16-le", raw[1:2000:2]), ("utf-16-be", raw[0:2000:2])):
        if high.count(0) > 0.7 * len(high):
            return _try(raw, name)
    return text if text is not None else _mended(raw) or _windows(raw) or _detected(raw)


def _try(raw: bytes, name: str) -> str | None:
    try:
        return raw.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _mended(raw: bytes) -> str | None:
    """UTF-8 in which a few bytes are broken: they become U+FFFD, and the rest is right."""
    text = raw.decode("utf-8", "replace")
    broken, beyond = text.count("\ufffd"), sum(char > "\x7f" for char in text)
    return text if broken <= 1 + len(text) // 2000 and beyond >= 3 * broken else None


def _windows(raw: bytes) -> str | None:
    """Windows-1252, where the bytes beyond ASCII are few and stand for typographic signs and Western letters."""
    text = _try(raw, "cp1252")
    if text is None:
        return None
    beyond = [char for char in text if char > "\x7f"]
    return text if len(beyond) < 0.05 * len(text) and all(_TYPOGRAPHIC.match(char) for char in beyond) else None


def _detected(raw: bytes) -> str | None:
    best = from_bytes(raw[: 4 * MEBIBYTE]).best()
    return _try(raw, best.encoding) if best else None
