"""kb.json as a program wrote it, held to the shapes of its documents before anything is kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from rest_framework import serializers

from kb.exchange.documents.kind import Kind
from kb.exchange.documents.kinds import KINDS

VERSION = "1.0"
# How many faults of a file are told before the reading gives up.
TOLD = 20
Documents = Sequence[Mapping[str, Any]]


class BundleError(ValueError):
    """A file that cannot be taken in. The message names the place and what was expected."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """`documents`: {name of the kind: its documents, in the order of the file}."""

    documents: Mapping[str, Documents]

    def of(self, kind: Kind) -> Documents:
        return self.documents[kind.name]


def read_bundle(content: bytes) -> Bundle:
    """Raises BundleError with up to twenty faults, a line each."""
    try:
        found = orjson.loads(content.decode())
    except UnicodeDecodeError as error:
        place = f"byte {error.start:,}"
        raise BundleError(f"{place}: no letter of UTF-8; the file is cut or damaged") from error
    except orjson.JSONDecodeError as error:
        raise BundleError(f"line {error.lineno}: {error.msg}; expected JSON") from error
    if not isinstance(found, dict):
        raise BundleError("the file holds no object; expected kb.json as /export/kb.json gives it")
    if found.get("schema_version") != VERSION:
        raise BundleError(f"schema_version: expected {VERSION}")
    faults = []
    for fault in _faults(found):
        faults.append(fault)
        if len(faults) == TOLD:
            faults.append("and perhaps more")
            break
    if faults:
        raise BundleError("\n".join(faults))
    return Bundle({kind.name: found[kind.name] for kind in KINDS})


def _faults(found: Mapping[str, Any]) -> Iterator[str]:
    for kind in KINDS:
        documents = found.get(kind.name)
        if not isinstance(documents, list):
            yield f"{kind.name}: expected a list of documents"
            continue
        shape = kind.shape()
        for place, document in enumerate(documents):
            yield from _differences(shape, document, f"{kind.name}[{place}]")


def _differences(shape: serializers.Field, value: Any, place: str) -> Iterator[str]:
    """Where a value does not have its shape: unknown keys, missing ones, and values."""
    if value is None:
        if not shape.allow_null:
            yield f"{place}: found null, expected {_expected(shape)}"
    elif isinstance(shape, serializers.ListSerializer | serializers.ListField):
        yield from _in_list(shape.child, value, place)
    elif isinstance(shape, serializers.Serializer):
        yield from _in_object(shape, value, place)
    elif not _fits(shape, value):
        yield f"{place}: expected {_expected(shape)}"


def _in_list(shape: serializers.Field, value: Any, place: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{place}: expected a list"
        return
    for number, each in enumerate(value):
        yield from _differences(shape, each, f"{place}[{number}]")


def _in_object(shape: serializers.Serializer, value: Any, place: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{place}: expected an object"
        return
    fields = shape.fields
    for name in value.keys() - fields.keys():
        yield f"{place}.{name[:40]}: this key is not known"
    for name, field in fields.items():
        if name not in value:
            yield f"{place}.{name}: is missing, expected {_expected(field)}"
        else:
            yield from _differences(field, value[name], f"{place}.{name}")


# What JSON gives for each kind of value. A number is no word and true is no number.
TYPES: tuple[tuple[type[serializers.Field], type], ...] = (
    (serializers.BooleanField, bool),
    (serializers.IntegerField, int),
)


def _fits(field: serializers.Field, value: Any) -> bool:
    wanted = next((type_ for kind, type_ in TYPES if isinstance(field, kind)), str)
    if type(value) is not wanted:
        return False
    if type(field) is serializers.CharField:
        # Printed words are kept with their blanks; no database keeps NUL.
        return "\x00" not in value
    try:
        field.run_validation(value)
    except serializers.ValidationError:
        return False
    return True


def _expected(field: serializers.Field) -> str:
    if isinstance(field, serializers.ChoiceField):
        return f"one of: {', '.join(map(str, field.choices))}"
    words = {
        serializers.UUIDField: "an id (UUID)",
        serializers.IntegerField: "a whole number",
        serializers.BooleanField: "true or false",
        serializers.DateField: "a day, such as 2020-06-22",
        serializers.DateTimeField: "an instant, such as 2020-06-22T13:00:00.000000Z",
        serializers.URLField: "an address (URL)",
        serializers.ListSerializer: "a list",
        serializers.ListField: "a list",
        serializers.CharField: "words",
    }
    return next((said for kind, said in words.items() if isinstance(field, kind)), "an object")
