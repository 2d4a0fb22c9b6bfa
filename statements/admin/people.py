from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from kb.records.admin.base import RecordAdmin
from kb.records.admin.inlines import RecordInline
from kb.records.admin.registers import RegisterMixin
from statements.admin.filters import HasOpenConflict
from statements.admin.forms import NamedForm, RowForm
from statements.models import Person, Role
from statements.registers import PersonResource

CONFIDENTIALITY = (
    "Named: readers see the name, the capacity and a page of the person. Role only: readers see "
    "the capacity in which the person spoke, and no name. Withheld: readers see nothing at all. "
    "Less than “named” takes the page away with the next save; it is refused while a public text "
    "still tells the name, and says which. Staff see the name here in any case."
)


class RoleRows(RecordInline):
    model = Role
    form = RowForm
    fields = [("title", "organisation"), ("since", "until")]
    autocomplete_fields = ["organisation"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("organisation")


@admin.register(Person)
class PersonAdmin(RegisterMixin, RecordAdmin):
    form = NamedForm
    registers = [PersonResource]
    list_display = ["name", "confidentiality", "state", "release_at"]
    list_filter = ["state", "confidentiality", HasOpenConflict]
    search_fields = ["name", "roles__title", "roles__organisation__name"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        ("Who", {"fields": ["name", "slug"]}),
        (
            "What may be told",
            {"fields": ["confidentiality"], "description": CONFIDENTIALITY},
        ),
    ]
    inlines = [RoleRows]


@admin.register(Role)
class RoleAdmin(RecordAdmin):
    list_display = ["title", "person", "organisation", "since", "until"]
    search_fields = ["title", "person__name", "organisation__name"]
    autocomplete_fields = ["person", "organisation"]
    fieldsets = [
        ("Who", {"fields": ["person", "title", "organisation"]}),
        ("When", {"fields": ["since", "until"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("person", "organisation")
