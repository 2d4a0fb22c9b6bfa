"""The public pages."""

from django.urls import path

from kb.pages import views

urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("about/method/", views.method, name="method"),
    path("votes/<slug:slug>/", views.vote, name="vote"),
    path("resolutions/<slug:slug>/", views.resolution, name="resolution"),
    path("statements/<slug:slug>/", views.statement, name="statement"),
    path("articles/<slug:slug>/", views.article, name="article"),
    path("symbol/", views.symbol_form, name="symbol-form"),
    path("symbol/<path:symbol>", views.symbol, name="symbol"),
]
