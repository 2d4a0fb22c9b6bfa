"""A statement in Akoma Ntoso, beside its page."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kb.exchange.documents.kind import Sight
from kb.exchange.documents.statements import STATEMENTS
from kb.exchange.formats.akoma_ntoso.file import akoma_ntoso
from kb.records.addresses import MovedPage, find_public
from statements.models import Statement

AKN = "application/akn+xml"


@require_safe
def statement_akn(request: HttpRequest, slug: str) -> HttpResponse:
    """As public as the page, and moved with it."""
    at = timezone.now()
    page = reverse("statement", args=[slug])
    try:
        statement = find_public(Statement.objects.all(), path=page, slug=slug, at=at)
    except MovedPage as moved:
        raise MovedPage(f"{moved.url.rstrip('/')}.akn.xml") from moved
    (document,) = STATEMENTS.documents([statement], Sight.of_public(at))
    return HttpResponse(akoma_ntoso(document), content_type=AKN)
