"""Writes the ledger: the only place that adds a row."""

from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from kb.records.chain import GENESIS, content_digest, link_digest, new_salt
from kb.records.models import Ledger, Record, Source

# Any number will do, as long as nothing else in this database locks on it.
LEDGER_LOCK = 4321


def write_ledger(
    record: Record,
    *,
    action: str,
    changes: dict[str, Any],
    by: Any,
    reason: str = "",
    source: Source | None = None,
) -> Ledger:
    """Append one row. Call it inside the transaction that changes `record`."""
    _one_writer_at_a_time()
    last = Ledger.objects.order_by("-pk").values_list("digest", flat=True).first()
    row = Ledger(
        kind=record.record_kind(),
        record=record.public_id,
        version=record.version,
        action=action,
        changes=changes,
        reason=reason,
        source=source,
        by=by,
        at=timezone.now(),
        salt=new_salt(),
        previous=last or GENESIS,
    )
    row.content_digest = content_digest(row.salt, row.changes, row.reason)
    row.digest = link_digest(row.previous, row.content_digest, facts(row))
    row.save(force_insert=True)
    return row


def facts(row: Ledger) -> list[Any]:
    """The columns of a ledger row that are never erased, as the chain digests them."""
    return [
        row.kind,
        str(row.record),
        row.version,
        row.action,
        row.source_id,
        row.by_id,
        instant(row.at),
    ]


def instant(at: datetime) -> str:
    """UTC with microseconds: what both engines store and give back."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _one_writer_at_a_time() -> None:
    """The chain has one end. SQLite's IMMEDIATE transactions hold the write lock already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LEDGER_LOCK])
