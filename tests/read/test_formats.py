"""Each file format with its metadata."""

from __future__ import annotations

import io
import json
from email.message import EmailMessage
from pathlib import Path

import pytest
from pypdf import PdfWriter

from muster.read import Refusal, read, read_text
from muster.record import DateBasis, Report

PROSE = "Government troops retook the market town of Sarwan on Sunday after three days of fighting, officials said."
MORE = "Eleven soldiers were killed, the army told the state news agency, and two bridges over the river were mined."
BODY = f"{PROSE}\n\n{MORE}"

PAGE = f"""<!doctype html>
<html lang="en"><head><title>Army retakes Sarwan - Kyiv Independent</title>
<meta property="og:title" content="Army retakes Sarwan">
<meta property="og:url" content="https://kyivindependent.com/army-retakes-sarwan/">
<meta property="article:published_time" content="2024-06-05T10:15:00+03:00">
<meta property="article:modified_time" content="2024-06-09T10:15:00+03:00">
<meta name="author" content="Jane Roe"></head>
<body><nav><a href="/">Home</a> <a href="/war">War</a></nav>
<article><h1>Army retakes Sarwan</h1><p>{PROSE}</p><p>{MORE}</p></article>
<aside>Most read: Dam breaks</aside><footer>© 2024 Kyiv Independent</footer></body></html>"""


def one(path: Path) -> Report:
    (report,) = read([str(path)])
    assert isinstance(report, Report), report
    return report


def refused(path: Path) -> Refusal:
    (refusal,) = read([str(path)])
    assert isinstance(refusal, Refusal)
    assert "\n" not in refusal.message
    return refusal


