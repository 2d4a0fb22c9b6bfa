from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.text import Truncator

from kb.council.models import AgendaItem
from kb.records.admin.base import RecordAdmin
from kb.records.admin.saving import by_whom, refuse_out_of_reach
from kb.records.models import Publishable, Record
from statements.admin.filters import HasOpenConflict
from statements.admin.forms import PROSE, WIDE, SluggedForm
from statements.admin.parts import (
    AsksInStatement,
    ClaimChecksInStatement,
    MentionsInStatement,
    QuotesInStatement,
    save_said,
    shown_paragraphs,
)
from statements.admin.signatures import SignatureRows
from statements.models import Statement
from statements.services import write_statement


class AgendaItemField(forms.ModelChoiceField):
    def label_from_instance(self, item: AgendaItem) -> str:
        return Truncator(f"{item}: {item.title}").chars(70)


class StatementForm(SluggedForm):
    class Meta:
        field_classes = {"agenda_item": AgendaItemField}
        widgets = {
            "title": forms.TextInput(attrs={"class": WIDE}),
            "text": forms.Textarea(attrs={"class": PROSE, "rows": 24}),
        }


@admin.register(Statement)
class StatementAdmin(RecordAdmin):
    form = StatementForm
    list_display = ["title", "kind", "delivered_by", "session", "delivered_on", "state"]
    list_filter = [
        "state",
        "kind",
        ("session", admin.RelatedOnlyFieldListFilter),
        ("delivered_by", admin.RelatedOnlyFieldListFilter),
        "delivered_on",
        HasOpenConflict,
    ]
    list_select_related = ["delivered_by", "session"]
    date_hierarchy = "delivered_on"
    search_fields = ["title", "symbol", "delivered_by__name", "delivered_by__short_name"]
    autocomplete_fields = ["session", "delivered_by", "spoken_by", "source"]
    prepopulated_fields = {"slug": ["title"]}
    readonly_fields = ["unpublished_signatures", "paragraphs"]
    fieldsets = [
        (
            "What and when",
            {
                "fields": [
                    "title",
                    "slug",
                    ("kind", "modality", "is_joint"),
                    ("session", "agenda_item"),
                    ("delivered_on", "symbol"),
                ]
            },
        ),
        (
            "Who",
            {
                "fields": [
                    ("delivered_by", "spoken_by"),
                    ("spoken_as", "declared_signatories"),
                    "unpublished_signatures",
                ]
            },
        ),
        (
            "Text",
            {
                "fields": [
                    "text",
                    "paragraphs",
                    ("language", "check_against_delivery", "is_described"),
                ]
            },
        ),
        ("How we know", {"fields": ["source"]}),
    ]
    inlines = [
        SignatureRows,
        AsksInStatement,
        MentionsInStatement,
        QuotesInStatement,
        ClaimChecksInStatement,
    ]

    @admin.display(description="Signatures")
    def unpublished_signatures(self, statement: Statement) -> str:
        """How many readers cannot see yet, with the way to publish them together."""
        states = list(statement.signatures.order_by().values_list("state", flat=True))
        waiting = [s for s in states if s in (Publishable.State.DRAFT, Publishable.State.IN_REVIEW)]
        if not waiting:
            return f"{len(states)} recorded, none waits to be published."
        query = urlencode({"statement": statement.slug, "waits": "yes"})
        return format_html(
            '{} of {} not published yet: <a href="{}?{}">look at them and publish them</a>.',
            len(waiting),
            len(states),
            reverse("admin:statements_signature_changelist"),
            query,
        )

    @admin.display(description="Addresses")
    def paragraphs(self, statement: Statement) -> str:
        """Today's paragraphs and sentences, to be named in what stands in them."""
        return shown_paragraphs(statement)

    def save_model(
        self, request: HttpRequest, obj: Statement, form: forms.ModelForm, change: bool
    ) -> None:
        refuse_out_of_reach(request, obj)
        write_statement(obj, **by_whom(request, form))

    def save_row(self, request: HttpRequest, form: forms.ModelForm, row: Record) -> None:
        save_said(row, **by_whom(request, form))
