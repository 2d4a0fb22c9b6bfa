"""Ballots, seats, memberships and sponsors as plain rows: one query each, and none for nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, DateField, Q, Value

from kb.council.lookup import covers
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
        if body_id != body or not covers(since, until, day):
            continue
        seated.add(state)
        if suspension[0] and covers(*suspension, day):
            suspended.add(state)
    return frozenset(seated - suspended)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who belonged to the groups that asks address, and who sponsored the texts they are about.

    `memberships`: {key of the group: [(State code, first day, last day)]}, open ends as None.
    `sponsorships`: {key of the text: State codes}, of sponsors at any time.
    """

    memberships: Mapping[int, list[tuple[str, date | None, date | None]]]
    sponsorships: Mapping[int, frozenset[str]]

    def members(self, group: Group, day: date | None) -> frozenset[str]:
        rows = self.memberships.get(group.pk, ())
        return frozenset(
            state for state, since, until in rows if day and covers(since or date.min, until, day)
        )

    def sponsors(self, text: Resolution) -> frozenset[str]:
        return self.sponsorships.get(text.pk, frozenset())


def asked_states(groups: Collection[Group], texts: Collection[Resolution]) -> Asked:
    """One query for both, none for nothing."""
    if not groups and not texts:
        return Asked({}, {})
    members = (
        GroupMembership.objects.filter(group__in=groups)
        .order_by()
        .annotate(what=Value("member", CharField()))
        .values_list("what", "group_id", "state__code", "since", "until")
    )
    never = Value(None, DateField())
    sponsors = (
        Sponsorship.objects.filter(resolution__in=texts, state__isnull=False)
        .order_by()
        .annotate(what=Value("sponsor", CharField()), first=never, last=never)
        .values_list("what", "resolution_id", "state__code", "first", "last")
    )
    memberships: dict[int, list[tuple[str, date | None, date | None]]] = {}
    sponsorships: dict[int, set[str]] = {}
    for what, owner, state, since, until in members.union(sponsors, all=True):
        if what == "member":
            memberships.setdefault(owner, []).append((state, since, until))
        else:
            sponsorships.setdefault(owner, set()).add(state)
    return Asked(memberships, {text: frozenset(found) for text, found in sponsorships.items()})
