"""Holds a document against the shape that describes it: what partners read must be what they get.

A document is made by hand for speed, so nothing but a test can tell that it says what its shape
promises: the same keys in the same order, null only where that is said, words out of the list.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from rest_framework import serializers

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
ADDRESS = re.compile(r"https?://\S+")


def differences(document: Any, shape: type[serializers.Serializer]) -> list[str]:
    """One line for each place: "VoteDocument.ballots[0].position: 'maybe' is not a choice"."""
    return list(_of_object(document, shape(), shape.__name__))


def _of(value: Any, field: serializers.Field, place: str) -> Iterator[str]:
    if value is None:
        if not field.allow_null:
            yield f"{place}: null"
    elif isinstance(field, serializers.ListSerializer | serializers.ListField):
        yield from _of_list(value, field, place)
    elif isinstance(field, serializers.Serializer):
        yield from _of_object(value, field, place)
    else:
        told = next(check for kind, check in CHECKS if isinstance(field, kind))(value, field)
        if told:
            yield f"{place}: {value!r} {told}"


def _of_object(value: Any, shape: serializers.Serializer, place: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{place}: {value!r} is no object"
        return
    yield from _of_keys(list(value), list(shape.fields), place)
    for name, field in shape.fields.items():
        if name in value:
            yield from _of(value[name], field, f"{place}.{name}")


def _of_keys(found: list[str], expected: list[str], place: str) -> Iterator[str]:
    if missing := sorted({*expected} - {*found}):
        yield f"{place}: there is no {', '.join(missing)}"
    if strange := sorted({*found} - {*expected}):
        yield f"{place}: nothing describes {', '.join(strange)}"
    if not missing and not strange and found != expected:
        yield f"{place}: the keys stand in another order"


def _of_list(value: Any, field: Any, place: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{place}: {value!r} is no list"
        return
    for number, each in enumerate(value):
        yield from _of(each, field.child, f"{place}[{number}]")


def _whole_number(value: Any, field: Any) -> str:
    is_one = isinstance(value, int) and not isinstance(value, bool)
    return "" if is_one and value >= field.min_value else "is no whole number"


def _choice(value: Any, field: Any) -> str:
    return "" if value in field.choices else "is not a choice"


def _flag(value: Any, field: Any) -> str:
    return "" if isinstance(value, bool) else "is neither true nor false"


def _text(value: Any, field: Any) -> str:
    if not isinstance(value, str):
        return "is no text"
    return "" if value or field.allow_blank else "is empty, and not null"


def _spelt(read: Callable[[str], Any], write: Callable[[Any], str]) -> Callable[[Any, Any], str]:
    """A check that a text is the one spelling of what it says."""

    def check(value: Any, field: Any) -> str:
        try:
            return "" if write(read(value)) == value else "is spelt otherwise"
        except (AttributeError, TypeError, ValueError):
            return "cannot be read"

    return check


def _instant(value: Any, field: Any) -> str:
    if not isinstance(value, str) or not INSTANT.fullmatch(value):
        return "is no instant"
    return _spelt(datetime.fromisoformat, lambda at: f"{at:%Y-%m-%dT%H:%M:%S.%fZ}")(value, field)


def _address(value: Any, field: Any) -> str:
    is_one = isinstance(value, str) and ADDRESS.fullmatch(value)
    return "" if is_one else "is no address"


# The narrow kinds first: an address is a text too.
CHECKS: tuple[tuple[type[serializers.Field], Callable[[Any, Any], str]], ...] = (
    (serializers.ChoiceField, _choice),
    (serializers.BooleanField, _flag),
    (serializers.IntegerField, _whole_number),
    (serializers.UUIDField, _spelt(UUID, str)),
    (serializers.DateTimeField, _instant),
    (serializers.DateField, _spelt(date.fromisoformat, date.isoformat)),
    (serializers.URLField, _address),
    (serializers.CharField, _text),
)
