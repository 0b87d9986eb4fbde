"""``muster codebook``: check a codebook, print the default one."""

from __future__ import annotations

from pathlib import Path

import click

from muster.cli.talk import FAILED, guarded, out, say
from muster.codebook import default_text
from muster.extract.examples import ExampleResult, Firing, check_examples
from muster.extract.seen import SEEN
from muster.language import parse
from muster.pipeline import Tools


@click.group("codebook")
def codebook() -> None:
    """Work with codebooks: event types, their triggers and roles."""


@codebook.command("check")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--quiet", is_flag=True, help="Show only examples that do not hold.")
@guarded
def check(file: Path | None, quiet: bool) -> None:
    """Validate a codebook (the default one without FILE) and run every example in it.

    Says which rule fired on which words; exit status 1 where an example does not hold.

    Example: muster codebook check my-codebook.yaml
    """
    tools = Tools.open(file)
    failed = total = 0
    for result in check_examples(tools.extractor, parse):
        total += 1
        failed += bool(result.problems)
        if result.problems or not quiet:
            out(show_example(result))
    types = len(tools.codebook.types)
    rules = sum(len(entry.triggers) for entry in tools.codebook.types.values())
    say(f"{types} types, {rules} trigger rules, {total} examples: {total - failed} hold, {failed} do not")
    if failed:
        raise SystemExit(FAILED)


@codebook.command("default")
@guarded
def default() -> None:
    """Print the default codebook: a start for one's own.

    Example: muster codebook default > my-codebook.yaml
    """
    out(default_text())


def _fired(firing: Firing) -> str:
    if firing.number == SEEN:
        return f"{firing.type}: no rule, seen by the network in"
    return f"{firing.type}.triggers[{firing.number}] fired on"


def show_example(result: ExampleResult) -> str:
    """An example with the rules that fired in it and what does not hold, in lines."""
    mark = "FAILS" if result.problems else "holds"
    lines = [f"{mark}  {result.type}.examples[{result.number}]: {' '.join(result.text.split())}"]
    lines += [f"       {_fired(firing)} {firing.words!r}" for firing in result.firings]
    if not result.firings:
        lines.append("       no rule fired")
    lines += [f"       but: {problem}" for problem in result.problems]
    return "\n".join(lines)
