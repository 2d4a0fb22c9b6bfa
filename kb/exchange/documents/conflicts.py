"""Conflicts: two public sources, two values for one field of a public record."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from kb.exchange.documents.disputes import KIND_NAMES, disputed_conflicts
from kb.exchange.documents.fields import (
    Document,
    flag,
    ident,
    instant,
    many,
    one,
    word,
    words,
)
from kb.exchange.documents.kind import Kind, Sight, instant_words
from kb.exchange.documents.shapes import OURS, SourceNamed
from kb.exchange.documents.sources import source_named
from kb.records.filters import ConflictFilters
from kb.records.models import Conflict, ConflictValue, Record
from kb.search.keyset import Key
from kb.search.visibility import visible


class AboutDocument(Document):
    kind = word("The kind of record, as lists call it.", sorted(KIND_NAMES.values()), OURS)
    id = ident("The id of that record.")


class ConflictValueDocument(Document):
    value = words("What the source says, in our terms.", "the source")
    printed = words("As the source prints it, where that differs.", "the source", null=True)
    is_chosen = flag("Whether it is what our pages show.", "staff")
    source = one(SourceNamed, "Where it is said.", OURS)


class ConflictDocument(Document):
    id = ident()
    about = one(AboutDocument, "What the sources differ about.", OURS)
    field = words("The field of that record.", OURS)
    label = words("What differs, in words.", "staff")
    reason = words("Why the value that we show was chosen; null while open.", "staff", null=True)
    decided_at = instant("When it was chosen; null while open.", OURS, null=True)
    values = many(ConflictValueDocument, "Every value that public sources give.", OURS)


def conflicts_about(records: Iterable[Record], sight: Sight) -> dict[UUID, list[dict[str, Any]]]:
    """{public id of a record: the disputes over it, by field}. One query. Records are public."""
    ids = [record.public_id for record in records]
    found: dict[UUID, list[dict[str, Any]]] = {}
    for conflict, values in _values(sight, conflict__record__in=ids):
        if len({value.value for value in values}) > 1:
            found.setdefault(conflict.record, []).append(_document(conflict, values))
    return found


def _values(sight: Sight, **of: Any) -> list[tuple[Conflict, list[ConflictValue]]]:
    """Each conflict with what public sources say, the chosen value first, then as recorded."""
    rows = ConflictValue.objects.filter(visible(sight.at, "source__"), **of)
    found: dict[int, list[ConflictValue]] = {}
    for value in rows.select_related("conflict", "source").order_by("pk"):
        found.setdefault(value.conflict_id, []).append(value)
    in_order = sorted(found.values(), key=lambda values: values[0].conflict.field)
    return [
        (values[0].conflict, sorted(values, key=lambda value: not value.is_chosen))
        for values in in_order
    ]


def _document(conflict: Conflict, values: Sequence[ConflictValue]) -> dict[str, Any]:
    # A reason for a value that is not public would tell of it.
    is_told = any(value.is_chosen for value in values)
    decided = conflict.decided_at if is_told else None
    return {
        "id": str(conflict.public_id),
        "about": {"kind": KIND_NAMES[conflict.subject_kind], "id": str(conflict.record)},
        "field": conflict.field,
        "label": conflict.label,
        "reason": (conflict.reason or None) if is_told else None,
        "decided_at": instant_words(decided) if decided else None,
        "values": [
            {
                "value": value.value,
                "printed": value.printed or None,
                "is_chosen": value.is_chosen,
                "source": source_named(value.source),
            }
            for value in values
        ],
    }


def _conflicts(rows: Sequence[Conflict], sight: Sight) -> list[dict[str, Any]]:
    found = {conflict.pk: values for conflict, values in _values(sight, conflict__in=rows)}
    return [_document(each, found[each.pk]) for each in rows if each.pk in found]


CONFLICTS = Kind(
    name="conflicts",
    one="conflict",
    about="Where public sources differ: every value, the one that is shown, and why.",
    model=Conflict,
    shape=ConflictDocument,
    rows=disputed_conflicts,
    documents=_conflicts,
    filters=ConflictFilters,
    keys=(Key("field"), Key("public_id", UUID)),
    named_by="public_id",
)
