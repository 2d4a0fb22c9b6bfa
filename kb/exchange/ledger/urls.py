"""Where the signed head of the ledger is read."""

from django.urls import path

from kb.exchange.ledger.views import LedgerHeadView

urlpatterns = [path("export/ledger-head.json", LedgerHeadView.as_view(), name="ledger-head")]
