"""Two roll calls of the record, side by side."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Q

from kb.council.lookup import entitled_on
from kb.council.models import Body
from kb.records.services import Refused
from votes.analysis.shifts import Shifts, shifts
from votes.models import RollCall
from votes.reading.cells import Position
from votes.symbols import candidates


def final_roll_call(symbol: str) -> RollCall:
    """The vote that settled the text with this symbol, adopted or draft.

    Raises Refused where there is no such text, no such vote, or more than one.
    """
    keys = candidates(symbol)
    finals = RollCall.objects.filter(is_final=True).select_related("resolution__body")
    found = list(
        finals.filter(Q(resolution__slug__in=keys) | Q(resolution__drafts__symbol_key__in=keys))
        .distinct()
        .order_by("slug")
    )
    if not found:
        raise Refused(f"There is no final roll call on a text with the symbol {symbol}.")
    if len(found) > 1:
        slugs = ", ".join(roll_call.slug for roll_call in found)
        raise Refused(f"{symbol} has more than one final roll call: {slugs}.")
    return found[0]


def compare_roll_calls(before: RollCall, after: RollCall) -> Shifts:
    """Who moved between two votes. Entitlement goes by the seats of each day."""
    for roll_call in (before, after):
        if roll_call.held_on is None or roll_call.standing == RollCall.Standing.NONE:
            raise Refused(f"The vote on {roll_call.resolution} has no result yet.")
    first, second = before.ballots.positions(), after.ballots.positions()
    return shifts(
        first,
        second,
        entitled(before.resolution.body, before.held_on, first),
        entitled(after.resolution.body, after.held_on, second),
    )


def entitled(body: Body, day: date, ballots: Mapping[str, Position]) -> Collection[str]:
    """Who might vote that day; where nobody recorded the seats, those who have a ballot."""
    return entitled_on(day, body) or frozenset(ballots)
