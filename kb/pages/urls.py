"""The public pages."""

from django.urls import include, path

from kb.pages import views
from kb.pages.analysis import urls as analysis
from kb.pages.changes import views as changes
from kb.pages.lists.views import LISTS, listing
from kb.pages.search.views import search

urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("about/method/", views.method, name="method"),
    path("about/data/", views.data, name="data"),
    path("votes/<slug:slug>/", views.vote, name="vote"),
    path("resolutions/<slug:slug>/", views.resolution, name="resolution"),
    path("statements/<slug:slug>/", views.statement, name="statement"),
    path("articles/<slug:slug>/", views.article, name="article"),
    path("sessions/<slug:code>/", views.session, name="session"),
    path("states/<slug:code>/", views.state, name="state"),
    path("initiatives/<slug:slug>/", views.initiative, name="initiative"),
    path("organisations/<slug:slug>/", views.organisation, name="organisation"),
    path("people/<slug:slug>/", views.person, name="person"),
    path("", include(changes.urlpatterns)),
    path("", include(analysis.urlpatterns)),
    path("search", search, name="search"),
    path("symbol/", views.symbol_form, name="symbol-form"),
    path("symbol/<path:symbol>", views.symbol, name="symbol"),
    *(path(f"{each.name}/", listing(each), name=each.name) for each in LISTS),
]
