"""The only ways in: save, publish and withdraw a record, and settle what two sources dispute."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.apps import apps
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from kb.records.ledger import write_ledger
from kb.records.models import (
    Conflict,
    ConflictValue,
    FormerAddress,
    Publishable,
    Record,
    Source,
)
from kb.search.models import SearchEntry

RecordT = TypeVar("RecordT", bound=Record)
PublishableT = TypeVar("PublishableT", bound=Publishable)

BOOKKEEPING = {"id", "public_id", "version", "visible_from"}


class Refused(Exception):
    """Something that the rules of the record forbid. The message is a sentence for staff."""


class StaleRecord(Refused):
    """Somebody saved a newer version meanwhile. `stored` is that newer record."""

    def __init__(self, record: Record, stored: Record) -> None:
        super().__init__(
            f"“{stored}” was changed since you opened it (you have version {record.version}, "
            f"the newest is {stored.version}). Nothing was saved."
        )
        self.record, self.stored = record, stored


@transaction.atomic
def save_record(
    record: RecordT,
    *,
    by: Any,
    reason: str = "",
    source: Source | None = None,
    action: str = "",
    details: dict[str, Any] | None = None,
) -> RecordT:
    """Write one record with its version, ledger row, former address and search entry.

    `by` is a user, or None for a command of the system. `details` are changes outside the
    record's own columns ({name: [old, new]}), such as its ballots. A record in which nothing
    changed is left alone. Raises StaleRecord, and ValidationError with sentences for staff.
    """
    stored = None if record._state.adding else _stored(record)
    if stored is not None and stored.version != record.version:
        raise StaleRecord(record, stored)
    record.full_clean()
    changes = changed_fields(stored, record) | (details or {})
    if stored is not None and not changes:
        return record
    _write(record, stored)
    write_ledger(
        record,
        action=action or ("created" if stored is None else "changed"),
        changes=changes,
        by=by,
        reason=reason,
        source=source,
    )
    if isinstance(record, Publishable):
        _remember_address(stored, record)
        refresh_entry(record)
    return record


def _stored(record: Record) -> Record:
    return type(record)._base_manager.select_for_update().get(pk=record.pk)


def _write(record: Record, stored: Record | None) -> None:
    if stored is not None:
        rows = type(record)._base_manager.filter(pk=record.pk, version=record.version)
        if not rows.update(version=F("version") + 1):
            raise StaleRecord(record, _stored(record))
        record.version += 1
    record.save(force_insert=stored is None, force_update=stored is not None)
    if isinstance(record, Publishable):
        # The database computes it; an instance keeps the old value after an update.
        record.refresh_from_db(fields=["visible_from"])


def changed_fields(old: Record | None, new: Record) -> dict[str, list[Any]]:
    """{field: [old value, new value]}; a new record lists only the fields that hold something."""
    changes = {}
    for field in new._meta.concrete_fields:
        if field.name in BOOKKEEPING | new.LEDGER_OMITS:
            continue
        before = _ledger_value(old, field) if old is not None else None
        after = _ledger_value(new, field)
        if before != after and not (old is None and after in ("", None)):
            changes[field.name] = [before, after]
    return changes


def _ledger_value(record: Record, field: models.Field) -> Any:
    """A foreign key as the public id or code of what it points to, never as a number of ours."""
    if not field.is_relation:
        return field.to_python(field.value_from_object(record))
    related = getattr(record, field.name)
    if related is None:
        return None
    return str(getattr(related, "public_id", None) or getattr(related, "code", related))


def _remember_address(stored: Publishable | None, record: Publishable) -> None:
    new = _address(record)
    FormerAddress.objects.filter(path=new).delete()
    old = _address(stored) if stored is not None else ""
    if old and old != new:
        FormerAddress.objects.update_or_create(
            path=old, defaults={"kind": record.record_kind(), "record": record.public_id}
        )


def _address(record: Publishable) -> str:
    return record.get_absolute_url() if hasattr(record, "get_absolute_url") else ""


def refresh_entry(record: Publishable) -> None:
    """Write the search entry again, after the record or a part of its text changed."""
    url = _address(record)
    if not url:
        return
    title, body = record.search_text()
    SearchEntry.objects.update_or_create(
        record=record.public_id,
        defaults={
            "kind": record.record_kind(),
            "title": title,
            "body": body,
            "url": url,
            "visible_from": record.public_from(),
        },
    )


@transaction.atomic
def publish(
    record: PublishableT, *, by: Any, release_at: datetime | None = None, reason: str = ""
) -> PublishableT:
    """Make a record public from `release_at` on (at once by default)."""
    now = timezone.now()
    refusals = record.publish_refusals()
    if record.is_public(now):
        refusals = [f"“{record}” is already public. Withdraw it first."]
    if refusals:
        raise Refused(" ".join(refusals))
    record.state = Publishable.State.PUBLISHED
    record.release_at = release_at or now
    save_record(record, by=by, reason=reason, action="published")
    _refresh_dependents(record)
    return record


@transaction.atomic
def withdraw(record: PublishableT, *, by: Any, reason: str) -> PublishableT:
    """Take a record back at once. If it was public, its address says so (410) from now on."""
    if record.state != Publishable.State.PUBLISHED:
        raise Refused(f"“{record}” is not published, so there is nothing to withdraw.")
    if not reason.strip():
        raise Refused(
            "Say why the record is withdrawn. The reason is for staff, not for the public."
        )
    now = timezone.now()
    if record.is_public(now):
        record.withdrawn_at = now
    record.state = Publishable.State.WITHDRAWN
    save_record(record, by=by, reason=reason, action="withdrawn")
    _refresh_dependents(record)
    return record


def _refresh_dependents(record: Publishable) -> None:
    for dependent in record.search_dependents():
        refresh_entry(dependent)


@dataclass(frozen=True, slots=True)
class Claimed:
    """What one source says of a field: `value` in our terms, `printed` as it stands there."""

    source: Source
    value: str
    printed: str = ""


@transaction.atomic
def record_conflict(
    about: Record, *, field: str, label: str, claims: Iterable[Claimed], by: Any
) -> Conflict:
    """Keep what each source says of one field. Called again, it adds what is new."""
    conflict = Conflict.objects.filter(record=about.public_id, field=field).first()
    if conflict is None:
        conflict = save_record(
            Conflict(
                subject_kind=about.record_kind(), record=about.public_id, field=field, label=label
            ),
            by=by,
        )
    for claim in claims:
        ConflictValue.objects.get_or_create(
            conflict=conflict,
            source=claim.source,
            value=claim.value,
            defaults={"printed": claim.printed},
        )
    return conflict


@transaction.atomic
def decide_conflict(conflict: Conflict, *, value: str, reason: str, by: Any) -> Conflict:
    """Choose the value that our pages show. The other values stay readable."""
    chosen = conflict.values.filter(value=value).order_by("pk").first()
    if chosen is None:
        raise Refused(f"No source of “{conflict}” gives the value “{value}”.")
    if not reason.strip():
        raise Refused(f"Say why “{value}” was chosen for “{conflict}”.")
    before = conflict.values.filter(is_chosen=True).values_list("value", flat=True).first()
    conflict.values.update(is_chosen=False)
    conflict.values.filter(pk=chosen.pk).update(is_chosen=True)
    conflict.reason, conflict.decided_by, conflict.decided_at = reason, by, timezone.now()
    return save_record(
        conflict, by=by, reason=reason, action="decided", details={"value": [before, value]}
    )


def find_record(kind: str, public_id: Any) -> Record | None:
    """The record of that kind and public id, whatever its state."""
    return apps.get_model(kind)._base_manager.filter(public_id=public_id).first()
