"""Every ballot as a line of its own: the largest table, so it has a way of its own.

The database packs the ballots of a vote into one row; what a State's line says beside its vote is
made once, for each position and day.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import CharField, TextField, Value
from django.db.models.functions import Cast, Concat

from kb.council.lookup import SeatDays, seats_of
from kb.council.models import Body, Seat, State
from kb.exchange.documents.encoding import dumps
from kb.exchange.documents.kind import day_words
from kb.exchange.documents.votes.packed import Packed
from kb.exchange.files.csv_cells import csv_lines, guarded
from votes.models import Ballot, RollCall

# So few that PostgreSQL finds their ballots by the index, and that the first line is soon out.
BATCH = 50
CSV_HEAD = ("of_vote", "place", "state", "name", "group", "position", "entitled")
"""As `tables_of(VOTES)` lays out the ballots of a vote."""


@dataclass(frozen=True, slots=True)
class Vote:
    key: int
    public_id: str
    slug: str
    held_on: date | None
    body: int


@dataclass(slots=True)
class Day:
    """One day of a body: who may vote, for which group each sits, and what was made already.

    `tails`: {packed ballot: (code of the State, the end of its line)}.
    """

    groups: dict[str, str | None]
    entitled: frozenset[str]
    tails: dict[str, tuple[str, bytes]] = field(default_factory=dict)


Tail = Callable[[str, str, str | None, str, bool], bytes]


def ballot_lines(now: datetime) -> Iterator[bytes]:
    """NDJSON: {"vote_id", "vote", "held_on", "state", "name", "group", "position", "entitled"}."""
    for vote, tails in _ballots(now, _json_tail):
        head = {"vote_id": vote.public_id, "vote": vote.slug, "held_on": day_words(vote.held_on)}
        begin = dumps(head)[:-1] + b","
        if tails:
            yield begin + begin.join(tails)


def ballot_rows(now: datetime) -> Iterator[bytes]:
    """CSV without its head."""
    for vote, tails in _ballots(now, _csv_tail):
        begin = vote.public_id.encode() + b","
        yield b"".join(
            begin + str(place).encode() + b"," + tail for place, tail in enumerate(tails, start=1)
        )


def _json_tail(code: str, name: str, group: str | None, position: str, entitled: bool) -> bytes:
    facts = {
        "state": code,
        "name": name,
        "group": group,
        "position": position,
        "entitled": entitled,
    }
    return dumps(facts)[1:] + b"\n"


def _csv_tail(code: str, name: str, group: str | None, position: str, entitled: bool) -> bytes:
    said = "true" if entitled else "false"
    return csv_lines([[code, guarded(name), guarded(group or ""), position, said]])


def _ballots(now: datetime, make: Tail) -> Iterator[tuple[Vote, Sequence[bytes]]]:
    """Each public vote with the ends of its lines, by the code of the State."""
    states = {
        key: (code, name) for key, code, name in State.objects.values_list("pk", "code", "name")
    }
    days = _Days(states, make)
    for batch in _votes(now):
        packed = _packed(batch)
        for vote in batch:
            found = packed.get(vote.key)
            yield vote, days.tails(vote, found.split(",")) if found else ()


def _votes(now: datetime) -> Iterator[list[Vote]]:
    rows = RollCall.objects.published(now).order_by("public_id")
    columns = ("pk", "public_id", "slug", "held_on", "resolution__body_id")
    batch = list(rows.values_list(*columns)[:BATCH])
    while batch:
        yield [Vote(key, str(each), *rest) for key, each, *rest in batch]
        batch = list(rows.filter(public_id__gt=batch[-1][1]).values_list(*columns)[:BATCH])


def _packed(votes: Sequence[Vote]) -> dict[int, str]:
    """{key of the vote: "12:yes,13:no"}, by keys of States: one row of the database a vote."""
    one = Concat(Cast("state_id", CharField()), Value(":"), "position", output_field=TextField())
    rows = Ballot.objects.filter(roll_call__in=[vote.key for vote in votes]).order_by()
    return dict(rows.values_list("roll_call_id").annotate(packed=Packed(one)))


class _Days:
    """What was made for one day serves all votes of that day; of a body without seats, all days."""

    def __init__(self, states: dict[int, tuple[str, str]], make: Tail) -> None:
        self.states, self.make = states, make
        self.names = dict(states.values())
        self.seats = {body.pk: self._seats(body) for body in Body.objects.all()}
        self.days: dict[tuple[int, date | None], Day] = {}

    def _seats(self, body: Body) -> list[tuple[SeatDays, str | None]]:
        groups = {
            (code, since): group
            for code, since, group in Seat.objects.filter(body=body).values_list(
                "state__code", "since", "group__code"
            )
        }
        return [(seat, groups[seat.state, seat.since]) for seat in seats_of(body)]

    def tails(self, vote: Vote, ballots: Sequence[str]) -> list[bytes]:
        """The ends of the lines of one vote, by the code of the State."""
        day = self._day(vote)
        known = day.tails
        found = [known.get(each) or self._tail(day, each) for each in ballots]
        if day.entitled:
            found += self._missing(day, {code for code, _ in found})
        found.sort()
        return [tail for _, tail in found]

    def _tail(self, day: Day, packed: str) -> tuple[str, bytes]:
        key, position = packed.split(":")
        code, name = self.states[int(key)]
        entitled = not day.entitled or code in day.entitled
        tail = code, self.make(code, name, day.groups.get(code), position, entitled)
        day.tails[packed] = tail
        return tail

    def _missing(self, day: Day, voted: set[str]) -> list[tuple[str, bytes]]:
        """Who could vote and has no ballot is not recorded."""
        return [
            (code, self.make(code, self.names[code], day.groups.get(code), "not_recorded", True))
            for code in day.entitled - voted
        ]

    def _day(self, vote: Vote) -> Day:
        seats = self.seats[vote.body] if vote.held_on else []
        key = vote.body, vote.held_on if seats else None
        if key not in self.days:
            sitting = [each for each in seats if each[0].since <= vote.held_on]
            sitting = [e for e in sitting if e[0].until is None or e[0].until >= vote.held_on]
            groups = {seat.state: group for seat, group in sitting}
            entitled = [seat.state for seat, _ in sitting if not seat.is_suspended_on(vote.held_on)]
            self.days[key] = Day(groups, frozenset(entitled))
        return self.days[key]
