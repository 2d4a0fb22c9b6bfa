"""The staff's desk: Django's admin behind our own door.

Whatever registers itself needs this module first, so it knows none of them: pages of the desk that
show records stand in kb.desk.urls.
"""

from collections.abc import Callable
from typing import Any

from allauth.account.utils import get_next_redirect_url
from django.contrib.admin import AdminSite
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from kb.desk.guard import guarded
from kb.desk.signin.factors import has_factor

# The parts of the desk in the order of the work, under the names that staff use.
PARTS = {
    "votes": "Votes and texts",
    "statements": "Statements and asks",
    "records": "Sources and conflicts",
    "council": "The Council",
    "exchange": "Partners",
    "auth": "People who work here",
}


class DeskSite(AdminSite):
    site_header = site_title = "On the Record: the desk"
    index_title = "The desk"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        """Nobody is at the desk without a second factor, whatever the roles."""
        return super().has_permission(request) and has_factor(request)

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        return super().admin_view(guarded(view), cacheable)

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """No form of its own: to sign-in, or to enrol a second factor, and back from there."""
        wanted = get_next_redirect_url(request) or reverse("admin:index")
        if self.has_permission(request):
            return redirect(wanted)
        if request.user.is_authenticated:
            return redirect("second_factor")
        query = urlencode({REDIRECT_FIELD_NAME: wanted})
        return redirect(f"{reverse('account_login')}?{query}")

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("account_change_password")

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        found = {each["app_label"]: each for each in super().get_app_list(request, app_label)}
        return [found[app] | {"name": name} for app, name in PARTS.items() if app in found]
