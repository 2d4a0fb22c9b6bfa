"""What was already taken out of a bundle, by the ids and codes under which the rest names it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import models

from kb.exchange.bundle.reading import BundleError, Documents
from kb.exchange.documents.kind import Kind
from kb.records.bulk import create_records, insert_rows, reserve_keys
from kb.records.models import Publishable, Record, Source
from statements.models import Person
from statements.models.person import Confidentiality

ACTION = "imported from a bundle"


class Known:
    """Writes records and rows, and finds them again.

    `items`: {(code of the body, number): agenda item}; `texts`: what a search entry says of a
    record whose parts are not in yet.
    """

    def __init__(self, by: Any) -> None:
        self.by = by
        self.items: dict[tuple[str, int], models.Model] = {}
        self.texts: dict[Publishable, tuple[str, str]] = {}
        self._somebody: Person | None = None
        self._named: dict[str, dict[str, Any]] = defaultdict(dict)
        self._held: dict[type[models.Model], list[models.Model]] = defaultdict(list)

    def add(self, kind: Kind, documents: Documents, records: Sequence[Record]) -> None:
        """Write the records of a kind with the ids, versions and releases of their documents."""
        self.prepare(kind, documents, records)
        self.write(records)

    def prepare(self, kind: Kind, documents: Documents, records: Sequence[Record]) -> None:
        """Give them what their documents say, and keys, so that others may point to them."""
        for record, document in zip(records, documents, strict=True):
            as_in(record, document)
        self.give_keys(records)
        named = self._named[kind.name]
        for record, document in zip(records, documents, strict=True):
            named[document["id"]] = named[str(document.get("code"))] = record

    def give_keys(self, records: Sequence[models.Model]) -> None:
        if records:
            for record, key in zip(
                records, reserve_keys(type(records[0]), len(records)), strict=True
            ):
                record.pk = key

    def write(self, records: Sequence[Record]) -> None:
        create_records(
            records,
            by=self.by,
            action=ACTION,
            sources={},
            texts=lambda record: self.texts.get(record) or record.search_text(),
        )

    def add_rows(self, rows: Sequence[models.Model]) -> None:
        """Write plain rows of one table."""
        if not rows:
            return
        if rows[0].pk is None:
            self.give_keys(rows)
        columns = [field.attname for field in type(rows[0])._meta.concrete_fields]
        insert_rows(
            type(rows[0]), columns, ([getattr(row, name) for name in columns] for row in rows)
        )

    def hold(self, row: models.Model) -> None:
        """Keep a plain row for `flush_rows()`, which writes table by table."""
        self._held[type(row)].append(row)

    def flush_rows(self) -> None:
        for rows in self._held.values():
            self.add_rows(rows)
        self._held.clear()

    def coded(self, kind: Kind, code: str | None, place: str) -> Any:
        """The record with that code; None for none. Raises BundleError where it is not there."""
        if code is None:
            return None
        found = self._named[kind.name].get(code)
        if found is None:
            raise BundleError(f"{place}: “{code[:60]}” is not among the {kind.name} of the bundle")
        return found

    def named(self, kind: Kind, named: Mapping[str, Any] | None, place: str) -> Any:
        """The record that an object with an id names; None for null."""
        return self.coded(kind, named["id"], f"{place}.id") if named else None

    def somebody(self) -> Person:
        """Stands for people of whom a bundle tells nothing. A draft: no reader ever sees it."""
        if self._somebody is None:
            self._somebody = Person(
                slug=f"not-named-{uuid4().hex}",
                name="Not named",
                confidentiality=Confidentiality.WITHHELD,
            )
            self.give_keys([self._somebody])
            self.write([self._somebody])
        return self._somebody


def as_in(record: Record, document: Mapping[str, Any]) -> None:
    """The id and version of a document and, for what staff publish, the release."""
    record.public_id, record.version = UUID(document["id"]), document["version"]
    if isinstance(record, Publishable) and (since := document.get("public_since")):
        record.state, record.release_at = Publishable.State.PUBLISHED, instant(since)


def day(words: str | None) -> date | None:
    return date.fromisoformat(words) if words else None


def instant(words: str) -> datetime:
    return datetime.fromisoformat(words)


def words(given: str | None) -> str:
    """Our columns say nothing with an empty text where documents say null."""
    return given or ""


def hidden_source(known: Known) -> Source:
    """Stands for evidence that the bundle does not give. A draft: no reader ever sees it."""
    source = Source(kind=Source.Kind.WEB_PAGE, title="Evidence that an imported bundle left out")
    known.give_keys([source])
    known.write([source])
    return source
