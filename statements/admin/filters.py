"""Filters of the lists: what still needs a person."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import QuerySet
from django.http import HttpRequest

from kb.records.models import Conflict, Publishable
from statements.models import Quote, Statement


class OneQuestion(admin.SimpleListFilter):
    """A filter with one answer to choose, else everything."""

    answer: tuple[str, str]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [self.answer]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() is None:
            return queryset
        if self.value() != self.answer[0]:
            raise IncorrectLookupParameters
        return self.chosen(queryset)

    def chosen(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        raise NotImplementedError


class HasOpenConflict(OneQuestion):
    title = "conflicts"
    parameter_name = "conflicts"
    answer = ("open", "Has an open conflict")

    def chosen(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(public_id__in=Conflict.objects.open().values("record"))


class NotPublishedYet(OneQuestion):
    title = "what waits"
    parameter_name = "waits"
    answer = ("yes", "Not published yet")

    def chosen(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(state__in=[Publishable.State.DRAFT, Publishable.State.IN_REVIEW])


class WithoutPolarity(OneQuestion):
    title = "polarity"
    parameter_name = "polarity"
    answer = ("missing", "Without polarity")

    def chosen(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.without_polarity()


class NoLongerMatches(OneQuestion):
    title = "its words"
    parameter_name = "matches"
    answer = ("no", "No longer match the text")

    def chosen(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        found = Quote.objects.no_longer_matching()
        return queryset.filter(pk__in=[quote.pk for quote in found])


class OfStatement(admin.SimpleListFilter):
    """Comes from a statement's page, and shows which one that is."""

    title = "statement"
    parameter_name = "statement"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        wanted = self.value() or ""
        found = Statement.objects.filter(slug=wanted).values_list("slug", "title")
        return (list(found) or [(wanted, wanted)]) if wanted else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(statement__slug=self.value()) if self.value() else queryset
