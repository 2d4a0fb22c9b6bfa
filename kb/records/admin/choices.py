"""Rows that point to other records, shown without a query for each row."""

from typing import Any

from kb.records.admin.forms import TouchedForm
from kb.records.admin.inlines import PartInline
from kb.records.admin.widgets import KnownChoice


class KnownChoicesForm(TouchedForm):
    """The admin of the rows selects what they point to together with them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, KnownChoice) and self.instance.pk:
                widget.known = getattr(self.instance, name)


class ChoosingInline(PartInline):
    form = KnownChoicesForm
