"""Fields on which public sources differ, in words, with every source that says something."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.apps import apps

from kb.pages.parts.shown import Link, day_words
from kb.records.models import Conflict, ConflictValue
from votes.pictures import MARKS


@dataclass(frozen=True, slots=True)
class OtherValue:
    value: str
    source: Link


@dataclass(frozen=True, slots=True)
class ShownConflict:
    field: str
    chosen: str
    reason: str
    others: list[OtherValue]


def shown_disputes(
    by_field: Mapping[str, Sequence[ConflictValue]], ours: Mapping[str, str] | None = None
) -> list[ShownConflict]:
    """Each dispute with the value that our pages show, if one is chosen, and what each source says.

    A value is given as its source prints it. `ours` is what pages show although nobody chose.
    """
    ours = ours or {}
    shown = []
    for field, values in by_field.items():
        # Sources that agree with each other leave nothing to choose: they differ with our pages.
        is_agreed = len({value.value for value in values}) == 1
        shown.append(_shown(values[0].conflict, values, ours.get(field, "") if is_agreed else ""))
    return shown


def differing(
    by_field: Mapping[str, Sequence[ConflictValue]], ours: Mapping[str, str]
) -> dict[str, Sequence[ConflictValue]]:
    """The fields on which sources differ with each other, or with what our pages show (`ours`)."""
    return {
        field: values
        for field, values in by_field.items()
        if len({value.value for value in values} | {ours.get(field, values[0].value)}) > 1
    }


def is_open(by_field: Mapping[str, Sequence[ConflictValue]], field: str) -> bool:
    """Whether sources differ on the field and none of their values is chosen."""
    return field in by_field and not any(each.is_chosen for each in by_field[field])


def _shown(conflict: Conflict, values: Sequence[ConflictValue], ours: str) -> ShownConflict:
    chosen = next((in_words(conflict, each.value) for each in values if each.is_chosen), "")
    shown = chosen or in_words(conflict, ours)
    said = [
        OtherValue(
            each.printed or in_words(conflict, each.value),
            Link(str(each.source), each.source.url),
        )
        for each in values
    ]
    return ShownConflict(conflict.label, shown, conflict.reason if chosen else "", said)


def in_words(conflict: Conflict, value: str) -> str:
    """A value of ours as readers know it: a date written out, a choice by its label."""
    choices = _choices(conflict)
    if value in choices:
        return choices[value]
    if value in MARKS:
        return MARKS[value].word
    try:
        return day_words(date.fromisoformat(value))
    except ValueError:
        return value


def _choices(conflict: Conflict) -> dict[str, str]:
    fields = {field.name: field for field in apps.get_model(conflict.subject_kind)._meta.fields}
    field = fields.get(conflict.field)
    return {str(key): str(label) for key, label in field.flatchoices} if field else {}
