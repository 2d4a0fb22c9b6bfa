"""What partners read: the API, the feed, whole files, and what lies beside each page."""

from django.urls import include, path

from kb.exchange.formats.views import statement_akn

urlpatterns = [
    path("statements/<slug:slug>.akn.xml", statement_akn, name="statement-akn"),
    path("", include("kb.exchange.ledger.urls")),
    path("", include("kb.exchange.api.urls")),
    path("", include("kb.exchange.feed.urls")),
    path("", include("kb.exchange.api.siblings")),
    path("", include("kb.exchange.files.urls")),
]
