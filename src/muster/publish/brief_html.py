"""The brief as one HTML file that opens offline, loads nothing and works without scripts.

Report text is hostile input: every value is escaped by Jinja's autoescape, and the page's Content-Security-Policy
admits no style and no script but the two of its own, by their hash.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from muster.codebook import Codebook
from muster.publish.desk import view
from muster.publish.map import map_view
from muster.publish.sections import digest, groups
from muster.publish.timeline import timeline
from muster.publish.view import DEFAULT_TITLE
from muster.publish.words import counted, label, visible
from muster.record import CaseRecord, Status

LOOKS = ("done", "ongoing", "contested", "planned", "possible", "denied", "cancelled", "simulated")
OPEN_REPORTS = 4  # a case of this many reports or fewer shows their texts at once


def brief_html(record: CaseRecord, *, title: str = DEFAULT_TITLE, codebook: Codebook | None = None) -> str:
    """The whole page. Same record, same bytes. ``codebook`` labels types of one's own."""
    brief = view(record, title=title, codebook=codebook)
    ordered = brief.events_of(*Status)
    drawn_map, drawn_line = map_view(ordered), timeline(ordered, brief.reports)
    style, script = _asset("style.css"), _asset("script.js")
    parts = [("digest", "Digest")]
    parts += [("timeline", "Timeline")] if drawn_line else []
    parts += [("map", "Map")] if drawn_map else []
    parts += [("events", "Events"), *([("origins", "Origins")] if brief.origins else []), ("reports", "Reports")]
    grouped = groups(brief)
    used = {event.look for event in brief.events}
    return (
        _environment()
        .get_template("brief.html.j2")
        .render(
            brief=brief,
            digest=digest(brief),
            groups=grouped,
            others=[group for group in grouped if group.name in ("holds", "said", "contested", "scenarios")],
            slots=[slot for slot in brief.slots if len(slot.facts) > 1],
            map=drawn_map,
            timeline=drawn_line,
            parts=parts,
            types=sorted({(event.type, event.type_label) for event in brief.events}, key=lambda pair: pair[1]),
            looks=LOOKS,
            used_looks=tuple(look for look in LOOKS if look in used),
            open_reports=len(brief.reports) <= OPEN_REPORTS,
            style=Markup(style),
            script=Markup(script),
            style_hash=_hash(style),
            script_hash=_hash(script),
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("muster.publish", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(label=label, counted=counted)
    environment.tests["weblink"] = is_weblink
    return environment


def _shown(value: object) -> object:
    """Every plain string that a template prints, made visible: a last gate that no field can be forgotten at."""
    return visible(value) if type(value) is str else value


def is_weblink(source: str) -> bool:
    """Whether ``source`` may be linked: http and https only, so that no address can carry a script."""
    return source.startswith(("http://", "https://"))


@cache
def _asset(name: str) -> str:
    return resources.files("muster.publish").joinpath("templates", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
