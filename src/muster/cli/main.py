"""The command group and the commands that walk from reports to a record."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from muster import publish
from muster.case import Case
from muster.cli.annotate import annotate
from muster.cli.codebook import codebook
from muster.cli.events import case_option, disputes, explain_command, record_of, show
from muster.cli.gazetteer import gazetteer, places
from muster.cli.talk import FAILED, Progress, counted, fail, guarded, out, refusal_line, say
from muster.pipeline import Tally, Tools, extractions, run
from muster.read import Refusal
from muster.record import CaseRecord, Event, Status, to_json

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

sources_argument: Decorator = click.argument("sources", nargs=-1, required=True, metavar="PATH...")
codebook_option: Decorator = click.option(
    "--codebook", "codebook_path", type=click.Path(path_type=Path), help="Codebook to use instead of the default one."
)
places_option: Decorator = click.option(
    "--places",
    type=click.Path(path_type=Path),
    help="Your own places: CSV with name,lat,lon and any of country,feature,radius_km,alternate names.",
)
status_option: Decorator = click.option(
    "--status", type=click.Choice([str(s) for s in Status]), help="Only this status."
)


class BriefPath(click.Path):
    """A file whose suffix names the form of the brief; refused before any work is done."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        path = Path(str(super().convert(value, param, ctx)))
        if path.suffix.lower() not in (".html", ".htm", ".md"):
            self.fail(f"{path}: a brief is written as .html or .md; name the file so", param, ctx)
        return path


class Commands(click.Group):
    """Commands in the order of the walk rather than of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("muster-events"), prog_name="muster")
def cli() -> None:
    """One sourced, dated, mapped record of events from overlapping news reports.

    PATH is a report (.txt .html .json .jsonl .csv .eml .pdf), a folder, a pattern, or - for standard
    input.
    """


def main() -> None:
    """Entry point of the command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    cli(prog_name="muster")


@cli.command("run")
@sources_argument
@click.option("--case", "case_path", type=click.Path(path_type=Path), help="Case file to add to (made where missing).")
@click.option("--json", "as_json", is_flag=True, help="Print the whole case as one JSON object.")
@click.option("--brief", "brief_path", type=BriefPath(path_type=Path), help="Write the brief here (.html or .md).")
@codebook_option
@places_option
@guarded
def run_command(
    sources: Sequence[str],
    case_path: Path | None,
    as_json: bool,
    brief_path: Path | None,
    codebook_path: Path | None,
    places: Path | None,
) -> None:
    """Read reports into one record of events; print it, or write a brief.

    Without --json or --brief the brief is printed as Markdown. With --case the record is kept and later runs add to it;
    a run that was stopped goes on where it was.

    Example: muster run examples/border-drills-2021 --brief brief.html
    """
    tools = Tools.open(codebook_path, places)
    progress = Progress("reading")
    with Case.open(case_path if case_path is not None else ":memory:") as case:
        tally = run(sources, case, tools, stdin=sys.stdin.buffer, watch=progress)
        progress.end()
        record = case.record()
    report_refusals(tally.refusals)
    say(_summary(tally, record))
    if as_json:
        out(to_json(record))
    if brief_path is not None:
        _write_brief(brief_path, record)
    elif not as_json and record.reports:
        out(publish.brief_markdown(record))
    _end(tally.refusals, bool(record.reports))


@cli.command("extract")
@sources_argument
@codebook_option
@places_option
@guarded
def extract_command(sources: Sequence[str], codebook_path: Path | None, places: Path | None) -> None:
    """Print each report with its claims, one JSON object a line; nothing is linked or stored.

    Example: muster extract examples/border-drills-2021/*.txt > claims.jsonl
    """
    tools = Tools.open(codebook_path, places)
    progress = Progress("reading")
    refusals: list[Refusal] = []
    found = False
    for item in extractions(sources, tools, stdin=sys.stdin.buffer):
        progress(item.source if isinstance(item, Refusal) else item.report.source)
        if isinstance(item, Refusal):
            refusals.append(item)
        else:
            found = True
            out(to_json(item))
    progress.end()
    report_refusals(refusals)
    _end(refusals, found)


