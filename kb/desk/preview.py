"""A record's page as the public will see it, for staff alone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from kb.pages import article as article_pages
from kb.pages.initiative import initiative_page
from kb.pages.organisation import organisation_page
from kb.pages.person import person_page
from kb.pages.resolution import page as resolution_pages
from kb.pages.statement import page as statement_pages
from kb.pages.vote.page import vote_page
from kb.pages.vote.selected import with_page_facts
from kb.records.admin.rights import may
from kb.records.geneva import in_geneva
from kb.records.models import Publishable, PublishableQuerySet
from kb.records.services import Refused, publish
from statements.models import Article, Organisation, Person, Statement
from votes.models import Initiative, Resolution, RollCall


@dataclass(frozen=True, slots=True)
class Previewed:
    """How one kind of record becomes its page."""

    records: Callable[[datetime], PublishableQuerySet]
    page: Callable[[Any, datetime], Any]
    template: str


KINDS = {
    "votes.rollcall": Previewed(
        lambda at: with_page_facts(RollCall.objects.all(), at), vote_page, "pages/vote.html"
    ),
    "votes.resolution": Previewed(
        lambda _: Resolution.objects.select_related(*resolution_pages.SELECTED),
        resolution_pages.resolution_page,
        "pages/resolution.html",
    ),
    "statements.statement": Previewed(
        lambda _: Statement.objects.select_related(*statement_pages.SELECTED),
        statement_pages.statement_page,
        "pages/statement.html",
    ),
    "statements.article": Previewed(
        lambda _: Article.objects.select_related(*article_pages.SELECTED),
        article_pages.article_page,
        "pages/article.html",
    ),
    "votes.initiative": Previewed(
        lambda _: Initiative.objects.all(), initiative_page, "pages/initiative.html"
    ),
    "statements.organisation": Previewed(
        lambda _: Organisation.objects.all(), organisation_page, "pages/organisation.html"
    ),
    "statements.person": Previewed(
        lambda _: Person.objects.all(), person_page, "pages/person.html"
    ),
}


def preview(request: HttpRequest, kind: str, public_id: UUID) -> HttpResponse:
    """What is public already has its page; everything else is shown as it will be.

    The record, and the text that a vote is on, are published, their page is made, and all of it is
    taken back: nobody else sees anything of it, and nothing is written.
    """
    previewed = KINDS.get(kind)
    record = (
        previewed.records(timezone.now()).filter(public_id=public_id).first() if previewed else None
    )
    if record is None:
        raise Http404
    if not may(request.user, "view", record):
        raise PermissionDenied
    if record.is_public(timezone.now()):
        return redirect(record.get_absolute_url())
    with transaction.atomic():
        try:
            return _as_public(request, previewed, record)
        finally:
            transaction.set_rollback(True)


def _as_public(request: HttpRequest, previewed: Previewed, record: Publishable) -> HttpResponse:
    try:
        at = _released(record)
    except Refused as refused:
        return _no_preview(request, str(refused))
    except ValidationError as error:
        return _no_preview(request, " ".join(error.messages))
    shown = previewed.records(at).published(at).filter(pk=record.pk).first()
    if shown is None:
        return _no_preview(request, "Readers will find no page of it.")
    context = {"page": previewed.page(shown, at), "preview_at": in_geneva(at)}
    return render(request, previewed.template, context)


def _no_preview(request: HttpRequest, why: str) -> HttpResponse:
    return render(request, "409.html", {"message": f"There is no preview. {why}"}, status=409)


def _released(record: Publishable) -> datetime:
    """Publish what is not, the text of a vote included; the instant from which all is public."""
    instants = [timezone.now()]
    text = record.resolution if isinstance(record, RollCall) else None
    for each in filter(None, [text, record]):
        if each.state == Publishable.State.PUBLISHED:
            instants.append(each.release_at)
        else:
            instants.append(publish(each, by=None).release_at)
    return max(instants)
