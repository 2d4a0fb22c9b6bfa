"""What somebody who owns the database could do to the ledger: raw SQL, with the triggers gone."""

import uuid
from contextlib import contextmanager

from django.db import connection

from kb.records.chain import content_digest, link_digest, new_salt
from kb.records.ledger import facts
from kb.records.models import Ledger

TRIGGERS = {
    "sqlite": ["records_ledger_no_delete", "records_ledger_no_update"],
    "postgresql": ["records_ledger_append_only"],
}


@contextmanager
def unguarded():
    """A cursor on a database whose ledger is not append-only any more."""
    on = " ON records_ledger" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        if on:
            # PostgreSQL alters no table that has checks waiting for the end of the transaction.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name in TRIGGERS[connection.vendor]:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
        yield cursor


def set_column(row: Ledger, name: str, value: object) -> None:
    with unguarded():
        Ledger.objects.filter(pk=row.pk).update(**{name: value})


def drop_rows(*rows: Ledger) -> None:
    with unguarded() as cursor:
        for row in rows:
            cursor.execute("DELETE FROM records_ledger WHERE id = %s", [row.pk])


def move_row(row: Ledger, key: int) -> None:
    with unguarded() as cursor:
        cursor.execute("UPDATE records_ledger SET id = %s WHERE id = %s", [key, row.pk])


def swap_rows(one: Ledger, other: Ledger) -> None:
    free = Ledger.objects.last().pk + 1_000
    move_row(one, free)
    moved = Ledger.objects.get(pk=free)
    move_row(other, one.pk)
    move_row(moved, other.pk)


def rechain(row: Ledger, previous: str) -> Ledger:
    """The row on another foundation, with digests that are true."""
    row.previous = previous
    row.content_digest = content_digest(row.salt, row.changes, row.reason)
    row.digest = link_digest(previous, row.content_digest, facts(vars(row)))
    return row


def forge_row_before(row: Ledger) -> None:
    """A row in the gap before `row`, which takes the place that `row` had in the chain."""
    forged = Ledger.objects.get(pk=row.pk)
    forged.record, forged.salt, forged.reason = uuid.uuid4(), new_salt(), "Never happened"
    for later in Ledger.objects.filter(pk__gte=row.pk).order_by("-pk"):
        move_row(later, later.pk + 1)
    with unguarded():
        rechain(forged, uuid.uuid4().hex * 2).save(force_insert=True)


def rewrite_from(row: Ledger, **changed: object) -> None:
    """A new past: the row changed, and every later one chained anew on it, all digests true."""
    later = list(Ledger.objects.filter(pk__gte=row.pk))
    previous = later[0].previous
    for name, value in changed.items():
        setattr(later[0], name, value)
    drop_rows(*later)
    for each in later:
        previous = rechain(each, previous).digest
        each.save(force_insert=True)
