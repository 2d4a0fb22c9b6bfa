"""Fetch, and render."""

from urllib.parse import urlencode

from django.db.models import Exists
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kb.pages import article as article_pages
from kb.pages.about import about_page, method_page
from kb.pages.demo.ids import demonstration_pages
from kb.pages.home import home_page
from kb.pages.parameters import takes
from kb.pages.parts.shown import Link
from kb.pages.resolution import page as resolution_pages
from kb.pages.statement import page as statement_pages
from kb.pages.symbol.page import as_shown, look_up, session_of
from kb.pages.vote.page import vote_page, with_page_facts
from kb.records.addresses import find_public
from statements.models import Article, Statement
from votes.models import Resolution, RollCall
from votes.symbols import LONGEST


@require_safe
def vote(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    # The banner's question rides with the vote: the busiest page saves a query.
    roll_calls = with_page_facts(RollCall.objects.all()).annotate(
        is_demonstration=Exists(demonstration_pages(at))
    )
    roll_call = find_public(roll_calls, path=request.path, slug=slug, at=at)
    context = {
        "page": vote_page(roll_call, at),
        "is_demonstration": roll_call.is_demonstration,
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
def resolution(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    texts = Resolution.objects.select_related(*resolution_pages.SELECTED)
    text = find_public(texts, path=request.path, slug=slug, at=at)
    page = resolution_pages.resolution_page(text, at)
    return render(request, "pages/resolution.html", {"page": page})


@require_safe
def statement(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    statements = Statement.objects.select_related(*statement_pages.SELECTED)
    found = find_public(statements, path=request.path, slug=slug, at=at)
    page = statement_pages.statement_page(found, at)
    return render(request, "pages/statement.html", {"page": page})


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    at = timezone.now()
    articles = Article.objects.select_related(*article_pages.SELECTED)
    found = find_public(articles, path=request.path, slug=slug, at=at)
    page = article_pages.article_page(found, at)
    return render(request, "pages/article.html", {"page": page})


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
