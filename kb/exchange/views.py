"""Fetch, and send as JSON or CSV."""

import csv
from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kb.exchange.vote import ballot_rows, vote_document
from kb.records.finding import find_public
from votes.models import RollCall

SELECTED = (
    "resolution__body",
    "resolution__session",
    "resolution__agenda_item",
    "draft",
    "requested_by",
)
COLUMNS = ("state", "name", "group", "position")


@require_safe
def vote_json(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    document = vote_document(_roll_call(request, slug, at), at)
    return JsonResponse(document, json_dumps_params={"ensure_ascii": False})


@require_safe
def vote_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """A line a ballot, UTF-8, the head line first."""
    rows = ballot_rows(_roll_call(request, slug, timezone.now()))
    response = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{slug}.csv"'},
    )
    writer = csv.DictWriter(response, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return response


def _roll_call(request: HttpRequest, slug: str, at: datetime) -> RollCall:
    roll_calls = RollCall.objects.select_related(*SELECTED)
    return find_public(roll_calls, path=request.path, slug=slug, at=at)
