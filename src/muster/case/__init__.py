"""The store: one SQLite file a case, with numbered migrations. Holds records; derives nothing."""

from muster.case.schema import CaseError
from muster.case.store import Case, Derived, Standing

__all__ = ["Case", "CaseError", "Derived", "Standing"]
