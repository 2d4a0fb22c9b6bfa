from django.contrib import admin

from kb.council.models import AgendaItem, Body
from kb.records.admin.base import RecordAdmin
from kb.records.admin.inlines import PartInline


class AgendaItemRows(PartInline):
    model = AgendaItem
    fields = ["number", "title"]


@admin.register(Body)
class BodyAdmin(RecordAdmin):
    inlines = [AgendaItemRows]
    list_display = ["name", "code", "seat_count", "since", "until"]
    search_fields = ["name", "code"]
    fieldsets = [
        ("Which body", {"fields": ["name", "code", "seat_count"]}),
        ("When it met", {"fields": ["since", "until"]}),
    ]
