"""What two sources dispute: every value is kept, one is chosen with a reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field
from django.utils import timezone

from kb.records.ledger import writes
from kb.records.models import Conflict, ConflictValue, Record, Source
from kb.records.services import Refused, find_record, save_record


@dataclass(frozen=True, slots=True)
class Claimed:
    """What one source says of a field: `value` in our terms, `printed` as it stands there."""

    source: Source
    value: str
    printed: str = ""


@writes
def record_conflict(
    about: Record, *, field: str, label: str, claims: Iterable[Claimed], by: Any
) -> Conflict:
    """Keep what each source says of one field. Called again, it adds what is new.

    A value that nobody gave before opens a settled conflict again.
    """
    conflict = Conflict.objects.filter(record=about.public_id, field=field).first()
    if conflict is None:
        new = Conflict(
            subject_kind=about.record_kind(), record=about.public_id, field=field, label=label
        )
        conflict = save_record(new, by=by)
    known = set(conflict.values.values_list("source", "value"))
    fresh = [claim for claim in claims if (claim.source.pk, claim.value) not in known]
    for claim in fresh:
        ConflictValue.objects.create(
            conflict=conflict, source=claim.source, value=claim.value, printed=claim.printed
        )
    if {claim.value for claim in fresh} - {value for _, value in known}:
        conflict.chosen_value, conflict.reason = "", ""
        conflict.decided_at = conflict.decided_by = None
    said = {
        f"value of {claim.source.public_id}": [None, claim.printed or claim.value]
        for claim in fresh
    }
    return save_record(conflict, by=by, action="claimed", details=said)


@writes
def decide_conflict(
    conflict: Conflict, *, value: str, reason: str, by: Any, is_applied: bool = False
) -> Conflict:
    """Choose the value that our pages show, and bring the record to it. The others stay readable.

    `is_applied`: the caller has written the value where it belongs, as ballots are.
    """
    chosen = conflict.values.filter(value=value).order_by("pk").select_related("source").first()
    if chosen is None:
        raise Refused(f"No source of “{conflict}” gives the value “{value}”.")
    if not reason.strip():
        raise Refused(f"Say why “{value}” was chosen for “{conflict}”.")
    if not is_applied:
        _apply(conflict, chosen, reason, by)
    conflict.chosen_value, conflict.reason = value, reason
    conflict.decided_by, conflict.decided_at = by, timezone.now()
    return save_record(conflict, by=by, reason=reason, action="decided")


def _apply(conflict: Conflict, chosen: ConflictValue, reason: str, by: Any) -> None:
    """A plain field takes the value; what points to another record must have it already."""
    record = find_record(conflict.subject_kind, conflict.record)
    field = _field_of(record, conflict.field)
    if field is None:
        raise Refused(f"“{conflict}” is settled by a correction, not by a choice alone.")
    if field.is_relation:
        if str(getattr(record, field.name)) != chosen.value:
            raise Refused(f"“{record}” has another {conflict.label}: change that first.")
        return
    try:
        setattr(record, field.name, field.clean(chosen.value, record))
    except ValidationError as error:
        raise Refused(f"“{chosen.value}” cannot stand in “{conflict}”.") from error
    save_record(record, by=by, reason=reason, source=chosen.source, action="settled")


def _field_of(record: Record | None, name: str) -> Field | None:
    try:
        return record._meta.get_field(name) if record else None
    except FieldDoesNotExist:
        return None
