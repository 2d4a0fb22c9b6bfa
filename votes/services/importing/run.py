"""From transcripts to the record: one transaction, as often as one likes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kb.records.ledger import end_of_chain, writes
from kb.records.models import Record, Source
from kb.records.services import Refused
from votes.models import Reading, Resolution, RollCall
from votes.reading.cells import Transcript
from votes.services.importing.addresses import Addresses
from votes.services.importing.ballots import Ballots
from votes.services.importing.batch import Batch
from votes.services.importing.existing import Existing
from votes.services.importing.facts import Entry, name_of
from votes.services.importing.fresh import Fresh
from votes.services.importing.known import Known, fits, source_key
from votes.services.importing.places import Places
from votes.services.importing.report import Report
from votes.services.importing.understanding import Checker

BATCH = 100
Progress = Callable[[int], None]


@writes
def import_transcripts(
    transcripts: Iterable[Transcript],
    *,
    by: Any,
    as_: str = "",
    body: str = "hrc",
    left_out: Iterable[str] = (),
    may_change: Callable[[Record], bool] = lambda record: True,
    progress: Progress = lambda done: None,
    is_rehearsal: bool = False,
) -> Report:
    """Bring every record of a source in. Raises ReadingError of a broken source: nothing is kept.

    `as_` is "official" or "provisional": new texts, votes and sources are public at once, and a
    reading in which nothing is open becomes the result of its vote. Empty: drafts for staff, and
    no results. `body` is whose vote it is where the source does not say. `left_out` are printed
    names whose cells count for nothing. `may_change` says whether this person may add or change a
    record; what would change another one is refused. `is_rehearsal` tells what would happen, and
    keeps nothing.
    """
    run = _Run(by=by, as_=as_, body=body, left_out=frozenset(left_out), may_change=may_change)
    done = 0
    for batch in _batches(transcripts):
        run.take(batch)
        done += len(batch)
        progress(done)
    run.finish()
    if is_rehearsal:
        transaction.set_rollback(True)
    return run.report


def _batches(transcripts: Iterable[Transcript]) -> Iterator[list[Transcript]]:
    rest = iter(transcripts)
    while batch := list(islice(rest, BATCH)):
        yield batch


class _Run:
    """One import: what is on record, what is new, and what is told of both."""

    def __init__(
        self,
        *,
        by: Any,
        as_: str,
        body: str,
        left_out: frozenset[str],
        may_change: Callable[[Record], bool],
    ) -> None:
        now = timezone.now()
        self.body, self.as_, self.by = body, as_, by
        self.report, self.told = Report(), Report()
        self.places = Places.on_record(by, may_change)
        self.checker = Checker(left_out)
        self.ballots = Ballots({code: state.pk for code, state in self.places.states.items()})
        self.batch = Batch(by, now, self.ballots)
        addresses, is_public = Addresses.on_record(), bool(as_)
        self.fresh = Fresh(
            self.batch, self.places, addresses, self.checker, as_, is_public=is_public, now=now
        )
        self.existing = Existing(by, as_, is_public, may_change)
        self.entries: list[Entry] = []
        self.known = Known()

    def take(self, transcripts: Sequence[Transcript]) -> None:
        """Whole texts first: what amendments and paragraphs belong to."""
        self.entries = list(self._placed(transcripts))
        self.entries.sort(key=lambda entry: entry.subject != RollCall.Subject.WHOLE)
        self.known = Known.of(self.entries)
        self.batch.expect(len(self.entries) if any(map(self._is_news, self.entries)) else 0)
        for entry in self.entries:
            self._take_or_refuse(entry)
        self.batch.flush()

    def finish(self) -> None:
        self.ballots.put_in_place()
        self.report.ballots += self.ballots.count

    def _placed(self, transcripts: Iterable[Transcript]) -> Iterator[Entry]:
        for transcript in transcripts:
            try:
                yield Entry.placed(transcript, self.places, self.body)
            except (Refused, ValidationError) as refusal:
                self.report.refuse(name_of(transcript), refusal)

    def _take_or_refuse(self, entry: Entry) -> None:
        """All of a record or nothing of it.

        One that meets something on record is written on its own, after what came before it.
        """
        meets_record = self._meets_record(entry)
        if meets_record:
            self.batch.flush()
        self.told = self.existing.told = Report()
        try:
            with transaction.atomic() if meets_record else nullcontext():
                self._take(entry, meets_record=meets_record)
        except (Refused, ValidationError) as refusal:
            self.report.refuse(entry.name, refusal)
            if meets_record:
                # What it changed in memory was taken back on record.
                self.batch.discard()
                self.known = Known.of(self.entries)
        else:
            self.report.add(self.told)

    def _is_news(self, entry: Entry) -> bool:
        source = self.known.sources.get(source_key(entry))
        return source is None or source.digest != entry.digest

    def _meets_record(self, entry: Entry) -> bool:
        """Only then something is written, and may be refused, before the batch is."""
        source = self.known.sources.get(source_key(entry))
        if source is not None:
            return source.digest != entry.digest or self._may_become_more(source)
        known = self.known
        text = known.text_amended(entry) if entry.is_amendment else known.text_for(entry)
        return text is not None and not text._state.adding

    def _take(self, entry: Entry, *, meets_record: bool) -> None:
        source = self.known.sources.get(source_key(entry))
        if source is None:
            self.known.refuse_other_body(entry)
            source = self.fresh.source(entry)
            self.known.sources[source_key(entry)] = source
            self.told.created += 1
            if meets_record:
                self.batch.flush()
            self._bring(entry, source)
        elif source.digest == entry.digest:
            self._catch_up(entry, source)
        else:
            self._bring_again(entry, source)

    def _bring_again(self, entry: Entry, source: Source) -> None:
        """Another wording of a record on record: it may say nothing that is not here.

        One record in two formats, in turn, is no change.
        """
        before = end_of_chain()
        self.existing.show(source)
        self._bring(entry, source)
        if self.batch.is_empty and end_of_chain() == before:
            self.told.unchanged += 1
            return
        self.existing.renew_source(source, entry.digest)
        self.told.changed += 1

    def _bring(self, entry: Entry, source: Source) -> None:
        text = self._text(entry, source)
        if entry.has_vote:
            self._vote(entry, source, text)

    def _catch_up(self, entry: Entry, source: Source) -> None:
        """The source says what it said before; what waited for staff may be clear by now."""
        self.told.unchanged += 1
        self.existing.show(source, *filter(None, [self.known.text_of.get(source.pk)]))
        # The latest harvest is the one to rest on.
        for reading in self._waiting(source)[-1:]:
            vote = reading.roll_call
            self.existing.show(vote.resolution, vote)
            self.existing.accept(vote, reading, entry.name)

    def _may_become_more(self, source: Source) -> bool:
        """A draft that nobody showed yet, or a reading that is not the result yet."""
        is_hidden = bool(self.as_) and not source.was_released
        return is_hidden or bool(self._waiting(source))

    def _waiting(self, source: Source) -> list[Reading]:
        """Readings of a source that may still become more than they are, the latest last."""
        settled = {self.as_, RollCall.Standing.OFFICIAL}
        readings = self.known.readings_of.get(source.pk, ()) if self.as_ else ()
        return [each for each in readings if each.roll_call.standing not in settled]

    def _text(self, entry: Entry, source: Source) -> Resolution:
        own = self.known.readings_of[source.pk]
        if own and own[0].roll_call.subject != RollCall.Subject.WHOLE:
            # The record is of a vote on a part of it, also where this file does not say so.
            return own[0].roll_call.resolution
        if entry.is_amendment and not own:
            return self._amended(entry, source)
        found = own[0].roll_call.resolution if own else self.known.text_for(entry)
        if found is None:
            is_whole = entry.subject == RollCall.Subject.WHOLE
            text = self.fresh.text(entry, source) if is_whole else self.fresh.stub(entry, source)
            self.known.add_text(text, entry.drafts)
            return text
        if not found._state.adding and entry.subject == RollCall.Subject.WHOLE:
            self._fill(found, entry, source)
        return found

    def _fill(self, text: Resolution, entry: Entry, source: Source) -> None:
        if self.existing.fill_text(text, entry, source):
            self.existing.add_sponsors(self.fresh.sponsorships(entry, text))
        self.existing.show(text)

    def _amended(self, entry: Entry, source: Source) -> Resolution:
        """The text that an amendment amends, where a vote on it hangs; else one of its own."""
        if source.pk in self.known.text_of and not entry.has_vote:
            own = self.known.text_of[source.pk]
            self._fill(own, entry, source)
            return own
        text = self.known.text_amended(entry)
        if text is None and (entry.amended or entry.symbol):
            text = self.fresh.stub(entry, source)
            self.known.add_text(text, [entry.amended] if entry.amended else [])
        if text is not None and entry.has_vote:
            return text
        return self.fresh.text(entry, source, amends=text)

    def _vote(self, entry: Entry, source: Source, text: Resolution) -> None:
        vote = self._vote_on_record(entry, source, text)
        if vote is None:
            self._new_vote(entry, source, text)
            return
        self.existing.fill_vote(vote, entry, source)
        self.existing.show(vote)
        reading = self._reading_on_record(entry, source)
        if reading is None:
            reading = self._another_reading(vote, entry, source)
            self.known.readings_of[source.pk].append(reading)
        if self.as_:
            self.existing.accept(vote, reading, entry.name)

    def _reading_on_record(self, entry: Entry, source: Source) -> Reading | None:
        """That in which this source said of the vote what it says now, the latest first."""
        readings = reversed(self.known.readings_of[source.pk])
        says_the_same = self.checker.says_the_same
        return next((each for each in readings if says_the_same(each, entry.transcript)), None)

    def _another_reading(self, vote: RollCall, entry: Entry, source: Source) -> Reading:
        self.existing.refuse_to_show(vote, source)
        if entry.transcript.cells:
            return self.existing.read(vote, entry, source)
        # Totals alone: nothing that staff could look at cell by cell.
        found = self.checker.understand(entry.transcript, entry.body)
        reading = self.fresh.reading(entry, vote, source, found)
        self.batch.flush()
        reading.refresh_from_db(fields=["cells"])
        return reading

    def _vote_on_record(self, entry: Entry, source: Source, text: Resolution) -> RollCall | None:
        """That of the source's own record, else the one vote that it can be."""
        if own := self.known.readings_of[source.pk]:
            return own[0].roll_call
        if text._state.adding:
            return None
        fitting = [vote for vote in self.known.votes_on(text) if fits(vote, entry, source)]
        if len(fitting) > 1:
            slugs = ", ".join(vote.slug for vote in fitting)
            raise Refused(f"It may be any of these votes: {slugs}. Record it in the admin.")
        return fitting[0] if fitting else None

    def _new_vote(self, entry: Entry, source: Source, text: Resolution) -> None:
        found = self.checker.understand(entry.transcript, entry.body)
        vote = self.fresh.vote(entry, text, source)
        reading = self.fresh.reading(entry, vote, source, found)
        self.told.count_unknown(entry.transcript, found)
        if not self.as_:
            return
        if refusals := self.fresh.acceptance_refusals(entry, reading, found):
            self.told.wait(entry.name, " ".join(refusals))
            return
        self.fresh.accept(vote, reading, found)
        self.told.results += 1
