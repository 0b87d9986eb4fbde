"""Write the generated pages of ``docs/``: the commands, the default codebook, the JSON Schema of the record.

    python -m scripts.build_docs

``make docs`` runs this; a test fails while a page is not what the program says.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from muster.cli.main import cli
from muster.codebook import Codebook, EventType, TriggerRule, load_codebook
from muster.record import json_schema

DOCS = Path(__file__).parent.parent / "docs"
WIDTH = 100  # columns of the help texts, whatever terminal they are written from


def pages() -> dict[str, str]:
    """Name and content of every generated page."""
    return {
        "cli.md": cli_page(),
        "codebook.md": codebook_page(load_codebook()),
        "record.schema.json": json.dumps(json_schema(), indent=2, ensure_ascii=False, sort_keys=True) + "\n",
    }


def cli_page() -> str:
    """The help of every command, as it is printed."""
    parts = [
        "# Commands",
        "Generated from the program by `make docs`; the same text as `muster COMMAND --help`.",
        "stdout is data, stderr is talk. Exit status: 0 all well; 1 something could not be read or found, the rest was"
        " done; 2 the command itself was wrong. Ctrl-C ends with 130; the same command with the same `--case` goes on.",
    ]
    for name, command in walk("muster", cli):
        context = click.Context(
            command, info_name=name, max_content_width=WIDTH, terminal_width=WIDTH, **cli.context_settings
        )
        parts += [f"## {name}", f"```text\n{command.get_help(context)}\n```"]
    return "\n\n".join(parts) + "\n"


def walk(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    """The command and all below it, with their full names, in the order of the help."""
    yield name, command
    if isinstance(command, click.Group):
        for child in command.list_commands(click.Context(command)):
            yield from walk(f"{name} {child}", command.commands[child])


def codebook_page(codebook: Codebook) -> str:
    """A section per type: definition, codes, triggers, examples."""
    rows = ["| type | it is | family | PLOVER | ACLED |", "| --- | --- | --- | --- | --- |"]
    rows += [_row(name, entry) for name, entry in codebook.types.items()]
    parts = [
        "# The default codebook",
        "Generated from `src/muster/codebook/default.yaml` by `make docs`. `muster codebook default > mine.yaml` gives"
        " you the file to change, `muster codebook check mine.yaml` tries every example in it.",
        codebook.description or "",
        "\n".join(rows),
    ]
    parts += [_section(name, entry) for name, entry in codebook.types.items()]
    return "\n\n".join(parts) + "\n"


def _row(name: str, entry: EventType) -> str:
    state = " *(state)*" if entry.kind == "state" else ""
    codes = " / ".join(code for code in (entry.plover, entry.plover_joint) if code)
    return f"| [{name}](#{name}){state} | {entry.definition} | {entry.family} | {codes or '–'} | {entry.acled or '–'} |"


def _section(name: str, entry: EventType) -> str:
    lines = [f"## {name}", "", entry.definition, "", "Triggers: " + "; ".join(_rule(r) for r in entry.triggers) + "."]
    if entry.examples:
        lines += ["", "Examples:", ""]
        lines += [f"- {' '.join(example.text.split())}" for example in entry.examples]
    return "\n".join(lines)


def _rule(rule: TriggerRule) -> str:
    words = ", ".join(rule.words)
    conditions = " (on conditions)" if rule.if_ or rule.unless else ""
    return f"{words} *{'/'.join(p.lower() for p in rule.pos)}*{conditions}"


def main() -> None:
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
