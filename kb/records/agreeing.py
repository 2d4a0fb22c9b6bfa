"""Whether records and search entries stand as the ledger and the records say."""

from collections.abc import Collection, Iterator, Mapping
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import QuerySet

from kb.records.auditing import Finding, Standing
from kb.records.models import Ledger, Publishable, Record
from kb.records.services import address_of
from kb.search.models import SearchEntry

BATCH = 500
ENTRY_FIELDS = ("kind", "title", "body", "url", "visible_from")


def record_models() -> Iterator[type[Record]]:
    return (model for model in apps.get_models() if issubclass(model, Record))


def check_records(
    newest: Mapping[UUID, Standing], *, loaded: Collection[type[Record]] = ()
) -> Iterator[Finding]:
    """Each record has the version of its newest row, and each row a record that is still there.

    `newest` is what a walk over the whole ledger found. Records of the models in `loaded` come
    from files and may have no row as long as nobody changed them.
    """
    unseen = {record: said for record, said in newest.items() if not said.is_removed}
    for model in record_models():
        kind = model.record_kind()
        stored = model._base_manager.values_list("public_id", "version")
        for record, version in stored.iterator(chunk_size=2000):
            said = unseen.pop(record, None)
            if said is None and version == 1 and model in loaded:
                continue
            if said is None:
                message = f"No row of the ledger tells of {kind} {record}, version {version}."
                yield Finding("record_without_row", message)
            elif (said.kind, said.version) != (kind, version):
                yield Finding(
                    "record_version",
                    f"{kind} {record} has version {version}, and the newest row of the ledger "
                    f"tells of {said.kind}, version {said.version}.",
                )
    for record, said in unseen.items():
        if not _went_with_its_head(record, said.kind, newest):
            message = f"{said.kind} {record} is gone, and no row of the ledger says so."
            yield Finding("row_without_record", message)


def _went_with_its_head(record: UUID, kind: str, newest: Mapping[UUID, Standing]) -> bool:
    """Whether it was a part of a record that was removed, such as the role of a person."""
    heads = {
        str(head[1])
        for name in _head_fields(kind)
        for changes in _changes_of(record)
        if (head := (changes or {}).get(name))
    }
    return any(said.is_removed for each, said in newest.items() if str(each) in heads)


def _head_fields(kind: str) -> list[str]:
    try:
        model = apps.get_model(kind)
    except (LookupError, ValueError):
        return []
    return [
        field.name
        for field in model._meta.concrete_fields
        if field.is_relation
        and field.remote_field.on_delete is models.CASCADE
        and issubclass(field.related_model, Record)
    ]


def _changes_of(record: UUID) -> "QuerySet[Any, Any]":
    rows = Ledger.objects.filter(record=record).order_by("-pk")
    return rows.values_list("changes", flat=True)


def check_entries(reading: Mapping[type[Record], "QuerySet[Any]"]) -> Iterator[Finding]:
    """Each search entry is what its record says, and no entry stands for anything else.

    `reading` gives querysets for models whose entries need more than their own columns.
    """
    entitled: set[UUID] = set()
    for model in record_models():
        if not (issubclass(model, Publishable) and hasattr(model, "get_absolute_url")):
            continue
        records = reading.get(model, model._base_manager.all())
        read = records.iterator(chunk_size=BATCH)
        while batch := list(islice(read, BATCH)):
            yield from _check_batch(batch, entitled)
    stored = SearchEntry.objects.values_list("record", "kind")
    for record, kind in stored.iterator(chunk_size=2000):
        if record not in entitled:
            message = f"A search entry stands for {kind} {record}, which has none."
            yield Finding("entry_unknown", message)


def _check_batch(records: list[Publishable], entitled: set[UUID]) -> Iterator[Finding]:
    ids = [record.public_id for record in records]
    entries = {entry.record: entry for entry in SearchEntry.objects.filter(record__in=ids)}
    for record in records:
        url = address_of(record)
        if not url:
            continue
        entitled.add(record.public_id)
        what = f"{record.record_kind()} {record.public_id}"
        entry = entries.get(record.public_id)
        if entry is None:
            yield Finding("entry_missing", f"{what} has no search entry.")
        elif wrong := _differences(entry, record, url):
            message = f"The search entry of {what} has another {' and '.join(wrong)}."
            yield Finding("entry_differs", message)


def _differences(entry: SearchEntry, record: Publishable, url: str) -> list[str]:
    """The names of the fields in which an entry is not as `refresh_entry()` would write it."""
    due = (record.record_kind(), *record.search_text(), url, record.public_from())
    return [
        name for name, value in zip(ENTRY_FIELDS, due, strict=True) if getattr(entry, name) != value
    ]
