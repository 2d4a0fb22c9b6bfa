"""Every list, by one view."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kb.pages.lists.council import SESSIONS, STATES
from kb.pages.lists.kinds import PublicList
from kb.pages.lists.page import address, list_page
from kb.pages.lists.speakers import ORGANISATIONS, PEOPLE
from kb.pages.lists.votes import INITIATIVES, TEXTS, VOTES
from kb.pages.lists.words import ARTICLES, ASKS, STATEMENTS
from kb.search.parameters import BadParameter, takes

LISTS = (
    SESSIONS,
    TEXTS,
    VOTES,
    INITIATIVES,
    STATES,
    STATEMENTS,
    ASKS,
    ORGANISATIONS,
    PEOPLE,
    ARTICLES,
)


def listing(kind: PublicList) -> Callable[[HttpRequest], HttpResponse]:
    """The view of one list. A form also sends what was left empty: on to a short address."""

    @takes(*kind.parameters)
    @require_safe
    def view(request: HttpRequest) -> HttpResponse:
        given = {name: request.GET[name] for name in kind.parameters if name in request.GET}
        if "" in given.values():
            return redirect(address(kind, {name: word for name, word in given.items() if word}))
        try:
            page = list_page(kind, request.GET, timezone.now())
        except BadParameter as refused:
            return render(request, "400.html", {"message": str(refused)}, status=400)
        return render(request, "pages/lists/list.html", {"page": page})

    return view
