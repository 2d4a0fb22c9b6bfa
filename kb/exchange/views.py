"""Fetch, and send as JSON or CSV."""

import csv
from datetime import datetime

from django.db.models import F
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kb.exchange.ballots import read_ballots
from kb.exchange.vote import vote_document
from kb.records.addresses import MovedPage, find_public
from votes.models import RollCall

SELECTED = (
    "resolution__body",
    "resolution__session",
    "resolution__agenda_item",
    "draft",
    "requested_by",
)
COLUMNS = ("state", "name", "group", "position", "entitled")


@require_safe
def vote_json(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    document = vote_document(_roll_call(slug, at, "json"), at)
    return JsonResponse(document, json_dumps_params={"ensure_ascii": False})


@require_safe
def vote_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """A line a State, UTF-8, the head line first; `entitled` is true or false."""
    rows = read_ballots(_roll_call(slug, timezone.now(), "csv")).rows
    response = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{slug}.csv"'},
    )
    writer = csv.DictWriter(response, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(row | {"entitled": str(row["entitled"]).lower()} for row in rows)
    return response


def _roll_call(slug: str, at: datetime, ending: str) -> RollCall:
    """What moved is remembered by the address of its page; the file moved with it."""
    roll_calls = RollCall.objects.select_related(*SELECTED)
    roll_calls = roll_calls.annotate(accepted_listed=F("accepted_reading__listed"))
    try:
        return find_public(roll_calls, path=reverse("vote", args=[slug]), slug=slug, at=at)
    except MovedPage as moved:
        raise MovedPage(f"{moved.url.rstrip('/')}.{ending}") from moved
