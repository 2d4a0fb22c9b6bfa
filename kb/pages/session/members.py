"""Who sat at a session: the members of the body on its last day, by regional group."""

from dataclasses import dataclass
from datetime import date

from kb.council.models import Session
from kb.pages.parts.shown import ShownState, day_words, state_url
from kb.pages.vote.facts import SeatFacts, seats_of_days


@dataclass(frozen=True, slots=True)
class SeatedGroup:
    name: str
    states: list[ShownState]


@dataclass(frozen=True, slots=True)
class ShownMembers:
    """`note` names those whose rights were suspended that day."""

    number: int
    day: date
    groups: list[SeatedGroup]
    note: str


def shown_members(session: Session, today: date) -> ShownMembers | None:
    """At its end, or today while it goes on or is still to come. One query at most.

    None where no day of the session, or nobody's seat on that day, is on record.
    """
    last = session.ends_on or session.starts_on
    if last is None:
        return None
    day = min(last, today)
    seats = [each for found in seats_of_days(session.body, [day]).values() for each in found]
    by_group: dict[str, list[SeatFacts]] = {}
    for seat in sorted(seats, key=lambda seat: seat.name):
        by_group.setdefault(seat.group, []).append(seat)
    if not seats:
        return None
    groups = [
        SeatedGroup(name, [ShownState(seat.name, url=state_url(seat.state)) for seat in found])
        for name, found in sorted(by_group.items())
    ]
    return ShownMembers(len(seats), day, groups, _suspended(seats, day))


def _suspended(seats: list[SeatFacts], day: date) -> str:
    names = sorted(seat.name for seat in seats if not seat.is_entitled(day))
    if not names:
        return ""
    return f"Without the rights of membership on {day_words(day)}: {', '.join(names)}."
