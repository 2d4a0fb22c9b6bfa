"""The addresses of these pages: some below a roll call, some below a reading."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from votes.admin.readings.accept import accept
from votes.admin.readings.changed import changed
from votes.admin.readings.correct import correct
from votes.admin.readings.entry import new_reading
from votes.admin.readings.grid import cells


def reading_urls(admin_site: AdminSite) -> list[URLPattern]:
    """Below a roll call, before the admin's own: admin:votes_rollcall_accept, …"""
    view = admin_site.admin_view
    return [
        path("<uuid:public_id>/accept/", view(accept), name="votes_rollcall_accept"),
        path("<uuid:public_id>/correct/", view(correct), name="votes_rollcall_correct"),
        path(
            "<uuid:public_id>/changed/<int:version>/", view(changed), name="votes_rollcall_changed"
        ),
    ]


def own_urls(admin_site: AdminSite) -> list[URLPattern]:
    """Below the readings themselves."""
    view = admin_site.admin_view
    return [
        path("new/", view(new_reading), name="votes_reading_new"),
        path("<uuid:public_id>/cells/", view(cells), name="votes_reading_cells"),
    ]
