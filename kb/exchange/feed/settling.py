"""Settles the feed: finds out which public documents changed, and writes that down in order.

Nothing runs in the background. Whoever reads the feed settles it first, which costs two look-ups
where nothing happened. Documents are made outside any lock, in one view of the database; what is
written then belongs to that view, and whatever was written meanwhile is left to the next settling.
So staff never wait for a reader, nor a reader for a long import.
"""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from kb.exchange.feed.changes import Change, changes_since
from kb.exchange.feed.news import made_with, newest_ledger_key, next_release
from kb.exchange.models import FeedState, PublicRecord
from kb.exchange.snapshot import snapshot

# How long a reader waits for another who settles, in seconds, and for the database to be written.
PATIENCE = 5
BUSY_AFTER_MS = 1_000
TRIES = 3
BATCH = 500
THE_ONE = 1

# Threads of one process do not make the same documents twice. Of several processes that do, the
# first to write wins (`_keep`).
_settling = threading.Lock()


def settle(now: datetime | None = None, *, everything: bool = False) -> bool:
    """Bring the feed up to `now`. False where somebody else is at it, or the database is busy.

    `everything` looks at every record, whatever the ledger says of it.
    """
    now = now or timezone.now()
    if not everything and is_settled(now):
        return True
    if not _settling.acquire(timeout=PATIENCE):
        return False
    try:
        return any(_settled_once(now, everything) for _ in range(TRIES))
    finally:
        _settling.release()


def is_settled(now: datetime) -> bool:
    """Whether nothing was written and nothing released since the last settling. Writes nothing."""
    state = feed_state()
    return (
        state.settled_at is not None
        and newest_ledger_key() == state.ledger_seen
        and made_with() == state.made_with
        and next_release(state.settled_at, now) is None
    )


def feed_state() -> FeedState:
    """How far the feed has come; not saved yet where it never was settled."""
    return FeedState.objects.filter(pk=THE_ONE).first() or FeedState(pk=THE_ONE)


def begin_anew() -> None:
    """Give the feed another word, so that every mirror begins anew."""
    if settle():
        FeedState.objects.filter(pk=THE_ONE).update(word=_new_word())


@dataclass(frozen=True, slots=True)
class _Settled:
    """What was found in one view of the database, and how far that reaches."""

    before: FeedState
    ledger_seen: int
    settled_at: datetime
    made_with: str
    changes: list[Change]


def _settled_once(now: datetime, everything: bool) -> bool:
    with snapshot():
        before = feed_state()
        # A clock that was set back takes nothing away again.
        settled_at = max(now, before.settled_at or now)
        newest, made = newest_ledger_key(), made_with()
        is_new = everything or before.settled_at is None or before.made_with != made
        changes = changes_since(before, newest, settled_at, everything=is_new)
    try:
        with _impatient(), transaction.atomic():
            return _keep(_Settled(before, newest, settled_at, made, changes))
    except (IntegrityError, OperationalError):
        # Locked, or somebody else wrote the very same; what is settled already is right.
        return False


def _keep(settled: _Settled) -> bool:
    """Write what was found, unless somebody else settled meanwhile.

    The lock on the state lets one settle at a time, so that positions are committed in order.
    """
    state = FeedState.objects.select_for_update().filter(pk=THE_ONE).first()
    is_first = state is None
    state = state or FeedState(pk=THE_ONE, word=_new_word())
    if _reach(state) != _reach(settled.before):
        return False
    rows = [
        PublicRecord(
            kind=each.kind,
            record=each.record,
            digest=each.digest,
            changed_at=each.changed_at,
            position=position,
        )
        for position, each in enumerate(settled.changes, start=state.position + 1)
    ]
    PublicRecord.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["kind", "record"],
        update_fields=["digest", "position", "changed_at"],
    )
    state.position += len(rows)
    state.ledger_seen, state.settled_at = settled.ledger_seen, settled.settled_at
    state.made_with = settled.made_with
    state.save(force_insert=is_first)
    return True


def _reach(state: FeedState) -> tuple[object, ...]:
    return state.position, state.ledger_seen, state.settled_at, state.made_with


def _new_word() -> str:
    return secrets.token_hex(4)


@contextmanager
def _impatient() -> Iterator[None]:
    """A reader does not wait as long for the database as staff do."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            _run(f"SET LOCAL lock_timeout = {BUSY_AFTER_MS}")
            yield
        return
    with connection.cursor() as cursor:
        (usual,) = cursor.execute("PRAGMA busy_timeout").fetchone()
    _run(f"PRAGMA busy_timeout = {BUSY_AFTER_MS}")
    try:
        yield
    finally:
        _run(f"PRAGMA busy_timeout = {usual}")


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
