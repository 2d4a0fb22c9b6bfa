"""Where the signed head of the ledger is read."""

from django.urls import path

from kb.exchange.ledger import views

urlpatterns = [path("export/ledger-head.json", views.ledger_head, name="ledger-head")]
