"""Writes the ledger: the only place that adds a row."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connection, transaction
from django.utils import timezone

from kb.records.chain import GENESIS, content_digest, link_digest, new_salt
from kb.records.models import Ledger, Record, Source

# Any number will do, as long as nothing else in this database locks on it.
LEDGER_LOCK = 4321

P = ParamSpec("P")
R = TypeVar("R")


def writes(service: Callable[P, R]) -> Callable[P, R]:
    """A service that writes records: all of it or nothing, one writer at a time.

    The lock comes before any row is touched, so that two writers wait for each other in one order
    and never deadlock.
    """

    @wraps(service)
    def alone(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction.atomic():
            _one_writer_at_a_time()
            return service(*args, **kwargs)

    return alone


def write_ledger(
    record: Record,
    *,
    action: str,
    changes: dict[str, Any],
    by: Any,
    reason: str = "",
    source: Source | None = None,
) -> Ledger:
    """Append one row. Call it from a service that `writes`."""
    columns = ledger_columns(
        record,
        action=action,
        changes=changes,
        reason=reason,
        source=source,
        by=by,
        at=timezone.now(),
        previous=end_of_chain(),
    )
    row = Ledger(**columns)
    row.save(force_insert=True)
    return row


def end_of_chain() -> str:
    """The digest that the next row stands on."""
    last = Ledger.objects.order_by("-pk").values_list("digest", flat=True).first()
    return last or GENESIS


def ledger_columns(
    record: Record,
    *,
    action: str,
    changes: dict[str, Any],
    reason: str,
    source: Source | None,
    by: Any,
    at: datetime,
    previous: str,
) -> dict[str, Any]:
    """The columns of a row but its key, with its digests: nothing is written."""
    columns = {
        "kind": record.record_kind(),
        "record": record.public_id,
        "version": record.version,
        "action": action,
        "changes": changes,
        "reason": reason,
        "source_id": source.pk if source else None,
        "by_id": by.pk if by else None,
        "at": at,
        "salt": new_salt(),
        "previous": previous,
    }
    content = content_digest(columns["salt"], changes, reason)
    digest = link_digest(previous, content, facts(columns))
    return columns | {"content_digest": content, "digest": digest}


def facts(columns: Mapping[str, Any]) -> list[Any]:
    """The columns of a ledger row that are never erased, as the chain digests them."""
    return [
        columns["kind"],
        str(columns["record"]),
        columns["version"],
        columns["action"],
        columns["source_id"],
        columns["by_id"],
        instant(columns["at"]),
    ]


def instant(at: datetime) -> str:
    """UTC with microseconds: what both engines store and give back."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _one_writer_at_a_time() -> None:
    """The chain has one end. SQLite's IMMEDIATE transactions hold the write lock already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LEDGER_LOCK])
