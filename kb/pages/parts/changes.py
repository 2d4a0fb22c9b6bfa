"""The public part of a record's ledger: what changed while it was public, in words.

Who did it and why stays with staff. Only values that were public by themselves are said: days,
symbols, words from our own lists, positions of States. Of texts and of other records it is said
that they changed, never from what to what: some of what they held may have to be forgotten.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import Field, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.text import capfirst

from kb.pages.parts.shown import Link, counted, day_words, joined
from kb.records.models import Ledger, Publishable
from votes.pictures import MARKS

PUBLISHED = Publishable.State.PUBLISHED
OTHERS = "other details changed"

# What is said with both values.
SAID = {
    "held_on": "day of the vote",
    "acted_on": "day of the action",
    "delivered_on": "day",
    "published_on": "date",
    "outcome": "outcome",
    "kind": "kind",
    "modality": "form",
    "subject": "what was voted on",
    "symbol": "symbol",
    "subject_symbol": "symbol of the amendment",
    "meeting": "number of the meeting",
}
# What is said to have changed, without a value.
NAMED = {
    "title": "title",
    "text": "text",
    "paragraphs": "text",
    "lede": "text",
    "body": "text",
    "slug": "address",
    "agenda_item": "agenda item",
    "session": "session",
    "requested_by": "who asked for the vote",
    "is_final": "whether it settled the text",
    "draft": "draft",
    "amends": "the text that it amends",
    "sponsorship": "sponsors",
    "follow up": "what it orders",
}
ORDER = [*SAID, *NAMED]
# What the action itself says.
TOLD_BY_ACTION = {"standing", "accepted_reading", "state", "release_at", "withdrawn_at"}
BALLOT = "ballot "
# The first ballots of a vote, all in one line.
BALLOTS = "ballots"


@dataclass(frozen=True, slots=True)
class ShownChange:
    """`words` are a sentence without its full stop; `source` is None where none is public."""

    words: str
    version: int
    source: Link | None = None


@dataclass(frozen=True, slots=True)
class ChangedDay:
    day: date
    changes: list[ShownChange]


@dataclass(frozen=True, slots=True)
class _Event:
    """Something that the public could see: the row behind it, or what became of the record."""

    at: datetime
    row: Ledger
    what: str = ""


def with_last_change(records: "QuerySet[Any]") -> "QuerySet[Any]":
    """Records with `changed_at`, the instant of the last row in their ledger, in the same query."""
    rows = Ledger.objects.filter(record=OuterRef("public_id")).order_by("-pk")
    return records.annotate(changed_at=Subquery(rows.values("at")[:1]))


def changed_days(
    record: Publishable, names: Mapping[str, str], at: datetime, *, since: datetime | None = None
) -> list[ChangedDay]:
    """What the public could see change, the latest day first. One query.

    `names` are the names of States by code; `since` is the instant from which what the record
    belongs to is public, if it belongs to something.
    """
    rows = Ledger.objects.about(record).select_related("source")
    events = _after(list(_events(rows, at)), since)
    days = []
    by_day = groupby(reversed(events), key=lambda event: timezone.localdate(event.at))
    for day, found in by_day:
        lines = [_line(record, event, names, at) for event in found]
        days.append(ChangedDay(day, _once(lines)))
    return days


def _events(rows: Iterable[Ledger], at: datetime) -> Iterator[_Event]:
    """Follows the record through its states; a release that is awaited comes at its own instant."""
    state, release, awaited = "", None, None
    is_public, what = False, "published"
    for row in rows:
        if awaited and release and release <= row.at:
            yield _Event(release, awaited, what)
            is_public, what, awaited = True, "public again", None
        state, release = _new(row, "state", state), _instant(_new(row, "release_at", release))
        if is_public and state != PUBLISHED:
            yield _Event(row.at, row, "withdrawn")
            is_public = False
        elif is_public:
            yield _Event(row.at, row)
        else:
            awaited = row if state == PUBLISHED else None
    if awaited and release and release <= at:
        yield _Event(release, awaited, what)


def _new(row: Ledger, field: str, before: Any) -> Any:
    return (row.changes or {}).get(field, (None, before))[1]


def _instant(value: Any) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _after(events: list[_Event], since: datetime | None) -> list[_Event]:
    """What came before the record could be seen at all is told as its first appearance alone."""
    if since is None:
        return events
    before = [event for event in events if event.at < since]
    later = [event for event in events if event.at >= since]
    if not before or before[-1].what == "withdrawn":
        return later
    return [_Event(since, before[-1].row, "published"), *later]


def _line(
    record: Publishable, event: _Event, names: Mapping[str, str], at: datetime
) -> ShownChange:
    row = event.row
    if event.what:
        return ShownChange(capfirst(event.what), row.version)
    source = row.source if row.source and row.source.is_public(at) else None
    words = joined(dict.fromkeys(_words(record, row, names))) or OTHERS
    return ShownChange(
        words=capfirst(words),
        version=row.version,
        source=Link(str(source), source.url) if source else None,
    )


def _words(record: Publishable, row: Ledger, names: Mapping[str, str]) -> Iterator[str]:
    changes = row.changes or {}
    if row.action.startswith("accepted as "):
        yield f"result {row.action}"
    yield from _ballots(changes, row.action, names)
    others = False
    for name, (old, new) in sorted(changes.items(), key=_place):
        kind = name.partition(":")[0]
        if kind in SAID:
            yield _said(record, kind, old, new)
        elif row.action == "draft added" and kind == "draft":
            yield f"draft {new} added"
        elif kind in NAMED:
            yield f"{NAMED[kind]} changed"
        elif kind not in TOLD_BY_ACTION and not name.startswith((BALLOT, BALLOTS)):
            others = True
    if others:
        yield OTHERS


def _place(change: tuple[str, Any]) -> tuple[int, str]:
    """One order, whatever order the database keeps the keys in."""
    kind = change[0].partition(":")[0]
    return (ORDER.index(kind) if kind in ORDER else len(ORDER), change[0])


def _ballots(
    changes: Mapping[str, list[Any]], action: str, names: Mapping[str, str]
) -> Iterator[str]:
    """Ballots that were not there before are only counted."""
    ballots = {
        name.removeprefix(BALLOT): pair for name, pair in changes.items() if name.startswith(BALLOT)
    }
    first = str(changes.get(BALLOTS, [None, ""])[1]).replace(":", " ").replace(";", " ")
    entered = sum(1 for old, _ in ballots.values() if old is None)
    entered += sum(word.isupper() for word in first.split())
    if entered:
        yield f"{counted(entered, 'ballot')} entered"
    verb = "corrected" if action == "corrected" else "changed"
    for code, (old, new) in sorted(ballots.items()):
        whose = f"ballot of {names.get(code, code)}"
        if old is not None and new is not None:
            yield f"{whose} {verb} from {MARKS[old].word} to {MARKS[new].word}"
        elif old is not None:
            yield f"{whose} taken back: it was {MARKS[old].word}"


def _said(record: Publishable, name: str, old: Any, new: Any) -> str:
    field = record._meta.get_field(name)
    before, after = _value(field, old), _value(field, new)
    if before and after:
        return f"{SAID[name]} changed from {before} to {after}"
    return f"{SAID[name]} added: {after}" if after else f"{SAID[name]} taken out: it was {before}"


def _value(field: Field, value: Any) -> str:
    if value in (None, ""):
        return ""
    if field.choices:
        return f"“{dict(field.flatchoices).get(value, value)}”"
    if field.get_internal_type() == "DateField":
        return day_words(date.fromisoformat(value))
    return str(value)


def _once(lines: list[ShownChange]) -> list[ShownChange]:
    """Other details of one day once, with the latest version of that day."""
    kept, is_told = [], False
    for line in lines:
        is_other = line.words == capfirst(OTHERS) and line.source is None
        if not (is_other and is_told):
            kept.append(line)
        is_told = is_told or is_other
    return kept
