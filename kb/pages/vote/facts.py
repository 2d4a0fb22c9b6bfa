"""Everything the vote page needs from the database, in a fixed number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast

from kb.council.lookup import covers
from kb.council.models import Body, Seat
from kb.pages.parts.named import text_symbol
from kb.pages.parts.shown import day_words
from kb.records.prepared import prepared
from votes.models import Ballot, Reading, RollCall
from votes.reading.cells import Position

OF_STATE = ("state__code", "state__name", "state__tile_name")
# Days of seats come as text: beside the ballots of a large vote, which have none, converting every
# empty day took longer than the whole query.
OF_SEAT = tuple(
    Cast(day, CharField()) for day in ("since", "until", "suspensions__since", "suspensions__until")
)
OF_VOTE = ("text_symbol", "roll_call__slug", "roll_call__held_on", "roll_call_id")


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """One seat as the page shows it. `since` and `until` bound the membership, both included."""

    state: str
    name: str
    tile_name: str
    group: str
    since: date
    until: date | None
    suspensions: list[tuple[date, date | None]] = field(default_factory=list)

    def covers(self, day: date) -> bool:
        return covers(self.since, self.until, day)

    def is_entitled(self, day: date) -> bool:
        return self.covers(day) and not any(covers(*each, day) for each in self.suspensions)


@dataclass(frozen=True, slots=True)
class VotedText:
    """A roll call with its ballots ({State code: position}) and what those States are called.

    `label` is the symbol of its text, or says its day.
    """

    pk: int
    label: str
    slug: str
    held_on: date
    ballots: dict[str, Position] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    tile_names: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Around:
    """A vote, the one before it in the initiative and the one after it, with the seats then.

    A vote without ballots is None. `seats` are by State code.
    """

    now: VotedText | None
    before: VotedText | None
    after: VotedText | None
    seats: dict[str, list[SeatFacts]]


def read_around(roll_call: RollCall, at: datetime) -> Around:
    """One query. Only public votes of a public initiative are neighbours."""
    now = _text(roll_call.text_symbol, roll_call.slug, roll_call.held_on, roll_call.pk)
    before, after = _neighbours(roll_call, at)
    texts = {text.pk: text for text in (before, now, after) if text}
    ballots, by_state = [], []
    rows = _around(
        now=now.pk,
        before=before.pk if before else None,
        after=after.pk if after else None,
        body=roll_call.resolution.body_id if now.held_on else None,
        on=now.held_on,
        before_on=before.held_on if before else None,
        after_on=after.held_on if after else None,
    )
    for is_seat, *row in rows:
        (by_state if is_seat else ballots).append(row)
    _enter(ballots, texts)
    now, before, after = (each if each and each.ballots else None for each in (now, before, after))
    return Around(now, before, after, _by_state(by_state))


def _neighbours(roll_call: RollCall, at: datetime) -> tuple[VotedText | None, VotedText | None]:
    initiative = roll_call.resolution.initiative
    if not (roll_call.is_final and initiative and initiative.is_public(at)):
        return None, None
    before, after = roll_call.before_row, roll_call.after_row
    return before and _neighbour(**before), after and _neighbour(**after)


def _neighbour(pk: int, slug: str, held_on: str, symbol: str) -> VotedText:
    return _text(symbol, slug, date.fromisoformat(held_on), pk)


@prepared
def _around(
    *,
    now: int,
    before: int | None,
    after: int | None,
    body: int | None,
    on: date | None,
    before_on: date | None,
    after_on: date | None,
) -> "QuerySet[Any]":
    """Ballots and seats in one list: whether it is a seat, then the columns of either."""
    votes = [each for each in (now, before, after) if each is not None]
    days = [each for each in (on, before_on, after_on) if each is not None]
    no_day = Value("")
    ballots = Ballot.objects.filter(roll_call__in=votes).order_by()
    seats = _covering(body, days).values_list(Value(1), *OF_STATE, "group__name", *OF_SEAT, "pk")
    return ballots.values_list(
        Value(0), *OF_STATE, "position", no_day, no_day, no_day, no_day, "roll_call_id"
    ).union(seats, all=True)


def voted_texts(ballots: "QuerySet[Ballot]") -> dict[int, VotedText]:
    """{key of the roll call: it with these ballots}, in one query."""
    named = ballots.annotate(text_symbol=text_symbol("roll_call__resolution")).order_by()
    rows = list(named.values_list(*OF_STATE, "position", *OF_VOTE))
    texts = {row[-1]: _text(*row[-4:]) for row in rows}
    _enter(rows, texts)
    return texts


def _text(symbol: str, slug: str, held_on: date | None, pk: int) -> VotedText:
    label = symbol or (f"Vote of {day_words(held_on)}" if held_on else "")
    return VotedText(pk, label, slug, held_on)


def _enter(rows: Iterable[Sequence[Any]], texts: Mapping[int, VotedText]) -> None:
    for state, name, tile_name, position, *_, pk in rows:
        text = texts[pk]
        text.ballots[state] = position
        text.names[state], text.tile_names[state] = name, tile_name


def seats_of_days(body: Body, days: Iterable[date]) -> dict[str, list[SeatFacts]]:
    """{State code: seats} of every seat that covers one of these days. One query."""
    covering = _covering(body.pk, days)
    return _by_state(covering.values_list(*OF_STATE, "group__name", *OF_SEAT, "pk"))


def _covering(body: int | None, days: Iterable[date]) -> "QuerySet[Seat]":
    covering = Q(pk__in=[])
    for day in days:
        covering |= Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))
    return Seat.objects.filter(covering, body=body).order_by()


def _by_state(rows: Iterable[Sequence[Any]]) -> dict[str, list[SeatFacts]]:
    """The earlier recorded seat of a State first; a seat has a row for each of its suspensions."""
    seats: dict[int, SeatFacts] = {}
    for row in sorted(rows, key=itemgetter(-1)):
        state, name, tile_name, group, *days, pk = row
        since, until, suspended_since, suspended_until = map(_day, days)
        seat = seats.setdefault(
            pk, SeatFacts(state, name, tile_name, group or "No regional group", since, until)
        )
        if suspended_since:
            seat.suspensions.append((suspended_since, suspended_until))
    by_state: dict[str, list[SeatFacts]] = {}
    for seat in seats.values():
        by_state.setdefault(seat.state, []).append(seat)
    return by_state


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def public_readings(roll_call: RollCall, at: datetime) -> list[Reading]:
    """The readings whose source is public, the earliest first, without their whole texts."""
    return _public_readings(roll_call=roll_call.pk, at=at)


@prepared
def _public_readings(*, roll_call: int, at: datetime) -> "QuerySet[Reading]":
    readings = Reading.objects.public(at).filter(roll_call=roll_call)
    return readings.select_related("source").defer("text").order_by("recorded_at", "pk")
