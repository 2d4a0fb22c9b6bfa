"""Who sits where and when, and what States are called, in plain rows."""

from dataclasses import dataclass
from datetime import date

from kb.council.models import Body, Seat, State


def seats_on(day: date, body: Body) -> dict[str, Seat]:
    """{State code: seat} of every seat that day, suspended ones included, with State and group."""
    seats = Seat.objects.filter(body=body).on(day).select_related("state", "group")
    return {seat.state.code: seat for seat in seats}


def entitled_on(day: date, body: Body) -> frozenset[str]:
    """The codes of the States that may vote that day: suspended seats left out."""
    seats = Seat.objects.filter(body=body).entitled_on(day)
    return frozenset(seats.values_list("state__code", flat=True))


@dataclass(frozen=True, slots=True)
class SeatDays:
    """One seat: the State's code, its days, and the days of its suspensions, ends included."""

    state: str
    since: date
    until: date | None
    suspensions: tuple[tuple[date, date | None], ...]

    def is_suspended_on(self, day: date) -> bool:
        return any(covers(since, until, day) for since, until in self.suspensions)


def seats_of(body: Body) -> list[SeatDays]:
    """Every seat that a body ever had, for who asks about many days. Two queries."""
    seats = Seat.objects.filter(body=body).select_related("state").prefetch_related("suspensions")
    return [
        SeatDays(
            seat.state.code,
            seat.since,
            seat.until,
            tuple((each.since, each.until) for each in seat.suspensions.all()),
        )
        for seat in seats
    ]


def covers(since: date, until: date | None, day: date) -> bool:
    """Whether `day` lies within the days given, both included; `until` is None while it goes on."""
    return since <= day and (until is None or day <= until)


def state_labels() -> dict[str, str]:
    """{State code: name}, for sentences."""
    return dict(State.objects.values_list("code", "name"))


def ordinal(number: int) -> str:
    """ "45th", "41st", "112th"."""
    last_two = number % 100
    ending = "th" if 11 <= last_two <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
