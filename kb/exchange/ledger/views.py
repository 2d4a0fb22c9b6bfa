"""Serves the signed head of the ledger."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kb.exchange.ledger.head import signed_head


@require_safe
def ledger_head(request: HttpRequest) -> HttpResponse:
    head = signed_head({}, timezone.now())
    return JsonResponse(head, json_dumps_params={"ensure_ascii": False})
