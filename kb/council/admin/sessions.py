from django.contrib import admin

from kb.council.models import Session
from kb.council.registers import SessionResource
from kb.records.admin.base import RecordAdmin
from kb.records.admin.registers import RegisterMixin


@admin.register(Session)
class SessionAdmin(RegisterMixin, RecordAdmin):
    registers = [SessionResource]
    list_display = ["label", "code", "kind", "body", "starts_on", "ends_on"]
    list_filter = ["kind", "body"]
    list_select_related = ["body"]
    date_hierarchy = "starts_on"
    ordering = ["-starts_on", "-number"]
    search_fields = ["label", "code"]
    autocomplete_fields = ["body"]
    fieldsets = [
        ("Which session", {"fields": ["body", "kind", "number", "label", "code"]}),
        ("When it meets", {"fields": ["starts_on", "ends_on"]}),
    ]
