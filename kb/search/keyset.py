"""Paging by the values of the last row: its place is found by comparing, never by counting rows.

It stands on the lowest floor because pages and the partners' lists, which may not import each
other, page in the same way. `after` says the sort values themselves: no record is looked up by
them, so a page after a hidden record cannot be told from a page after an unknown one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import OrderBy

from kb.search.parameters import BadParameter

LIMIT, MOST = 50, 500
# The longest name that a list is ordered by, with an address behind it.
LONGEST = 500
PARAMETERS = ("after", "limit")


def word(text: str) -> str:
    if not text.isprintable():
        raise ValueError
    return text


def number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise ValueError
    return int(text)


@dataclass(frozen=True, slots=True)
class Key:
    """One value that rows are ordered by: a column or an annotation, under one plain name.

    `read` turns its words back into the value, or raises ValueError. Rows without a value come
    last in either direction.
    """

    name: str
    read: Callable[[str], Any] = word
    is_descending: bool = False
    may_be_empty: bool = False

    def order(self) -> OrderBy:
        """Where it may not be empty, an index serves the order as it is."""
        last = True if self.may_be_empty else None
        value = F(self.name)
        return value.desc(nulls_last=last) if self.is_descending else value.asc(nulls_last=last)

    def same(self, value: Any) -> Q:
        return Q(**{f"{self.name}__isnull": True} if value is None else {self.name: value})

    def later(self, value: Any) -> Q:
        if value is None:
            return Q(pk__in=())
        behind = Q(**{f"{self.name}__{'lt' if self.is_descending else 'gt'}": value})
        return behind | Q(**{f"{self.name}__isnull": True}) if self.may_be_empty else behind


def newest_first(column: str) -> Key:
    """By a date that may be unknown."""
    return Key(column, date.fromisoformat, is_descending=True, may_be_empty=True)


@dataclass(frozen=True, slots=True)
class Page:
    """`next` are the words for `after` that lead on, empty on the last page."""

    rows: list[Any]
    next: str


def page_of(rows: QuerySet[Any], keys: Sequence[Key], *, after: str, limit: str) -> Page:
    """One page of `rows`, ordered by `keys`, the last of which no two rows share. One query.

    `after` and `limit` come as they stand in the address, empty for the first page and the usual
    length. Only the first key may hold commas. Raises BadParameter.
    """
    most = _limit(limit)
    if after:
        rows = rows.filter(_following(keys, _values(keys, after)))
    found = list(rows.order_by(*(key.order() for key in keys))[: most + 1])
    is_last = len(found) <= most
    return Page(found[:most], "" if is_last else words_of(found[most - 1], keys))


def words_of(row: Any, keys: Sequence[Key]) -> str:
    """ "2020-06-22,a-hrc-res-43-21"."""
    values = (getattr(row, key.name) for key in keys)
    return ",".join("" if value is None else str(value) for value in values)


def _limit(text: str) -> int:
    try:
        limit = number(text) if text else LIMIT
    except ValueError:
        limit = 0
    if not 1 <= limit <= MOST:
        raise BadParameter("limit", f"a whole number from 1 to {MOST}")
    return limit


def _values(keys: Sequence[Key], after: str) -> list[Any]:
    words = after.rsplit(",", len(keys) - 1)
    try:
        if len(after) > LONGEST or len(words) != len(keys):
            raise ValueError
        return [_value(key, text) for key, text in zip(keys, words, strict=True)]
    except ValueError:
        expected = "what the link to the next page says, the sort values of the last row"
        raise BadParameter("after", expected) from None


def _value(key: Key, text: str) -> Any:
    return None if key.may_be_empty and not text else key.read(text)


def _following(keys: Sequence[Key], values: Sequence[Any]) -> Q:
    """Later by the first key, or the same in it and later by the others."""
    (key, *others), (value, *their_values) = keys, values
    if not others:
        return key.later(value)
    return key.later(value) | (key.same(value) & _following(others, their_values))
