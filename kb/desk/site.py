"""The staff's desk: Django's admin behind our own door, with our own first page."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin import AdminSite

from kb.desk.guard import guarded


class DeskSite(AdminSite):
    site_header = site_title = "On the Record: the desk"
    index_title = "What needs a person"

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        return super().admin_view(guarded(view), cacheable)
