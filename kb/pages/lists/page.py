"""A list as a page: its rows, how many there are, the filters in use and those there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from kb.pages.lists.kinds import Lines, PublicList
from kb.pages.parts.frames import PageHead, page_head
from kb.pages.parts.shown import Link
from kb.search.filters import Chosen, DayFilter, ListFilter, ListFilters, Option
from kb.search.keyset import PARAMETERS, page_of


@dataclass(frozen=True, slots=True)
class ActiveFilter:
    """`url` is the same list without it."""

    label: str
    shown: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownField:
    """One control of the form: a choice where it has options, else a day or words are typed."""

    name: str
    label: str
    value: str
    type: str
    options: Sequence[Option]


@dataclass(frozen=True, slots=True)
class ListPage:
    """What `pages/lists/list.html` prints. `url` is the list without filters.

    `first_url` and `next_url` are empty on the first and the last page. Without rows, `nothing`
    says why.
    """

    head: PageHead
    title: str
    about: str
    url: str
    beside: list[Link]
    active: list[ActiveFilter]
    fields: list[ShownField]
    limit: str
    rows: Lines | None
    nothing: str
    first_url: str
    next_url: str


def list_page(kind: PublicList, given: QueryDict, at: datetime) -> ListPage:
    """The number of queries does not grow with the list. Raises BadParameter."""
    filters = kind.filters(given, kind.rows(at), at=at)
    found = filters.matching()
    chosen = {each.name: each for each in filters.chosen()}
    after, limit = (given.get(name, "") for name in PARAMETERS)
    page = page_of(found, kind.keys, after=after, limit=limit)
    number = found.count() if after or page.next else len(page.rows)
    title = _title(kind, number, chosen)
    words = {name: each.word for name, each in chosen.items()}
    kept = {"limit": limit} if limit else {}
    return ListPage(
        head=_head(kind, title, words | ({"after": after} if after else {}) | kept, at),
        title=title,
        about=kind.about,
        url=reverse(kind.name),
        beside=[Link(title, reverse(name)) for name, title in kind.beside],
        active=_active(kind, filters, chosen, kept),
        fields=shown_fields(filters, chosen),
        limit=limit,
        rows=kind.lines(page.rows, filters, at) if page.rows else None,
        nothing="" if page.rows else _nothing(kind, number, chosen),
        first_url=address(kind, words | kept) if after else "",
        next_url=address(kind, words | {"after": page.next} | kept) if page.next else "",
    )


def address(kind: PublicList, words: Mapping[str, str]) -> str:
    """The list with these words behind the question mark, commas left readable."""
    url = reverse(kind.name)
    return f"{url}?{urlencode(words, safe=',')}" if words else url


def _title(kind: PublicList, number: int, chosen: Mapping[str, Chosen]) -> str:
    """ "12 votes: 43rd session, Amendment"."""
    said = kind.chosen_in_words(chosen)
    return f"{kind.counted(number)}: {said}" if said else kind.counted(number)


def _nothing(kind: PublicList, number: int, chosen: Mapping[str, Chosen]) -> str:
    if number:
        return "The list ends before this page. Go back to its first page."
    if chosen:
        return f"No {kind.one} matches. Remove a filter, or choose another."
    return kind.nothing_yet


def _active(
    kind: PublicList,
    filters: ListFilters,
    chosen: Mapping[str, Chosen],
    kept: Mapping[str, str],
) -> list[ActiveFilter]:
    """What cannot stand without a filter goes with it."""
    active = []
    for name, each in chosen.items():
        left = {
            other: its.word
            for other, its in chosen.items()
            if other != name and filters.filters[other].needs != name
        }
        active.append(ActiveFilter(each.label, each.shown, address(kind, left | kept)))
    return active


def shown_fields(filters: ListFilters, chosen: Mapping[str, Chosen]) -> list[ShownField]:
    """A choice among nothing is left out."""
    fields = [_field(name, each, chosen.get(name)) for name, each in filters.filters.items()]
    return [field for field in fields if field.type != "select" or field.options]


def _field(name: str, found: ListFilter, chosen: Chosen | None) -> ShownField:
    options = found.options()
    if options is None:
        kind = "date" if isinstance(found, DayFilter) else "text"
        return ShownField(name, found.label, chosen.word if chosen else "", kind, ())
    if chosen and chosen.word not in dict(options):
        options = [*options, (chosen.word, chosen.shown)]
    return ShownField(name, found.label, chosen.word if chosen else "", "select", options)


def _head(kind: PublicList, title: str, words: Mapping[str, str], at: datetime) -> PageHead:
    return page_head(
        address(kind, words),
        head_title=title,
        description=f"{title}. {kind.about}",
        breadcrumbs=[Link(kind.title)],
        cited_as=f"list of {title}",
        at=at,
    )
