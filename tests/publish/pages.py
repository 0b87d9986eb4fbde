"""A page read back: its elements, checked for being well formed, and a case of one report for hostile text."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from muster.record import (
    Agreement,
    Alternative,
    Attribute,
    CaseRecord,
    Claim,
    Event,
    EventPlace,
    Origin,
    Participant,
    Published,
    Report,
    Span,
    Status,
    Trigger,
)

VOID = {"meta", "input", "br"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    parts: list[Element | str] = field(default_factory=list)

    @property
    def children(self) -> list[Element]:
        return [part for part in self.parts if isinstance(part, Element)]

    @property
    def text(self) -> str:
        """Its own text, without that of its children."""
        return "".join(part for part in self.parts if isinstance(part, str))

    @property
    def all_text(self) -> str:
        return "".join(part if isinstance(part, str) else part.all_text for part in self.parts)


class Page(HTMLParser):
    """Every element in order; raises AssertionError where a tag is closed that is not open."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self._open = [Element("#root", {})]
        self.feed(html)
        self.close()
        assert [element.tag for element in self._open] == ["#root"], "elements are left open"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice: {names}"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        self._open[-1].parts.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag not in VOID, f"</{tag}>"
        assert self._open[-1].tag == tag, f"</{tag}> closes <{self._open[-1].tag}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].parts.append(data)

    def of(self, tag: str, **attributes: str) -> list[Element]:
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [e for e in self.elements if e.tag == tag and wanted.items() <= e.attributes.items()]


def one_claim(text: str, **changes: object) -> CaseRecord:
    """A case of one report that says ``text``, with one claim that rests on all of it; ``changes``: to the report."""
    fields = {"id": "r-1", "source": "report.txt", "outlet": "Outlet", "title": text, "text": text, **changes}
    fields.setdefault("published", Published(from_="2021-07-06", to="2021-07-06"))
    report = Report(**fields)  # type: ignore[arg-type]
    name = " ".join(text.split()) or "?"
    claim = Claim(
        id="c1",
        report="r-1",
        type=str(changes.get("title", "attack")),
        status=Status.DONE,
        trigger=Trigger(text=text[:1], start=0, end=1),
        evidence=Span(start=0, end=len(text)),
        actors=(Participant(name=name, text=text, start=0, end=len(text)),),
    )
    alternative = Alternative(value=name, claims=("r-1/c1",), origins=("o1",), first_reported="2021-07-06")
    event = Event(
        id=f"e-{name[:20]}",
        type=claim.type,
        title=name,
        status=Status.DONE,
        claims=("r-1/c1",),
        actors=(name,),
        where=(EventPlace(name=name, country="TJ", lat=38.5, lon=68.8), EventPlace(name=name)),
        attributes=(Attribute(name="actor", agreement=Agreement.SINGLE, alternatives=(alternative,)),),
        outlets=1,
        origins=("o1",),
    )
    origin = Origin(id="o1", name=name, claims=("r-1/c1",), outlets=(name,))
    return CaseRecord(reports=(report,), claims=(claim,), origins=(origin,), events=(event,))
