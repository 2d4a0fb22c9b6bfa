"""The ballots of some votes and who was entitled to vote: one query, whatever their number."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, CharField, DateField, F, Q, QuerySet, Value

from kb.council.lookup import covers
from kb.council.models import Seat
from votes.analysis.tally import entitled_positions
from votes.models import Ballot, RollCall
from votes.reading.cells import Position

NO_DAY, NO_KEY = Value(None, DateField()), Value(None, BigIntegerField())
BALLOT, SEAT = Value("ballot", CharField()), Value("seat", CharField())


class _Row(NamedTuple):
    """A ballot (owner: key of its vote, word: position), or a seat (key of its body, group)."""

    what: str
    owner: int
    code: str
    name: str
    word: Any
    first: date
    last: date | None
    paused: date | None
    resumed: date | None
    evidence: int | None
    corrected: int | None


@dataclass(slots=True)
class BallotsOf:
    """`positions` as accepted, by State code; `entitled` those with the right to vote that day.

    `groups` gives the code of the group for which a State had its seat that day. `others` are the
    ballots that rest on something else than the accepted reading: {code: (key of a reading, key
    of the source of a correction)}.
    """

    names: Mapping[str, str]
    positions: dict[str, Position] = field(default_factory=dict)
    entitled: frozenset[str] = frozenset()
    groups: Mapping[str, str | None] = field(default_factory=dict)
    others: dict[str, tuple[int | None, int | None]] = field(default_factory=dict)

    @property
    def counted(self) -> dict[str, Position]:
        """Of the entitled alone, those without a ballot as not recorded; empty before a result."""
        return entitled_positions(self.positions, self.entitled) if self.positions else {}

    @property
    def rows(self) -> list[dict[str, Any]]:
        counted = self.counted
        names, groups = self.names, self.groups
        return [
            {
                "state": code,
                "name": names[code],
                "group": groups.get(code),
                "position": position,
                "entitled": code in counted,
            }
            for code, position in sorted({**self.positions, **counted}.items())
        ]


@dataclass(frozen=True, slots=True)
class Seated:
    """Who had a seat in one body on one day, and for which group; `entitled` may vote."""

    groups: Mapping[str, str | None]
    entitled: frozenset[str]


def read_ballots(votes: Sequence[RollCall]) -> dict[int, BallotsOf]:
    """{key of the vote: its ballots}. Votes come with their text and body."""
    rows = list(_rows(votes))
    names = {row.code: row.name for row in map(_Row._make, rows)}
    found = {vote.pk: BallotsOf(names) for vote in votes}
    accepted = {vote.pk: vote.accepted_reading_id for vote in votes}
    seats = []
    for row in rows:
        what, owner, code, _, word, *_, evidence, corrected = row
        if what == "seat":
            seats.append(_Row._make(row))
            continue
        its = found[owner]
        its.positions[code] = word
        if corrected is not None or evidence != accepted[owner]:
            its.others[code] = evidence, corrected
    seated = _seated(seats, {(e.resolution.body_id, e.held_on) for e in votes if e.held_on})
    for vote in votes:
        if on_the_day := seated.get((vote.resolution.body_id, vote.held_on)):
            found[vote.pk].entitled = on_the_day.entitled
            found[vote.pk].groups = on_the_day.groups
    return found


def _rows(votes: Sequence[RollCall]) -> Iterable[tuple]:
    """Ballots of the votes, and the seats of their bodies about those days, in one query."""
    ballots = (
        Ballot.objects.filter(roll_call__in=votes)
        .order_by()
        .annotate(
            what=BALLOT,
            owner=F("roll_call_id"),
            code=F("state__code"),
            name=F("state__name"),
            word=F("position"),
            first=NO_DAY,
            last=NO_DAY,
            paused=NO_DAY,
            resumed=NO_DAY,
            evidence=F("reading_id"),
            corrected=F("correction_id"),
        )
    )
    rows = ballots.values_list(*_Row._fields)
    days = [vote.held_on for vote in votes if vote.held_on]
    if not days:
        return rows
    return rows.union(_seats({vote.resolution.body_id for vote in votes}, days), all=True)


def _seats(bodies: Collection[int], days: Collection[date]) -> "QuerySet[Any]":
    """A seat that was suspended twice comes twice."""
    seats = Seat.objects.filter(
        Q(until__isnull=True) | Q(until__gte=min(days)), body__in=bodies, since__lte=max(days)
    )
    return (
        seats.order_by()
        .annotate(
            what=SEAT,
            owner=F("body_id"),
            code=F("state__code"),
            name=F("state__name"),
            word=F("group__code"),
            first=F("since"),
            last=F("until"),
            paused=F("suspensions__since"),
            resumed=F("suspensions__until"),
            evidence=NO_KEY,
            corrected=NO_KEY,
        )
        .values_list(*_Row._fields)
    )


def _seated(
    seats: Sequence[_Row], meetings: Collection[tuple[int, date]]
) -> dict[tuple[int, date], Seated]:
    """Whoever sat in each body on each day; suspended seats have a group and no vote."""
    by_body: dict[int, list[_Row]] = defaultdict(list)
    for seat in seats:
        by_body[seat.owner].append(seat)
    return {(body, day): _on(by_body[body], day) for body, day in meetings if by_body.get(body)}


def _on(seats: Sequence[_Row], day: date) -> Seated:
    sitting = [seat for seat in seats if covers(seat.first, seat.last, day)]
    suspended = {
        seat.code for seat in sitting if seat.paused and covers(seat.paused, seat.resumed, day)
    }
    groups = {seat.code: seat.word for seat in sitting}
    return Seated(groups, frozenset(groups.keys() - suspended))
