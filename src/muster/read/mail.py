"""Reports that came by e-mail: newsletters, and messages that forward one."""

from __future__ import annotations

import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from muster.read.document import Document
from muster.read.encoding import decode
from muster.read.formats import from_html
from muster.read.header_lines import is_outlet_name
from muster.read.press import press
from muster.read.refusal import Reason, Refused

# The header of a message inside a message. "Sent" is how some programs name the date.
_FORWARDED = re.compile(
    r"^[\s>*-]*From:\s*(?P<name>[^\n<\[(]*?)\s*(?:[<\[(]\s*(?:mailto:)?(?P<address>[^\s<>\]()]+)[>\])])?\s*\n"
    r"(?:[ >*]*(?:To|Cc|Reply-To|Subject):[^\n]*\n|[ >*]*\n)*"
    r"[ >*]*(?:Date|Sent):\s*(?P<date>[^\n]+)\n(?:[ >*]*(?:To|Cc|Reply-To|Subject):[^\n]*\n)*",
    re.M,
)
_REACH = 1500  # characters within which a forwarded message begins
_WEEKDAY = re.compile(r"^[A-Za-z]+day,?\s+")


def from_email(raw: bytes) -> Document:
    """The plain text of an e-mail, or else its HTML; the sender is the outlet where its name is that of one.

    Of a forwarded message the sender and date are those of the message inside, whose header is left out.
    """
    try:
        message = BytesParser(EmailMessage, policy=policy.default).parsebytes(raw)
        part = message.get_body(preferencelist=("plain", "html"))
        body = part.get_payload(decode=True) if part is not None else None
    except Exception as error:  # the parser raises what the damaged header leads to
        raise Refused(
            Reason.UNREADABLE, f"is no readable e-mail ({type(error).__name__}); save its text as .txt"
        ) from None
    if part is None or not isinstance(body, bytes) or not body.strip():
        raise Refused(Reason.NO_TEXT, "is an e-mail without text; save the report itself as .txt")
    charset = part.get_content_charset()
    html = part.get_content_type() == "text/html"
    text = (from_html(body, declared=charset) if html else Document(decode(body, declared=charset))).text
    name, address = _sender(message)
    subject, date = message.get("Subject"), message.get("Date")
    inner = _FORWARDED.search(text, 0, _REACH)
    if inner is not None:
        name, address, date = inner["name"].strip(' "*'), inner["address"] or "", inner["date"]
        text = text[inner.end() :]
    title = re.sub(r"^(?:\s*(?:Fwd?|Re|WG|TR):)+\s*", "", str(subject), flags=re.I) if subject else None
    return Document(text, title, _outlet(name, address), None, _dated(str(date)) if date else None)


def _outlet(name: str, address: str) -> str | None:
    lists = press()
    listed = lists.outlet(name) or lists.agency(name) or lists.outlet_of_host(address.rpartition("@")[2])
    return listed or (name if is_outlet_name(name) else None)


def _dated(words: str) -> str:
    """The date as :func:`email.utils.parsedate_to_datetime` or a date line reads it: "Tue, 12 Mar 2024 at 18:22"."""
    return _WEEKDAY.sub("", words.strip(" *"))


def _sender(message: EmailMessage) -> tuple[str, str]:
    try:
        sender = message["From"].addresses[0]
        return str(sender.display_name), str(sender.addr_spec)
    except (AttributeError, IndexError, TypeError):
        return "", ""
