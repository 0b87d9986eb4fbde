"""From a case to what people read: the brief as HTML and Markdown, with timeline and map; CSV and GeoJSON exports."""

from muster.publish.brief_html import brief_html

__all__ = ["brief_html"]
