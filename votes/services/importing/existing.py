"""Records that meet something on record: gaps are filled, differences become conflicts.

What stands here is never overwritten, whoever wrote it: a person, or an earlier harvest.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst

from kb.records.conflicts import Claimed, record_conflict
from kb.records.models import Ledger, Publishable, Record, Source
from kb.records.services import Refused, publish, save_record
from votes.models import Draft, Reading, Resolution, RollCall, Sponsorship
from votes.services.accepting import accept_reading, differences, open_differences
from votes.services.importing.facts import Entry, bare
from votes.services.importing.report import Report
from votes.services.recording import record_reading
from votes.services.texts import add_draft, add_to_text, save_text
from votes.symbols import Symbol, draft_number, lookup_key

REASON = "Imported."


@dataclass(slots=True)
class Existing:
    """Brings a record of a source to a text or vote that is on record, through its services."""

    by: Any
    as_: str
    is_public: bool
    may_change: Callable[[Record], bool]
    told: Report = field(default_factory=Report)

    def renew_source(self, source: Source, digest: str) -> None:
        self._refuse_out_of_reach(source)
        source.digest = digest
        save_record(source, by=self.by, reason=REASON, action="imported")

    def fill_text(self, text: Resolution, entry: Entry, source: Source) -> bool:
        """Bring what is missing; claim what differs. Whether nobody described the text before."""
        facts = _stated(entry)
        is_stub = _is_stub(text, source)
        if is_stub:
            facts["kind"] = entry.facts.kind or text.kind
        missing = {n: value for n, value in facts.items() if is_stub or _is_empty(text, n)}
        drafts = _new_drafts(text, entry)
        is_described = text.source is not None and not is_stub
        if missing or drafts or not is_described:
            self._refuse_out_of_reach(text)
        for symbol in drafts:
            later = _replaced_by(text, symbol)
            address = text.slug if later else ""
            add_draft(resolution=text, symbol=symbol, by=self.by, source=source, address=address)
            if later:
                _put_before(text, later)
        for name, value in missing.items():
            setattr(text, name, value)
        if not is_described:
            text.source = source
        save_text(text, by=self.by, reason=REASON, source=source, action="imported")
        self._claim(text, facts, missing, source, entry)
        return not is_described

    def add_sponsors(self, sponsorships: Sequence[Sponsorship]) -> None:
        """To a text that has none: staff may have entered them from elsewhere."""
        if sponsorships and not sponsorships[0].resolution.sponsorships.exists():
            for each in sponsorships:
                add_to_text(each, by=self.by)

    def fill_vote(self, vote: RollCall, entry: Entry, source: Source) -> None:
        facts = {"meeting": entry.facts.meeting, "held_on": entry.transcript.date}
        facts = {name: value for name, value in facts.items() if value is not None}
        missing = {name: v for name, v in facts.items() if getattr(vote, name) is None}
        if missing:
            self._refuse_out_of_reach(vote)
        for name, value in missing.items():
            setattr(vote, name, value)
        save_record(vote, by=self.by, reason=REASON, source=source, action="imported")
        self._claim(vote, facts, missing, source, entry)

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
            if evidence := _evidence(record, name, source):
                claims.insert(0, Claimed(evidence, str(ours)[:300]))
            label = capfirst(str(field.verbose_name))
            conflict = record_conflict(record, field=name, label=label, claims=claims, by=self.by)
            if conflict.decided_at is None:
                sentence = f"{label} of {record}: “{ours}” here, “{value}” in the source."
                self.told.dispute(entry.name, sentence)

    def read(self, vote: RollCall, entry: Entry, source: Source) -> Reading:
        """Keep the source's account; where it differs from what is here, conflicts are opened."""
        reading = record_reading(
            roll_call=vote,
            source=source,
            transcript=entry.transcript,
            text=entry.transcript.raw or "",
            by=self.by,
        )
        record = entry.name
        for label, values in open_differences(vote, by=self.by):
            self.told.dispute(record, f"{vote}, {label}: sources say {' and '.join(values)}.")
        return reading

    def refuse_to_show(self, vote: RollCall, source: Source) -> None:
        """Where readers would see a reading at once, it takes who may change the vote."""
        if all(each.state == Publishable.State.PUBLISHED for each in (vote, source)):
            self._refuse_out_of_reach(vote)

    def accept(self, vote: RollCall, reading: Reading, record: str) -> None:
        """Make it the result where that needs nobody's choice."""
        official = RollCall.Standing.OFFICIAL
        if vote.standing == official or (vote.standing == self.as_ != official):
            return
        if differing := differences(vote):
            states = ", ".join(differing)
            self.told.wait(record, f"The sources differ on {states}: choose in the admin.")
            return
        try:
            accepted = accept_reading(reading, as_=self.as_, by=self.by, reason=REASON)
        except Refused as refusal:
            self.told.wait(record, str(refusal))
            return
        self.told.results += 1
        self.told.ballots += accepted.ballots.count()

    def show(self, *records: Resolution | RollCall | Source) -> None:
        """Publish drafts that were never shown; what staff withdrew stays withdrawn."""
        for record in records:
            if self.is_public and not record.was_released:
                publish(record, by=self.by, reason=REASON)

    def _refuse_out_of_reach(self, record: Record) -> None:
        if not self.may_change(record):
            raise Refused(f"“{record}” is no draft any more: a records officer can bring this.")


