"""What a list is: its address, its filters, its order, and how a row becomes a line."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from kb.pages.parts.shown import Link
from kb.search.filters import Chosen, ListFilters
from kb.search.keyset import PARAMETERS, Key


@dataclass(frozen=True, slots=True)
class ListedLine:
    """One record in a plain list. Facts without a page have no `url`."""

    title: str
    url: str
    facts: Sequence[Link]


@dataclass(frozen=True, slots=True)
class Lines:
    """The rows of one page as the partial `template` takes them."""

    template: str
    lines: Sequence[Any]


def in_order(chosen: Mapping[str, Chosen]) -> str:
    """The filters in use as a heading says them: "43rd session, Amendment"."""
    return ", ".join(each.in_words for each in chosen.values())


@dataclass(frozen=True, slots=True)
class PublicList:
    """`name` is the word of its address and the name of its pattern.

    `one` and `many` are what it lists, `rows` those that are public at an instant, and `lines`
    makes one page of them ready to print. `nothing_yet` says what will stand here. `beside` are
    lists that the reader may want instead: (name, title).
    """

    name: str
    title: str
    one: str
    many: str
    about: str
    nothing_yet: str
    filters: type[ListFilters]
    keys: Sequence[Key]
    rows: Callable[[datetime], "QuerySet[Any]"]
    lines: Callable[[Sequence[Any], ListFilters, datetime], Lines]
    chosen_in_words: Callable[[Mapping[str, Chosen]], str] = in_order
    beside: Sequence[tuple[str, str]] = ()

    @property
    def parameters(self) -> tuple[str, ...]:
        return (*self.filters.base_filters, *PARAMETERS)

    def counted(self, number: int) -> str:
        """ "1 vote", "1,038 votes"."""
        return f"{number:,} {self.one if number == 1 else self.many}"


def facts(*found: Link | str) -> list[Link]:
    """Those that say something."""
    links = [Link(each) if isinstance(each, str) else each for each in found]
    return [link for link in links if link.label]
