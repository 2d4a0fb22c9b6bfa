"""Forgets what a row of the ledger held, where a person must be protected."""

from typing import Any

from django.apps import apps

from kb.records.auditing import ERASED
from kb.records.ledger import write_ledger, writes
from kb.records.models import Ledger
from kb.records.services import Refused


@writes
def erase(row: Ledger, *, by: Any, reason: str) -> Ledger:
    """Empty changes, reason and salt of a row for ever. The chain holds, and a new row says so.

    `reason` stands in that new row: it must not name whom it protects. What the record itself
    still holds is untouched; change it first, and erase the row of that change as well. Returns
    the new row. Raises Refused without a reason, and for a row that is erased already.
    """
    if not reason.strip():
        raise Refused("Say why the row is erased, without naming whom that protects.")
    if row.changes is None:
        raise Refused("This row is erased already.")
    Ledger.objects.filter(pk=row.pk).update(changes=None, reason="", salt="")
    row.refresh_from_db()
    newest = Ledger.objects.filter(record=row.record).order_by("-pk")[0]
    # The record itself may be gone; the new row needs no more of it than this.
    about = apps.get_model(row.kind)(public_id=row.record, version=newest.version)
    details = {"ledger row": [row.digest, None]}
    return write_ledger(about, action=ERASED, changes=details, by=by, reason=reason)
