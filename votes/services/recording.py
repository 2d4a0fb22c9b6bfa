"""Keep what a source says, whole and as printed; keep what people decide about its cells."""

import hashlib
from dataclasses import asdict
from typing import Any

from django.utils import timezone

from kb.council.models import State, StateName
from kb.records.conflicts import Claimed, record_conflict
from kb.records.ledger import writes
from kb.records.models import Source
from kb.records.services import Refused, save_record
from votes.models import CellDecision, Reading, RollCall
from votes.reading.cells import POSITIONS, Transcript
from votes.services.matching import (
    known_names,
    prints_other_symbol,
    understand,
    understand_transcript,
)


@writes
def record_reading(
    *, roll_call: RollCall, source: Source, transcript: Transcript, text: str, by: Any
) -> Reading:
    """Store one source's account of a roll call, with the whole text that it was read from.

    Where the source prints another symbol or day than the record has, that becomes a conflict;
    the link to the text stays as it is. The same text of the same source is refused.
    """
    if not transcript.cells:
        raise Refused("This reading lists no State, so there is nothing to record.")
    digest = hashlib.sha256(text.encode()).hexdigest()
    if Reading.objects.filter(roll_call=roll_call, source=source, sha256=digest).exists():
        raise Refused(f"“{source}” was already recorded for this vote, with the same text.")
    reading = Reading(
        roll_call=roll_call,
        source=source,
        record_id=transcript.record_id or "",
        symbol=transcript.symbol or "",
        title=transcript.title or "",
        dated_on=transcript.date,
        clock=transcript.clock or "",
        declared=dict(transcript.declared) if transcript.declared is not None else None,
        listed=sorted(transcript.listed) if transcript.listed is not None else None,
        cells=[asdict(cell) for cell in transcript.cells],
        text=text,
        sha256=digest,
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    reading.understood = understand_transcript(
        transcript,
        body=roll_call.resolution.body,
        on=roll_call.held_on or transcript.date,
        decisions=[],
    ).beside(len(transcript.cells))
    save_record(reading, by=by, source=source, action="recorded")
    _keep_other_symbol(reading, by)
    _keep_other_day(reading, by)
    return reading


def _keep_other_symbol(reading: Reading, by: Any) -> None:
    """A symbol that is none of this text's own: kept beside it, never followed."""
    roll_call = reading.roll_call
    if not prints_other_symbol(reading.symbol, roll_call):
        return
    own = roll_call.draft or roll_call.resolution.drafts.last()
    claims = [Claimed(reading.source, reading.symbol)]
    _keep(roll_call, "draft", "Draft", str(own), claims, by)


def _keep_other_day(reading: Reading, by: Any) -> None:
    roll_call = reading.roll_call
    if None in (reading.dated_on, roll_call.held_on) or reading.dated_on == roll_call.held_on:
        return
    claims = [Claimed(reading.source, reading.dated_on.isoformat())]
    _keep(roll_call, "held_on", "Day of the vote", roll_call.held_on.isoformat(), claims, by)


def _keep(
    roll_call: RollCall, field: str, label: str, own: str, claims: list[Claimed], by: Any
) -> None:
    """Beside what the text's own source says, where it has one."""
    if roll_call.resolution.source:
        claims = [Claimed(roll_call.resolution.source, own), *claims]
    record_conflict(roll_call, field=field, label=label, claims=claims, by=by)


@writes
def decide_cell(
    *,
    reading: Reading,
    cell: int,
    by: Any,
    state: State | None = None,
    position: str = "",
    reason: str = "",
    remember: bool = False,
) -> CellDecision:
    """Say which State a cell is, or which position it shows; with neither, leave it out.

    `cell` is its place in the reading, from 0. With `remember` the printed spelling is learnt as a
    name of that State from the day of the vote on. The cell itself stays as printed.
    """
    if not 0 <= cell < len(reading.cells):
        raise Refused(f"This reading has {len(reading.cells)} cells; there is none at {cell}.")
    if state is not None and position:
        raise Refused("Decide one thing at a time: the State of a cell, or its position.")
    if position and position not in POSITIONS:
        raise Refused(f"“{position}” is no position. It is one of: {', '.join(POSITIONS)}.")
    what = CellDecision.What
    decision = CellDecision(
        reading=reading,
        cell=cell,
        what=what.STATE if state else what.POSITION if position else what.LEAVE_OUT,
        state=state,
        position=position,
        reason=reason,
        by=by,
        at=timezone.now(),
    )
    decision.full_clean()
    decision.save()
    printed = reading.cells[cell]["printed"]
    if state is not None and remember:
        _learn(printed, state, reading)
    reading.understood = understand(reading).beside(len(reading.cells))
    save_record(
        reading,
        by=by,
        reason=reason,
        action="cell decided",
        details={
            f"cell {cell}": [printed, state.code if state else position or None],
            **({"learnt name": [None, printed]} if state and remember else {}),
        },
    )
    return decision


def _learn(printed: str, state: State, reading: Reading) -> None:
    """Not where it is another State's own name: the next board would take the one for the other."""
    day = reading.roll_call.held_on or reading.dated_on
    known = known_names().state_of(printed, day)
    if known not in (None, state.code):
        raise Refused(
            f"“{printed}” is a name of {State.objects.get(code=known)}. It can be read as {state} "
            "in this reading, but not be learnt as its name."
        )
    StateName.objects.get_or_create(
        state=state,
        name=printed,
        kind=StateName.Kind.LEARNT,
        defaults={"since": day},
    )


def accept_suggestion(*, reading: Reading, cell: int, by: Any) -> CellDecision:
    """Confirm what was suggested for a cell, and learn the spelling."""
    understood = understand(reading)
    suggested = dict(zip(understood.places, understood.matches, strict=True)).get(cell)
    if suggested is None or suggested.suggestion is None:
        raise Refused("There is no suggestion for this cell.")
    state = State.objects.get(code=suggested.suggestion)
    return decide_cell(reading=reading, cell=cell, state=state, by=by, remember=True)
