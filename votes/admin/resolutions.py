from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import models
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from kb.council.models import AgendaItem
from kb.records.admin.choices import ChoosingInline
from kb.records.admin.forms import HeadForm, TouchedForm
from kb.records.admin.formsets import PartRows
from kb.records.admin.inlines import PartInline
from kb.records.admin.rights import may
from kb.records.admin.saving import by_whom, refuse_out_of_reach
from votes.admin.finding import (
    InitiativeFilter,
    ItemFilter,
    SearchedBySymbol,
    SessionFilter,
    symbol_of,
    with_latest_draft,
)
from votes.admin.importing.rights import import_links
from votes.admin.linked_list import LinkedListAdmin
from votes.analysis.tally import Tally
from votes.models import Draft, FollowUp, Resolution, RollCall, Sponsorship
from votes.reading.cells import POSITIONS
from votes.services import add_draft, adopt, correct_draft, save_text
from votes.symbols import lookup_key

BY_ITS_DRAFT = "Until it is adopted, a text is known by its latest draft, below."
OF_AMENDMENTS = (
    "Type its symbol or words of its title. Where an amendment was voted on, record the vote under "
    "the text itself instead: it needs no text of its own."
)
ADOPTED = {Resolution.Outcome.ADOPTED_BY_VOTE, Resolution.Outcome.ADOPTED_WITHOUT_VOTE}


class ItemField(forms.ModelChoiceField):
    def label_from_instance(self, item: AgendaItem) -> str:
        return f"{item.body}, item {item.number}: {Truncator(item.title).chars(60)}"


