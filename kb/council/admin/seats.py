from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from kb.council.models import Seat, SeatSuspension
from kb.council.registers import SeatResource
from kb.records.admin.base import RecordAdmin
from kb.records.admin.inlines import PartInline
from kb.records.admin.registers import RegisterMixin


class SitsNow(admin.SimpleListFilter):
    title = "when it sits"
    parameter_name = "sits"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("now", "Sits now"), ("later", "Will sit"), ("no-more", "Sits no more")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        today = timezone.localdate()
        if self.value() == "now":
            return queryset.on(today)
        if self.value() == "later":
            return queryset.filter(since__gt=today)
        if self.value() == "no-more":
            return queryset.filter(until__lt=today)
        return queryset


class SuspensionRows(PartInline):
    model = SeatSuspension
    fields = ["since", "until"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("seat__state")


@admin.register(Seat)
class SeatAdmin(RegisterMixin, RecordAdmin):
    registers = [SeatResource]
    inlines = [SuspensionRows]
    list_display = ["state", "since", "until", "group", "body"]
    list_filter = [SitsNow, "body", ("group", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["body", "state", "group"]
    date_hierarchy = "since"
    ordering = ["-since", "state__name"]
    search_fields = ["state__name", "state__code", "state__names__name"]
    search_help_text = "Any name or code of the State."
    autocomplete_fields = ["body", "state", "group"]
    fieldsets = [
        ("Whose seat", {"fields": ["body", "state", "group"]}),
        ("When", {"fields": ["since", "until"]}),
    ]
