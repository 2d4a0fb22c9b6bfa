"""Keep what a source says, whole and as printed; keep what people decide about its cells."""

import hashlib
from typing import Any

from django.db import transaction
from django.utils import timezone

from kb.council.models import State, StateName
from kb.records.models import Source
from kb.records.services import Claimed, Refused, record_conflict, save_record
from votes.models import CellDecision, Reading, RollCall
from votes.reading.cells import POSITIONS, Transcript
from votes.services.matching import understand, understand_transcript
from votes.symbols import slug


@transaction.atomic
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
        cells=[
            {
                "row": cell.row,
                "printed": cell.printed,
                "mark": cell.mark,
                "position": cell.position,
            }
            for cell in transcript.cells
        ],
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
    text = roll_call.resolution
    own = [slug(draft.symbol) for draft in text.drafts.all()]
    own += [slug(symbol) for symbol in (text.symbol, roll_call.subject_symbol) if symbol]
    printed = slug(reading.symbol)
    if not printed or any(key == printed or key.endswith(f"-{printed}") for key in own):
        return
    claims = [Claimed(reading.source, reading.symbol)]
    if roll_call.draft and text.source:
        claims.insert(0, Claimed(text.source, roll_call.draft.symbol))
    record_conflict(roll_call, field="draft", label="Draft", claims=claims, by=by)


def _keep_other_day(reading: Reading, by: Any) -> None:
    roll_call = reading.roll_call
    if None in (reading.dated_on, roll_call.held_on) or reading.dated_on == roll_call.held_on:
        return
    claims = [Claimed(reading.source, reading.dated_on.isoformat())]
    if roll_call.resolution.source:
        claims.insert(0, Claimed(roll_call.resolution.source, roll_call.held_on.isoformat()))
    record_conflict(roll_call, field="held_on", label="Day of the vote", claims=claims, by=by)


@transaction.atomic
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
        details={f"cell {cell}": [printed, state.code if state else position or None]},
    )
    return decision


def _learn(printed: str, state: State, reading: Reading) -> None:
    StateName.objects.get_or_create(
        state=state,
        name=printed,
        kind=StateName.Kind.LEARNT,
        defaults={"since": reading.roll_call.held_on or reading.dated_on},
    )


def accept_suggestion(*, reading: Reading, cell: int, by: Any) -> CellDecision:
    """Confirm what was suggested for a cell, and learn the spelling."""
    understood = understand(reading)
    suggested = dict(zip(understood.places, understood.matches, strict=True)).get(cell)
    if suggested is None or suggested.suggestion is None:
        raise Refused("There is no suggestion for this cell.")
    state = State.objects.get(code=suggested.suggestion)
    return decide_cell(reading=reading, cell=cell, state=state, by=by, remember=True)
