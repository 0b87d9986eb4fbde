"""For all tests: a slow machine is no fault, so examples of properties have no deadline."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("muster", deadline=None)
settings.load_profile("muster")
