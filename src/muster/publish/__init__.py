"""From a case to what people read: the brief as HTML and Markdown, with timeline and map; CSV and GeoJSON exports."""

from muster.publish.brief_html import brief_html
from muster.publish.brief_md import brief_markdown, event_markdown
from muster.publish.tables import claims_csv, events_csv, events_geojson
from muster.publish.terminal import disputes_rows, disputes_text, event_text
from muster.publish.view import DEFAULT_TITLE

__all__ = [
    "DEFAULT_TITLE",
    "brief_html",
    "brief_markdown",
    "claims_csv",
    "disputes_rows",
    "disputes_text",
    "event_markdown",
    "event_text",
    "events_csv",
    "events_geojson",
]
