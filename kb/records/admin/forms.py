"""The form of a record: it knows which version was opened, and undoes nobody's work."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.functional import cached_property
from django.utils.text import capfirst

from kb.records.admin.widgets import KnownChoice
from kb.records.models import Ledger, Publishable, Source

STALE = (
    "Somebody changed this since you opened it. Nothing was saved, and nothing that you typed is "
    "lost. What you changed stands below; everything else is as it is stored now. Look at the "
    "differences, then save again."
)


@dataclass(frozen=True, slots=True)
class Differing:
    """One field of a stale form. `is_disputed`: two people changed it, to different values."""

    label: str
    opened: str
    stored: str
    mine: str
    is_disputed: bool


class TouchedForm(forms.ModelForm):
    """A row of a form: only the fields that its editor touched are written.

    Each field carries its value at opening, so that what somebody else changed meanwhile is not
    set back by a form that merely shows it.
    """

    # Why a save was refused, where the form is shown again; set by the admin.
    refusal = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.difference: list[Differing] = []
        self.is_stale = False
        if self.instance.pk:
            for field in self.instance._meta.fields:
                if field.editable and field.name in self.fields:
                    self.fields[field.name].show_hidden_initial = True

    def _post_clean(self) -> None:
        """What nobody touched is as it is stored: it needs no look, and no query, at each save."""
        if self.instance._state.adding or self.has_changed():
            super()._post_clean()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.refusal:
            self.add_error(None, self.refusal)
        if self.instance.pk:
            touched = {*self.changed_data, self._meta.model._meta.pk.name}
            own = {field.name for field in self.instance._meta.fields}
            cleaned = {k: v for k, v in cleaned.items() if k in touched or k not in own}
        return cleaned

    def differences(self) -> list[Differing]:
        """What the sender saw, what is stored now and what was typed, where these differ."""
        found = []
        for bound in self._own_fields():
            opened, mine = _sent(bound, bound.html_initial_name), _sent(bound, bound.html_name)
            stored = plain_value(bound, bound.initial)
            if bound.is_hidden or opened == stored == mine:
                continue
            is_touched = bound.name in self.changed_data
            found.append(
                Differing(
                    label=capfirst(bound.label),
                    opened=_in_words(bound, opened),
                    stored=_in_words(bound, stored),
                    mine=_in_words(bound, mine) if is_touched else "",
                    is_disputed=is_touched and opened != stored and mine != stored,
                )
            )
        return found

    def _own_fields(self) -> list[BoundField]:
        own = {field.name for field in self.instance._meta.fields if field.editable}
        return [self[name] for name in self.fields if name in own]


class RecordForm(TouchedForm):
    """A record with the version that was opened.

    A stale form is refused with the difference field by field, and bound anew: touched fields keep
    what was typed, the others take what is stored now, and the version is the newest.
    """

    opened_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opened: int | None = None
        self.stored_version = self.instance.version if self.instance.pk else None
        if self.instance.pk:
            self.initial["opened_version"] = self.instance.version

    @cached_property
    def changed_data(self) -> list[str]:
        """Without the version: it says what was opened, not what was typed."""
        return [name for name in super().changed_data if name != "opened_version"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.opened = cleaned.pop("opened_version", None)
        if self.instance.pk and self.changed_data and self.opened != self.stored_version:
            self.refuse()
        return cleaned

    @property
    def is_of_published(self) -> bool:
        """Whether readers have it already, or will: then a change needs a reason."""
        head = self.instance.gate() if self.instance.pk else None
        return head is not None and head.state == Publishable.State.PUBLISHED

    def refuse(self) -> None:
        """As stale, because of its own fields or of other rows of its page."""
        self.is_stale = True
        self.difference = self.differences()
        self._bind_anew()
        self.add_error(None, ValidationError(STALE, code="stale"))

    def _bind_anew(self) -> None:
        data, touched = self.data.copy(), set(self.changed_data)
        for bound in self._own_fields():
            stored = plain_value(bound, bound.initial)
            data[bound.html_initial_name] = stored
            if bound.name not in touched:
                data[bound.html_name] = stored
                if isinstance(bound.field.widget, forms.CheckboxInput) and stored != "True":
                    del data[bound.html_name]
        data[self.add_prefix("opened_version")] = str(self.stored_version)
        self.data = data


class ListForm(RecordForm):
    """A record in a list that is filled in: the head of a column says to the eye what a field is,
    and each field by itself to the ear."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label}: {self.instance}"
            # It would be pointed to, and a list does not show it.
            field.help_text = ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.is_of_published and self.changed_data:
            self.add_error(None, "This is published: change it on its own page, with a reason.")
        return cleaned


class HeadForm(RecordForm):
    """A record's own page: with the reason and the source of a change, for its history."""

    change_reason = forms.CharField(
        label="Reason",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Why, in a sentence, for the history. Needed where the record is public already.",
    )
    change_source = forms.ModelChoiceField(
        label="Source of the change",
        queryset=Source.objects.all(),
        required=False,
        widget=KnownChoice(Ledger._meta.get_field("source"), admin.site),
        help_text="The document that a correction rests on.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        touched = set(self.changed_data) - {"change_reason", "change_source"}
        if self.is_of_published and touched and not cleaned.get("change_reason"):
            self.add_error("change_reason", "This is published: say why it is changed.")
        return cleaned


def plain_value(bound: BoundField, value: Any) -> str:
    """A value as the form itself would send it."""
    widget = bound.field.widget
    value = bound.field.prepare_value(value)
    if isinstance(widget, forms.CheckboxInput):
        return str(bool(value))
    value = getattr(widget, "widget", widget).format_value(value)
    if isinstance(value, (list, tuple)):
        value = value[0] if value else ""
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _sent(bound: BoundField, name: str) -> str:
    """What was sent under a name; for a box without a tick nothing is."""
    sent = bound.form.data.get(name, "")
    try:
        return plain_value(bound, bound.field.to_python(sent))
    except ValidationError:
        return sent


def _in_words(bound: BoundField, sent: str) -> str:
    """A choice by its label, a tick in words, everything else as it was sent."""
    field = bound.field
    if isinstance(field.widget, forms.CheckboxInput):
        return "yes" if sent == "True" else "no"
    if isinstance(field, forms.ModelChoiceField):
        return str(field.queryset.filter(pk=sent).first() or "") if sent.isdecimal() else ""
    return str(dict(getattr(field, "choices", None) or {}).get(sent, sent))
