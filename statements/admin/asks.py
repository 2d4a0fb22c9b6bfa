from django.contrib import admin

from statements.admin.filters import WithoutPolarity
from statements.admin.parts import PLACE, PartAdmin
from statements.models import Ask


@admin.register(Ask)
class AskAdmin(PartAdmin):
    list_display = [
        "text",
        "said_in",
        "target",
        "act",
        "position_asked",
        "about",
        "made_on",
        "made_after_vote",
    ]
    list_editable = ["position_asked", "made_after_vote"]
    list_filter = [WithoutPolarity, "target_kind", "act", *PartAdmin.list_filter]
    search_fields = [
        "text",
        "statement__title",
        "article__title",
        "resolution__symbol",
        "resolution__title",
        "roll_call__resolution__symbol",
        "target_state__name",
        "target_group__name",
    ]
    autocomplete_fields = [
        "statement",
        "article",
        "target_state",
        "target_group",
        "resolution",
        "roll_call",
        "amended_source",
    ]
    related = ("target_state", "target_group", "resolution", "roll_call__resolution")
    fieldsets = [
        ("Where it stands", {"fields": PLACE}),
        ("What is asked", {"fields": ["text", "act", "position_asked"]}),
        ("Who is asked", {"fields": ["target_kind", "target_state", "target_group"]}),
        ("About which text or vote", {"fields": ["resolution", "roll_call"]}),
        ("When it was made", {"fields": ["made_on", "made_after_vote"]}),
        ("What became of it", {"fields": ["amended_as_asked", "amended_source"]}),
    ]

    @admin.display(description="Target", ordering="target_kind")
    def target(self, ask: Ask) -> str:
        return str(ask.target_state or ask.target_group or ask.get_target_kind_display())

    @admin.display(description="Text or vote")
    def about(self, ask: Ask) -> str:
        return str(ask.roll_call or ask.resolution or "No text")
