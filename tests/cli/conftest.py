"""The commands, run in this process as a shell would call them, in a folder of their own."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli_calls import DRILLS, Muster
from click.testing import CliRunner, Result

from muster.cli.main import cli
from tests.normalise.dumps import dump, row

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def muster() -> Muster:
    """``muster(*words, stdin=...)``; ``.stdout`` and ``.stderr`` are apart, ``.exit_code`` is the status."""

    def call(*words: str, stdin: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(cli, list(words), input=stdin, prog_name="muster")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception  # a bug, not a message
        return result

    return call


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example reports, ``demo.case`` made of them, ``report.txt`` and ``my-codebook.yaml``."""
    folder = tmp_path_factory.mktemp("prepared")
    shutil.copytree(EXAMPLES, folder / "examples")
    with contextlib.chdir(folder):  # the sources are named as given
        result = CliRunner().invoke(cli, ["run", DRILLS, "--case", "demo.case", "--json"])
    assert result.exit_code == 0, result.stderr
    (folder / "demo.json").write_text(result.stdout, encoding="utf-8")
    shutil.copy(sorted((folder / DRILLS).glob("*.txt"))[0], folder / "report.txt")
    (folder / "my-codebook.yaml").write_text(CliRunner().invoke(cli, ["codebook", "default"]).stdout, encoding="utf-8")
    (folder / "training-grounds.csv").write_text("name,lat,lon\nSangdara Range,37.6,68.8\n", encoding="utf-8")
    asked = '{"text": "Troops left Termez.", "toponyms": [{"start": 12, "end": 18}]}\n'
    (folder / "names.jsonl").write_text(asked, encoding="utf-8")
    (folder / "dumps").mkdir()
    for number, code in enumerate(("TJ", "UZ", "AF"), 9000001):
        (folder / f"dumps/{code}.zip").write_bytes(dump(code, row(number, "Sangdara", country=code)))
    return folder


@pytest.fixture
def here(prepared: Path, tmp_path: Path) -> Iterator[Path]:
    """A fresh copy of ``prepared`` as the present folder."""
    folder = tmp_path / "here"
    shutil.copytree(prepared, folder)
    with contextlib.chdir(folder):
        yield folder
