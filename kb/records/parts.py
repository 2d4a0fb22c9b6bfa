"""Plain rows that belong to a record: how their changes stand in its ledger row."""

from typing import Any

from django.db import models


def in_words(part: models.Model) -> str:
    """What it is, and its fields that hold something."""
    told = [
        f"{field.verbose_name} {value}"
        for field in part._meta.concrete_fields
        if field.editable
        and not field.primary_key
        and not _is_head(field)
        and (value := _value(part, field)) not in (None, "")
    ]
    return f"{part} ({', '.join(told)})" if told else str(part)


def _is_head(field: models.Field) -> bool:
    """The record that a part vanishes with is the one in whose history it stands."""
    return field.is_relation and field.remote_field.on_delete is models.CASCADE


def _value(part: models.Model, field: models.Field) -> Any:
    if field.choices:
        return getattr(part, f"get_{field.name}_display")()
    return getattr(part, field.name)


def part_change(part: models.Model, before: str | None) -> dict[str, Any]:
    """A row as it is now beside what it was in words, None for a new one, for `details`."""
    return {f"{part._meta.verbose_name}: {part}": [before, in_words(part)]}
