"""Choosing one of many records in a row of a page, without a query for each row."""

from typing import Any

from django.db import models
from django.forms import ModelChoiceField
from django.http import HttpRequest

from kb.records.admin.forms import TouchedForm
from kb.records.admin.inlines import InHead, PartInline
from kb.records.admin.widgets import KnownChoice


class KnownChoicesForm(TouchedForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, KnownChoice) and self.instance.pk:
                widget.known = getattr(self.instance, name)


class Choosing(InHead):
    """Rows that point to other records; `get_queryset` selects these with the rows."""

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest | None, **kwargs: Any
    ) -> ModelChoiceField | None:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = KnownChoice(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class ChoosingInline(Choosing, PartInline):
    form = KnownChoicesForm
