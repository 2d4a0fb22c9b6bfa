"""What every page of the desk stands on, and the desk's pages for sources and conflicts."""

from kb.records.admin.conflicts import ConflictAdmin
from kb.records.admin.sources import SourceAdmin

__all__ = ["ConflictAdmin", "SourceAdmin"]
