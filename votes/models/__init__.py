from votes.models.initiative import Initiative
from votes.models.reading import CellDecision, Reading
from votes.models.resolution import Draft, FollowUp, Resolution, Sponsorship
from votes.models.roll_call import Ballot, RollCall

__all__ = [
    "Ballot",
    "CellDecision",
    "Draft",
    "FollowUp",
    "Initiative",
    "Reading",
    "Resolution",
    "RollCall",
    "Sponsorship",
]
