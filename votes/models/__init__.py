from votes.models.initiative import Initiative
from votes.models.reading import CellDecision, Reading
from votes.models.resolution import Resolution
from votes.models.roll_call import Ballot, RollCall
from votes.models.text_parts import Draft, FollowUp, Sponsorship

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
