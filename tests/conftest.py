"""For all tests: a slow machine is no fault, so properties have no deadline; nothing of the user's own is read."""

from __future__ import annotations

import os
import tempfile

from hypothesis import settings

settings.register_profile("muster", deadline=None)
settings.load_profile("muster")
os.environ["MUSTER_DATA"] = tempfile.mkdtemp(prefix="muster-no-additions-")  # also for the commands that tests start