class ResolutionForm(HeadForm):
    address = forms.CharField(
        label="Words of its own in the address",
        required=False,
        max_length=100,
        validators=[validate_slug],
        help_text=(
            "Only where another text has a draft with the same symbol: an address such as "
            "a-hrc-50-l-25-on-torture."
        ),
    )

    class Meta:
        widgets = {"title": AdminTextInputWidget(attrs={"class": "vLargeTextField"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.was_without_symbol = not self.instance.symbol
        if "amends" in self.fields:
            self.fields["amends"].help_text += f" {OF_AMENDMENTS}"
        if "agenda_item" in self.fields and self.instance.body_id:
            items = self.fields["agenda_item"].queryset
            self.fields["agenda_item"].queryset = items.filter(body=self.instance.body_id)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        symbol = cleaned.get("symbol", self.instance.symbol)
        outcome = cleaned.get("outcome", self.instance.outcome)
        if cleaned.get("amends") and cleaned.get("kind") != Resolution.Kind.AMENDMENT:
            self.add_error("amends", "Only an amendment names a text that it amends.")
        if symbol and outcome not in ADOPTED and "outcome" not in self.errors:
            self.add_error("outcome", "Only an adopted text has such a symbol: choose how.")
        if not symbol:
            self._take_address_of_draft()
        return cleaned

    def _take_address_of_draft(self) -> None:
        """A new text gets that of its first draft, in the rows below, once both are saved."""
        if self.instance._state.adding:
            self.instance.slug = "its-first-draft"
        elif "symbol" in self.changed_data:
            latest = self.instance.drafts.last()
            if latest is None:
                self.add_error("symbol", "Give the text its first draft before this is emptied.")
            else:
                self.instance.slug = self.cleaned_data.get("address") or latest.symbol_key


class DraftForm(TouchedForm):
    def clean_symbol(self) -> str:
        symbol = " ".join(self.cleaned_data["symbol"].split())
        if not lookup_key(symbol):
            raise ValidationError("This is no symbol. One looks like A/HRC/43/L.31/Rev.1.")
        return symbol


class DraftFormSet(PartRows):
    def clean(self) -> None:
        super().clean()
        text = self.instance
        if text._state.adding and not text.symbol and not self.has_changed():
            raise ValidationError("Give the text its symbol or its first draft.")


class DraftRows(PartInline):
    model = Draft
    form = DraftForm
    formset = DraftFormSet
    fields = ["symbol", "note", "tabled_on"]
    ordering = ["order"]
    can_delete = False
    verbose_name_plural = "Drafts, from the first to the latest"

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """A row is ready for the first draft, also without a script."""
        return 0 if obj else 1


class SponsorRows(ChoosingInline):
    model = Sponsorship
    fields = ["name_as_printed", "state", "on_behalf_of", "role", "joined_on"]
    autocomplete_fields = ["state", "on_behalf_of"]
    verbose_name = "sponsor"
    verbose_name_plural = "Sponsors"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("state", "on_behalf_of")


class FollowUpRows(ChoosingInline):
    model = FollowUp
    fields = ["paragraph", "description", "due_session"]
    autocomplete_fields = ["due_session"]
    verbose_name = "order"
    verbose_name_plural = "What it orders to be done"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("due_session")


@admin.register(Resolution)
class ResolutionAdmin(SearchedBySymbol, LinkedListAdmin):
    form = ResolutionForm
    inlines = [DraftRows, SponsorRows, FollowUpRows]
    list_display = ["called", "title", "session", "agenda_item", "outcome", "acted_on", "state"]
    list_display_links = ["called", "title"]
    list_filter = [SessionFilter, "outcome", "kind", ItemFilter, "state", InitiativeFilter]
    list_select_related = ["session", "agenda_item"]
    search_fields = ["title"]
    search_help_text = "Words of the title, or a symbol, typed anyhow: L.31/Rev.1, 43/21."
    autocomplete_fields = ["body", "session", "initiative", "amends", "source"]
    readonly_fields = ["slug", "votes"]
    fieldsets = [
        (
            "The text",
            {"fields": ["title", "kind", "amends", "initiative"], "description": BY_ITS_DRAFT},
        ),
        ("Where it was tabled", {"fields": ["body", "session", "agenda_item"]}),
        ("What became of it", {"fields": ["outcome", "acted_on", "symbol"]}),
        ("Votes", {"fields": ["votes"]}),
        ("Where this comes from", {"fields": ["source"]}),
        ("Address", {"fields": ["slug", "address"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return with_latest_draft(super().get_queryset(request))

    @admin.display(description="Symbol", ordering="slug")
    def called(self, text: Resolution) -> str:
        return symbol_of(text)

    @admin.display(description="Votes on it")
    def votes(self, text: Resolution) -> SafeString:
        roll_calls = text.roll_calls.order_by("held_on", "pk").annotate(
            **{each: Count("ballots", filter=Q(ballots__position=each)) for each in POSITIONS}
        )
        return render_to_string("admin/votes/votes.html", {"votes": map(_with_tally, roll_calls)})

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField | None:
        if db_field.name == "agenda_item":
            kwargs["form_class"] = ItemField
            kwargs["queryset"] = AgendaItem.objects.select_related("body")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    # Saving: the address of the text, and that of its vote, follow drafts and adoption

    def save_model(
        self, request: HttpRequest, obj: Resolution, form: ResolutionForm, change: bool
    ) -> None:
        refuse_out_of_reach(request, obj)
        if obj._state.adding and not obj.symbol:
            # Saved with its first draft, which gives it its address.
            return
        why = by_whom(request, form)
        if change and obj.symbol and form.was_without_symbol:
            adopt(
                resolution=obj,
                symbol=obj.symbol,
                outcome=obj.outcome,
                acted_on=obj.acted_on,
                **why,
            )
        else:
            save_text(obj, **why)

    def save_part(
        self, request: HttpRequest, form: ResolutionForm, row: models.Model
    ) -> dict[str, Any]:
        if not isinstance(row, Draft):
            return super().save_part(request, form, row)
        why = by_whom(request, form) | {"address": form.cleaned_data.get("address", "")}
        row.resolution = form.instance
        if row.pk is not None:
            correct_draft(row, **why)
        else:
            add_draft(
                resolution=form.instance,
                symbol=row.symbol,
                note=row.note,
                tabled_on=row.tabled_on,
                **why,
            )
        return {}

    def list_links(self, request: HttpRequest) -> list[tuple[str, str]]:
        return import_links(request.user)

    def links(self, request: HttpRequest, obj: Resolution) -> list[tuple[str, str]]:
        own = []
        if may(request.user, "add", RollCall):
            address = reverse("admin:votes_rollcall_add")
            own.append(("New vote on this text", f"{address}?{urlencode({'resolution': obj.pk})}"))
        return [*own, *super().links(request, obj)]


def _with_tally(roll_call: RollCall) -> RollCall:
    """The numbers that were counted with it, as words."""
    counts = {each: getattr(roll_call, each) for each in POSITIONS}
    roll_call.tally = Tally(**counts)
    return roll_call
