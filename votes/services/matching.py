"""A stored reading, matched and checked against names and seats of its day."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db.models import Exists, OuterRef

from kb.council.lookup import SeatDays, covers, seats_of, state_labels
from kb.council.models import Body, Seat, SeatSuspension, StateName
from kb.council.models.states import during
from votes.models import CellDecision, Reading, RollCall
from votes.reading.cells import Cell, Transcript
from votes.reading.check import Finding, Seating, check
from votes.reading.names import KnownName, Match, NameIndex, match
from votes.symbols import lookup_key


@dataclass(frozen=True, slots=True)
class Understood:
    """A reading with what people decided about its cells applied.

    `cells` and `matches` stand side by side, cells that a person left out are gone, and `places`
    gives each one's place in the reading; a finding's `place` is one in the reading, too. `named`
    are the places whose State a person said. `labels` gives the name of every State by its code,
    `seated` the codes of those with a seat that day.
    """

    transcript: Transcript
    places: tuple[int, ...]
    named: frozenset[int]
    matches: tuple[Match, ...]
    findings: tuple[Finding, ...]
    labels: Mapping[str, str]
    seated: frozenset[str]

    @property
    def cells(self) -> dict[str, Cell]:
        """{State code: cell} of every cell whose State is known."""
        pairs = zip(self.transcript.cells, self.matches, strict=True)
        return {match.state: cell for cell, match in pairs if match.state}

    def beside(self, count: int) -> list[list[str | bool | None] | None]:
        """What `Reading.understood` holds for a reading of `count` cells."""
        beside: list[list[str | bool | None] | None] = [None] * count
        for place, cell, found in zip(
            self.places, self.transcript.cells, self.matches, strict=True
        ):
            beside[place] = [found.state, cell.position, place in self.named]
        return beside

    @property
    def blocking(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.blocks]


def understand(reading: Reading, *, until: datetime | None = None) -> Understood:
    """Match and check a stored reading on the day of its vote.

    With `until`, as it was understood then: later decisions do not count.
    """
    decisions = list(reading.decisions.select_related("state"))
    understood = understand_transcript(
        reading.transcript,
        body=reading.roll_call.resolution.body,
        on=reading.roll_call.held_on or reading.dated_on,
        decisions=[each for each in decisions if until is None or each.at <= until],
    )
    if not prints_other_symbol(reading.symbol, reading.roll_call):
        return understood
    message = f"The source prints {reading.symbol}, which is no draft of this text."
    finding = Finding("symbol_conflict", message, blocks=False)
    return replace(understood, findings=(*understood.findings, finding))


def keep_understood(reading: Reading, understood: Understood) -> None:
    """Write beside a reading how it is understood today. Save it afterwards."""
    reading.understood = understood.beside(len(reading.cells))
    reading.blocking_count = len(understood.blocking)


def prints_other_symbol(printed: str, roll_call: RollCall) -> bool:
    """Whether a printed symbol is none of the text's own. It blocks only the link to a text.

    A text without a draft on record has nothing to be held against.
    """
    text, key = roll_call.resolution, lookup_key(printed)
    drafts = [draft.symbol for draft in text.drafts.all()]
    symbols = [*drafts, text.symbol, roll_call.subject_symbol]
    own = [lookup_key(symbol) for symbol in symbols if symbol]
    is_own = any(each == key or each.endswith(f"-{key}") for each in own)
    return bool(key and drafts) and not is_own


def understand_transcript(
    transcript: Transcript, *, body: Body, on: date | None, decisions: list[CellDecision]
) -> Understood:
    seating = seating_on(body, on)
    seated = seating.entitled | seating.suspended if seating else None
    kept, places = _apply_marks(transcript, decisions)
    index = known_names()
    matches = match(
        [cell.printed for cell in kept.cells],
        index,
        on=on,
        seated=seated,
    )
    decided = {d.cell: d.state.code for d in decisions if d.what == CellDecision.What.STATE}
    matches = [
        Match(state=decided[place]) if place in decided else found
        for place, found in zip(places, matches, strict=True)
    ]
    names = seating.names if seating else state_labels()
    findings = [
        each if each.place is None else replace(each, place=places[each.place])
        for each in check(kept, matches, names=names, seating=seating)
    ]
    return Understood(
        transcript=kept,
        places=tuple(places),
        named=frozenset(decided),
        matches=tuple(matches),
        findings=tuple(findings),
        labels=names,
        seated=seated or frozenset(),
    )


def known_names() -> NameIndex:
    """Every spelling on record, those that staff taught included."""
    rows = StateName.objects.values_list("name", "state__code", "since", "until")
    return NameIndex.of(KnownName(*row) for row in rows)


def seating_on(body: Body, on: date | None) -> Seating | None:
    """None without a day, and for a body whose seats nobody recorded: then no seat is checked."""
    if on is None:
        return None
    is_suspended = Exists(SeatSuspension.objects.filter(during(on), seat=OuterRef("pk")))
    seats = Seat.objects.filter(body=body).on(on).annotate(is_suspended=is_suspended)
    suspended = dict(seats.values_list("state__code", "is_suspended"))
    return _seating(suspended, state_labels()) if suspended else None


def _seating(suspended: Mapping[str, bool], labels: Mapping[str, str]) -> Seating:
    """`suspended` says of each State with a seat whether its rights were suspended."""
    entitled = frozenset(state for state, is_out in suspended.items() if not is_out)
    return Seating(entitled, frozenset(suspended) - entitled, labels)


@dataclass(slots=True)
class Seatings:
    """As `seating_on()` for who asks about many days: two queries a body. `labels` name States."""

    labels: Mapping[str, str]
    seats: dict[int, list[SeatDays]] = field(default_factory=dict)
    found: dict[tuple[int, date | None], Seating | None] = field(default_factory=dict)

    def on(self, body: Body, day: date | None) -> Seating | None:
        key = (body.pk, day)
        if key not in self.found:
            self.found[key] = self._on(body, day) if day else None
        return self.found[key]

    def _on(self, body: Body, day: date) -> Seating | None:
        if body.pk not in self.seats:
            self.seats[body.pk] = seats_of(body)
        held = [seat for seat in self.seats[body.pk] if covers(seat.since, seat.until, day)]
        suspended = {seat.state: seat.is_suspended_on(day) for seat in held}
        return _seating(suspended, self.labels) if suspended else None


def _apply_marks(
    transcript: Transcript, decisions: list[CellDecision]
) -> tuple[Transcript, list[int]]:
    """Positions that a person read, and without the cells that a person left out."""
    what = CellDecision.What
    positions = {d.cell: d.position for d in decisions if d.what == what.POSITION}
    # The latest word counts: whoever decides on a cell again takes it in again.
    last = {decision.cell: decision.what for decision in decisions}
    left_out = {cell for cell, decided in last.items() if decided == what.LEAVE_OUT}
    places = [place for place in range(len(transcript.cells)) if place not in left_out]
    cells = tuple(
        replace(transcript.cells[place], position=positions[place])
        if place in positions
        else transcript.cells[place]
        for place in places
    )
    return replace(transcript, cells=cells), places
