"""Tables hold all that the documents hold, whatever stands in them."""

import csv
import io
import string
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework import serializers

from kb.exchange.documents.kinds import KINDS
from kb.exchange.files.csv_cells import csv_lines
from kb.exchange.files.tables import documents_from, rows_of, tables_of

# No database keeps NUL, no text half a character.
CHARACTERS = st.characters(exclude_characters="\x00", exclude_categories=("Cs",))
NASTY = st.sampled_from(
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\ttab",
        "\rreturn",
        "'",
        "''=1",
        "'quoted'",
        '"',
        '"a","b"',
        "two\nlines",
        "two\r\nlines",
        "a,b;c",
        "😀",
        "\u202eright to left",
        "עברית",
        " blank ",
        "null",
        "true",
        "1",
        "[]",
        "\N{ZERO WIDTH NO-BREAK SPACE}mark",
    ]
)
TEXT = st.one_of(NASTY, st.text(CHARACTERS, min_size=1, max_size=20))


def values(field: serializers.Field) -> st.SearchStrategy[Any]:
    """What a field of a document may hold."""
    found = _values(field)
    return st.one_of(st.none(), found) if field.allow_null else found


def _values(field: serializers.Field) -> st.SearchStrategy[Any]:
    if isinstance(field, serializers.ListSerializer):
        return st.lists(documents(field.child), max_size=2)
    if isinstance(field, serializers.Serializer):
        return _objects(field)
    if isinstance(field, serializers.ListField):
        return st.lists(values(field.child), max_size=3)
    if isinstance(field, serializers.ChoiceField):
        return st.sampled_from(list(field.choices))
    return _plain(field)


def _plain(field: serializers.Field) -> st.SearchStrategy[Any]:
    known: list[tuple[type[serializers.Field], st.SearchStrategy[Any]]] = [
        (serializers.UUIDField, st.uuids().map(str)),
        (serializers.BooleanField, st.booleans()),
        (serializers.IntegerField, st.integers(0, 10**9)),
        (serializers.DateTimeField, st.datetimes().map(lambda at: f"{at.isoformat()}Z")),
        (serializers.DateField, st.dates().map(str)),
    ]
    blank = st.just("") if getattr(field, "allow_blank", False) else st.nothing()
    return next((each for kind, each in known if isinstance(field, kind)), st.one_of(TEXT, blank))


def _objects(shape: serializers.Serializer) -> st.SearchStrategy[Any]:
    """One that may be missing says something where it is not."""
    found = documents(shape)
    return found.filter(lambda each: any(each.values())) if shape.allow_null else found


def documents(shape: serializers.Serializer) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({name: values(each) for name, each in shape.fields.items()})


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@settings(max_examples=10, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_documents_come_back_from_tables_as_they_were(kind, data):
    made = data.draw(st.lists(documents(kind.shape()), max_size=2, unique_by=lambda e: e["id"]))

    found = {
        each.name: read(csv_lines(row for document in made for row in rows_of(document, each)))
        for each in tables_of(kind)
    }

    assert documents_from(kind, found) == made


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_columns_of_tables_are_plain_words(kind):
    letters = set(string.ascii_lowercase + string.digits + "_")

    for each in tables_of(kind):
        assert all(set(name) <= letters for name in [each.name, *each.head])
