from kb.council.admin.bodies import BodyAdmin
from kb.council.admin.groups import GroupAdmin
from kb.council.admin.seats import SeatAdmin
from kb.council.admin.sessions import SessionAdmin
from kb.council.admin.states import StateAdmin

__all__ = ["BodyAdmin", "GroupAdmin", "SeatAdmin", "SessionAdmin", "StateAdmin"]
