"""Rows on a record's page: records of their own, or plain parts of it."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.forms import BaseInlineFormSet, ModelChoiceField
from django.http import HttpRequest

from kb.records.admin.forms import RecordForm, TouchedForm
from kb.records.admin.formsets import PartRows, Rows
from kb.records.admin.rights import may_edit
from kb.records.admin.widgets import KnownChoice
from kb.records.models import Record

# An address that is typed without its scheme is meant as https.
SECURE_ADDRESSES = {models.URLField: {"assume_scheme": "https"}}


class Linking(admin.options.BaseModelAdmin):
    """A field that chooses another record leads to it, and does not offer to delete it.

    What it holds already is shown without asking the database again, where the form says what.
    """

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest | None, **kwargs: Any
    ) -> ModelChoiceField | None:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = KnownChoice(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest | None, **kwargs: Any
    ) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
        return field


class InHead(Linking, admin.options.InlineModelAdmin):
    """What may be done with the rows follows the record on whose page they stand."""

    extra = 0
    form = TouchedForm
    formfield_overrides = SECURE_ADDRESSES

    def has_add_permission(self, request: HttpRequest, obj: Any) -> bool:
        return super().has_add_permission(request, obj) and may_edit(request.user, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and may_edit(request.user, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and may_edit(request.user, obj)


class PartInline(InHead, admin.TabularInline):
    """Plain rows that belong to the record: their changes stand in its history."""

    formset = PartRows
    template = "admin/records/part_rows.html"


class RecordInline(InHead, admin.StackedInline):
    """Rows that are records themselves, each with its version and its own history."""

    form = RecordForm
    formset = Rows
    show_change_link = True

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*super().get_fields(request, obj), "opened_version"]


def is_record(formset: BaseInlineFormSet) -> bool:
    return issubclass(formset.model, Record)
