"""Everything the vote page needs from the database, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q, QuerySet

from kb.council.lookup import covers
from kb.council.models import Body, Seat
from kb.pages.parts.named import text_symbol
from kb.pages.parts.shown import day_words
from votes.models import Ballot, Reading, RollCall
from votes.reading.cells import Position


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


def ballots_around(
    roll_call: RollCall, at: datetime
) -> tuple[VotedText | None, VotedText | None, VotedText | None]:
    """This vote, the one before it in the initiative and the one after it, with their ballots.

    One query. Only public votes of a public initiative are neighbours; each is None where it has
    no ballots.
    """
    wanted = Q(roll_call=roll_call)
    initiative = roll_call.resolution.initiative
    if roll_call.is_final and roll_call.held_on and initiative and initiative.is_public(at):
        family = RollCall.objects.published(at).of_initiative(initiative.pk)
        earlier = family.filter(held_on__lt=roll_call.held_on).order_by("-held_on", "-pk")
        later = family.filter(held_on__gt=roll_call.held_on).order_by("held_on", "pk")
        with_result = ~Q(standing=RollCall.Standing.NONE)
        wanted |= Q(roll_call=earlier.filter(with_result).values("pk")[:1])
        wanted |= Q(roll_call=later.filter(with_result).values("pk")[:1])
    texts = voted_texts(Ballot.objects.filter(wanted))
    others = [text for text in texts.values() if text.pk != roll_call.pk]
    before = next((t for t in others if t.held_on < roll_call.held_on), None)
    after = next((t for t in others if t.held_on > roll_call.held_on), None)
    return texts.get(roll_call.pk), before, after


def voted_texts(ballots: QuerySet[Ballot]) -> dict[int, VotedText]:
    """{key of the roll call: it with these ballots}, in one query."""
    texts: dict[int, VotedText] = {}
    named = ballots.annotate(text_symbol=text_symbol("roll_call__resolution"))
    rows = named.order_by().values_list(
        "roll_call_id",
        "text_symbol",
        "roll_call__slug",
        "roll_call__held_on",
        "state__code",
        "state__name",
        "state__tile_name",
        "position",
    )
    for pk, symbol, slug, held_on, state, name, tile_name, position in rows:
        label = symbol or f"Vote of {day_words(held_on)}"
        text = texts.setdefault(pk, VotedText(pk, label, slug, held_on))
        text.ballots[state] = position
        text.names[state], text.tile_names[state] = name, tile_name
    return texts


def seats_of_days(body: Body, days: Iterable[date]) -> dict[str, list[SeatFacts]]:
    """{State code: seats} of every seat that covers one of these days. One query."""
    covering = Q(pk__in=[])
    for day in days:
        covering |= Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))
    rows = (
        Seat.objects.filter(covering, body=body)
        .order_by("pk")
        .values_list(
            "pk",
            "state__code",
            "state__name",
            "state__tile_name",
            "group__name",
            "since",
            "until",
            "suspensions__since",
            "suspensions__until",
        )
    )
    seats: dict[int, SeatFacts] = {}
    for pk, state, name, tile_name, group, since, until, *suspension in rows:
        seat = seats.setdefault(
            pk, SeatFacts(state, name, tile_name, group or "No regional group", since, until)
        )
        if suspension[0]:
            seat.suspensions.append((suspension[0], suspension[1]))
    by_state: dict[str, list[SeatFacts]] = {}
    for seat in seats.values():
        by_state.setdefault(seat.state, []).append(seat)
    return by_state


def public_readings(roll_call: RollCall, at: datetime) -> list[Reading]:
    """The readings whose source is public, the earliest first, without their whole texts."""
    readings = Reading.objects.public(at).filter(roll_call=roll_call)
    return list(readings.select_related("source").defer("text").order_by("recorded_at", "pk"))
