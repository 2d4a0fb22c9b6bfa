"""Rows of a page whose record somebody else saved meanwhile: shown anew, nothing typed lost."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet, BaseModelFormSet, CheckboxInput
from django.http import QueryDict

from kb.records.admin.forms import STALE, TouchedForm, plain_value


class Rows(BaseInlineFormSet):
    """Rows that can be behind what is stored; then nothing of the page is saved."""

    is_stale = False

    def clean(self) -> None:
        super().clean()
        if not self.instance._state.adding and self._is_behind():
            self.is_stale = True
            raise ValidationError(STALE, code="stale")

    def _is_behind(self) -> bool:
        """Whether a row was taken away that the sender still had."""
        return any(form.instance.pk is None for form in self.initial_forms)

    def anew(self) -> "Rows":
        """The rows as they are stored now; in them, and below them, what the sender typed."""
        old = {form.instance.pk: form for form in self.initial_forms if form.instance.pk}
        blank = type(self)(instance=self.instance, prefix=self.prefix, queryset=self.queryset)
        data = self.data.copy()
        for name in [name for name in data if name.startswith(f"{self.prefix}-")]:
            del data[name]
        for form in blank.initial_forms:
            _fill(data, form, old.get(form.instance.pk))
        count = len(blank.initial_forms)
        for form in self._typed_rows():
            _send_as(data, form, f"{self.prefix}-{count}", skip=self._pk_field.name)
            count += 1
        data[f"{self.prefix}-INITIAL_FORMS"] = str(len(blank.initial_forms))
        data[f"{self.prefix}-TOTAL_FORMS"] = str(count)
        data["opened_version"] = str(self.instance.version)
        return self._bound_again(data, old)

    def _bound_again(self, data: QueryDict, old: dict[Any, TouchedForm]) -> "Rows":
        fresh = type(self)(
            data=data, instance=self.instance, prefix=self.prefix, queryset=self.queryset
        )
        for form in fresh.initial_forms:
            if form.instance.pk in old:
                was = old[form.instance.pk]
                form.difference = was.difference or was.differences()
                form.is_stale = bool(form.difference)
        return fresh

    def _typed_rows(self) -> list[TouchedForm]:
        """New rows, and touched ones that somebody took away: they stand below as new ones."""
        gone = [form for form in self.initial_forms if form.instance.pk is None]
        return [
            *(form for form in gone if form not in self.deleted_forms and _was_touched(form)),
            *(form for form in self.extra_forms if form.has_changed()),
        ]


class ListRows(BaseModelFormSet):
    """The rows of a list that is filled in."""

    # Why a save was refused, where the list is shown again; set by the admin.
    refusal = ""

    def clean(self) -> None:
        super().clean()
        if self.refusal:
            raise ValidationError(self.refusal)


class PartRows(Rows):
    """Plain rows have no version of their own: that of their record stands for all of them.

    They stand in a table, where no field has a label beside it.
    """

    def add_fields(self, form: TouchedForm, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            if not field.widget.is_hidden:
                field.widget.attrs.setdefault("aria-label", str(field.label))

    def _is_behind(self) -> bool:
        sent = self.data.get("opened_version")
        return self.has_changed() and sent != str(self.instance.version)


def _fill(data: QueryDict, fresh: TouchedForm, old: TouchedForm | None) -> None:
    """A stored row as the page sends it, with the fields that the sender touched as typed."""
    touched = set(old.changed_data) if old is not None else set()
    for bound in fresh:
        stored = plain_value(bound, bound.initial)
        if bound.field.show_hidden_initial:
            data[bound.html_initial_name] = stored
        if bound.name in touched:
            data.setlist(bound.html_name, old.data.getlist(old.add_prefix(bound.name)))
        elif not isinstance(bound.field.widget, CheckboxInput) or stored == "True":
            data[bound.html_name] = stored


def _send_as(data: QueryDict, form: TouchedForm, prefix: str, *, skip: str) -> None:
    for name in form.fields:
        sent = form.data.getlist(form.add_prefix(name))
        if name not in (skip, "opened_version") and sent:
            data.setlist(f"{prefix}-{name}", sent)


def _was_touched(form: TouchedForm) -> bool:
    """By what the page sent: the row itself is gone, and with it what it held."""
    return any(
        form.data.get(bound.html_initial_name, "") != form.data.get(bound.html_name, "")
        for bound in form.visible_fields()
        if bound.html_initial_name in form.data
    )
