"""Records that meet something on record: gaps are filled, differences become conflicts.

What stands here is never overwritten, whoever wrote it: a person, or an earlier harvest.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kb.records.conflicts import Claimed, record_conflict
from kb.records.models import Publishable, Record, Source
from kb.records.services import Refused, publish, save_record
from votes.models import Reading, Resolution, RollCall
from votes.services.accepting import accept_reading, differences, open_differences
from votes.services.importing.facts import Entry
from votes.services.importing.report import Report
from votes.services.recording import record_reading
from votes.services.texts import add_draft, save_text
from votes.symbols import lookup_key

REASON = "Imported."


@dataclass(slots=True)
class Existing:
    """Brings a record of a source to a text or vote that is on record, through its services."""

    by: Any
    as_: str
    is_public: bool
    may_change: Callable[[Record], bool]
    report: Report

    def renew_source(self, source: Source, digest: str) -> None:
        self._refuse_out_of_reach(source)
        source.digest = digest
        save_record(source, by=self.by, reason=REASON, action="imported")

    def fill_text(self, text: Resolution, entry: Entry, source: Source) -> bool:
        """Bring what is missing; claim what differs. Whether anything was written."""
        before = text.version
        facts = _stated(entry)
        missing = {name: value for name, value in facts.items() if _is_empty(text, name)}
        drafts = _new_drafts(text, entry)
        if missing or drafts or text.source is None:
            self._refuse_out_of_reach(text)
        for symbol in drafts:
            add_draft(resolution=text, symbol=symbol, by=self.by, source=source)
        for name, value in missing.items():
            setattr(text, name, value)
        if text.source is None:
            text.source = source
        save_text(text, by=self.by, reason=REASON, source=source, action="imported")
        self._claim(text, facts, missing, source, entry)
        return text.version != before

    def fill_vote(self, vote: RollCall, entry: Entry, source: Source) -> bool:
        before = vote.version
        facts = {"meeting": entry.facts.meeting, "held_on": entry.transcript.date}
        facts = {name: value for name, value in facts.items() if value is not None}
        missing = {name: v for name, v in facts.items() if getattr(vote, name) is None}
        if missing:
            self._refuse_out_of_reach(vote)
        for name, value in missing.items():
            setattr(vote, name, value)
        save_record(vote, by=self.by, reason=REASON, source=source, action="imported")
        self._claim(vote, facts, missing, source, entry)
        return vote.version != before

    def _claim(
        self,
        record: Resolution | RollCall,
        facts: Mapping[str, Any],
        missing: Mapping[str, Any],
        source: Source,
        entry: Entry,
    ) -> None:
        """A value that differs from ours stands beside it, under the name of its source."""
        for name, value in facts.items():
            ours = getattr(record, name)
            if name in missing or _same(ours, value):
                continue
            field = record._meta.get_field(name)
            claims = [Claimed(source, str(value)[:300])]
            own = record.source if isinstance(record, Resolution) else record.resolution.source
            if own is not None and own != source:
                claims.insert(0, Claimed(own, str(ours)[:300]))
            label = str(field.verbose_name)
            conflict = record_conflict(record, field=name, label=label, claims=claims, by=self.by)
            if conflict.decided_at is None:
                sentence = f"{label} of {record}: “{ours}” here, “{value}” in the source."
                self.report.dispute(entry.name, sentence)

    def read(self, vote: RollCall, entry: Entry, source: Source) -> Reading:
        """Keep the source's account; where it differs from what is here, conflicts are opened."""
        if all(each.state == Publishable.State.PUBLISHED for each in (vote, source)):
            # Readers would see it at once.
            self._refuse_out_of_reach(vote)
        reading = record_reading(
            roll_call=vote,
            source=source,
            transcript=entry.transcript,
            text=entry.transcript.raw or "",
            by=self.by,
        )
        record = entry.name
        for label, values in open_differences(vote, by=self.by):
            self.report.dispute(record, f"{vote}, {label}: sources say {' and '.join(values)}.")
        return reading

    def accept(self, vote: RollCall, reading: Reading, record: str) -> None:
        """Make it the result where that needs nobody's choice."""
        official = RollCall.Standing.OFFICIAL
        if vote.standing == official or (vote.standing == self.as_ != official):
            return
        if differing := differences(vote):
            states = ", ".join(differing)
            self.report.wait(record, f"The sources differ on {states}: choose in the admin.")
            return
        try:
            accepted = accept_reading(reading, as_=self.as_, by=self.by, reason=REASON)
        except Refused as refusal:
            self.report.wait(record, str(refusal))
            return
        self.report.results += 1
        self.report.ballots += accepted.ballots.count()

    def show(self, *records: Resolution | RollCall | Source) -> None:
        """Publish drafts that were never shown; what staff withdrew stays withdrawn."""
        for record in records:
            if self.is_public and not record.was_released:
                publish(record, by=self.by, reason=REASON)

    def _refuse_out_of_reach(self, record: Record) -> None:
        if not self.may_change(record):
            raise Refused(f"“{record}” is no draft any more: a records officer can bring this.")


def _new_drafts(text: Resolution, entry: Entry) -> list[str]:
    """Symbols of the source that the text does not have yet, in the order of the source."""
    known = set(text.drafts.values_list("symbol_key", flat=True)) if entry.drafts else set()
    found = {lookup_key(symbol): symbol for symbol in entry.drafts if len(symbol) <= 60}
    return [symbol for key, symbol in found.items() if key not in known]


def _stated(entry: Entry) -> dict[str, Any]:
    """What the source says of the text, in the fields of a text. A gap is not a statement."""
    facts: dict[str, Any] = {
        "symbol": entry.symbol,
        "title": entry.title if entry.transcript.title else "",
        "agenda_item": entry.item,
        "outcome": entry.facts.outcome,
        "acted_on": entry.transcript.date if entry.facts.outcome else None,
    }
    return {name: value for name, value in facts.items() if value not in (None, "")}


def _is_empty(text: Resolution, name: str) -> bool:
    """Whether our text says nothing there; a title that only repeats a symbol says nothing."""
    ours = getattr(text, name)
    if name == "title":
        return lookup_key(ours) in {text.slug, lookup_key(text.symbol)}
    return ours in (None, "", Resolution.Outcome.PENDING)


def _same(ours: Any, theirs: Any) -> bool:
    """Titles differ in commas and capitals from library to library: that is no difference."""
    if isinstance(ours, str):
        return _letters(ours) == _letters(str(theirs))
    return bool(ours == theirs)


def _letters(text: str) -> str:
    return "".join(re.findall(r"\w+", text.lower()))
