"""Fetch, and render."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kb.pages.vote import SELECTED, vote_page
from kb.records.finding import find_public
from votes.models import RollCall


@require_safe
def vote(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    roll_calls = RollCall.objects.select_related(*SELECTED)
    roll_call = find_public(roll_calls, path=request.path, slug=slug, at=at)
    return render(request, "pages/vote.html", {"vote": vote_page(roll_call, at)})


def home(request): ...


about = method = resolution = statement = article = symbol_form = symbol = home
