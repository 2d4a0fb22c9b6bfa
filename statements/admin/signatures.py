from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from kb.records.admin.base import RecordAdmin
from statements.admin.filters import NotPublishedYet, OfStatement
from statements.admin.parts import SaidRows
from statements.models import Signature


class SignatureRows(SaidRows):
    """Each has a standing of its own: shown here, changed on its page or for many in their list."""

    model = Signature
    fk_name = "statement"
    fields = [
        ("organisation", "person"),
        ("name_as_printed", "role_label"),
        ("confidentiality", "shares_the_views"),
        ("source", "state"),
    ]
    readonly_fields = ["state"]
    autocomplete_fields = ["organisation", "person", "source"]
    related = ("organisation", "person", "source")


@admin.register(Signature)
class SignatureAdmin(RecordAdmin):
    list_display = ["__str__", "statement", "confidentiality", "shares_the_views", "state"]
    list_filter = [
        OfStatement,
        NotPublishedYet,
        "state",
        "confidentiality",
        "shares_the_views",
        ("statement__session", admin.RelatedOnlyFieldListFilter),
    ]
    search_fields = ["name_as_printed", "organisation__name", "person__name", "statement__title"]
    autocomplete_fields = ["statement", "organisation", "person", "source"]
    fieldsets = [
        ("Who signed what", {"fields": ["statement", "organisation", "person"]}),
        ("As printed", {"fields": ["name_as_printed", "shares_the_views"]}),
        ("What may be told", {"fields": ["confidentiality", "role_label"]}),
        ("How we know", {"fields": ["source"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        found = super().get_queryset(request)
        return found.select_related("statement", "organisation", "person").defer("statement__text")
