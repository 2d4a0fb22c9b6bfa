"""Keep what a source says, whole and as printed."""

import hashlib
from dataclasses import asdict
from typing import Any

from django.utils import timezone

from kb.records.conflicts import Claimed, record_conflict
from kb.records.ledger import writes
from kb.records.models import Source
from kb.records.services import Refused, save_record
from votes.models import Reading, RollCall
from votes.reading.cells import Transcript
from votes.services.matching import (
    keep_understood,
    prints_other_symbol,
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
    sha256 = digest(text)
    if Reading.objects.filter(roll_call=roll_call, source=source, sha256=sha256).exists():
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
        sha256=sha256,
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    keep_understood(
        reading,
        understand_transcript(
            transcript,
            body=roll_call.resolution.body,
            on=roll_call.held_on or transcript.date,
            decisions=[],
        ),
    )
    save_record(reading, by=by, source=source, action="recorded")
    _keep_other_symbol(reading, by)
    _keep_other_day(reading, by)
    return reading


def digest(text: str) -> str:
    """By which the same text is known again, and a changed one is found out."""
    return hashlib.sha256(text.encode()).hexdigest()


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
