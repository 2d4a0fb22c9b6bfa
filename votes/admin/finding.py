"""How the lists of texts and votes are searched and narrowed down."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest

from kb.council.models import AgendaItem, Session
from votes.models import Draft, Initiative, Resolution
from votes.symbols import lookup_key


def with_latest_draft(texts: QuerySet[Resolution]) -> QuerySet[Resolution]:
    """Texts with the symbol of their latest draft as `latest_draft`."""
    latest = Draft.objects.filter(resolution=OuterRef("pk")).order_by("-order")
    return texts.annotate(latest_draft=Subquery(latest.values("symbol")[:1]))


def symbol_of(text: Resolution) -> str:
    """What a text from `with_latest_draft()` is called now."""
    return text.symbol or text.latest_draft or text.slug


def with_symbol_like(typed: str, to_text: str) -> Q:
    """What has an address or a draft whose symbol holds what was typed, in whatever way.

    `to_text` leads from the searched model to the text: "resolution__", or nothing for texts.
    """
    key = lookup_key(typed)
    if not key:
        return Q()
    drafts = Draft.objects.filter(resolution=OuterRef(f"{to_text}pk"), symbol_key__contains=key)
    return Q(slug__contains=key) | Q(**{f"{to_text}slug__contains": key}) | Q(Exists(drafts))


class SearchedBySymbol(admin.ModelAdmin):
    """The words of the title, or any symbol of the text."""

    # From this model to the text.
    to_text = ""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        symbols = with_symbol_like(search_term, self.to_text)
        if not symbols:
            return found, may_repeat
        return queryset.filter(Q(pk__in=found.order_by().values("pk")) | symbols), False


class SessionFilter(admin.SimpleListFilter):
    """The sessions at which something was tabled, each with its body."""

    title = "session"
    parameter_name = "session"
    path = "session"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        used = Session.objects.filter(Exists(Resolution.objects.filter(session=OuterRef("pk"))))
        sessions = used.select_related("body").order_by("body__name", "-starts_on", "-number")
        return [(each.code, f"{each.body}, {each.label}") for each in sessions]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(**{f"{self.path}__code": self.value()}) if self.value() else queryset


class SessionOfTextFilter(SessionFilter):
    path = "resolution__session"


class ItemFilter(admin.SimpleListFilter):
    title = "agenda item"
    parameter_name = "item"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        used = AgendaItem.objects.filter(
            Exists(Resolution.objects.filter(agenda_item=OuterRef("pk")))
        )
        items = used.select_related("body").order_by("body__name", "number")
        return [
            (f"{each.body.code}-{each.number}", f"{each.body}, item {each.number}")
            for each in items
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        body, _, number = (self.value() or "").partition("-")
        if not number.isdecimal():
            return queryset
        return queryset.filter(agenda_item__body__code=body, agenda_item__number=number)


class InitiativeFilter(admin.SimpleListFilter):
    title = "initiative"
    parameter_name = "initiative"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("none", "In none"), *Initiative.objects.values_list("slug", "title")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "none":
            return queryset.filter(initiative=None)
        return queryset.filter(initiative__slug=self.value()) if self.value() else queryset
