"""New records of one batch, held until they are written together."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson

from kb.records.bulk import create_records, insert_rows, reserve_keys
from kb.records.models import Publishable, Record, Source
from votes.models import CellDecision, Draft, Reading, Resolution, RollCall, Sponsorship
from votes.reading.cells import Transcript
from votes.services.importing.ballots import Ballots
from votes.services.importing.understanding import Understanding
from votes.symbols import lookup_key

ACTION = "imported"
# Stages of a text that one record names.
_MOST_DRAFTS = 8
LEFT_OUT = "Left out by name, as whoever ran the import said."


@dataclass(slots=True)
class Batch:
    """Objects get their keys at once, so that they can point to each other before they are in."""

    by: Any
    now: datetime
    ballots: Ballots
    sources: list[Source] = field(default_factory=list)
    texts: list[Resolution] = field(default_factory=list)
    votes: list[RollCall] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    sponsorships: list[Sponsorship] = field(default_factory=list)
    decisions: list[CellDecision] = field(default_factory=list)
    evidence: dict[Record, Source] = field(default_factory=dict)
    details: dict[Record, dict[str, Any]] = field(default_factory=dict)
    symbols: dict[int, list[str]] = field(default_factory=dict)
    keys: dict[type, Any] = field(default_factory=dict)

    def expect(self, records: int) -> None:
        """Reserve keys for a batch of that many records: at most one of each kind for each.

        Of texts one more: an amendment may bring the text that it amends.
        """
        wanted = {Source: records, Resolution: 2 * records, RollCall: records, Reading: records}
        wanted[Draft] = _MOST_DRAFTS * records
        self.keys = {model: reserve_keys(model, count) for model, count in wanted.items()}

    def add(self, record: Record, source: Source) -> None:
        record.pk = next(self.keys[type(record)])
        kept: dict[type, list[Any]] = {
            Source: self.sources,
            Resolution: self.texts,
            RollCall: self.votes,
            Reading: self.readings,
        }
        kept[type(record)].append(record)
        if record is not source:
            self.evidence[record] = source

    def _held(self) -> tuple[list[Any], ...]:
        records = (self.sources, self.texts, self.votes, self.readings)
        return (*records, self.drafts, self.sponsorships, self.decisions)

    def add_drafts(self, text: Resolution, symbols: Sequence[str], remark: str) -> None:
        """The chain of a new text; the remark stands with the last one."""
        for order, symbol in enumerate(symbols[:_MOST_DRAFTS], start=1):
            is_last = order == len(symbols[:_MOST_DRAFTS])
            draft = Draft(
                pk=next(self.keys[Draft]),
                resolution=text,
                symbol=symbol,
                symbol_key=lookup_key(symbol),
                order=order,
                note=remark if is_last else "",
            )
            self.drafts.append(draft)
        self.symbols[text.pk] = list(symbols)

    def add_reading(
        self, vote: RollCall, source: Source, transcript: Transcript, found: Understanding
    ) -> Reading:
        text = transcript.raw or ""
        reading = Reading(
            roll_call=vote,
            source=source,
            record_id=transcript.record_id or "",
            symbol=transcript.symbol or "",
            title=transcript.title or "",
            dated_on=transcript.date,
            clock=(transcript.clock or "")[:20],
            declared=dict(transcript.declared) if transcript.declared is not None else None,
            listed=sorted(transcript.listed) if transcript.listed is not None else None,
            cells=orjson.dumps(transcript.cells).decode(),
            understood=orjson.dumps(found.cells).decode(),
            blocking_count=len(found.blocking),
            text=text,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            recorded_by=self.by,
            recorded_at=self.now,
        )
        self.add(reading, source)
        self.decisions += [
            CellDecision(
                reading=reading,
                cell=place,
                what=CellDecision.What.LEAVE_OUT,
                reason=LEFT_OUT,
                by=self.by,
                at=self.now,
            )
            for place in found.left_out
        ]
        return reading

    def flush(self) -> None:
        """Write all of it, and begin anew.

        Readings go before their votes: SQLite would look through all ballots for each reading that
        a vote waits for.
        """
        if self.is_empty:
            return
        create_records(
            [*self.sources, *self.texts, *self.readings, *self.votes],
            by=self.by,
            action=ACTION,
            sources=self.evidence,
            details=self.details,
            texts=self._words_of,
        )
        for parts in (self.drafts, self.sponsorships, self.decisions):
            _insert(parts)
        self.ballots.flush()
        self.discard()

    @property
    def is_empty(self) -> bool:
        return not any(self._held())

    def discard(self) -> None:
        """Forget what was not written yet."""
        for held in (*self._held(), self.evidence, self.details, self.symbols):
            held.clear()

    def _words_of(self, record: Publishable) -> tuple[str, str]:
        if isinstance(record, Resolution):
            return record.search_title, record.symbols_in_words(self.symbols.get(record.pk, ()))
        return record.search_text()


def _insert(parts: Iterable[Any]) -> None:
    parts = list(parts)
    if not parts:
        return
    model = type(parts[0])
    columns = [f.attname for f in model._meta.concrete_fields if parts[0].pk or not f.primary_key]
    insert_rows(model, columns, ([getattr(part, name) for name in columns] for part in parts))
