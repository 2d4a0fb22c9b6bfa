"""Filters of the lists of sessions and States, and those that other lists share."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from kb.council.models import Body, Group, GroupMembership, Seat, Session, State, during
from kb.search.filters import (
    DayFilter,
    ListFilters,
    NumberFilter,
    Option,
    RecordFilter,
    WordFilter,
    WordsFilter,
)

COUNCIL = "hrc"


class BodyFilter(RecordFilter):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"records": lambda at: Body.objects.all(), "by": "code", "label": "Body"}
        kwargs["offered"] = lambda at: Body.objects.filter(sessions__isnull=False).distinct()
        super().__init__(*args, expected=f"the code of a body, such as {COUNCIL}", **kwargs)


class SessionFilter(RecordFilter):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"records": lambda at: Session.objects.all(), "by": "code", "label": "Session"}
        super().__init__(*args, expected="the code of a session, such as hrc43", **kwargs)


class StateFilter(RecordFilter):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"records": lambda at: State.objects.all(), "by": "code"}
        expected = "the code of a State in three letters, such as fji"
        super().__init__(*args, expected=expected, **{"label": "State", **kwargs})

    def word(self, value: State) -> str:
        return value.code.lower()


class GroupFilter(RecordFilter):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"records": lambda at: Group.objects.all(), "by": "code"}
        expected = "the code of a group, such as GRULAC"
        super().__init__(*args, expected=expected, **{"label": "Group", **kwargs})


class YearFilter(NumberFilter):
    def options(self) -> list[Option]:
        years = Session.objects.dates("starts_on", "year", order="DESC")
        return [(str(each.year), str(each.year)) for each in years]


class SessionFilters(ListFilters):
    body = BodyFilter("body")
    kind = WordFilter("kind", choices=Session.Kind.choices, label="Kind")
    year = YearFilter("starts_on__year", least=1900, most=2999, label="Year")

    class Meta:
        model = Session
        fields: list[str] = []


class StateFilters(ListFilters):
    q = WordsFilter("name", "code", "names__name", label="Name")
    group = GroupFilter(method="of_group")
    kind = WordFilter("kind", choices=State.Kind.choices, label="Standing")
    member_on = DayFilter(
        method="seated_on",
        label="Member of the Council on",
        phrase="members of the Council on {}",
    )

    class Meta:
        model = State
        fields: list[str] = []

    def of_group(self, states: "QuerySet[State]", name: str, group: Group) -> "QuerySet[State]":
        """Its members on the day of `member_on`, else today."""
        day = self.record("member_on") or timezone.localdate(self.at)
        members = GroupMembership.objects.filter(during(day), group=group)
        return states.filter(pk__in=members.values("state"))

    def seated_on(self, states: "QuerySet[State]", name: str, day: date) -> "QuerySet[State]":
        """Suspended seats count."""
        seats = Seat.objects.filter(body__code=COUNCIL).on(day)
        return states.filter(pk__in=seats.values("state"))


class BodyFilters(ListFilters):
    class Meta:
        model = Body
        fields: list[str] = []


class GroupFilters(ListFilters):
    kind = WordFilter("kind", choices=Group.Kind.choices, label="Kind")

    class Meta:
        model = Group
        fields: list[str] = []


class SeatFilters(ListFilters):
    body = BodyFilter("body")
    state = StateFilter("state")
    group = GroupFilter("group")
    on = DayFilter(method="covering", label="On", phrase="on {}")

    class Meta:
        model = Seat
        fields: list[str] = []

    def covering(self, seats: "QuerySet[Seat]", name: str, day: date) -> "QuerySet[Seat]":
        """Suspended seats count."""
        return seats.filter(pk__in=Seat.objects.on(day).values("pk"))
