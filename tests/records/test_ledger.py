"""The ledger: append-only in the database itself, chained, erasable without breaking the chain."""

import pytest
from django.db import IntegrityError, connection, transaction

from kb.records.chain import GENESIS, content_digest, link_digest
from kb.records.ledger import facts
from kb.records.models import Ledger
from kb.records.services import save_record
from tests.factories import make_source

pytestmark = pytest.mark.django_db


def test_a_row_of_the_ledger_cannot_be_changed():
    row = _a_row()

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Ledger.objects.filter(pk=row.pk).update(action="invented")


def test_a_row_of_the_ledger_cannot_be_deleted():
    row = _a_row()

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Ledger.objects.filter(pk=row.pk).delete()


def replace_row(row: Ledger) -> None:
    """What each engine offers to write over a row without an UPDATE."""
    if connection.vendor == "sqlite":
        again = "INSERT OR REPLACE INTO records_ledger SELECT * FROM records_ledger WHERE id = %s"
        with connection.cursor() as cursor:
            cursor.execute(again, [row.pk])
    else:
        Ledger.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["id"], update_fields=["action"]
        )


def test_a_row_of_the_ledger_cannot_be_replaced_either():
    row = _a_row()
    row.action = "invented"

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        replace_row(row)


def test_content_and_salt_can_be_erased_and_the_chain_still_holds():
    row = _a_row()

    Ledger.objects.filter(pk=row.pk).update(changes=None, reason="", salt="")

    row.refresh_from_db()
    assert row.changes is None
    assert row.digest == link_digest(row.previous, row.content_digest, facts(vars(row)))


def test_each_row_is_chained_to_the_one_before():
    make_source()
    make_source()

    previous = GENESIS
    for row in Ledger.objects.order_by("pk"):
        assert row.previous == previous
        assert row.content_digest == content_digest(row.salt, row.changes, row.reason)
        assert row.digest == link_digest(row.previous, row.content_digest, facts(vars(row)))
        previous = row.digest


def test_two_rows_with_the_same_content_have_different_digests():
    first, second = _a_row(), _a_row()

    assert first.content_digest != second.content_digest


def _a_row() -> Ledger:
    source = make_source(title="The same", published=False)
    save_record(source, by=None)
    return Ledger.objects.about(source).get()
