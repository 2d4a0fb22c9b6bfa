"""The same answers beside the pages: /states.json beside /states/, /states/chl.json beside it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import URLPattern, path
from rest_framework.request import Request
from rest_framework.response import Response

from kb.exchange.api.parameters import filters_of
from kb.exchange.api.views import ItemView, KindView, list_of
from kb.exchange.documents.kind import Kind, Sight
from kb.exchange.documents.kinds import LISTED
from kb.exchange.files.csv_cells import csv_lines
from kb.exchange.files.tables import rows_of, tables_of
from kb.exchange.snapshot import snapshot
from kb.search.keyset import MOST, page_of
from kb.search.parameters import takes

# Kinds that have pages: a list, and mostly one of each.
WITH_LIST = {
    "sessions",
    "resolutions",
    "votes",
    "initiatives",
    "states",
    "statements",
    "asks",
    "organisations",
    "people",
    "articles",
}
WITHOUT_PAGE = {"asks"}
BALLOT = ("state", "name", "group", "position", "entitled")


class JsonBeside(ItemView):
    """One document, and who gives it under which licence."""

    def get(self, request: Request, word: str) -> Response:
        licence = {"licence": settings.LICENCE, "publisher": settings.PUBLISHER or None}
        return Response(self.document(word) | licence)

    def address(self, word: str) -> str:
        return f"/{self.kind.name}/{word}.json"


class BallotsBeside(ItemView):
    """The ballots of one vote: a line a State, `entitled` true or false."""

    def get(self, request: Request, word: str) -> HttpResponse:
        ballots = self.document(word)["ballots"]
        lines = ([_cell(each[name]) for name in BALLOT] for each in ballots)
        return _csv(HttpResponse, word, [csv_lines([BALLOT, *lines])])

    def address(self, word: str) -> str:
        return f"/{self.kind.name}/{word}.csv"


class ListBeside(KindView):
    """All that the filters let through, laid flat: the kind's own table, without lists in it."""

    parameters = staticmethod(filters_of)

    def get(self, request: Request) -> HttpResponse:
        sight = self.sight()
        chunks = _rows(self.kind, self.matching(sight), sight)
        return _csv(StreamingHttpResponse, self.kind.name, chunks)


def _rows(kind: Kind, rows: "QuerySet[Any]", sight: Sight) -> Iterator[bytes]:
    """In the order of the list, from one state of the database."""
    found, after = tables_of(kind)[0], ""
    yield csv_lines([found.head])
    with snapshot():
        while True:
            page = page_of(rows, kind.keys, after=after, limit=str(MOST))
            documents = kind.documents(page.rows, sight)
            yield csv_lines(row for each in documents for row in rows_of(each, found))
            after = page.next
            if not after:
                return


def _csv(answer: Callable[..., Any], name: str, chunks: Iterable[bytes]) -> Any:
    """UTF-8, the head line first."""
    return answer(
        chunks,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def _cell(value: str | bool | None) -> str:
    return str(value).lower() if isinstance(value, bool) else value or ""


def _of(kind: Kind) -> Iterator[URLPattern]:
    table = takes(*(each.name for each in filters_of(kind)))(ListBeside.as_view(kind=kind))
    yield path(f"{kind.name}.json", list_of(kind), name=f"{kind.name}-json")
    yield path(f"{kind.name}.csv", table, name=f"{kind.name}-csv")
    if kind.name in WITHOUT_PAGE:
        return
    one, start = kind.one.lower(), f"{kind.name}/<slug:word>"
    yield path(f"{start}.json", JsonBeside.as_view(kind=kind), name=f"{one}-json")
    if kind.name == "votes":
        yield path(f"{start}.csv", BallotsBeside.as_view(kind=kind), name=f"{one}-csv")


urlpatterns = [pattern for kind in LISTED if kind.name in WITH_LIST for pattern in _of(kind)]
