"""Fetch, and render."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kb.council.models import Session, State
from kb.pages import article as article_pages
from kb.pages import linked
from kb.pages.about import about_page, method_page
from kb.pages.data import data_page
from kb.pages.home import home_page
from kb.pages.initiative import initiative_page
from kb.pages.organisation import organisation_page
from kb.pages.parts.changes import with_last_change
from kb.pages.parts.shown import Link
from kb.pages.person import person_page
from kb.pages.resolution import page as resolution_pages
from kb.pages.session.page import session_page
from kb.pages.state.page import state_page
from kb.pages.statement import page as statement_pages
from kb.pages.symbol.page import as_shown, look_up, session_of
from kb.pages.vote.page import vote_page
from kb.pages.vote.selected import public_vote, votes_with_pages
from kb.records.addresses import find_public
from kb.search.parameters import takes
from statements.models import Article, Organisation, Person, Statement
from votes.models import Initiative, Resolution
from votes.symbols import LONGEST


@require_safe
def vote(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    found = public_vote(slug=slug, at=at)
    roll_call = (
        found[0]
        if found
        else find_public(votes_with_pages(at), path=request.path, slug=slug, at=at)
    )
    page = vote_page(roll_call, at)
    context = {
        "page": page,
        "is_demonstration": roll_call.is_demonstration,
        "linked_data": linked.of_vote(roll_call, page),
    }
    return render(request, "pages/vote.html", context)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/home.html", {"page": home_page(timezone.now())})


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/about.html", {"page": about_page()})


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/method.html", {"page": method_page()})


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    page = data_page()
    context = {"page": page, "linked_data": linked.of_data(page)}
    return render(request, "pages/data.html", context)


@require_safe
def resolution(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    texts = Resolution.objects.select_related(*resolution_pages.SELECTED)
    text = find_public(with_last_change(texts), path=request.path, slug=slug, at=at)
    page = resolution_pages.resolution_page(text, at)
    context = {"page": page, "linked_data": linked.of_resolution(text, page)}
    return render(request, "pages/resolution.html", context)


@require_safe
def statement(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    statements = Statement.objects.select_related(*statement_pages.SELECTED)
    found = find_public(with_last_change(statements), path=request.path, slug=slug, at=at)
    page = statement_pages.statement_page(found, at)
    context = {"page": page, "linked_data": linked.of_statement(found, page, at)}
    return render(request, "pages/statement.html", context)


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    articles = Article.objects.select_related(*article_pages.SELECTED)
    found = find_public(with_last_change(articles), path=request.path, slug=slug, at=at)
    page = article_pages.article_page(found, at)
    context = {"page": page, "linked_data": linked.of_article(found, page, at)}
    return render(request, "pages/article.html", context)


@require_safe
def session(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(Session.objects.select_related("body"), code=code)
    page = session_page(found, timezone.now())
    context = {"page": page, "linked_data": linked.of_session(found, page)}
    return render(request, "pages/session.html", context)


@require_safe
def state(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(State, code=code.upper())
    if request.path != found.get_absolute_url():
        return redirect(found, permanent=True)
    page = state_page(found, timezone.now())
    context = {"page": page, "linked_data": linked.of_state(found, page)}
    return render(request, "pages/state.html", context)


@require_safe
def initiative(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    found = find_public(Initiative.objects.all(), path=request.path, slug=slug, at=at)
    return render(request, "pages/initiative.html", {"page": initiative_page(found, at)})


@require_safe
def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    found = find_public(Organisation.objects.all(), path=request.path, slug=slug, at=at)
    page = organisation_page(found, at)
    context = {"page": page, "linked_data": linked.of_organisation(found, page)}
    return render(request, "pages/organisation.html", context)


@require_safe
def person(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    found = find_public(Person.objects.all(), path=request.path, slug=slug, at=at)
    page = person_page(found, at)
    context = {"page": page, "linked_data": linked.of_person(page)}
    return render(request, "pages/person.html", context)


@takes("symbol", "session")
@require_safe
def symbol_form(request: HttpRequest) -> HttpResponse:
    """What was typed into the form, as an address that can be kept and shared."""
    typed = as_shown(request.GET.get("symbol", ""))
    if not typed:
        return redirect("home")
    address = reverse("symbol", args=[typed[:LONGEST]])
    session = request.GET.get("session", "")
    return redirect(f"{address}?{urlencode({'session': session})}" if session else address)


@takes("session")
@require_safe
def symbol(request: HttpRequest, symbol: str) -> HttpResponse:
    code = request.GET.get("session", "")
    session = session_of(code) if code else None
    if code and session is None:
        message = "The parameter “session” names no session that we know. It is like hrc43."
        return render(request, "400.html", {"message": message}, status=400)
    found = look_up(symbol, session, timezone.now())
    if isinstance(found, Link):
        return redirect(found.url)
    return render(request, "pages/symbol.html", {"page": found})
