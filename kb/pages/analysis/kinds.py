"""What an analysis is: its address, what it reads, and how that becomes a page and two files."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from kb.pages.analysis.choice import ActiveFilter, Choice, ShownField, active_filters
from kb.pages.parts.frames import PageHead, page_head
from kb.pages.parts.shown import Link
from kb.search.filters import ListFilters

Where = Mapping[str, str]
Row = Mapping[str, str | int | float | None]


@dataclass(frozen=True, slots=True)
class Analysis:
    """`name` is that of its pattern; `template` that of its page.

    `canonical` brings the words of its path to their one spelling, or raises Http404. `read` finds
    what page and files show alike. Of the files, `document` is the JSON and `rows` the lines of
    the CSV under `columns`.
    """

    name: str
    template: str
    filters: type[ListFilters]
    canonical: Callable[[Where], Where]
    read: Callable[[Choice, Where], Any]
    page: Callable[[Any, "Frame"], Any]
    document: Callable[[Any], Mapping[str, Any]]
    columns: Sequence[str]
    rows: Callable[[Any], Iterable[Row]]


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page of an analysis shows around its answer. `url` is the page without words."""

    path: str
    url: str
    fields: list[ShownField]
    active: list[ActiveFilter]
    json_url: str
    csv_url: str
    at: datetime

    def head(self, answer: str, description: str, breadcrumbs: list[Link]) -> PageHead:
        return page_head(
            self.path,
            head_title=answer,
            description=f"{answer}. {description}",
            breadcrumbs=breadcrumbs,
            cited_as=answer,
            at=self.at,
        )


def frame(kind: Analysis, choice: Choice, where: Where) -> Frame:
    return Frame(
        path=choice.address(kind.name, **where),
        url=choice.address(kind.name, **where).partition("?")[0],
        fields=choice.fields,
        active=active_filters(choice, kind.name, where),
        json_url=choice.address(f"{kind.name}-json", **where),
        csv_url=choice.address(f"{kind.name}-csv", **where),
        at=choice.at,
    )


def document(choice: Choice, found: Mapping[str, Any]) -> dict[str, Any]:
    """What was found, under whose votes of which days it was found in."""
    return {
        "body": choice.body.code,
        "from": choice.words.get("from"),
        "to": choice.words.get("to"),
        **found,
        "licence": settings.LICENCE,
        "publisher": settings.PUBLISHER or None,
    }
