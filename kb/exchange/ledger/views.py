"""Serves the signed head of the ledger."""

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from kb.exchange.api.views import DataView
from kb.exchange.ledger.head import signed_head


class LedgerHeadView(DataView):
    """The head as it is now, without any file."""

    def get(self, request: Request) -> Response:
        return Response(signed_head({}, timezone.now()))
