"""datapackage.json: what each table holds (Data Package 2.0)."""

import re
from collections.abc import Iterator
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
# What stands for others: objects by id, words by code.
OBJECTS = {
    "amended_source": "sources",
    "amends": "resolutions",
    "article": "articles",
    "author": "people",
    "delivered_by": "organisations",
    "initiative": "initiatives",
    "organisation": "organisations",
    "person": "people",
    "publisher": "organisations",
    "resolution": "resolutions",
    "scored_on": "votes",
    "source": "sources",
    "statement": "statements",
    "vote": "votes",
}
CODES = {
    "due_session": "sessions",
    "group": "groups",
    "requested_by": "states",
    "session": "sessions",
    "state": "states",
    "target_group": "groups",
    "target_state": "states",
}
NO_IDENTIFIER = re.compile(r"[^-a-zA-Z0-9._]+")


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
    """CC BY 4.0: CC-BY-4.0, its identifier."""
    return {"name": NO_IDENTIFIER.sub("-", settings.LICENCE), "title": settings.LICENCE}


def _resource(table: Table) -> dict[str, Any]:
    return {
        "$schema": RESOURCE,
        "name": _name(table.name),
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


def _name(table: str) -> str:
    return table.replace("_", "-")


def _schema(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": SCHEMA,
        "fields": [_field(column, table) for column in table.columns],
        "missingValues": [""],
        "primaryKey": table.keys,
    }
    references = [
        {"fields": columns, "reference": {"resource": _name(other), "fields": keys}}
        for columns, other, keys in _references(table)
    ]
    return schema | ({"foreignKeys": references} if references else {})


def _references(table: Table) -> Iterator[tuple[list[str], str, list[str]]]:
    """(columns, table, the columns there that they name): what a row stands in, what it names."""
    if table.within:
        yield table.keys[:-1], table.within.name, table.within.keys
    for column in table.columns:
        *objects, last = column.path or (column.name,)
        if objects and last == "id" and objects[-1] in OBJECTS:
            yield [column.name], OBJECTS[objects[-1]], ["id"]
        elif last in CODES:
            yield [column.name], CODES[last], ["code"]


def _field(column: Column, table: Table) -> dict[str, Any]:
    field = column.field
    found: dict[str, Any] = {"name": column.name}
    found |= next(said for kind, said in TYPES if isinstance(field, kind))
    if field.help_text:
        found["description"] = str(field.help_text)
    constraints: dict[str, Any] = {}
    if column.is_filled:
        constraints["required"] = True
    if table.keys == [column.name]:
        constraints["unique"] = True
    if isinstance(field, serializers.ChoiceField):
        constraints["enum"] = [str(each) for each in field.choices]
    return found | ({"constraints": constraints} if constraints else {})
