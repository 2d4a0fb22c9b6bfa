"""What is on record already of the records of one batch: a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kb.records.models import Source
from votes.models import Draft, Reading, Resolution, RollCall
from votes.services.importing.facts import Entry
from votes.symbols import draft_number, lookup_key

SourceKey = tuple[str, str]
# How the keys of a draft's stages end.
_REVISIONS = ("-rev-4", "-rev-3", "-rev-2", "-rev-1", "")


def source_key(entry: Entry) -> SourceKey:
    """Publisher and reference of the source: what makes a record the same one at every harvest."""
    return (entry.transcript.publisher or "")[:200], entry.reference


@dataclass(slots=True)
class Known:
    """Sources by publisher and reference, texts by adopted symbol and by each draft's key.

    A text is one object however it is found, so that what one record writes the next one sees.
    """

    sources: dict[SourceKey, Source] = field(default_factory=dict)
    text_of: dict[int, Resolution] = field(default_factory=dict)
    votes_of: dict[int, list[RollCall]] = field(default_factory=lambda: defaultdict(list))
    readings_of: dict[int, list[Reading]] = field(default_factory=lambda: defaultdict(list))
    texts: dict[tuple[int, str], Resolution] = field(default_factory=dict)
    drafts: dict[tuple[int, str], list[Resolution]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _by_key: dict[int, Resolution] = field(default_factory=dict)

    @classmethod
    def of(cls, batch: Sequence[Entry]) -> "Known":
        known = cls()
        known._take_sources(batch)
        known._take_texts({key for entry in batch for key in _keys(entry)} - {""})
        return known

    def _take_sources(self, batch: Sequence[Entry]) -> None:
        wanted = {source_key(each) for each in batch}
        found = Source.objects.filter(
            publisher__in={publisher for publisher, _ in wanted},
            reference__in={reference for _, reference in wanted},
        )
        self.sources = {(each.publisher, each.reference): each for each in found}
        for text in Resolution.objects.filter(source__in=found).select_related("body", "session"):
            self.text_of[text.source_id] = self._one(text)
        readings = Reading.objects.filter(source__in=found).defer("text", "cells", "understood")
        for reading in readings.select_related("roll_call__resolution__body"):
            reading.roll_call.resolution = self._one(reading.roll_call.resolution)
            self.readings_of[reading.source_id].append(reading)

    def _take_texts(self, keys: set[str]) -> None:
        heads = Resolution.objects.select_related("body", "session")
        for text in heads.exclude(symbol="").filter(slug__in=keys):
            self.texts[text.body_id, lookup_key(text.symbol)] = self._one(text)
        drafts = Draft.objects.filter(symbol_key__in=keys)
        for draft in drafts.select_related("resolution__body", "resolution__session"):
            self.add_draft(self._one(draft.resolution), draft.symbol_key)

    def _one(self, text: Resolution) -> Resolution:
        return self._by_key.setdefault(text.pk, text)

    def add_text(self, text: Resolution, drafts: Iterable[str]) -> None:
        if text.symbol:
            self.texts[text.body_id, lookup_key(text.symbol)] = text
        for symbol in drafts:
            self.add_draft(text, lookup_key(symbol))

    def add_draft(self, text: Resolution, key: str) -> None:
        found = self.drafts[text.body_id, key]
        if text not in found:
            found.append(text)

    def votes_on(self, text: Resolution) -> list[RollCall]:
        """Those in the database, and those that this batch adds, each text asked for once."""
        if text.pk not in self.votes_of:
            self.votes_of[text.pk] = [] if text._state.adding else _votes_on(text)
        return self.votes_of[text.pk]


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


def _votes_on(text: Resolution) -> list[RollCall]:
    votes = text.roll_calls.select_related("resolution__body")
    return list(votes.prefetch_related("readings__source"))
