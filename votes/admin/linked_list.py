"""Lists that lead to pages of their own, beside adding a record."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from kb.records.admin.base import RecordAdmin


class LinkedListAdmin(RecordAdmin):
    change_list_template = "admin/votes/change_list.html"

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        links = {"list_links": self.list_links(request)}
        return super().changelist_view(request, extra_context={**(extra_context or {}), **links})

    def list_links(self, request: HttpRequest) -> list[tuple[str, str]]:
        """(words, address) of what this user may do there."""
        raise NotImplementedError
