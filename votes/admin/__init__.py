"""The desk's pages for initiatives, texts, votes and their readings."""

from votes.admin.initiatives import InitiativeAdmin
from votes.admin.readings.admin import ReadingAdmin
from votes.admin.resolutions import ResolutionAdmin
from votes.admin.roll_calls import RollCallAdmin

__all__ = ["InitiativeAdmin", "ReadingAdmin", "ResolutionAdmin", "RollCallAdmin"]
