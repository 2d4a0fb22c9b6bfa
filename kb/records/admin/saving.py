"""Saving a page of the admin: every record by its service, and every refusal in a sentence."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.db.models import ProtectedError
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest

from kb.records.admin.inlines import is_record
from kb.records.admin.rights import may_edit
from kb.records.models import Record
from kb.records.parts import in_words, part_change
from kb.records.services import Refused, remove_record, save_record

REFUSALS = (Refused, ValidationError, ProtectedError, IntegrityError)


class SavedByServices(admin.ModelAdmin):
    """Hooks of Django's admin that call the services; they raise one of REFUSALS."""

    def save_model(self, request: HttpRequest, obj: Record, form: ModelForm, change: bool) -> None:
        refuse_out_of_reach(request, obj)
        save_record(obj, **by_whom(request, form))

    def save_formset(
        self, request: HttpRequest, form: ModelForm, formset: BaseInlineFormSet, change: bool
    ) -> None:
        if not formset.has_changed():
            return
        self._refuse_without_reason(form)
        if is_record(formset):
            self._save_records(request, form, formset)
        else:
            self._save_parts(request, form, formset)

    def _refuse_without_reason(self, form: ModelForm) -> None:
        if form.is_of_published and not form.cleaned_data.get("change_reason"):
            raise Refused("This is published: say under “About this change” why it is changed.")

    def _save_records(
        self, request: HttpRequest, form: ModelForm, formset: BaseInlineFormSet
    ) -> None:
        rows = formset.save(commit=False)
        if any(row.is_stale for row in formset.deleted_forms):
            raise Refused("Somebody changed what you are removing. Look at it, then save again.")
        for row in [*formset.deleted_objects, *rows]:
            refuse_out_of_reach(request, row)
        for row in formset.deleted_objects:
            remove_record(row, **by_whom(request, form))
        for row in rows:
            self.save_row(request, form, row)

    def save_row(self, request: HttpRequest, form: ModelForm, row: Record) -> None:
        """One record of an inline; where it has a service of its own, that is called here."""
        save_record(row, **by_whom(request, form))

    def _save_parts(
        self, request: HttpRequest, form: ModelForm, formset: BaseInlineFormSet
    ) -> None:
        rows = formset.save(commit=False)
        details: dict[str, Any] = {}
        for row in formset.deleted_objects:
            details |= {f"{row._meta.verbose_name}: {row}": [in_words(row), None]}
            row.delete()
        for row in rows:
            details |= self.save_part(request, form, row)
        save_record(form.instance, details=details, **by_whom(request, form))

    def save_part(self, request: HttpRequest, form: ModelForm, row: models.Model) -> dict[str, Any]:
        """Save a plain row; gives what changed, for the history. A service of its own may do it."""
        # Fresh, as the form has put what was typed into the row already.
        stored = type(row)._base_manager.filter(pk=row.pk).first()
        before = in_words(stored) if stored is not None else None
        row.full_clean()
        row.save()
        return part_change(row, before)

    def delete_model(self, request: HttpRequest, obj: Record) -> None:
        remove_record(obj, by=request.user)


def refuse_out_of_reach(request: HttpRequest, record: Record) -> None:
    """Raise Refused where a record, or what it was moved into, is not open to the user."""
    if not may_edit(request.user, record):
        raise Refused(
            f"“{record.gate()}” is no draft any more: only those who may publish it change it."
        )


def by_whom(request: HttpRequest, form: ModelForm) -> dict[str, Any]:
    """Who, why and on which source, as every service takes it."""
    return {
        "by": request.user,
        "reason": form.cleaned_data.get("change_reason") or "",
        "source": form.cleaned_data.get("change_source"),
    }


def sentence(error: Exception) -> str:
    if isinstance(error, ProtectedError):
        names = ", ".join(sorted({f"“{each}”" for each in error.protected_objects})[:5])
        return f"This cannot be removed: {names} would lose what they stand on."
    if isinstance(error, IntegrityError):
        return "Somebody saved the same at the same moment. Nothing is lost: save again."
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
