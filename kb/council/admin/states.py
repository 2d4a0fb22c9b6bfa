from django.contrib import admin

from kb.council.models import State, StateName
from kb.records.admin.base import RecordAdmin
from kb.records.admin.inlines import PartInline


class StateNameRows(PartInline):
    model = StateName
    fields = ["name", "language", "kind", "since", "until"]


@admin.register(State)
class StateAdmin(RecordAdmin):
    inlines = [StateNameRows]
    list_display = ["name", "code", "kind", "member_since", "member_until"]
    list_filter = ["kind"]
    search_fields = ["name", "code", "alpha2", "names__name"]
    search_help_text = "Any name under which a source may print it, in any language, or a code."
    fieldsets = [
        ("Which State", {"fields": ["name", "tile_name", "kind"]}),
        ("Codes", {"fields": ["code", "alpha2", "m49"]}),
        ("Membership of the UN", {"fields": ["member_since", "member_until"]}),
    ]
