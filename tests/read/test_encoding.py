"""Bytes to text, and the bytes that are none."""

from __future__ import annotations

import pytest

from muster.read.encoding import decode
from muster.read.refusal import Reason, Refused

TEXT = "“The café at Šarwan is open,” he said. It cost €5 — no more."
WESTERN = "“The café is open,” he said — for €5."


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_unicode_with_and_without_a_mark(name: str) -> None:
    assert decode(TEXT.encode(name)) == TEXT


def test_windows_1252() -> None:
    assert decode((WESTERN * 3).encode("cp1252")) == WESTERN * 3


def test_what_the_document_declares_goes_before_guessing() -> None:
    assert decode("Сарван".encode("koi8-r"), declared="koi8-r") == "Сарван"
    assert decode(TEXT.encode(), declared="no-such-encoding") == TEXT


def test_a_few_broken_bytes_cost_a_few_letters() -> None:
    raw = (TEXT * 50).encode() + b"\xff and on"
    assert decode(raw) == TEXT * 50 + "\ufffd and on"


def test_line_ends_and_debris_are_mended() -> None:
    assert decode(b"one\r\ntwo\rthree\n" + b"four " * 20 + b"\x00.") == "one\ntwo\nthree\n" + "four " * 20 + "."


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        pytest.param(b"", Reason.EMPTY, id="nothing"),
        pytest.param(b" \r\n\t\x00", Reason.EMPTY, id="white space"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(200), Reason.BINARY, id="picture"),
        pytest.param(b"PK\x03\x04" + b"word/document.xml" * 9, Reason.BINARY, id="office"),
        pytest.param(b"%PDF-1.7 in a .txt", Reason.BINARY, id="PDF named .txt"),
        pytest.param(bytes(range(1, 32)) * 40, Reason.BINARY, id="control characters"),
        pytest.param(b"a\x81\x00\x8d\x9d\x00b" * 50, Reason.BINARY, id="machine code"),
    ],
)
def test_what_is_no_text(raw: bytes, reason: Reason) -> None:
    with pytest.raises(Refused) as caught:
        decode(raw)
    assert caught.value.reason is reason


def test_a_few_bytes_that_are_no_text_are_binary() -> None:
    with pytest.raises(Refused) as refused:
        decode(b"\x00\x01\x02\x03\xff\xfe")
    assert refused.value.reason == "binary"