def pdf(text: str) -> bytes:
    """A PDF of one page that shows ``text``."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + head + table + trailer


def test_plain_text_is_kept_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "sarwan-2024-06-05.txt"
    path.write_bytes(f" {PROSE}\r\n\r\n{MORE} \r\n".encode())
    report = one(path)
    assert report.text == f" {PROSE}\n\n{MORE} \n"
    assert report.source == str(path)
    assert (report.published.from_, report.published.basis) == ("2024-06-05", DateBasis.URL)


def test_a_page_gives_its_article_and_metadata(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE)
    report = one(path)
    assert PROSE in report.text
    assert MORE in report.text
    assert "Dam breaks" not in report.text
    assert (report.title, report.outlet, report.byline) == ("Army retakes Sarwan", "Kyiv Independent", "Jane Roe")
    assert (report.published.from_, report.published.basis) == ("2024-06-05", DateBasis.METADATA)


def test_a_page_in_its_declared_encoding(tmp_path: Path) -> None:
    path = tmp_path / "page.htm"
    html = PAGE.replace("<head>", '<head><meta charset="iso-8859-2">').replace("Sarwan", "Šarwan").replace("©", "")
    path.write_bytes(html.encode("iso-8859-2"))
    assert "Šarwan" in one(path).text


def test_a_page_without_a_suffix_is_known_by_its_first_tag(tmp_path: Path) -> None:
    path = tmp_path / "page"
    path.write_text(PAGE)
    assert one(path).title == "Army retakes Sarwan"


def test_broken_tags_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"<html><body><div><p>{PROSE}<p>{MORE}</b></div><table><tr>")
    assert PROSE in one(path).text


def test_a_page_without_an_article(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html><body><nav><a href='/'>Home</a></nav></body></html>")
    assert refused(path).reason == "no_text"


@pytest.mark.parametrize(
    "fields",
    [
        {"text": BODY, "title": "T one two", "url": "https://www.rferl.org/a/1.html", "date": "2024-06-05"},
        {
            "body": BODY,
            "headline": "T one two",
            "source": {"id": None, "name": "RFE/RL"},
            "publishedAt": "2024-06-05T08:00:00Z",
        },
        {
            "Content": BODY,
            "Title": "T one two",
            "Source": "https://rferl.org/x",
            "pub_date": "Wed, 05 Jun 2024 10:00 GMT",
        },
        {"articleBody": BODY, "headline": "T one two", "publisher": "Radio Liberty", "datePublished": 1717581600},
        {
            "text": f"<p>{PROSE}</p><p>{MORE}</p>",
            "title": "T one two",
            "outlet": "rferl.org",
            "timestamp": 1717581600000,
        },
    ],
    ids=["plain", "news API", "capitals", "JSON-LD", "HTML inside"],
)
def test_json_under_its_usual_names(tmp_path: Path, fields: dict[str, object]) -> None:
    path = tmp_path / "one.json"
    path.write_text(json.dumps(fields))
    report = one(path)
    assert PROSE in report.text
    assert (report.title, report.outlet, report.published.from_) == ("T one two", "RFE/RL", "2024-06-05")
    assert report.published.basis is DateBasis.METADATA


def test_json_array_and_lines_number_their_reports(tmp_path: Path) -> None:
    entries = [{"text": f"{BODY} Number {number}."} for number in range(3)]
    array, lines = tmp_path / "a.json", tmp_path / "b.jsonl"
    array.write_text(json.dumps(entries))
    lines.write_text("\n\n".join(json.dumps(entry) for entry in entries[:2]))
    assert [item.source for item in read([str(array)])] == [f"{array}#{n}" for n in (1, 2, 3)]
    assert [item.source for item in read([str(lines)])] == [f"{lines}:1", f"{lines}:3"]


def test_a_broken_line_is_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "b.jsonl"
    path.write_text(f'{{"text": "{PROSE}"}}\n{{"text": \n[1]\n{{"title": "no text"}}\n{{"text": "{MORE}"}}\n')
    outcomes = [item.reason.value if isinstance(item, Refusal) else "report" for item in read([str(path)])]
    assert outcomes == ["report", "unreadable", "unreadable", "no_text", "report"]


@pytest.mark.parametrize("content", ["", "[]", "{", '{"text": ""}', '["text"]', "[" * 100_000], ids=str.__len__)
def test_json_that_holds_no_report(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content)
    assert refused(path).reason in ("empty", "no_text", "unreadable")


def test_an_email(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"] = "Reuters <news@reuters.com>"
    message["Subject"] = "Army retakes Sarwan – officials"
    message["Date"] = "Wed, 05 Jun 2024 10:00:00 +0300"
    message.set_content(BODY)
    message.add_alternative(f"<p>{PROSE}</p>", subtype="html")
    path = tmp_path / "a.eml"
    path.write_bytes(bytes(message))
    report = one(path)
    assert report.text.strip() == BODY
    assert (report.title, report.outlet) == ("Army retakes Sarwan – officials", "Reuters")
    assert (report.published.from_, report.published.basis) == ("2024-06-05", DateBasis.METADATA)


def test_an_email_in_html_only(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"] = "someone@nobody.example"
    message.set_content(f"<html><body><p>{PROSE}</p><p>{MORE}</p></body></html>", subtype="html")
    path = tmp_path / "a.eml"
    path.write_bytes(bytes(message))
    assert PROSE in one(path).text


def test_an_email_without_text(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(b"Subject: nothing\nContent-Type: image/png\n\nxxxx")
    assert refused(path).reason == "no_text"


def test_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(PROSE))
    assert one(path).text.strip() == PROSE


def test_a_pdf_of_pictures_is_sent_to_character_recognition(tmp_path: Path) -> None:
    writer, raw = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.write(raw)
    path = tmp_path / "scan.pdf"
    path.write_bytes(raw.getvalue())
    refusal = refused(path)
    assert refusal.reason == "no_text"
    assert "character recognition" in refusal.message


@pytest.mark.parametrize(
    "raw", [b"%PDF-1.7\ngarbage", b"not a pdf at all", pdf(PROSE)[:300]], ids=["head", "text", "cut"]
)
def test_a_damaged_pdf(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(raw)
    assert refused(path).reason in ("unreadable", "no_text")


def test_a_text_given_by_a_program() -> None:
    report = read_text(BODY, outlet="BBC", date="2024-06-05")
    assert (report.outlet, report.published.from_) == ("BBC News", "2024-06-05")
    with pytest.raises(ValueError, match="has no text"):
        read_text(" ")
