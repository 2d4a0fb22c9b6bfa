"""datapackage.json: what each table holds (Data Package 2.0)."""

from datetime import datetime
from typing import Any

from django.conf import settings
from rest_framework import serializers

from kb.exchange.documents.kind import instant_words
from kb.exchange.documents.kinds import KINDS
from kb.exchange.files.document import SCHEMA_VERSION
from kb.exchange.files.tables import Column, Table, tables_of

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
RESOURCE = "https://datapackage.org/profiles/2.0/dataresource.json"
SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"
TYPES: tuple[tuple[type[serializers.Field], dict[str, str]], ...] = (
    (serializers.UUIDField, {"type": "string", "format": "uuid"}),
    (serializers.DateTimeField, {"type": "datetime", "format": "%Y-%m-%dT%H:%M:%S.%fZ"}),
    (serializers.DateField, {"type": "date"}),
    (serializers.BooleanField, {"type": "boolean"}),
    (serializers.IntegerField, {"type": "integer"}),
    (serializers.ListField, {"type": "array"}),
    # A cell that begins like a formula has an apostrophe before it, so it is no address any more.
    (serializers.Field, {"type": "string"}),
)


def datapackage(now: datetime) -> dict[str, Any]:
    """The description of every table that `/export/` gives as CSV, by names relative to it."""
    package = {
        "$schema": PROFILE,
        "name": "on-the-record",
        "title": settings.SITE_NAME,
        "description": "Votes of the UN Human Rights Council and what was asked of the States. A "
        "cell that would be taken for a formula begins with an apostrophe.",
        "version": SCHEMA_VERSION,
        "created": instant_words(now),
        "homepage": settings.PUBLIC_URL,
        "licenses": [_licence()],
        "resources": [_resource(each) for kind in KINDS for each in tables_of(kind)],
    }
    if settings.PUBLISHER:
        package["contributors"] = [{"title": settings.PUBLISHER, "roles": ["publisher"]}]
    return package


def _licence() -> dict[str, str]:
    name = settings.LICENCE.replace(" ", "-").upper()
    name = f"{name}" if any(digit in name for digit in "0123456789") else f"{name}-1.0"
    return {"name": name, "title": settings.LICENCE}


def _resource(table: Table) -> dict[str, Any]:
    return {
        "$schema": RESOURCE,
        "name": table.name.replace("_", "-"),
        "title": table.name.replace("_", " ").capitalize(),
        "description": table.about,
        "type": "table",
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"'},
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": SCHEMA,
        "fields": [_field(column, table) for column in table.columns],
        "missingValues": [""],
        "primaryKey": table.keys,
    }
    if table.lists:
        schema["foreignKeys"] = [
            {
                "fields": [table.keys[0]],
                "reference": {"resource": table.kind.name, "fields": ["id"]},
            }
        ]
    return schema


def _field(column: Column, table: Table) -> dict[str, Any]:
    field = column.field
    found: dict[str, Any] = {"name": column.name}
    found |= next(said for kind, said in TYPES if isinstance(field, kind))
    if field.help_text:
        found["description"] = str(field.help_text)
    constraints: dict[str, Any] = {}
    is_key = column.name in table.keys
    if is_key:
        constraints["required"] = True
    if is_key and not table.lists:
        constraints["unique"] = True
    if isinstance(field, serializers.ChoiceField):
        constraints["enum"] = [str(each) for each in field.choices]
    return found | ({"constraints": constraints} if constraints else {})
