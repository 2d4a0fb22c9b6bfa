"""Documents laid flat: what a table of a kind holds, and a document as rows of its tables.

A plain field is a column; an object within a document gives columns of its own ("resolution_slug");
a list of plain values is one cell of JSON; a list of objects is a table of its own, whose first
columns say to whom a row belongs and its place in the list, from 1.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from rest_framework import serializers

from kb.exchange.documents.kind import Kind
from kb.exchange.documents.kinds import KINDS
from kb.exchange.files.csv_cells import guarded, unguarded

SINGULAR = {"bodies": "body", "people": "person"}
# Where the plain name would be longer than anybody would look for.
NAMES = {"vote_ballots": "ballots", "vote_readings": "readings", "reading_cells": "cells"}


@dataclass(frozen=True, slots=True)
class Column:
    """`path` leads to the value in its object; None: a column that says whose row it is.

    `is_filled` where no cell of it is ever empty.
    """

    name: str
    field: serializers.Field
    path: tuple[str, ...] | None
    is_filled: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """`lists` leads from a document to its rows in this table: () for the documents themselves.

    `within` is the table of what the list stands in.
    """

    name: str
    one: str
    kind: Kind
    columns: tuple[Column, ...]
    lists: tuple[str, ...]
    about: str
    within: "Table | None" = None

    @property
    def keys(self) -> list[str]:
        own = [column.name for column in self.columns if column.path is None]
        return own or ["id"]

    @property
    def head(self) -> list[str]:
        return [column.name for column in self.columns]


@cache
def tables_of(kind: Kind) -> tuple[Table, ...]:
    """The documents' own table first, each list behind what it stands in."""
    one = SINGULAR.get(kind.name, kind.name[:-1])
    shape = kind.shape()
    root = Table(kind.name, one, kind, tuple(_columns(shape)), (), kind.about)
    owner = Column(f"of_{one}", serializers.UUIDField(help_text=f"The id of the {kind.one}."), None)
    return (root, *_within(shape, root, (owner,)))


@cache
def table(name: str) -> Table | None:
    """The table of that name; None if there is none."""
    found = (each for kind in KINDS for each in tables_of(kind))
    return next((each for each in found if each.name == name), None)


def _within(
    shape: serializers.Serializer, parent: Table, keys: tuple[Column, ...]
) -> Iterator[Table]:
    for path, field in _lists(shape):
        plain = f"{parent.one}_{'_'.join(path)}"
        name = NAMES.get(plain, plain)
        one = name.removesuffix("s")
        place = serializers.IntegerField(min_value=1, help_text="Its place in the list, from 1.")
        found = Table(
            name,
            one,
            parent.kind,
            (*keys, Column("place", place, None), *_columns(field.child)),
            (*parent.lists, *path),
            str(field.help_text),
            parent,
        )
        yield found
        yield from _within(field.child, found, (*keys, Column(f"{one}_place", place, None)))


def _lists(
    shape: serializers.Serializer, before: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], serializers.ListSerializer]]:
    for name, field in shape.fields.items():
        if isinstance(field, serializers.ListSerializer):
            yield (*before, name), field
        elif isinstance(field, serializers.Serializer):
            yield from _lists(field, (*before, name))


def _columns(
    shape: serializers.Serializer, before: tuple[str, ...] = (), *, is_there: bool = True
) -> Iterator[Column]:
    """`is_there`: whether the object that they stand in is never null."""
    for name, field in shape.fields.items():
        path = (*before, name)
        if isinstance(field, serializers.ListSerializer):
            continue
        may_be_empty = field.allow_null or getattr(field, "allow_blank", False)
        if isinstance(field, serializers.Serializer):
            yield from _columns(field, path, is_there=is_there and not field.allow_null)
        else:
            yield Column("_".join(path), field, path, is_there and not may_be_empty)


def rows_of(document: Mapping[str, Any], found: Table) -> Iterator[list[str]]:
    """The rows that one document has in a table, as cells for CSV."""
    owner = [document["id"]] if found.lists else []
    for keys, value in _values(document, found.lists, owner):
        yield [
            *(str(key) for key in keys),
            *(_cell(_at(value, column.path)) for column in found.columns if column.path),
        ]


def _values(
    value: Any, lists: Sequence[str], keys: list[Any]
) -> Iterator[tuple[list[Any], Mapping[str, Any]]]:
    if not lists:
        yield keys, value
        return
    first, rest = value[lists[0]], lists[1:]
    if isinstance(first, Mapping):
        yield from _values(first, rest, keys)
        return
    for place, each in enumerate(first or (), start=1):
        yield from _values(each, rest, [*keys, place])


def _at(value: Any, path: Sequence[str]) -> Any:
    for name in path:
        if value is None:
            return None
        value = value[name]
    return value


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return guarded(value) if isinstance(value, str) else str(value)


def value_of(cell: str, field: serializers.Field) -> Any:
    """What a cell stands for; the way back from a table."""
    if cell == "":
        blank = isinstance(field, serializers.CharField) and field.allow_blank
        return "" if blank else None
    if isinstance(field, serializers.ListField):
        return json.loads(cell)
    if isinstance(field, serializers.BooleanField):
        return cell == "true"
    return int(cell) if isinstance(field, serializers.IntegerField) else unguarded(cell)


def documents_from(kind: Kind, rows: Mapping[str, Sequence[Sequence[str]]]) -> list[dict[str, Any]]:
    """The documents of a kind out of the rows of its tables ({table: rows without the head})."""
    shape = kind.shape()
    found = tables_of(kind)
    grouped: dict[str, dict[tuple[str, ...], list[dict[str, str]]]] = {}
    for each in found:
        parents: dict[tuple[str, ...], list[dict[str, str]]] = {}
        for row in rows[each.name]:
            cells = dict(zip(each.head, row, strict=True))
            owner = tuple(cells[key] for key in each.keys[:-1]) if each.lists else ()
            parents.setdefault(owner, []).append(cells)
        grouped[each.name] = parents
    by_lists = {each.lists: each for each in found}
    return [
        _object(shape, cells, (), (), (cells["id"],), by_lists, grouped)
        for cells in grouped[kind.name].get((), ())
    ]


def _object(
    shape: serializers.Serializer,
    cells: Mapping[str, str],
    path: tuple[str, ...],
    lists: tuple[str, ...],
    keys: tuple[str, ...],
    by_lists: Mapping[tuple[str, ...], Table],
    grouped: Mapping[str, Mapping[tuple[str, ...], list[dict[str, str]]]],
) -> dict[str, Any] | None:
    made: dict[str, Any] = {}
    for name, field in shape.fields.items():
        own = (*path, name)
        if isinstance(field, serializers.ListSerializer):
            found = by_lists[(*lists, *own)]
            children = grouped[found.name].get(keys, ())
            made[name] = [
                _object(field.child, row, (), found.lists, (*keys, row["place"]), by_lists, grouped)
                for row in children
            ]
        elif isinstance(field, serializers.Serializer):
            made[name] = _object(field, cells, own, lists, keys, by_lists, grouped)
        else:
            made[name] = value_of(cells["_".join(own)], field)
    is_nothing = path and shape.allow_null and not any(v is not None for v in made.values())
    return None if is_nothing else made
