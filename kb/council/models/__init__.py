from kb.council.models.bodies import AgendaItem, Body, Seat, SeatSuspension, Session
from kb.council.models.groups import Group, GroupMembership
from kb.council.models.states import State, StateName, during

__all__ = [
    "AgendaItem",
    "Body",
    "Group",
    "GroupMembership",
    "Seat",
    "SeatSuspension",
    "Session",
    "State",
    "StateName",
    "during",
]
