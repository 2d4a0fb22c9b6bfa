"""What partners read beside each page."""

from django.urls import path

from kb.exchange import views

urlpatterns = [
    path("votes/<slug:slug>.json", views.vote_json, name="vote-json"),
    path("votes/<slug:slug>.csv", views.vote_csv, name="vote-csv"),
]
