"""The root, the lists and the items of the API, and the same answers beside the pages."""

from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from kb.exchange.api.description import description
from kb.exchange.api.finding import find
from kb.exchange.api.operations import Operation, Schema
from kb.exchange.api.parameters import WORD, check_all, parameters_of
from kb.exchange.documents.kind import Kind, Sight
from kb.exchange.documents.kinds import LISTED
from kb.exchange.documents.shapes import ReferenceHead
from kb.records.addresses import MovedPage
from kb.search.keyset import page_of
from kb.search.parameters import takes

_NAMES = {"slug": "slug or its id", "code": "code, in any case, or its id", "public_id": "id"}
_LINK: Schema = {"type": "string", "format": "uri"}
_ROOT: Schema = {
    "type": "object",
    "properties": {
        "lists": {"type": "object", "additionalProperties": _LINK},
        "changes": _LINK,
        "export": _LINK,
        "schema": _LINK,
        "licence": {"type": "string"},
        "publisher": {"type": ["string", "null"]},
    },
    "required": ["lists", "changes", "export", "schema", "licence", "publisher"],
    "additionalProperties": False,
}
# Later than any embargo.
FAR = datetime(9000, 1, 1, tzinfo=UTC)


class DataView(APIView):
    """Reads, for anybody. A key that sees what is under embargo gets answers that nobody keeps."""

    http_method_names = ["get", "head", "options"]

    def finalize_response(
        self, request: Request, response: HttpResponse, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        answer = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(answer, ["Authorization"])
        if sees_embargoed(request):
            answer.headers["Cache-Control"] = "private, no-store"
        return answer


class KindView(DataView):
    """One kind of record: `kind` is given where its address is."""

    kind: Kind = None  # type: ignore[assignment]
    parameters = staticmethod(parameters_of)

    def sight(self) -> Sight:
        """What was always public is read as of today, whoever reads."""
        now = timezone.now()
        is_reference = issubclass(self.kind.shape, ReferenceHead)
        if is_reference or not sees_embargoed(self.request):
            return Sight.of_public(now)
        return Sight(at=FAR, now=now)

    def matching(self, sight: Sight) -> "QuerySet[Any]":
        """What all filters let through. Raises BadParameter."""
        query = self.request.query_params
        check_all(self.parameters(self.kind), query)
        return self.kind.filters(query, self.kind.rows(sight.at), at=sight.at).matching()


class ListView(KindView):
    """{"results": […], "next": url or null}"""

    def operation(self) -> Operation:
        kind = self.kind
        return Operation(
            name=f"list_{kind.name}",
            summary=f"A page of {kind.name}",
            about=kind.about,
            gives=kind.shape,
            is_list=True,
            group=kind.name,
            query=parameters_of(kind),
        )

    def get(self, request: Request) -> Response:
        query, sight = request.query_params, self.sight()
        page = page_of(
            self.matching(sight),
            self.kind.keys,
            after=query.get("after", ""),
            limit=query.get("limit", ""),
        )
        documents = self.kind.documents(page.rows, sight)
        return Response({"results": documents, "next": self._next(page.next)})

    def _next(self, after: str) -> str | None:
        """The address of the page behind, the filters kept, campaign marks dropped."""
        if not after:
            return None
        query = self.request.query_params
        known = [each.name for each in parameters_of(self.kind) if each.name in query]
        kept = {name: query[name] for name in known} | {"after": after}
        return f"{settings.PUBLIC_URL}{self.request.path}?{urlencode(kept)}"


class ItemView(KindView):
    """One document."""

    def operation(self) -> Operation:
        kind = self.kind
        return Operation(
            name=f"one_{kind.name}",
            summary=f"One {kind.one}",
            about=f"By its {_NAMES[kind.named_by]}.",
            gives=kind.shape,
            group=kind.name,
            path=(WORD,),
            refusals=(HTTPStatus.NOT_FOUND, HTTPStatus.GONE),
            may_move=kind.named_by == "slug",
        )

    def get(self, request: Request, word: str) -> Response:
        return Response(self.document(word))

    def document(self, word: str) -> dict[str, Any]:
        """Raises Http404, WithdrawnPage or MovedPage."""
        sight = self.sight()
        try:
            record = find(self.kind, word, sight.at)
        except MovedPage as moved:
            raise MovedPage(self.address(moved.url)) from moved
        (document,) = self.kind.documents([record], sight)
        return document

    def address(self, word: str) -> str:
        return reverse(f"api-{self.kind.name}-one", args=[word])


class RootView(DataView):
    """Where everything is."""

    def operation(self) -> Operation:
        return Operation(
            name="root",
            summary="Where everything is",
            about="The address of each list, of the feed, of the files and of this description.",
            gives=_ROOT,
            group="api",
        )

    def get(self, request: Request) -> Response:
        lists = {kind.name: _url(reverse(f"api-{kind.name}")) for kind in LISTED}
        return Response(
            {
                "lists": lists,
                "changes": _url("/api/v1/changes"),
                "export": _url("/export/kb.json"),
                "schema": _url(reverse("api-schema")),
                "licence": settings.LICENCE,
                "publisher": settings.PUBLISHER or None,
            }
        )


class SchemaView(DataView):
    """This API in OpenAPI 3.1."""

    def operation(self) -> Operation:
        return Operation(
            name="schema",
            summary="This description",
            about="OpenAPI 3.1, made from the code that answers.",
            gives={"type": "object", "additionalProperties": True},
            group="api",
        )

    def get(self, request: Request) -> Response:
        return Response(description())


def list_of(kind: Kind) -> Callable[..., HttpResponse]:
    names = (each.name for each in parameters_of(kind))
    return takes(*names)(ListView.as_view(kind=kind))


def sees_embargoed(request: Request) -> bool:
    return bool(getattr(getattr(request, "auth", None), "sees_embargoed", False))


def _url(path: str) -> str:
    return settings.PUBLIC_URL + path
