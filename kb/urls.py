"""Every public address (pages first; what partners read lies in kb.exchange)."""

from django.urls import include, path

from kb.pages import errors

urlpatterns = [
    path("", include("kb.desk.urls")),
    path("", include("kb.exchange.urls")),
    path("", include("kb.pages.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
