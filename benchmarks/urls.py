"""The addresses of the project, and beside them the yardstick of its vote page."""

from django.urls import include, path

from benchmarks.prefetch_page import prefetch_page

urlpatterns = [
    path("yardstick/<slug:slug>/", prefetch_page, name="yardstick"),
    path("", include("kb.urls")),
]
