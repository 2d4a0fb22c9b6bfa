"""From transcripts to the record: one transaction, as often as one likes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kb.records.ledger import writes
from kb.records.models import Record, Source
from kb.records.services import Refused
from votes.models import Reading, Resolution, RollCall
from votes.reading.cells import Transcript
from votes.services.accepting import second_person_refusals
from votes.services.importing.addresses import Addresses
from votes.services.importing.ballots import Ballots
from votes.services.importing.batch import Batch
from votes.services.importing.existing import Existing
from votes.services.importing.facts import Entry, name_of
from votes.services.importing.fresh import Fresh, acceptance_refusals
from votes.services.importing.known import Known, source_key, stages_of
from votes.services.importing.places import Places
from votes.services.importing.report import Report
from votes.services.importing.understanding import Checker
from votes.symbols import lookup_key

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
        self.report = Report()
        self.places = Places.on_record(by, may_change)
        self.checker = Checker(left_out)
        self.ballots = Ballots({code: state.pk for code, state in self.places.states.items()})
        self.batch = Batch(by, now, self.ballots)
        self.fresh = Fresh(
            self.batch,
            self.places,
            Addresses.on_record(),
            self.checker,
            as_,
            is_public=bool(as_),
            now=now,
        )
        self.existing = Existing(by, as_, bool(as_), may_change, self.report)
        self.known = Known()

    def take(self, transcripts: Sequence[Transcript]) -> None:
        """Whole texts first: what amendments and paragraphs belong to."""
        entries = list(self._placed(transcripts))
        entries.sort(key=lambda entry: entry.subject != RollCall.Subject.WHOLE)
        self.known = Known.of(entries)
        self.batch.expect(sum(map(self._is_news, entries)))
        for entry in entries:
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
                self.report.refuse(name_of(transcript), _sentence(refusal))

    def _take_or_refuse(self, entry: Entry) -> None:
        """All of a record or nothing of it.

        One that meets something on record is written on its own, after what came before it.
        """
        meets_record = self._meets_record(entry)
        if meets_record:
            self.batch.flush()
        try:
            with transaction.atomic() if meets_record else nullcontext():
                self._take(entry, meets_record=meets_record)
        except (Refused, ValidationError) as refusal:
            self.known.sources.pop(source_key(entry), None)
            self.report.refuse(entry.name, _sentence(refusal))

    def _is_news(self, entry: Entry) -> bool:
        source = self.known.sources.get(source_key(entry))
        return source is None or source.digest != entry.digest

    def _meets_record(self, entry: Entry) -> bool:
        """Only then something is written, and may be refused, before the batch is."""
        source = self.known.sources.get(source_key(entry))
        if source is not None:
            return source.digest != entry.digest or bool(self._waiting(source))
        text = self._text_amended(entry) if entry.is_amendment else self._text_of(entry)
        return text is not None and not text._state.adding

    def _take(self, entry: Entry, *, meets_record: bool) -> None:
        source = self.known.sources.get(source_key(entry))
        if source is not None and source.digest == entry.digest:
            self._catch_up(entry, source)
            return
        if source is not None:
            self.existing.renew_source(source, entry.digest)
            self.report.changed += 1
        else:
            source = self.fresh.source(entry)
            self.known.sources[source_key(entry)] = source
            self.report.created += 1
        if meets_record:
            self.batch.flush()
        text = self._text(entry, source)
        if entry.has_vote:
            self._vote(entry, source, text)

    def _catch_up(self, entry: Entry, source: Source) -> None:
        """The source says what it said before; what waited for staff may be clear by now."""
        self.report.unchanged += 1
        for reading in self._waiting(source):
            vote = reading.roll_call
            self.existing.show(source, vote.resolution, vote)
            self.existing.accept(vote, reading, entry.name)

    def _waiting(self, source: Source) -> list[Reading]:
        """Readings of a source that may still become more than they are."""
        settled = {self.as_, RollCall.Standing.OFFICIAL}
        readings = self.known.readings_of.get(source.pk, ()) if self.as_ else ()
        return [each for each in readings if each.roll_call.standing not in settled]

    def _text(self, entry: Entry, source: Source) -> Resolution:
        own = self.known.readings_of[source.pk]
        if own and own[0].roll_call.subject != RollCall.Subject.WHOLE:
            # The record is of a vote on a part of it, also where this file does not say so.
            return own[0].roll_call.resolution
        if entry.is_amendment:
            return self._amended(entry, source)
        found = self._text_of(entry)
        if found is None:
            is_whole = entry.subject == RollCall.Subject.WHOLE
            text = self.fresh.text(entry, source) if is_whole else self.fresh.stub(entry, source)
            self.known.add_text(text, entry.drafts)
            return text
        if not found._state.adding and entry.subject == RollCall.Subject.WHOLE:
            self.existing.fill_text(found, entry, source)
            self.existing.show(found)
        return found

    def _text_of(self, entry: Entry) -> Resolution | None:
        """By the source's own record, by the adopted symbol, else by a draft that only one has."""
        source = self.known.sources.get(source_key(entry))
        if source is not None and source.pk in self.known.text_of:
            return self.known.text_of[source.pk]
        key = (entry.body.pk, lookup_key(entry.symbol))
        if entry.symbol and key in self.known.texts:
            return self.known.texts[key]
        for draft in stages_of(reversed(entry.drafts)):
            found = self.known.drafts[entry.body.pk, draft]
            open_ones = [text for text in found if not (text.symbol and entry.symbol)]
            if len(open_ones) == 1:
                return open_ones[0]
        return None

    def _amended(self, entry: Entry, source: Source) -> Resolution:
        """The text that an amendment amends, where a vote on it hangs; else one of its own."""
        if source.pk in self.known.text_of and not entry.has_vote:
            return self.known.text_of[source.pk]
        text = self._text_amended(entry)
        if text is None and (entry.amended or entry.symbol):
            text = self.fresh.stub(entry, source)
            self.known.add_text(text, [entry.amended] if entry.amended else [])
        if text is not None and entry.has_vote:
            return text
        return self.fresh.text(entry, source, amends=text)

    def _text_amended(self, entry: Entry) -> Resolution | None:
        if entry.symbol:
            return self.known.texts.get((entry.body.pk, lookup_key(entry.symbol)))
        for key in stages_of([entry.amended]):
            found = self.known.drafts[entry.body.pk, key]
            if len(found) == 1:
                return found[0]
        return None

    def _vote(self, entry: Entry, source: Source, text: Resolution) -> None:
        vote = self._vote_on_record(entry, source, text)
        if vote is None:
            self._new_vote(entry, source, text)
            return
        self.existing.fill_vote(vote, entry, source)
        self.existing.show(source, vote)
        reading = self.existing.read(vote, entry, source)
        if self.as_:
            self.existing.accept(vote, reading, entry.name)

    def _vote_on_record(self, entry: Entry, source: Source, text: Resolution) -> RollCall | None:
        """That of the source's own record, else the one vote that it can be."""
        if own := self.known.readings_of[source.pk]:
            return own[0].roll_call
        if text._state.adding:
            return None
        fitting = [vote for vote in self.known.votes_on(text) if _fits(vote, entry, source)]
        if len(fitting) > 1:
            slugs = ", ".join(vote.slug for vote in fitting)
            raise Refused(f"It may be any of these votes: {slugs}. Record it in the admin.")
        return fitting[0] if fitting else None

    def _new_vote(self, entry: Entry, source: Source, text: Resolution) -> None:
        found = self.checker.understand(entry.transcript, entry.body)
        vote = self.fresh.vote(entry, text, source)
        reading: Reading = self.fresh.reading(entry, vote, source, found)
        self._count_unknown(entry, found)
        if not self.as_:
            return
        refusals = [
            *acceptance_refusals(entry.transcript, found),
            *second_person_refusals(reading, self.as_, self.by),
        ]
        if refusals:
            self.report.wait(entry.name, " ".join(refusals))
            return
        self.fresh.accept(vote, reading, found)
        self.report.results += 1

    def _count_unknown(self, entry: Entry, found: Any) -> None:
        for cell, understood in zip(entry.transcript.cells, found.cells, strict=True):
            if understood is not None and understood[0] is None:
                self.report.unknown[cell.printed] += 1


def _sentence(refusal: Refused | ValidationError) -> str:
    is_invalid = isinstance(refusal, ValidationError)
    return " ".join(refusal.messages) if is_invalid else str(refusal)


def _fits(vote: RollCall, entry: Entry, source: Source) -> bool:
    """Whether a record may be about this vote: the same thing on the same day.

    A library has one record a vote: where it has another record of this one, it means another.
    """
    day = entry.transcript.date
    has_other_record = any(
        reading.source.publisher == source.publisher and reading.source != source
        for reading in vote.readings.all()
    )
    is_same_day = day is None or vote.held_on in (None, day)
    return _is_same_thing(vote, entry) and is_same_day and not has_other_record


def _is_same_thing(vote: RollCall, entry: Entry) -> bool:
    if vote.subject != entry.subject:
        return False
    if vote.subject == RollCall.Subject.AMENDMENT:
        return lookup_key(vote.subject_symbol) == lookup_key(entry.transcript.symbol or "")
    return vote.subject == RollCall.Subject.WHOLE or vote.subject_label == entry.label
