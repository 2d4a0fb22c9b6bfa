"""Ballots, seats, memberships and sponsors as plain rows: one query each, and none for nothing."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from kb.council.models import Group, GroupMembership, Seat
from votes.models import Ballot, Resolution, RollCall, Sponsorship
from votes.reading.cells import Position


def ballots_of(roll_calls: Collection[RollCall]) -> dict[int, dict[str, Position]]:
    """{key of the roll call: {State code: accepted position}}."""
    if not roll_calls:
        return {}
    rows = Ballot.objects.filter(roll_call__in=roll_calls).order_by()
    found: dict[int, dict[str, Position]] = {}
    for roll_call, state, position in rows.values_list("roll_call_id", "state__code", "position"):
        found.setdefault(roll_call, {})[state] = position
    return found


def entitled_on(
    meetings: Collection[tuple[int, date]],
) -> dict[tuple[int, date], frozenset[str]]:
    """The codes of the States with the right to vote in each body (by key) on each day."""
    if not meetings:
        return {}
    bodies, days = {body for body, _ in meetings}, [day for _, day in meetings]
    rows = list(
        Seat.objects.filter(body__in=bodies, since__lte=max(days))
        .filter(Q(until__isnull=True) | Q(until__gte=min(days)))
        .order_by()
        .values_list(
            "body_id",
            "state__code",
            "since",
            "until",
            "suspensions__since",
            "suspensions__until",
        )
    )
    return {(body, day): _entitled(rows, body, day) for body, day in meetings}


def _entitled(rows: list[tuple], body: int, day: date) -> frozenset[str]:
    seated, suspended = set(), set()
    for body_id, state, since, until, *suspension in rows:
        if body_id != body or not _covers(since, until, day):
            continue
        seated.add(state)
        if suspension[0] and _covers(*suspension, day):
            suspended.add(state)
    return frozenset(seated - suspended)


def _covers(since: date, until: date | None, day: date) -> bool:
    return since <= day and (until is None or day <= until)


def members_on(
    days: Collection[tuple[Group, date]],
) -> dict[tuple[Group, date], frozenset[str]]:
    """The codes of the States that belonged to each group on each day."""
    if not days:
        return {}
    rows = list(
        GroupMembership.objects.filter(group__in={group for group, _ in days})
        .order_by()
        .values_list("group_id", "state__code", "since", "until")
    )
    return {
        (group, day): frozenset(
            state
            for group_id, state, since, until in rows
            if group_id == group.pk and _covers(since or date.min, until, day)
        )
        for group, day in days
    }


def sponsors_of(texts: Collection[Resolution]) -> dict[int, frozenset[str]]:
    """{key of the text: codes of the States that sponsored it, at any time}."""
    if not texts:
        return {}
    rows = Sponsorship.objects.filter(resolution__in=texts, state__isnull=False).order_by()
    found: dict[int, set[str]] = {}
    for text, state in rows.values_list("resolution_id", "state__code"):
        found.setdefault(text, set()).add(state)
    return {text: frozenset(states) for text, states in found.items()}