@cli.command("events")
@case_option
@click.option("--type", "type_name", help="Only events of this type of the codebook.")
@status_option
@click.option("--json", "as_json", is_flag=True, help="Print events as JSON, one a line.")
@guarded
def events_command(case_path: Path, type_name: str | None, status: str | None, as_json: bool) -> None:
    """List the events of a case: id, status, dates, title, reports and origins.

    Example: muster events --case demo.case --type exercise
    """
    record = record_of(case_path)
    for event in record.events:
        if (type_name and event.type != type_name) or (status and event.status != status):
            continue
        out(to_json(event) if as_json else _event_line(event))


cli.add_command(show)
cli.add_command(disputes)
cli.add_command(explain_command)


@cli.command("brief")
@case_option
@click.option("--out", "-o", "brief_path", type=BriefPath(path_type=Path), help="File to write (.html or .md).")
@click.option("--title", help="Title of the brief.")
@guarded
def brief_command(case_path: Path, brief_path: Path | None, title: str | None) -> None:
    """Write the brief of a case: brief.html (opens offline) or Markdown on standard output.

    Example: muster brief --case demo.case --out brief.html
    """
    record = record_of(case_path)
    if brief_path is None:
        out(publish.brief_markdown(record, title=title or publish.DEFAULT_TITLE))
    else:
        _write_brief(brief_path, record, title)


EXPORTS: dict[str, Callable[[CaseRecord], str]] = {
    "json": to_json,
    "events.csv": publish.events_csv,
    "claims.csv": publish.claims_csv,
    "geojson": publish.events_geojson,
    "markdown": publish.brief_markdown,
}


@cli.command("export")
@case_option
@click.option(
    "--format", "form", type=click.Choice(list(EXPORTS)), default="json", show_default=True, help="What to print."
)
@guarded
def export_command(case_path: Path, form: str) -> None:
    """Print a case in another form: JSON as documented, tables, or GeoJSON.

    Example: muster export --case demo.case --format events.csv > events.csv
    """
    out(EXPORTS[form](record_of(case_path)))


@cli.command("schema")
@guarded
def schema_command() -> None:
    """Print the JSON Schema of what extract and run print.

    Example: muster schema > record.schema.json
    """
    from muster.record import json_schema

    out(json.dumps(json_schema(), indent=2, ensure_ascii=False, sort_keys=True))


cli.add_command(annotate)
cli.add_command(codebook)
cli.add_command(gazetteer)
cli.add_command(places)


def _write_brief(path: Path, record: CaseRecord, title: str | None = None) -> None:
    writer = publish.brief_markdown if path.suffix.lower() == ".md" else publish.brief_html
    text = writer(record, title=title or publish.DEFAULT_TITLE)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(path.name + ".part")
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except OSError as error:
        fail(f"{path}: cannot be written: {error.strerror}; choose another folder")
    say(f"wrote {path}")


def report_refusals(refusals: Sequence[Refusal]) -> None:
    """One line a refused source."""
    for refusal in refusals:
        say(f"muster: {refusal_line(refusal)}")


def _summary(tally: Tally, record: CaseRecord) -> str:
    parts = [f"{tally.reports} read"]
    if tally.known:
        parts.append(f"{tally.known} known already")
    parts += [f"{count} {reason.replace('_', ' ')}" for reason, count in tally.by_reason().items()]
    return (
        f"reports: {', '.join(parts)}; the case holds {counted(len(record.reports), 'report')},"
        f" {counted(len(record.claims), 'claim')}, {counted(len(record.events), 'event')},"
        f" {counted(len(record.origins), 'origin')}"
    )


def _event_line(event: Event) -> str:
    when = event.when
    dates = "" if when is None else f"{when.from_ or '…'}..{when.to or '…'}"
    sources = f"{counted(event.reports, 'report')}, {counted(len(event.origins), 'origin')}"
    return f"{event.id}  {event.status:9}  {dates:22}  {event.title}  ({sources})"


def _end(refusals: Sequence[Refusal], found: bool) -> None:
    """Status 1 when anything was refused (an exact duplicate is no fault) or nothing was read."""
    faults = [r for r in refusals if r.reason != "duplicate"]
    if faults or not found:
        raise SystemExit(FAILED)
