"""Who may do what with readings; docs/roles.md shows it."""

from typing import Any

from django.core.exceptions import PermissionDenied

from kb.council.models import StateName
from kb.records.admin.rights import may
from kb.records.models import Publishable, Source
from votes.models import Reading, RollCall

ACCEPT = "votes.accept_reading"
CORRECT = "votes.correct_ballot"


def demand(is_allowed: bool) -> None:
    if not is_allowed:
        raise PermissionDenied


def may_record(user: Any, roll_call: RollCall, source: Source) -> bool:
    """What readers would see at once needs somebody who may accept it, too."""
    is_shown = all(each.state == Publishable.State.PUBLISHED for each in (roll_call, source))
    return may(user, "add", Reading) and (not is_shown or user.has_perm(ACCEPT))


def may_decide(user: Any, reading: Reading) -> bool:
    return may_record(user, reading.roll_call, reading.source)


def may_learn(user: Any) -> bool:
    """A name that is learnt is read into every later source."""
    return may(user, "add", StateName)
