"""What is on record already of the records of one batch: a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from kb.records.models import Source
from kb.records.services import Refused
from votes.models import Draft, Reading, Resolution, RollCall
from votes.services.importing.facts import Entry
from votes.symbols import draft_number, is_draft_number, lookup_key

SourceKey = tuple[str, str]
# How the keys of a draft's stages end.
_REVISIONS = ("-rev-4", "-rev-3", "-rev-2", "-rev-1", "")


def source_key(entry: Entry) -> SourceKey:
    """Publisher and reference of the source: what makes a record the same one at every harvest."""
    return (entry.transcript.publisher or "")[:200], entry.reference


@dataclass(slots=True)
class Known:
    """Sources by publisher and reference, texts by adopted symbol and by each draft's key.

    A text or vote is one object however it is found: what one record writes the next one sees.
    """

    sources: dict[SourceKey, Source] = field(default_factory=dict)
    text_of: dict[int, Resolution] = field(default_factory=dict)
    votes_of: dict[int, list[RollCall]] = field(default_factory=lambda: defaultdict(list))
    readings_of: dict[int, list[Reading]] = field(default_factory=lambda: defaultdict(list))
    texts: dict[tuple[int, str], Resolution] = field(default_factory=dict)
    drafts: dict[tuple[int, str], list[Resolution]] = field(
        default_factory=lambda: defaultdict(list)
    )
    # As printed, whichever body the text is of: no two texts have the same.
    symbols: set[str] = field(default_factory=set)
    _by_key: dict[int, Resolution] = field(default_factory=dict)
    _votes_by_key: dict[int, RollCall] = field(default_factory=dict)

    @classmethod
    def of(cls, batch: Sequence[Entry]) -> "Known":
        known = cls()
        known._take_sources(batch)
        known._take_texts(
            {key for entry in batch for key in _keys(entry)} - {""},
            {entry.symbol for entry in batch},
        )
        return known

    def _take_sources(self, batch: Sequence[Entry]) -> None:
        wanted = {source_key(each) for each in batch}
        found = Source.objects.filter(
            publisher__in={publisher for publisher, _ in wanted},
            reference__in={reference for _, reference in wanted},
        )
        self.sources = {(each.publisher, each.reference): each for each in found}
        for text in Resolution.objects.filter(source__in=found).select_related("body", "session"):
            if text.source_id not in self.text_of or text.kind == Resolution.Kind.AMENDMENT:
                # The record of an amendment may have brought the text that it amends, too.
                self.text_of[text.source_id] = self._one(text)
        readings = Reading.objects.filter(source__in=found).defer("text", "cells", "understood")
        for reading in readings.select_related("roll_call__resolution__body"):
            reading.roll_call = self._one_vote(reading.roll_call)
            self.readings_of[reading.source_id].append(reading)

    def _take_texts(self, keys: set[str], symbols: set[str]) -> None:
        heads = Resolution.objects.select_related("body", "session").exclude(symbol="")
        # A text may have another address than its symbol's, where that was taken.
        for text in heads.filter(Q(slug__in=keys) | Q(symbol__in=symbols)):
            self.add_text(self._one(text), ())
        drafts = Draft.objects.filter(symbol_key__in=keys)
        for draft in drafts.select_related("resolution__body", "resolution__session"):
            self.add_draft(self._one(draft.resolution), draft.symbol_key)

    def _one(self, text: Resolution) -> Resolution:
        return self._by_key.setdefault(text.pk, text)

    def _one_vote(self, vote: RollCall) -> RollCall:
        vote.resolution = self._one(vote.resolution)
        return self._votes_by_key.setdefault(vote.pk, vote)

    def add_text(self, text: Resolution, drafts: Iterable[str]) -> None:
        if text.symbol:
            self.texts[text.body_id, lookup_key(text.symbol)] = text
            self.symbols.add(text.symbol)
        for symbol in drafts:
            self.add_draft(text, lookup_key(symbol))

    def add_draft(self, text: Resolution, key: str) -> None:
        found = self.drafts[text.body_id, key]
        if text not in found:
            found.append(text)

    def votes_on(self, text: Resolution) -> list[RollCall]:
        """Those that were in the database before this batch; each text is asked for once."""
        if text.pk not in self.votes_of:
            votes = text.roll_calls.select_related("resolution__body")
            self.votes_of[text.pk] = [self._one_vote(vote) for vote in votes]
        return self.votes_of[text.pk]

    def text_for(self, entry: Entry) -> Resolution | None:
        """By the source's own record, by the adopted symbol, else by a draft that only one has."""
        source = self.sources.get(source_key(entry))
        if source is not None and source.pk in self.text_of:
            return self.text_of[source.pk]
        key = (entry.body.pk, lookup_key(entry.symbol))
        if entry.symbol and key in self.texts:
            return self.texts[key]
        for draft in stages_of(reversed(entry.drafts)):
            found = self._with_draft(draft, entry)
            open_ones = [text for text in found if not (text.symbol and entry.symbol)]
            if len(open_ones) == 1:
                return open_ones[0]
        return None

    def text_amended(self, entry: Entry) -> Resolution | None:
        if entry.symbol:
            return self.texts.get((entry.body.pk, lookup_key(entry.symbol)))
        for key in stages_of([entry.amended]):
            found = self._with_draft(key, entry)
            if len(found) == 1:
                return found[0]
        return None

    def refuse_other_body(self, entry: Entry) -> None:
        key = (entry.body.pk, lookup_key(entry.symbol))
        if entry.symbol in self.symbols and key not in self.texts:
            raise Refused(f"A text of another body has the symbol {entry.symbol}.")

    def _with_draft(self, key: str, entry: Entry) -> list[Resolution]:
        """The texts with a draft of that key. A bare number, "L.13", means one session's."""
        found = self.drafts[entry.body.pk, key]
        if is_draft_number(key):
            return [text for text in found if text.session_id == entry.session.pk]
        return found


def _keys(entry: Entry) -> Iterator[str]:
    """Under which the text of an entry may be on record."""
    yield lookup_key(entry.symbol)
    yield from stages_of([*entry.drafts, entry.amended])


def stages_of(drafts: Iterable[str]) -> Iterator[str]:
    """The keys of drafts as they are named, then those of their other stages, the latest first.

    A revision replaces the draft of the same number: both are one text.
    """
    keys = [lookup_key(draft) for draft in drafts if draft]
    numbers = (draft_number(key) for key in keys)
    others = (f"{number}{end}" for number in numbers for end in _REVISIONS)
    return iter(dict.fromkeys([*keys, *others]))


def fits(vote: RollCall, entry: Entry, source: Source) -> bool:
    """Whether a record may be about this vote: the same thing on the same day.

    A library has one record a vote: where it has another record of this one, it means another.
    """
    day = entry.transcript.date
    is_same_day = day is None or vote.held_on in (None, day)
    if not (is_same_day and _is_same_thing(vote, entry)):
        return False
    others = vote.readings.exclude(source=source)
    return not others.filter(source__publisher=source.publisher).exists()


def _is_same_thing(vote: RollCall, entry: Entry) -> bool:
    if vote.subject != entry.subject:
        return False
    own = entry.transcript.symbol or ""
    if vote.subject == RollCall.Subject.AMENDMENT and (vote.subject_symbol or own):
        return lookup_key(vote.subject_symbol) == lookup_key(own)
    return vote.subject == RollCall.Subject.WHOLE or vote.subject_label == entry.label
