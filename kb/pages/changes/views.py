"""One view for the changes of every kind of record that tells them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kb.pages.changes.page import changes_page
from kb.records.addresses import MovedPage, find_public
from kb.records.models import PublishableQuerySet
from statements.models import Article, Statement
from votes.models import Resolution, RollCall

# {name of the page's address: the records that have one}
RECORDS = {
    "vote": RollCall.objects.select_related("resolution"),
    "resolution": Resolution.objects.all(),
    "statement": Statement.objects.all(),
    "article": Article.objects.all(),
}


def changes(name: str, records: PublishableQuerySet) -> Callable[..., HttpResponse]:
    """The view behind the page `name`; as public as that page is, and moved with it."""

    @require_safe
    def view(request: HttpRequest, slug: str) -> HttpResponse:
        at, own = timezone.now(), reverse(name, args=[slug])
        try:
            record: Any = find_public(records.all(), path=own, slug=slug, at=at)
        except MovedPage as moved:
            raise MovedPage(f"{moved.url}changes/") from moved
        return render(request, "pages/changes.html", {"page": changes_page(record, at)})

    return view


urlpatterns = [
    path(f"{name}s/<slug:slug>/changes/", changes(name, records), name=f"{name}-changes")
    for name, records in RECORDS.items()
]
