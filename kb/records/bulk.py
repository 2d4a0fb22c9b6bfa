"""Many new records at once: what `save_record()` does for one, in a few statements for all.

For records that nobody has seen before: no version to compare, no former address, no checks of
forms. The database's own constraints hold, and a service of the subject has looked at the facts.
"""

import itertools
import json
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.utils import timezone

from kb.records.ledger import end_of_chain, ledger_columns
from kb.records.models import Ledger, Publishable, Record, Source
from kb.records.services import BOOKKEEPING, address_of
from kb.search.models import SearchEntry

LEDGER_COLUMNS = [field.attname for field in Ledger._meta.concrete_fields]
ENTRY_COLUMNS = ["kind", "record", "title", "body", "url", "visible_from"]
Row = Sequence[Any]


def create_records(
    records: Iterable[Record],
    *,
    by: Any,
    action: str,
    sources: Mapping[Record, Source],
    details: Mapping[Record, dict[str, Any]] | None = None,
    texts: Callable[[Publishable], tuple[str, str]] = lambda record: record.search_text(),
) -> None:
    """Insert new records with their ledger rows and search entries. Call it from a service.

    Each has a key of `reserve_keys()`. They are inserted kind by kind, so that they may point to
    each other within the transaction. `texts` gives title and body of a search entry.
    """
    records, details = list(records), details or {}
    for model, found in itertools.groupby(records, key=type):
        insert_rows(model, _columns(model), _rows(model, found))
    _write_ledger(records, by, action, sources, details)
    entries = [
        [record.record_kind(), record.public_id, *texts(record), url, record.public_from()]
        for record in records
        if isinstance(record, Publishable) and (url := address_of(record))
    ]
    insert_rows(SearchEntry, ENTRY_COLUMNS, entries)
    for record in records:
        record._state.adding, record._state.db = False, connection.alias


def _write_ledger(
    records: Sequence[Record],
    by: Any,
    action: str,
    sources: Mapping[Record, Source],
    details: Mapping[Record, dict[str, Any]],
) -> None:
    previous, now = end_of_chain(), timezone.now()
    rows = []
    for key, record in zip(reserve_keys(Ledger, len(records)), records, strict=True):
        columns = ledger_columns(
            record,
            action=action,
            changes=_said(record) | details.get(record, {}),
            reason="",
            source=sources.get(record),
            by=by,
            at=now,
            previous=previous,
        )
        columns["id"], previous = key, columns["digest"]
        rows.append([columns[name] for name in LEDGER_COLUMNS])
    insert_rows(Ledger, LEDGER_COLUMNS, rows)


def _columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if not field.generated]


def _rows(model: type[models.Model], records: Iterable[Record]) -> Iterator[Row]:
    names = _columns(model)
    return ([getattr(record, name) for name in names] for record in records)


def _said(record: Record) -> dict[str, list[Any]]:
    """{field: [None, value]} of every field that holds something, as for one new record."""
    said = {}
    for name, attname, is_relation in _facts_of(type(record)):
        value = getattr(record, attname)
        if value is None or value == "":
            continue
        if is_relation:
            related = getattr(record, name)
            value = str(getattr(related, "code", None) or getattr(related, "public_id", related))
        said[name] = [None, value]
    return said


@cache
def _facts_of(model: type[Record]) -> list[tuple[str, str, bool]]:
    omitted = BOOKKEEPING | model.LEDGER_OMITS
    fields = [field for field in model._meta.concrete_fields if field.name not in omitted]
    return [(field.name, field.attname, field.is_relation) for field in fields]


def reserve_keys(model: type[models.Model], count: int) -> Iterator[int]:
    """Primary keys for `count` new rows, so that rows can point to each other before they are in.

    Only inside a service that `writes`: on SQLite they are free because nobody else writes.
    """
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [table, count],
            )
            return iter([key for (key,) in cursor.fetchall()])
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
        last = found[0] if found else 0
        if found:
            cursor.execute(
                "UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [last + count, table]
            )
        else:
            cursor.execute("INSERT INTO sqlite_sequence VALUES (%s, %s)", [table, count])
    return iter(range(last + 1, last + count + 1))


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert rows of Python values, column by column as named: COPY on PostgreSQL."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    quoted = ", ".join(connection.ops.quote_name(fields[name].column) for name in columns)
    into = connection.ops.quote_name(model._meta.db_table)
    given = [_given_as(fields[name]) for name in columns]
    changed = [(place, given) for place, given in enumerate(given) if given]
    plain = _adapted(rows, changed)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {into} ({quoted}) FROM STDIN") as copy:
                for row in plain:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            insert = f"INSERT INTO {into} ({quoted}) VALUES ({marks})"  # noqa: S608 our own names
            cursor.executemany(insert, plain)


def _adapted(
    rows: Iterable[Row], changed: list[tuple[int, Callable[[Any], Any]]]
) -> Iterator[list[Any]]:
    for row in rows:
        values = list(row)
        for place, given in changed:
            if values[place] is not None:
                values[place] = given(values[place])
        yield values


def _given_as(field: models.Field) -> Callable[[Any], Any] | None:
    """How a column takes a Python value that its driver would not write as Django does."""
    if isinstance(field, models.JSONField):
        return _as_json
    if connection.vendor == "postgresql":
        return None
    if isinstance(field, models.DateTimeField):
        return connection.ops.adapt_datetimefield_value
    if isinstance(field, models.DateField):
        return date.isoformat
    if isinstance(field, models.UUIDField):
        return _hexadecimal
    return None


def _as_json(value: Any) -> str:
    """A text is JSON already: what is kept whole is written once."""
    return value if isinstance(value, str) else json.dumps(value, cls=DjangoJSONEncoder)


def _hexadecimal(value: uuid.UUID) -> str:
    return value.hex
