"""The addresses of the comparison of two votes: a form, a page, JSON and CSV."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kb.pages.analysis.compare import (
    COLUMNS,
    TwoBodies,
    TwoVotes,
    compare_address,
    compare_page,
    document,
    rows,
    two_votes,
)
from kb.pages.errors import error_answer
from kb.pages.parts.frames import PageHead, page_head
from kb.pages.parts.shown import Link
from kb.search.parameters import BadParameter, takes
from votes.models import RollCall
from votes.services import texts_called
from votes.symbols import LONGEST

EXPECTED = "the symbol of a text that was voted on, or the address of a vote"


@dataclass(frozen=True, slots=True)
class AskTwoVotes:
    """What `pages/analysis/compare_form.html` prints: the two votes as typed so far."""

    head: PageHead
    before: str
    after: str


@takes("from", "to")
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """The form; with both votes in it, on to their page."""
    at = timezone.now()
    typed = [request.GET.get(name, "").strip() for name in ("from", "to")]
    if not all(typed):
        return render(request, "pages/analysis/compare_form.html", {"page": _form(*typed, at)})
    try:
        slugs = [_slug(name, each, at) for name, each in zip(("from", "to"), typed, strict=True)]
        if slugs[0] == slugs[1]:
            raise BadParameter("to", "another vote than “from”")
    except BadParameter as refused:
        return error_answer(
            request,
            HTTPStatus.BAD_REQUEST,
            code="bad_parameter",
            parameter=refused.name,
            message=str(refused),
        )
    return redirect(compare_address(*slugs))


def _form(before: str, after: str, at: datetime) -> AskTwoVotes:
    head = page_head(
        reverse("compare"),
        head_title="Compare two votes: who moved, who left, who came",
        description="Choose any two votes of one body and see which States moved between them.",
        breadcrumbs=[Link("Votes", reverse("votes")), Link("Two votes")],
        cited_as="two votes compared",
        at=at,
    )
    return AskTwoVotes(head, before[:LONGEST], after[:LONGEST])


def _slug(name: str, typed: str, at: datetime) -> str:
    """Of the public vote that is meant: by its address, else the final one on that text."""
    if not typed.isprintable():
        raise BadParameter(name, EXPECTED)
    public = RollCall.objects.published(at)
    word = typed.rstrip("/").rpartition("/votes/")[2]
    if len(word) <= LONGEST and public.filter(slug=word).exists():
        return word
    typed = typed[:LONGEST]
    texts = [text for text in texts_called(typed) if text.is_public(at)]
    finals = public.filter(resolution__in=texts, is_final=True).order_by("slug")
    found = list(finals.values_list("slug", flat=True)[:2])
    if len(found) != 1:
        raise BadParameter(name, EXPECTED)
    return found[0]


def _view(ending: str, answer: Callable[[HttpRequest, TwoVotes, datetime], HttpResponse]):
    @require_safe
    def view(request: HttpRequest, first: str, second: str) -> HttpResponse:
        at = timezone.now()
        try:
            found = two_votes(first, second, at, ending)
        except TwoBodies:
            message = "These are votes of two bodies. Votes of one body can be compared."
            return error_answer(request, HTTPStatus.BAD_REQUEST, code="two_bodies", message=message)
        return answer(request, found, at)

    return view


def _page(request: HttpRequest, found: TwoVotes, at: datetime) -> HttpResponse:
    return render(request, "pages/analysis/compare.html", {"page": compare_page(found, at)})


def _json(request: HttpRequest, found: TwoVotes, at: datetime) -> HttpResponse:
    return JsonResponse(document(found), json_dumps_params={"ensure_ascii": False})


def _csv(request: HttpRequest, found: TwoVotes, at: datetime) -> HttpResponse:
    """Of codes and words of ours alone, the head line first."""
    file = f"{found.before.roll.slug}-{found.after.roll.slug}"
    response = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{file}.csv"'},
    )
    writer = csv.DictWriter(response, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows(found))
    return response


compare_votes = _view("", _page)
compare_votes_json = _view("-json", _json)
compare_votes_csv = _view("-csv", _csv)
