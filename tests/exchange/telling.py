"""What partners are told of records: documents of a kind, as lists, items and files give them."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kb.exchange.documents.encoding import dumps
from kb.exchange.documents.kind import Kind, Sight
from kb.records.models import Record
from tests.exchange.held_to_shape import differences


def documents(kind: Kind, sight: Sight | None = None) -> list[dict[str, Any]]:
    """Of every record that may be seen, in the order of lists, each held to its shape."""
    sight = sight or Sight.of_public(timezone.now())
    rows = kind.rows(sight.at).order_by(*(key.order() for key in kind.keys))
    made = kind.documents(list(rows), sight)
    assert [each for document in made for each in differences(document, kind.shape)] == []
    return made


def told(kind: Kind, record: Record, sight: Sight | None = None) -> dict[str, Any]:
    """The document of one record; fails where there is none."""
    (found,) = [each for each in documents(kind, sight) if each["id"] == str(record.public_id)]
    return found


def in_words(kinds: Iterable[Kind]) -> str:
    """Everything that the public gets of some kinds, as it is sent."""
    return "\n".join(dumps(each).decode() for kind in kinds for each in documents(kind))


def queries_for(kind: Kind) -> int:
    with CaptureQueriesContext(connection) as queries:
        documents(kind)
    return len(queries)
