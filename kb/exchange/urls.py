"""What partners read: the API, the feed, whole files, and what lies beside each page."""

from django.urls import include, path

urlpatterns = [
    path("", include("kb.exchange.ledger.urls")),
    path("", include("kb.exchange.api.urls")),
    path("", include("kb.exchange.feed.urls")),
    path("", include("kb.exchange.api.siblings")),
    path("", include("kb.exchange.files.urls")),
    path("", include("kb.exchange.formats.urls")),
]
