"""What stands in a statement or an article: rows on its page, and lists of their own."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet, TextField
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.text import Truncator

from kb.records.admin.base import RecordAdmin
from kb.records.admin.inlines import SECURE_ADDRESSES, RecordInline
from kb.records.admin.saving import by_whom, refuse_out_of_reach
from kb.records.models import Record
from kb.records.services import Refused, save_record
from statements.admin.filters import NoLongerMatches
from statements.admin.forms import PlacedHeadForm, PlacedRowForm, PlacedRows, RowForm
from statements.models import Ask, ClaimCheck, Mention, Quote, Statement
from statements.models.part import Part
from statements.services import add_part

SHORT_TEXT = SECURE_ADDRESSES | {TextField: {"widget": forms.Textarea(attrs={"rows": 3})}}
PLACE = ["statement", "article", "segment", "text_today"]


def save_said(record: Record, **about: Any) -> Record:
    """Save a part where its paragraph is now written; anything else as it is."""
    if isinstance(record, Part) and record.segment and record.segment.pk is None:
        return add_part(record, address=record.segment.address, **about)
    return save_record(record, **about)


def shown_paragraphs(statement: Statement) -> str:
    """Its paragraphs and sentences of today under their addresses, also offered to fields."""
    found = {"paragraphs": statement.segments.paragraphs()}
    return render_to_string("admin/statements/paragraphs.html", found)


# Rows


class SaidRows(RecordInline):
    """Rows on the page of an article; `related` is what a row needs to be told in words."""

    form = RowForm
    fk_name = "article"
    formfield_overrides = SHORT_TEXT
    view_on_site = False
    related: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related(*self.related)


class InStatement(SaidRows):
    """The same on the page of a statement, each row with its paragraph."""

    form = PlacedRowForm
    formset = PlacedRows
    fk_name = "statement"

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return ["segment", *super().get_fields(request, obj)]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        # The words of a paragraph are the statement and its address.
        rows = super().get_queryset(request).select_related("segment__statement")
        return rows.defer("segment__statement__text")


class AskRows(SaidRows):
    model = Ask
    fields = [
        "text",
        ("target_kind", "act", "position_asked"),
        ("target_state", "target_group"),
        ("resolution", "roll_call"),
        ("made_on", "made_after_vote"),
        ("amended_as_asked", "amended_source"),
    ]
    autocomplete_fields = [
        "target_state",
        "target_group",
        "resolution",
        "roll_call",
        "amended_source",
    ]
    related = (
        "target_state",
        "target_group",
        "resolution",
        "roll_call__resolution",
        "amended_source",
    )


class MentionRows(SaidRows):
    model = Mention
    fields = [
        ("resolution", "roll_call", "cited_statement"),
        ("symbol", "paragraphs"),
        "title",
        "url",
    ]
    autocomplete_fields = ["resolution", "roll_call", "cited_statement"]
    related = ("resolution", "roll_call__resolution", "cited_statement")


class QuoteRows(SaidRows):
    model = Quote
    fields = ["text", ("person", "spoken_as"), "is_described"]
    autocomplete_fields = ["person"]
    related = ("person",)


class ClaimCheckRows(SaidRows):
    model = ClaimCheck
    fields = ["claim", "finding", ("roll_call", "source")]
    autocomplete_fields = ["roll_call", "source"]
    related = ("roll_call__resolution", "source")


class AsksInStatement(InStatement, AskRows):
    pass


class MentionsInStatement(InStatement, MentionRows):
    pass


class QuotesInStatement(InStatement, QuoteRows):
    pass


class ClaimChecksInStatement(InStatement, ClaimCheckRows):
    pass


# Lists of their own


class PartAdmin(RecordAdmin):
    """A part on a page of its own: it stands in exactly one statement or article."""

    form = PlacedHeadForm
    formfield_overrides = SHORT_TEXT
    list_filter = ["statement__state", ("statement__session", admin.RelatedOnlyFieldListFilter)]
    readonly_fields = ["text_today"]
    related: tuple[str, ...] = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        parts = super().get_queryset(request)
        parts = parts.select_related("statement", "article", "segment__statement", *self.related)
        return parts.defer("statement__text", "segment__statement__text", "article__body")

    @admin.display(description="Said in")
    def said_in(self, part: Part) -> str:
        place = Truncator(str(part.said_in)).chars(60)
        return f"{place} #{part.segment.address}" if part.segment else place

    @admin.display(description="Its text today")
    def text_today(self, part: Part) -> str:
        return shown_paragraphs(part.statement) if part.statement else "Articles have no addresses."

    def save_model(
        self, request: HttpRequest, obj: Part, form: forms.ModelForm, change: bool
    ) -> None:
        refuse_out_of_reach(request, obj)
        self._refuse_unsaid(obj, form)
        save_said(obj, **by_whom(request, form))

    def _refuse_unsaid(self, part: Part, form: forms.ModelForm) -> None:
        """What comes into a published statement or article comes with a reason."""
        is_published = part.said_in.state == part.said_in.State.PUBLISHED
        if is_published and not form.cleaned_data.get("change_reason"):
            raise Refused(
                f"“{part.said_in}” is published: say under “About this change” why it is changed."
            )


@admin.register(Quote)
class QuoteAdmin(PartAdmin):
    list_display = ["text", "said_in", "person", "spoken_as", "is_described"]
    list_filter = [NoLongerMatches, "is_described", *PartAdmin.list_filter]
    search_fields = ["text", "spoken_as", "person__name", "statement__title", "article__title"]
    autocomplete_fields = ["statement", "article", "person"]
    related = ("person",)
    fieldsets = [
        ("Where it stands", {"fields": PLACE}),
        ("Who says what", {"fields": ["text", "person", "spoken_as", "is_described"]}),
    ]


@admin.register(Mention)
class MentionAdmin(PartAdmin):
    list_display = ["__str__", "said_in", "resolution", "roll_call", "cited_statement"]
    search_fields = ["symbol", "title", "url", "statement__title", "article__title"]
    autocomplete_fields = ["statement", "article", "resolution", "roll_call", "cited_statement"]
    related = ("resolution", "roll_call__resolution", "cited_statement")
    fieldsets = [
        ("Where it stands", {"fields": PLACE}),
        ("What is cited", {"fields": ["resolution", "roll_call", "cited_statement"]}),
        ("As printed", {"fields": ["symbol", "title", "paragraphs", "url"]}),
    ]


@admin.register(ClaimCheck)
class ClaimCheckAdmin(PartAdmin):
    list_display = ["claim", "said_in", "roll_call", "source"]
    search_fields = ["claim", "finding", "statement__title", "article__title"]
    autocomplete_fields = ["statement", "article", "roll_call", "source"]
    related = ("roll_call__resolution", "source")
    fieldsets = [
        ("Where it stands", {"fields": PLACE}),
        ("What it claims, and what the record says", {"fields": ["claim", "finding"]}),
        ("What the finding rests on", {"fields": ["roll_call", "source"]}),
    ]
