"""Names that the tests of the commands share."""

from __future__ import annotations

from collections.abc import Callable

from click.testing import Result

DRILLS = "examples/border-drills-2021"  # from the folder that the fixture `here` makes
Muster = Callable[..., Result]
