"""The parameters of a list: what the description says of each is what is asked of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import QueryDict

from kb.exchange.documents.kind import Kind
from kb.search.filters import DayFilter, ListFilter, NumberFilter, RecordFilter, WordFilter
from kb.search.keyset import LIMIT, LONGEST, MOST
from kb.search.parameters import BadParameter

DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
SLUG = r"^[-A-Za-z0-9_]+$"
# No text of a record holds NUL, and blanks alone are no word.
WORDS = r"^[^\x00]*[^\s\x00][^\x00]*$"
NUMBER = re.compile(r"[0-9]{1,9}")
EXAMPLE = re.compile(r"such as (\S+)$")
LONGEST_WORD = 120
# No name of a record is longer; SQLite fails on a pattern of 50 kB.
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Parameter:
    """`schema` is its JSON Schema, `expected` goes on from “takes”, `meaning` from its name."""

    name: str
    meaning: str
    expected: str
    schema: Mapping[str, Any]

    @property
    def example(self) -> Any:
        if "enum" in self.schema:
            return self.schema["enum"][0]
        found = EXAMPLE.search(self.expected)
        return found[1] if found else self.schema.get("default")

    def check(self, query: QueryDict) -> None:
        """Raises BadParameter for one that is given twice, empty, or not in its schema's form."""
        given = query.getlist(self.name)
        if len(given) > 1:
            raise BadParameter(self.name, "one value")
        if given and not _fits(given[0], self.schema):
            raise BadParameter(self.name, self.expected)


def _fits(text: str, schema: Mapping[str, Any]) -> bool:
    if "enum" in schema:
        # Pages write hyphens where the record has underscores.
        return text.replace("-", "_") in schema["enum"]
    if schema["type"] == "integer":
        return bool(NUMBER.fullmatch(text)) and (
            schema["minimum"] <= int(text) <= schema["maximum"]
        )
    return 1 <= len(text) <= schema["maxLength"] and bool(re.search(schema["pattern"], text))


AFTER = Parameter(
    "after",
    "Where to go on: `next` of an answer has it. The sort values of the last row before.",
    "what the link to the next page says, the sort values of the last row",
    {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": WORDS},
)
PAGE_SIZE = Parameter(
    "limit",
    "How many at most.",
    f"a whole number from 1 to {MOST}",
    {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT},
)
WORD = Parameter(
    "word",
    "The word in its address, or its id.",
    "a slug, a code or an id",
    {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME, "pattern": SLUG},
)


@cache
def filters_of(kind: Kind) -> tuple[Parameter, ...]:
    """The filters of the page that lists the same records."""
    found = kind.filters.base_filters.items()
    return tuple(
        Parameter(name, _meaning(each), each.expected, _schema(each)) for name, each in found
    )


@cache
def parameters_of(kind: Kind) -> tuple[Parameter, ...]:
    return (*filters_of(kind), AFTER, PAGE_SIZE)


def check_all(parameters: tuple[Parameter, ...], query: QueryDict) -> None:
    for each in parameters:
        each.check(query)


def _meaning(filter_: ListFilter) -> str:
    needed = f", together with `{filter_.needs}`" if filter_.needs else ""
    return f"{filter_.label}: {filter_.expected}{needed}."


def _schema(filter_: ListFilter) -> dict[str, Any]:
    if isinstance(filter_, WordFilter):
        return {"type": "string", "enum": [word for word, _ in filter_.choices]}
    if isinstance(filter_, NumberFilter):
        bounds = filter_.extra
        return {
            "type": "integer",
            "minimum": bounds["min_value"],
            "maximum": bounds["max_value"],
        }
    if isinstance(filter_, DayFilter):
        return {"type": "string", "format": "date", "maxLength": 10, "pattern": DAY}
    longest = filter_.extra.get("max_length", LONGEST_WORD)
    pattern = SLUG if isinstance(filter_, RecordFilter) else WORDS
    return {"type": "string", "minLength": 1, "maxLength": longest, "pattern": pattern}