def _evidence(record: Resolution | RollCall, name: str, source: Source) -> Source | None:
    """Where our value comes from: an earlier harvest of the same source, too."""
    said = Ledger.objects.about(record).filter(changes__has_key=name).order_by("-pk").first()
    if said is not None:
        return said.source
    own = record.source if isinstance(record, Resolution) else record.resolution.source
    return own if own != source else None


def _new_drafts(text: Resolution, entry: Entry) -> list[str]:
    """Symbols of the source that the text does not have yet, in the order of the source."""
    known = set(text.drafts.values_list("symbol_key", flat=True)) if entry.drafts else set()
    found = {lookup_key(symbol): symbol for symbol in entry.drafts if len(symbol) <= 60}
    return [symbol for key, symbol in found.items() if key not in known]


def _is_stub(text: Resolution, source: Source) -> bool:
    """Whether only the record of a vote on a part of it, or of an amendment, named the text.

    What that record says is of the part; once staff changed anything, it is theirs.
    """
    if text.source in (None, source):
        return False
    of_parts = Reading.objects.filter(source=text.source, roll_call__resolution=text)
    names_it = (
        of_parts.exclude(roll_call__subject=RollCall.Subject.WHOLE).exists()
        or text.amendments.filter(source=text.source).exists()
    )
    by_staff = Ledger.objects.about(text).exclude(action__in=("imported", "published"))
    return names_it and not by_staff.exists()


def _replaced_by(text: Resolution, symbol: str) -> Draft | None:
    """The first draft on record that is a later stage of this one."""
    stage = Symbol.parse(symbol)
    for draft in text.drafts.all():
        other = Symbol.parse(draft.symbol)
        is_same_number = draft_number(draft.symbol_key) == draft_number(lookup_key(symbol))
        if stage and other and is_same_number and other.place > stage.place:
            return draft
    return None


def _put_before(text: Resolution, later: Draft) -> None:
    """The draft that was added last: the last of the chain is what was acted on."""
    *drafts, added = text.drafts.all()
    drafts.insert(drafts.index(later), added)
    # No two drafts may have the same place, not even on the way.
    for first in (len(drafts) + 1, 1):
        for order, draft in enumerate(drafts, start=first):
            draft.order = order
            draft.save()


def _stated(entry: Entry) -> dict[str, Any]:
    """What the source says of the text, in the fields of a text. A gap is not a statement."""
    facts: dict[str, Any] = {
        "symbol": entry.symbol,
        "title": entry.title if entry.transcript.title else "",
        "agenda_item": entry.item,
        "outcome": entry.outcome,
        "acted_on": entry.transcript.date if entry.outcome else None,
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
        return bare(ours) == bare(str(theirs))
    return bool(ours == theirs)
