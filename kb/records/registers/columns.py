"""What a cell of a register means, by the field of the model: codes and slugs, never our numbers.

`clean` takes the text of a cell and raises ValueError with a sentence; `render` gives it back.
"""

from datetime import date
from typing import Any

from django.db import models
from import_export.widgets import Widget

from kb.records.registers.tables import shown

MOST_DIGITS = 4


class TextColumn(Widget):
    explained = ""

    def __init__(self, field: models.Field) -> None:
        super().__init__()
        self.field = field

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> Any:
        if value:
            return self.meant(value)
        if not self.field.blank:
            raise ValueError(f"It is empty. {self.explained}".strip())
        return None if self.field.null else ""

    def meant(self, value: str) -> Any:
        return value

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else str(value)


class DayColumn(TextColumn):
    explained = "A date such as 2020-06-22."

    def meant(self, value: str) -> date:
        try:
            day = date.fromisoformat(value)
        except ValueError:
            day = None
        # fromisoformat also takes 20200622 and week dates.
        if day is None or day.isoformat() != value:
            raise ValueError(f"“{shown(value)}” is not a date such as 2020-06-22.")
        return day


class NumberColumn(TextColumn):
    explained = "A whole number."

    def meant(self, value: str) -> int:
        if not (value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS):
            raise ValueError(f"“{shown(value)}” is not a whole number of at most four digits.")
        return int(value)


class ChoiceColumn(TextColumn):
    @property
    def explained(self) -> str:
        return f"One of: {', '.join(dict(self.field.flatchoices))}."

    def meant(self, value: str) -> str:
        if value not in dict(self.field.flatchoices):
            raise ValueError(f"“{shown(value)}” is not a value for it. {self.explained}")
        return value


class TickColumn(TextColumn):
    explained = "yes or no; empty if not known."

    def meant(self, value: str) -> bool:
        if value not in ("yes", "no"):
            raise ValueError(f"“{shown(value)}” is neither yes nor no.")
        return value == "yes"

    def render(self, value: bool | None, obj: Any = None, **kwargs: Any) -> str:
        return {True: "yes", False: "no"}.get(value, "")


class CodeColumn(TextColumn):
    """A record by its code or slug. All are fetched at the first cell, once a file."""

    def __init__(self, field: models.ForeignKey) -> None:
        super().__init__(field)
        names = {each.name for each in field.related_model._meta.fields}
        self.key = "code" if "code" in names else "slug"
        self.known: dict[str, models.Model] = {}

    @property
    def explained(self) -> str:
        return f"The {self.key} of a {self.field.related_model._meta.verbose_name}."

    def meant(self, value: str) -> models.Model:
        if not self.known:
            rows = self.field.related_model._default_manager.all()
            self.known = {getattr(each, self.key): each for each in rows}
        if value not in self.known:
            name = self.field.related_model._meta.verbose_name
            raise ValueError(f"There is no {name} with the {self.key} “{shown(value)}”.")
        return self.known[value]

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else str(getattr(value, self.key))


def column_for(field: models.Field) -> TextColumn:
    if field.is_relation:
        return CodeColumn(field)
    if field.choices:
        return ChoiceColumn(field)
    kinds = (
        (models.DateField, DayColumn),
        (models.IntegerField, NumberColumn),
        (models.BooleanField, TickColumn),
    )
    return next((made for kind, made in kinds if isinstance(field, kind)), TextColumn)(field)
