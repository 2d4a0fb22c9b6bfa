"""What a kind of record is to partners: one document, one order, one set of filters, everywhere."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from kb.exchange.documents.fields import Document
from kb.records.models import Publishable, Record
from kb.search.filters import ListFilters
from kb.search.keyset import Key


@dataclass(frozen=True, slots=True)
class Sight:
    """What a reader may see: whatever is released up to `at`. `now` is when they asked.

    For the public both are the same instant. Who may see what is under embargo has a later `at`,
    and each document says until when it is not public.
    """

    at: datetime
    now: datetime

    @classmethod
    def of_public(cls, now: datetime) -> "Sight":
        return cls(at=now, now=now)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record as lists, items, files and the feed give it.

    `name` is the word of its address and its key in kb.json, `one` what an error calls one of
    them. `rows` are those that are public at an instant; `documents` makes JSON-ready dictionaries
    of some of them, in their order, with a number of queries that does not grow. `named_by` is the
    column by which an address names one. `keys` is the order of lists and files.
    """

    name: str
    one: str
    about: str
    model: type[Record]
    shape: type[Document]
    rows: Callable[[datetime], "QuerySet[Any]"]
    documents: Callable[[Sequence[Any], Sight], list[dict[str, Any]]]
    filters: type[ListFilters]
    keys: Sequence[Key]
    named_by: str = "slug"


def head(record: Record, sight: Sight) -> dict[str, Any]:
    """The first fields of a record that staff publish: see `Head` in shapes."""
    document: dict[str, Any] = {"id": str(record.public_id), "version": record.version}
    if isinstance(record, Publishable):
        since = record.public_from()
        is_public = since is not None and since <= sight.now
        document["public_since"] = instant_words(since) if since and is_public else None
        document["embargoed_until"] = instant_words(since) if since and not is_public else None
    return document


def page_url(record: Any) -> str:
    return settings.PUBLIC_URL + record.get_absolute_url()


def day_words(day: date | None) -> str | None:
    return day.isoformat() if day else None


def instant_words(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
