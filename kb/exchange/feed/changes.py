"""Compares documents as they are with what partners were told: which of them are news, and when."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from kb.council.models import Body, Group, Seat, State
from kb.exchange.documents.encoding import document_hash
from kb.exchange.documents.kind import Kind, Sight
from kb.exchange.documents.kinds import KINDS
from kb.exchange.feed.dependents import TooMany, dependents
from kb.exchange.feed.news import last_written, releases
from kb.exchange.models import FeedState, PublicRecord
from kb.records.models import Ledger

# Documents made at once, and records whose dependents are looked for one by one.
BATCH = 200
MOST_ROWS = 1_000
MOST_RELEASES = 50
# What nearly every document names.
NAMED_EVERYWHERE: tuple[type[Model], ...] = (Body, Group, Seat, State)


@dataclass(frozen=True, slots=True)
class Change:
    """`digest` is empty where a record is not public any more."""

    kind: str
    record: UUID
    digest: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Suspects:
    """Records to look at, all where `ids` is None. `instants` say of some when they changed."""

    ids: set[UUID] | None
    instants: dict[UUID, datetime]


def changes_since(
    state: FeedState, newest: int, now: datetime, *, everything: bool
) -> list[Change]:
    """What differs at `now` from what the feed says, in the order in which it became visible.

    `newest` is the key of the last row of the ledger that counts.
    """
    suspects = _suspects(state, newest, now, everything)
    found = [change for kind in KINDS for change in _changes(kind, suspects, now)]
    # Sorting keeps the order of kinds, in which what is named comes before what names it.
    return sorted(found, key=lambda change: change.changed_at)


def _suspects(state: FeedState, newest: int, now: datetime, everything: bool) -> Suspects:
    written = last_written(state.ledger_seen, newest)
    released = releases(state.settled_at, now) if state.settled_at else {}
    instants = dict(written)
    for record, at in released.items():
        instants[record] = max(at, instants.get(record, at))
    if everything or len(written) > MOST_ROWS:
        return Suspects(None, instants)
    try:
        ids = _touched(state.ledger_seen, newest)
        # What was published at once has been written at that very moment.
        ended = {
            record: at
            for record, at in released.items()
            if record not in written or written[record] < at
        }
        return _with_dependents(ids, ended, instants)
    except TooMany:
        return Suspects(None, instants)


def _with_dependents(
    ids: set[UUID], released: dict[UUID, datetime], instants: dict[UUID, datetime]
) -> Suspects:
    """What hangs on a release changes with it; what hangs on an edit, when it is found out.

    That no row of a hidden record lends its instant to a public one is why the second is so.
    """
    suspects = dependents(ids) if ids else set()
    groups: dict[datetime, set[UUID]] = {}
    for record, at in released.items():
        groups.setdefault(at, set()).add(record)
    if len(groups) > MOST_RELEASES:
        raise TooMany
    for at, group in sorted(groups.items()):
        found = dependents(group)
        instants |= {each: max(at, instants.get(each, at)) for each in found}
        suspects |= found
    return Suspects(suspects, instants)


def _touched(after: int, until: int) -> set[UUID]:
    """The public ids of what was written, and of what it pointed to. Raises TooMany."""
    rows = Ledger.objects.filter(pk__gt=after, pk__lte=until).order_by()
    ids: set[UUID] = set()
    for kind, record, changes in rows.values_list("kind", "record", "changes").iterator():
        if changes is None or _is_named_everywhere(kind, changes):
            raise TooMany
        ids.add(record)
        ids.update(_ids_in(changes))
    return ids


def _is_named_everywhere(kind: str, changes: dict[str, Any]) -> bool:
    """Of a State and a body only their own columns are; more spellings name it nowhere else."""
    for model in NAMED_EVERYWHERE:
        if kind == model._meta.label_lower:
            own = {field.name for field in model._meta.concrete_fields}
            return model in {Group, Seat} or bool(own & set(changes))
    return False


def _ids_in(changes: dict[str, Any]) -> Iterator[UUID]:
    """What a row says that a record pointed to, before or after."""
    for pair in changes.values():
        for value in pair if isinstance(pair, list) else ():
            try:
                yield UUID(value)
            except (ValueError, TypeError, AttributeError):
                continue


def _changes(kind: Kind, suspects: Suspects, now: datetime) -> Iterator[Change]:
    told = _told(kind, suspects.ids)
    for record, digest in _public(kind, suspects.ids, now):
        if told.pop(record, "") != digest:
            yield Change(kind.name, record, digest, suspects.instants.get(record, now))
    for record, digest in told.items():
        if digest:
            yield Change(kind.name, record, "", suspects.instants.get(record, now))


def _told(kind: Kind, ids: Collection[UUID] | None) -> dict[UUID, str]:
    """{public id: what the feed says} in the order of the feed."""
    rows = PublicRecord.objects.filter(kind=kind.name).order_by("position")
    if ids is not None:
        rows = rows.filter(record__in=ids)
    return dict(rows.values_list("record", "digest"))


def _public(kind: Kind, ids: Collection[UUID] | None, now: datetime) -> Iterator[tuple[UUID, str]]:
    """(public id, hash of the document) of what is public at `now`."""
    sight = Sight.of_public(now)
    for rows in _batches(kind.rows(now), ids):
        for document in kind.documents(rows, sight):
            yield UUID(document["id"]), document_hash(document)


def _batches(rows: "QuerySet[Any]", ids: Collection[UUID] | None) -> Iterable[list[Any]]:
    if ids is not None:
        # To ask what is public costs far more than to see that there is nothing of this kind.
        wanted = list(
            rows.model._base_manager.filter(public_id__in=ids).values_list("pk", flat=True)
        )
        for start in range(0, len(wanted), BATCH):
            yield list(rows.filter(pk__in=wanted[start : start + BATCH]).order_by("pk"))
        return
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield batch
        last = batch[-1].pk
