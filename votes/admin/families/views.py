"""The page of proposed initiatives."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from kb.records.admin.rights import may
from kb.records.services import Refused
from votes.admin.families.forms import ShownFamily, shown_family
from votes.admin.finding import with_latest_draft
from votes.admin.readings.pages import desk_page
from votes.admin.readings.rights import demand
from votes.analysis.families import Proposal, words_of
from votes.models import Initiative, Resolution
from votes.services.families import confirm_family, proposed_families

TEMPLATE = "admin/votes/proposed.html"
ADDRESS = "admin:votes_initiative_proposed"
A_PAGE = 20
REASON = "Proposed for its {}, and confirmed."
GONE = "This family is not proposed any more: somebody confirmed it, or changed its texts."


def may_confirm(user: Any) -> bool:
    """Most of the texts are public: those who may publish them put them into a family."""
    return may(user, "add", Initiative) and may(user, "publish", Resolution)


def proposed_links(user: Any) -> list[tuple[str, str]]:
    """(words, address), for the pages that lead here."""
    return [("Proposed initiatives", reverse(ADDRESS))] if may_confirm(user) else []


def proposed(request: HttpRequest) -> HttpResponse:
    """Families of texts that nobody recorded yet, the largest first; one is confirmed at a time."""
    demand(may_confirm(request.user))
    proposals = proposed_families()
    if request.method != "POST":
        return _page(request, proposals)
    key = request.POST.get("family", "")
    proposal = next((each for each in proposals if each.texts[0] == key), None)
    if proposal is None:
        messages.error(request, GONE)
        return redirect(_address(request.GET))
    family = shown_family(proposal, _texts([proposal]), request.POST)
    if family.form.is_valid() and (initiative := _confirmed(request, family)) is not None:
        messages.success(request, _done(initiative, len(family.chosen())))
        return redirect(_address(request.GET))
    return _page(request, proposals, family, status=409)


def _confirmed(request: HttpRequest, family: ShownFamily) -> Initiative | None:
    """The initiative; None where it was refused, and then the form says why."""
    said = family.form.cleaned_data
    try:
        return confirm_family(
            texts=family.chosen(),
            initiative=family.initiative,
            title=said.get("title", ""),
            slug=said.get("slug", ""),
            is_public=said.get("is_public", False),
            reason=REASON.format(family.reason),
            by=request.user,
        )
    except Refused as refused:
        family.form.add_error(None, str(refused))
    except ValidationError as error:
        family.form.add_error(None, " ".join(error.messages))
    return None


def _done(initiative: Initiative, number: int) -> str:
    link = reverse("admin:votes_initiative_change", args=[initiative.pk])
    texts = "1 text" if number == 1 else f"{number} texts"
    return format_html('{} put into <a href="{}">{}</a>.', texts, link, initiative)


def _page(
    request: HttpRequest,
    proposals: Sequence[Proposal],
    refused: ShownFamily | None = None,
    status: int = 200,
) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    found = [each for each in proposals if _is_meant(each, words)]
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return desk_page(
        request,
        TEMPLATE,
        "Proposed initiatives",
        status,
        families=_families(page, refused),
        page=page,
        q=words,
        query=urlencode({"q": words} if words else {}),
        count=len(found),
    )


def _families(page: Page, refused: ShownFamily | None) -> list[ShownFamily]:
    """Two queries. The one that was refused stands first, as it was sent."""
    texts = _texts(page.object_list)
    shown = [shown_family(each, texts, number=n) for n, each in enumerate(page, start=1)]
    if refused is None:
        return shown
    return [refused, *(each for each in shown if each.key != refused.key)]


def _texts(proposals: Sequence[Proposal]) -> dict[str, Resolution]:
    keys = [key for proposal in proposals for key in proposal.texts]
    texts = Resolution.objects.select_related("initiative", "session", "body")
    found = with_latest_draft(texts.filter(public_id__in=keys))
    return {str(text.public_id): text for text in found}


def _is_meant(proposal: Proposal, words: str) -> bool:
    title = words_of(proposal.title)
    return all(word in title for word in words_of(words).split())


def _address(given: QueryDict) -> str:
    kept = {name: given[name] for name in ("q", "page") if given.get(name)}
    return f"{reverse(ADDRESS)}?{urlencode(kept)}" if kept else reverse(ADDRESS)
