"""Every field of every document in a table for people: docs/data-format.md."""

from collections.abc import Iterator
from typing import Any

from rest_framework import serializers

from kb.exchange.documents.kind import Kind

TYPES: tuple[tuple[type[serializers.Field], str], ...] = (
    (serializers.ListSerializer, "list of objects"),
    (serializers.Serializer, "object"),
    (serializers.UUIDField, "id (UUID)"),
    (serializers.DateTimeField, "instant (UTC)"),
    (serializers.DateField, "day"),
    (serializers.BooleanField, "true or false"),
    (serializers.IntegerField, "whole number"),
    (serializers.URLField, "address (URL)"),
    (serializers.CharField, "text"),
)
INTRODUCTION = """\
# The data, field by field

What partners get is one document for each record, the same in lists and items of the API, in
`kb.json`, in the NDJSON files and in the change feed. The tables of the CSV files are these fields
laid flat: an object within a document gives columns of its own (`resolution_slug`), a list of
objects a table of its own. This page is printed by `manage.py data_format` from the descriptions
beside the code, and a test holds both together.

Every key is always there. What is not known, or not public, is null; a text is never empty, but
for what is given exactly as a source prints it, a blank mark for instance. Positions are words:
yes, no, abstain, absent (the source says that the State did not vote), not_recorded (the source
says nothing of it). Days are ISO 8601, instants UTC. Ids are for ever, and so are addresses.

`list[].field` is a field of each object in a list, `object.field` one of a single object.
"""


def data_format(kinds: tuple[Kind, ...]) -> str:
    """The whole page in Markdown."""
    sections = [_section(kind) for kind in kinds]
    return "\n".join([INTRODUCTION, *sections])


def _section(kind: Kind) -> str:
    rows = [f"| {' | '.join(row)} |" for row in _rows(kind.shape(), "")]
    head = "| field | type | meaning | source |\n|---|---|---|---|"
    title = kind.name[0].upper() + kind.name[1:]
    return "\n".join([f"## {title}", "", kind.about, "", head, *rows, ""])


def _rows(shape: serializers.Serializer, before: str) -> Iterator[tuple[str, str, str, str]]:
    for name, field in shape.fields.items():
        place = f"{before}{name}"
        yield f"`{place}`", _type(field), _cell(field.help_text), _cell(_origin(field))
        if isinstance(field, serializers.ListSerializer):
            yield from _rows(field.child, f"{place}[].")
        elif isinstance(field, serializers.Serializer):
            yield from _rows(field, f"{place}.")


def _type(field: Any) -> str:
    null = " or null" if field.allow_null else ""
    if isinstance(field, serializers.ChoiceField):
        return f"one of: {', '.join(map(str, field.choices))}{null}"
    if isinstance(field, serializers.ListField):
        return f"list of {_type(field.child)}{null}"
    return next(said for kind, said in TYPES if isinstance(field, kind)) + null


def _origin(field: Any) -> str:
    return str(field.style.get("origin", ""))


def _cell(text: Any) -> str:
    return str(text or "").replace("|", "\\|").replace("\n", " ")
