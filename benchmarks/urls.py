"""The addresses of the project, and beside them the yardsticks of its pages and lists."""

from django.urls import include, path

from benchmarks.careful_drf import VotesView, VoteView
from benchmarks.prefetch_page import prefetch_page
from kb.search.parameters import takes

urlpatterns = [
    path("yardstick/<slug:slug>/", prefetch_page, name="yardstick"),
    path("yardstick.json", takes("page")(VotesView.as_view()), name="yardstick-votes"),
    path("yardstick/<slug:slug>.json", VoteView.as_view(), name="yardstick-vote"),
    path("", include("kb.urls")),
]
