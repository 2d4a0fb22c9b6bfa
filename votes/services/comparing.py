"""Two roll calls of the record, side by side."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import Q

from kb.council.lookup import entitled_on
from kb.council.models import Body
from kb.records.services import Refused
from votes.analysis.shifts import Shifts, shifts
from votes.models import Resolution, RollCall
from votes.reading.cells import Position
from votes.symbols import candidates, is_draft_number


def final_roll_call(symbol: str) -> RollCall:
    """The vote that settled the text with this symbol, adopted or draft.

    Raises Refused where there is no such text, no such vote, or more than one with a result.
    """
    finals = RollCall.objects.filter(resolution__in=texts_called(symbol), is_final=True)
    found = list(finals.select_related("resolution__body").order_by("slug"))
    if not found:
        raise Refused(f"There is no final roll call on a text with the symbol {symbol}.")
    with_result = [each for each in found if each.standing != RollCall.Standing.NONE]
    if len(with_result) > 1:
        slugs = ", ".join(roll_call.slug for roll_call in with_result)
        raise Refused(f"{symbol} has more than one final roll call: {slugs}.")
    return (with_result or found)[0]


def texts_called(symbol: str) -> list[Resolution]:
    """Those with the likeliest key that any text has; "L.13/Rev.1" may be of several sessions."""
    for key in candidates(symbol):
        has_it = Q(slug=key) | Q(drafts__symbol_key=key)
        if is_draft_number(symbol):
            has_it |= Q(drafts__symbol_key__endswith=f"-{key}")
        if texts := list(Resolution.objects.filter(has_it).distinct()):
            return texts
    return []


def name_of(text: Resolution) -> str:
    """Its adopted symbol, else that of its latest draft; its title where it has neither."""
    latest = text.drafts.order_by("order").last()
    return text.symbol or (latest.symbol if latest else text.title)


def compare_roll_calls(before: RollCall, after: RollCall) -> Shifts:
    """Who moved between two votes. Entitlement goes by the seats of each day."""
    for roll_call in (before, after):
        if roll_call.held_on is None or roll_call.standing == RollCall.Standing.NONE:
            raise Refused(f"The vote on {name_of(roll_call.resolution)} has no result yet.")
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
