"""The look-up form of every page leads here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kb.pages.search.lines import KINDS
from kb.pages.search.page import search_page, symbol_address
from kb.pages.symbol.page import as_shown
from kb.search.parameters import takes
from kb.search.words import LONGEST


@takes("q", "kind")
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """A symbol alone leads straight to its text; with a kind chosen, it is searched for."""
    at, word = timezone.now(), request.GET.get("kind", "")
    typed = as_shown(request.GET.get("q", ""))[:LONGEST]
    kind = next((each for each in KINDS if each.word == word), None)
    if word and kind is None:
        known = ", ".join(each.word for each in KINDS)
        message = f"The parameter “kind” takes one of: {known}."
        return render(request, "400.html", {"message": message}, status=400)
    leads_to = "" if kind else symbol_address(typed, at)
    if leads_to:
        return redirect(leads_to)
    return render(request, "pages/search.html", {"page": search_page(typed, kind, at)})
