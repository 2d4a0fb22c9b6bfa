"""How the fields of a document are described: type, meaning and where the value comes from.

The same description makes the OpenAPI schema, the tables of the data package and the page
docs/data-format.md. Documents are not made by serialisers (ten thousand of them would take a second
and a half); tests hold every document against its description.
"""

from collections.abc import Iterable
from typing import Any

from rest_framework import serializers

from votes.reading.cells import POSITIONS


class Document(serializers.Serializer):
    """What partners get of one record or of a part of it. Every key is always there."""


def ident(meaning: str = "Its lasting id.", *, null: bool = False) -> serializers.Field:
    return serializers.UUIDField(**_about(meaning, "the knowledge base", null))


def words(meaning: str, origin: str, *, null: bool = False) -> serializers.Field:
    """Never empty: null where there is none."""
    return serializers.CharField(trim_whitespace=False, **_about(meaning, origin, null))


def as_printed(meaning: str, origin: str) -> serializers.Field:
    """Exactly as a source prints it: it may be blank."""
    return serializers.CharField(
        allow_blank=True, trim_whitespace=False, **_about(meaning, origin, False)
    )


def word(
    meaning: str, words: Iterable[str], origin: str, *, null: bool = False
) -> serializers.Field:
    """One of a few words."""
    return serializers.ChoiceField(list(words), **_about(meaning, origin, null))


def position_word(meaning: str, origin: str, *, null: bool = False) -> serializers.Field:
    return word(meaning, POSITIONS, origin, null=null)


def web_address(meaning: str, origin: str, *, null: bool = False) -> serializers.Field:
    return serializers.URLField(**_about(meaning, origin, null))


def whole_number(meaning: str, origin: str, *, null: bool = False) -> serializers.Field:
    """A whole number, never negative."""
    return serializers.IntegerField(min_value=0, **_about(meaning, origin, null))


def flag(meaning: str, origin: str, *, null: bool = False) -> serializers.Field:
    return serializers.BooleanField(**_about(meaning, origin, null))


def day(meaning: str, origin: str, *, null: bool = False) -> serializers.Field:
    """ISO 8601: 2020-06-22."""
    return serializers.DateField(**_about(meaning, origin, null))


def instant(meaning: str, origin: str, *, null: bool = False) -> serializers.Field:
    """UTC with microseconds: 2020-06-22T13:00:00.000000Z."""
    return serializers.DateTimeField(**_about(meaning, origin, null))


def one(shape: type[Document], meaning: str, origin: str, *, null: bool = False) -> Document:
    return shape(**_about(meaning, origin, null))


def many(
    shape: type[Document], meaning: str, origin: str, *, null: bool = False
) -> serializers.ListSerializer:
    return shape(many=True, **_about(meaning, origin, null))


def list_of(
    field: serializers.Field, meaning: str, origin: str, *, null: bool = False
) -> serializers.ListField:
    """Several plain values."""
    return serializers.ListField(child=field, **_about(meaning, origin, null))


def _about(meaning: str, origin: str, null: bool) -> dict[str, Any]:
    about: dict[str, Any] = {"help_text": meaning, "style": {"origin": origin}}
    return about | ({"allow_null": True} if null else {})
