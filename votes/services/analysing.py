"""The accepted ballots of one body as plain rows for analysis. It reads, and writes nothing."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Aggregate, Q, QuerySet, TextField

from kb.council.models import Body, Group, GroupMembership, Seat, SeatSuspension, State
from votes.analysis.record import Record, Term, record
from votes.models import Ballot, RollCall
from votes.reading.cells import Position

HAS_BALLOTS = ~Q(standing=RollCall.Standing.NONE) & Q(held_on__isnull=False)


class Packed(Aggregate):
    """Values side by side, those of many rows in one text: a row a roll call costs far less to hand
    over than a row a ballot."""

    function = "STRING_AGG"
    arg_joiner = " || ' ' || "
    template = "%(function)s(%(expressions)s, ',')"
    output_field = TextField()

    def as_sqlite(self, *args: Any, **kwargs: Any) -> tuple[str, Any]:
        return self.as_sql(*args, function="GROUP_CONCAT", **kwargs)


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """A record with the keys of its roll calls, vote by vote."""

    roll_calls: list[int]
    record: Record


def read_record(
    votes: "QuerySet[RollCall]", body: Body, states: Collection[str] = ()
) -> ReadRecord:
    """Those of these roll calls of the body that have a result, in the order in which they were
    taken. Five queries, whatever their number; `states` narrows it to these codes."""
    of_body = votes.filter(HAS_BALLOTS, resolution__body=body).order_by("held_on", "pk")
    rows = list(of_body.values_list("pk", "held_on"))
    days = [day for _, day in rows]
    codes = dict(State.objects.order_by().values_list("pk", "code"))
    chosen = [key for key, code in codes.items() if code in states] if states else None
    keys = [key for key, _ in rows]
    cast = _cast(of_body, keys, codes, chosen) if keys else {}
    found = record(days, cast, *_terms(body))
    return ReadRecord(keys, found.of(states) if states else found)


def _cast(
    votes: "QuerySet[RollCall]",
    keys: list[int],
    codes: dict[int, str],
    chosen: Collection[int] | None,
) -> dict[tuple[str, Position], int]:
    """{(State code, position): set of votes}. Each column is a number in base 2, as text."""
    ballots = Ballot.objects.filter(roll_call__in=votes.order_by().values("pk"))
    if chosen is not None:
        ballots = ballots.filter(state__in=chosen)
    words = Packed("position", "state_id")
    rows = ballots.order_by().values_list("roll_call").annotate(words=words)
    # The last vote is the first digit.
    places = {key: len(keys) - place for place, key in enumerate(keys, start=1)}
    empty, one = b"0" * len(keys), ord("1")
    columns: dict[str, bytearray] = defaultdict(lambda: bytearray(empty))
    for key, words in rows.iterator():
        # A vote that got its result since its day was read comes with the next reading.
        place = places.get(key)
        for each in words.split(",") if place is not None else ():
            columns[each][place] = one
    cast = {}
    for each, digits in columns.items():
        position, _, state = each.partition(" ")
        cast[codes[int(state)], position] = int(digits, 2)
    return cast


def _terms(body: Body) -> tuple[list[Term], list[Term]]:
    """Seats and suspensions, of all States: they also say on which days nobody had a seat."""
    columns = ("state__code", "since", "until")
    seats = Seat.objects.filter(body=body).order_by().values_list(*columns)
    suspended = SeatSuspension.objects.filter(seat__body=body).order_by()
    suspended = suspended.values_list("seat__state__code", "since", "until")
    return [Term(*row) for row in seats], [Term(*row) for row in suspended]


def group_terms(body: Body, groups: Iterable[Group]) -> dict[str, list[Term]]:
    """{code of the group: terms of its members}. Two queries.

    Where a body has seats, a regional group is made of those who hold a seat for it.
    """
    columns = ("group__code", "state__code", "since", "until")
    by_seat = list(Seat.objects.filter(body=body, group__isnull=False).values_list(*columns))
    by_choice = GroupMembership.objects.values_list("group__kind", *columns)
    found: dict[str, list[Term]] = {group.code: [] for group in groups}
    rows = [row for kind, *row in by_choice if not (by_seat and kind == Group.Kind.REGIONAL)]
    for group, *term in (*by_seat, *rows):
        if group in found:
            found[group].append(Term(*term))
    return found
