"""The list of readings. Its pages are the table of cells and the history; nothing is edited."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from kb.records.admin.base import RecordAdmin
from votes.admin.readings.urls import own_urls
from votes.models import Reading


class OpenFilter(admin.SimpleListFilter):
    title = "open findings"
    parameter_name = "open"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "With open findings"), ("no", "Nothing open")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        unclear = queryset.model.objects.unclear().values("pk")
        if self.value() == "yes":
            return queryset.filter(pk__in=unclear)
        return queryset.exclude(pk__in=unclear) if self.value() == "no" else queryset


@admin.register(Reading)
class ReadingAdmin(RecordAdmin):
    list_display = ["source", "recorded_at", "recorded_by", "open_findings", "roll_call"]
    list_filter = [OpenFilter, "source__kind", "recorded_at"]
    list_select_related = ["source", "roll_call__resolution", "recorded_by"]
    search_fields = ["source__title", "symbol", "title", "roll_call__resolution__title"]
    ordering = ["-recorded_at"]

    @admin.display(description="Open findings", ordering="blocking_count")
    def open_findings(self, reading: Reading) -> str:
        return "not looked at" if reading.blocking_count is None else str(reading.blocking_count)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[Any]:
        return [*own_urls(self.admin_site), *super().get_urls()]

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(reverse("admin:votes_reading_new"))

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        reading = self.get_object(request, object_id)
        if reading is None:
            raise Http404
        return redirect(reverse("admin:votes_reading_cells", args=[reading.public_id]))
