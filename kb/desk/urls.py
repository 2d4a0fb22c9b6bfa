"""The admin, and the pages around it that only staff see."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.utils import timezone

from kb.desk.home import needs_of, tasks_of
from kb.desk.preview import preview

desk = admin.site


def home(request: HttpRequest) -> HttpResponse:
    """The desk's first page: what needs this person."""
    context = {
        "needs": needs_of(request.user, timezone.now()),
        "tasks": tasks_of(request.user),
    }
    return desk.index(request, context)


of_desk = [
    path("", desk.admin_view(home), name="index"),
    path("preview/<str:kind>/<uuid:public_id>/", desk.admin_view(preview), name="preview"),
    *desk.get_urls(),
]

urlpatterns = [
    path("admin/", (of_desk, "admin", desk.name)),
    path("account/", include("kb.desk.signin.urls")),
]
