"""The addresses of an import, below the votes that it brings."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from votes.admin.importing.views import choose, confirm


def import_urls(admin_site: AdminSite) -> list[URLPattern]:
    view = admin_site.admin_view
    return [
        path("import/", view(choose), name="votes_rollcall_import"),
        path("import/confirm/", view(confirm), name="votes_rollcall_import_confirm"),
    ]
