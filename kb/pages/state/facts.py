"""What the record holds of one State's ballots: every public vote in which it could vote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, F, OuterRef, Subquery, When

from kb.council.lookup import covers
from kb.council.models import Seat, State
from statements.services.rows import entitled_on
from votes.models import Ballot, Initiative, RollCall
from votes.reading.cells import Position


@dataclass(frozen=True, slots=True)
class Cast:
    """A public vote with a result. `position` is None where the State had no right to vote.

    `initiative` is the key of the public initiative whose text the vote settled, else None.
    """

    pk: int
    slug: str
    body: int
    held_on: date
    initiative: int | None
    position: Position | None


@dataclass(frozen=True, slots=True)
class Record:
    """`votes` are in the order in which they were taken, those without the right to vote included.

    `without_right` counts the ballots that a source lists although the State had no right to vote.
    """

    votes: Sequence[Cast]
    without_right: int

    @property
    def entitled(self) -> list[Cast]:
        return [each for each in self.votes if each.position]


def record_of(state: State, seats: Sequence[Seat], at: datetime) -> Record:
    """Two queries. Prefetch `suspensions` with the seats.

    Seats decide who could vote. Where nobody recorded any that day, whoever has a ballot could.
    """
    rows = _rows(state, at)
    unseated = {
        (row["body"], row["held_on"])
        for row in rows
        if row["position"] and not _sat(seats, row["body"], row["held_on"])
    }
    recorded = {meeting for meeting, states in entitled_on(unseated).items() if states}
    votes, without_right = [], 0
    for row in rows:
        body, day, position = row["body"], row["held_on"], row["position"]
        if _sat(seats, body, day):
            position = position or "not_recorded"
        elif position and (body, day) in recorded:
            without_right += 1
            position = None
        votes.append(Cast(**{**row, "position": position}))
    return Record(votes, without_right)


def _rows(state: State, at: datetime) -> list[dict]:
    own = Ballot.objects.filter(roll_call=OuterRef("pk"), state=state).values("position")
    family = Case(
        When(
            Initiative.visible_at(at, "resolution__initiative__"),
            is_final=True,
            then=F("resolution__initiative"),
        )
    )
    votes = RollCall.objects.published(at).exclude(standing=RollCall.Standing.NONE)
    return list(
        votes.annotate(body=F("resolution__body"), initiative=family, position=Subquery(own[:1]))
        .order_by("held_on", "pk")
        .values("pk", "slug", "body", "held_on", "initiative", "position")
    )


def _sat(seats: Sequence[Seat], body: int, day: date) -> bool:
    """With the right to vote: a seat that covers the day, and no suspension that does."""
    return any(
        seat.body_id == body
        and covers(seat.since, seat.until, day)
        and not any(covers(each.since, each.until, day) for each in seat.suspensions.all())
        for seat in seats
    )
