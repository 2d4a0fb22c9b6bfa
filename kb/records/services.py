"""The only ways in: save, publish and withdraw a record."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F
from django.utils import timezone

from kb.records.ledger import write_ledger, writes
from kb.records.models import FormerAddress, Publishable, Record, Source
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


@writes
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
    changed is left alone. Raises StaleRecord, Refused for what may not be published or would take
    another record's address, and ValidationError with sentences for staff.
    """
    stored = None if record._state.adding else _stored(record)
    if stored is not None and stored.version != record.version:
        raise StaleRecord(record, stored)
    _refuse_nul(record)
    record.full_clean()
    changes = changed_fields(stored, record) | (details or {})
    if stored is not None and not changes:
        return record
    if isinstance(record, Publishable):
        _refuse_unready(stored, record)
        _remember_address(stored, record)
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
        refresh_entry(record)
        for dependent in record.search_dependents():
            refresh_entry(dependent)
    return record


def _stored(record: Record) -> Record:
    return type(record)._base_manager.select_for_update().get(pk=record.pk)


def _refuse_nul(record: Record) -> None:
    """PostgreSQL keeps no NUL, SQLite would: refused on both, with the field named."""
    for field in record._meta.concrete_fields:
        if not isinstance(field, (models.CharField, models.TextField, models.JSONField)):
            continue
        # A backslash that somebody typed is written twice in JSON, and means nothing here.
        dumped = json.dumps(field.value_from_object(record), cls=DjangoJSONEncoder)
        if "\\u0000" in dumped.replace("\\\\", ""):
            message = "A character that no text can hold (NUL) stands in it. Take it out."
            raise ValidationError({field.name: message})


def _refuse_unready(stored: Publishable | None, record: Publishable) -> None:
    published = Publishable.State.PUBLISHED
    is_news = stored is None or stored.state != published
    if record.state == published and is_news and (refusals := record.publish_refusals()):
        raise Refused(" ".join(refusals))


def _write(record: Record, stored: Record | None) -> None:
    if stored is not None:
        rows = type(record)._base_manager.filter(pk=record.pk, version=record.version)
        if not rows.update(version=F("version") + 1):
            raise StaleRecord(record, _stored(record))
        record.version += 1
        record.save(update_fields=_rewritable(stored, record))
    else:
        record.save(force_insert=True)
    if isinstance(record, Publishable):
        # The database computes it; an instance keeps the old value after an update.
        record.refresh_from_db(fields=["visible_from"])


def _rewritable(stored: Record, record: Record) -> list[str]:
    """The columns that an update sends. Raises Refused where evidence would change."""
    for name in record.WRITTEN_ONCE:
        if getattr(stored, name) != getattr(record, name):
            raise Refused(f"“{stored}” keeps its {name} as first recorded.")
    return [
        field.name
        for field in record._meta.concrete_fields
        if not (field.primary_key or field.generated or field.name in record.WRITTEN_ONCE)
    ]


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
    """A foreign key as the code or public id of what it points to, never as a number of ours."""
    if not field.is_relation:
        return field.to_python(field.value_from_object(record))
    related = getattr(record, field.name)
    if related is None:
        return None
    return str(getattr(related, "code", None) or getattr(related, "public_id", related))


def _remember_address(stored: Publishable | None, record: Publishable) -> None:
    """An address that readers may have kept leads on for ever; nobody else may take it."""
    new, old = address_of(record), address_of(stored) if stored is not None else ""
    others = FormerAddress.objects.filter(path=new).exclude(record=record.public_id)
    if new and others.exists():
        raise Refused(f"{new} was another record's address and leads there. Choose another.")
    if old == new or not old:
        return
    FormerAddress.objects.filter(path=new).delete()
    if _was_ever_public(stored):
        FormerAddress.objects.update_or_create(
            path=old, defaults={"kind": record.record_kind(), "record": record.public_id}
        )


def _was_ever_public(record: Publishable) -> bool:
    now = timezone.now()
    return record.is_public(now) or record.gone_since(now) is not None


def address_of(record: Publishable) -> str:
    """The address of its page; empty for a kind of record that has none."""
    return record.get_absolute_url() if hasattr(record, "get_absolute_url") else ""


def refresh_entry(record: Publishable) -> None:
    """Write the search entry again, after the record or a part of its text changed."""
    url = address_of(record)
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


@writes
def publish(
    record: PublishableT, *, by: Any, release_at: datetime | None = None, reason: str = ""
) -> PublishableT:
    """Make a record public from `release_at` on (at once by default)."""
    now = timezone.now()
    if Publishable.is_public(record, now):
        raise Refused(f"“{record}” is already public. Withdraw it first.")
    with _as_before_on_error(record):
        record.state = Publishable.State.PUBLISHED
        record.release_at = release_at or now
        return save_record(record, by=by, reason=reason, action="published")


@writes
def withdraw(record: PublishableT, *, by: Any, reason: str) -> PublishableT:
    """Take a record back at once. If it was public, its address says so (410) from now on."""
    if record.state != Publishable.State.PUBLISHED:
        raise Refused(f"“{record}” is not published, so there is nothing to withdraw.")
    if not reason.strip():
        raise Refused("Say why the record is withdrawn. The reason is for staff, not for readers.")
    now = timezone.now()
    with _as_before_on_error(record):
        if record.is_public(now):
            record.withdrawn_at = now
        else:
            # Public once, and hidden since then with its parent: that day stays.
            record.withdrawn_at = record.gone_since(now)
        record.state = Publishable.State.WITHDRAWN
        return save_record(record, by=by, reason=reason, action="withdrawn")


@writes
def remove_record(record: Record, *, by: Any, reason: str = "", source: Any = None) -> None:
    """Take away a record that was never public; the ledger keeps what it held.

    Raises Refused for what was public (it is withdrawn instead), StaleRecord, and ProtectedError
    where other records stand on it.
    """
    stored = _stored(record)
    if stored.version != record.version:
        raise StaleRecord(record, stored)
    if isinstance(record, Publishable) and record.was_released:
        raise Refused(f"“{record}” was published, so it is withdrawn, not removed.")
    changes = {name: [value, None] for name, (_, value) in changed_fields(None, stored).items()}
    write_ledger(record, action="removed", changes=changes, by=by, reason=reason, source=source)
    SearchEntry.objects.filter(record=record.public_id).delete()
    record.delete()


@contextmanager
def _as_before_on_error(record: Publishable) -> Iterator[None]:
    """What could not be saved does not stay in the hands of the caller as if it had been."""
    before = record.state, record.release_at, record.withdrawn_at
    try:
        yield
    except Exception:
        record.state, record.release_at, record.withdrawn_at = before
        raise


def find_record(kind: str, public_id: Any) -> Record | None:
    """The record of that kind and public id, whatever its state."""
    return apps.get_model(kind)._base_manager.filter(public_id=public_id).first()
