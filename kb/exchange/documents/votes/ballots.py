"""The ballots of some votes and who was entitled to vote: one query, whatever their number.

A row of the database costs more than what stands in it, so the ballots of a vote come as one text.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.models import CharField, DateField, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from kb.council.lookup import covers
from kb.council.models import Seat
from kb.exchange.documents.votes.packed import Packed
from kb.records.prepared import prepared
from votes.analysis.tally import entitled_positions
from votes.models import Ballot, RollCall
from votes.reading.cells import Position

NO_DAY, NO_WORD = Value(None, DateField()), Value(None, TextField())
BALLOTS, SEAT = Value("ballots", CharField()), Value("seat", CharField())
# No name of a State has these in it (ASCII's separators of records and of units).
BETWEEN, WITHIN = "\x1e", "\x1f"


class _Row(NamedTuple):
    """All ballots of a vote (owner: its key, packed), or a seat (owner: key of its body)."""

    what: str
    owner: int
    packed: str | None
    code: str | None
    name: str | None
    sits_for: str | None
    first: date
    last: date | None
    paused: date | None
    resumed: date | None


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
    rows = list(map(_Row._make, _rows(votes)))
    seats = [row for row in rows if row.what == "seat"]
    names = {seat.code: seat.name for seat in seats}
    found = {vote.pk: BallotsOf(names) for vote in votes}
    accepted = {vote.pk: str(vote.accepted_reading_id or "") for vote in votes}
    for row in rows:
        if row.packed is not None:
            _unpack(row.packed, found[row.owner], names, accepted[row.owner])
    seated = _seated(seats, {(e.resolution.body_id, e.held_on) for e in votes if e.held_on})
    for vote in votes:
        if on_the_day := seated.get((vote.resolution.body_id, vote.held_on)):
            found[vote.pk].entitled = on_the_day.entitled
            found[vote.pk].groups = on_the_day.groups
    return found


def _unpack(packed: str, its: BallotsOf, names: dict[str, str], accepted: str) -> None:
    positions = its.positions
    for ballot in packed.split(BETWEEN):
        code, name, position, evidence, corrected = ballot.split(WITHIN)
        names[code], positions[code] = name, position
        if corrected or evidence != accepted:
            its.others[code] = _key(evidence), _key(corrected)


def _key(words: str) -> int | None:
    return int(words) if words else None


def _rows(votes: Sequence[RollCall]) -> Iterable[tuple]:
    """Ballots of the votes, and the seats of their bodies about those days, in one query."""
    if len(votes) == 1:
        return _rows_of_one(votes[0])
    days = [vote.held_on for vote in votes if vote.held_on]
    rows = _ballots([vote.pk for vote in votes])
    if not days:
        return rows
    return rows.union(_seats({vote.resolution.body_id for vote in votes}, days), all=True)


def _rows_of_one(vote: RollCall) -> Iterable[tuple]:
    """The very same; a partner who asks for one vote does not wait for its SQL to be made."""
    if vote.held_on is None:
        return _ballots_of_one(vote=vote.pk)
    return _ballots_and_seats_of_one(vote=vote.pk, body=vote.resolution.body_id, day=vote.held_on)


@prepared
def _ballots_of_one(*, vote: int) -> "QuerySet[Any]":
    return _ballots([vote])


@prepared
def _ballots_and_seats_of_one(*, vote: int, body: int, day: date) -> "QuerySet[Any]":
    return _ballots([vote]).union(_seats([body], [day]), all=True)


def _ballots(votes: Collection[int]) -> "QuerySet[Any]":
    """A row a vote, given by keys."""
    ballots = (
        Ballot.objects.filter(roll_call__in=votes)
        .order_by()
        .values(what=BALLOTS, owner=F("roll_call_id"))
        .annotate(
            packed=Packed(_packed_ballot(), BETWEEN),
            code=NO_WORD,
            name=NO_WORD,
            sits_for=NO_WORD,
            first=NO_DAY,
            last=NO_DAY,
            paused=NO_DAY,
            resumed=NO_DAY,
        )
    )
    return ballots.values_list(*_Row._fields)


def _packed_ballot() -> Concat:
    """State, name, position, key of the reading, key of the source of a correction."""
    keys = (Coalesce(Cast(key, CharField()), Value("")) for key in ("reading_id", "correction_id"))
    parts = [F("state__code"), F("state__name"), F("position"), *keys]
    within = Value(WITHIN)
    spaced = [each for part in parts for each in (within, part)][1:]
    return Concat(*spaced, output_field=TextField())


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
            packed=NO_WORD,
            code=F("state__code"),
            name=F("state__name"),
            sits_for=F("group__code"),
            first=F("since"),
            last=F("until"),
            paused=F("suspensions__since"),
            resumed=F("suspensions__until"),
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
    groups = {seat.code: seat.sits_for for seat in sitting}
    return Seated(groups, frozenset(groups.keys() - suspended))
