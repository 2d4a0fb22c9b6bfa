"""/api/v1/changes: what changed since a partner last asked."""

from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings
from rest_framework.request import Request
from rest_framework.response import Response

from kb.exchange.api.operations import Operation
from kb.exchange.api.parameters import PAGE_SIZE, Parameter, check_all
from kb.exchange.api.views import DataView
from kb.exchange.feed.described import FEED_SCHEMA
from kb.exchange.feed.page import BeginAnew, Busy, feed_page
from kb.search.keyset import LIMIT
from kb.search.parameters import takes

AFTER = Parameter(
    "after",
    "The cursor to go on from: `after` of the answer before. Without it, from the beginning.",
    "a cursor, as an answer of the feed gives it",
    {"type": "string", "minLength": 10, "maxLength": 21, "pattern": "^[0-9a-z]{1,12}-[0-9a-f]{8}$"},
)
PARAMETERS = (AFTER, PAGE_SIZE)
ABOUT = (
    "Each record that is or was public, once, in the order of its last change: its document with "
    "the hash, or a tombstone. Go on from `after`. 410 with the code `begin_anew`: the cursor "
    "leads nowhere any more, for instance after a backup was put back. Every key reads the same."
)
ANEW = "This cursor is not one of this feed as it is now. Begin anew, without “after”."
BUSY = "What comes next is being written just now. Try again in a second."


class ChangesView(DataView):
    """{"results": […], "next": url or null, "after": cursor}: the public feed, whoever asks.

    What a key may see beside is in lists and items alone: a copy made from the feed holds nothing
    that must not be passed on.
    """

    def operation(self) -> Operation:
        return Operation(
            name="changes",
            summary="What changed since you last asked",
            about=ABOUT,
            gives=FEED_SCHEMA,
            group="changes",
            query=PARAMETERS,
            refusals=(HTTPStatus.GONE, HTTPStatus.SERVICE_UNAVAILABLE),
        )

    def get(self, request: Request) -> Response:
        query = request.query_params
        check_all(PARAMETERS, query)
        limit = int(query.get("limit", LIMIT))
        try:
            page = feed_page(query.get("after", ""), limit)
        except BeginAnew:
            return _refused(HTTPStatus.GONE, "begin_anew", ANEW, AFTER.name)
        except Busy:
            return _refused(HTTPStatus.SERVICE_UNAVAILABLE, "busy", BUSY)
        following = {"after": page.after} | ({"limit": limit} if "limit" in query else {})
        url = f"{settings.PUBLIC_URL}{request.path}?{urlencode(following)}"
        return Response(
            {
                "results": page.results,
                "next": url if page.has_more else None,
                "after": page.after,
            }
        )


def _refused(status: HTTPStatus, code: str, message: str, name: str | None = None) -> Response:
    error = {"error": code, "parameter": name, "message": message}
    headers = {"Retry-After": "1"} if status == HTTPStatus.SERVICE_UNAVAILABLE else None
    return Response(error, status=status, headers=headers)


changes = takes(*(each.name for each in PARAMETERS))(ChangesView.as_view())
