"""The admin of a record: every save by the services, no version lost, history in the ledger."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.db.models import ProtectedError
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse

from kb.records.admin.forms import HeadForm, RecordForm, VersionColumn
from kb.records.admin.history import entries_since, history_page
from kb.records.admin.inlines import SECURE_ADDRESSES, is_record
from kb.records.admin.rights import may_edit, may_remove
from kb.records.admin.standing import StandingView, standing_actions
from kb.records.models import Publishable, Record
from kb.records.services import Refused, remove_record, save_record

ABOUT_THIS_CHANGE = (
    "About this change",
    {"fields": ["change_reason", "change_source", "opened_version"]},
)

PATTERNS = {"regex", "iregex", "contains", "icontains", "range", "search"}
REFUSALS = (Refused, ValidationError, ProtectedError, IntegrityError)


class RecordAdmin(admin.ModelAdmin):
    """Save, delete, publish and withdraw by the services; refusals keep what was typed."""

    form = HeadForm
    formfield_overrides = SECURE_ADDRESSES
    list_per_page = 50
    show_full_result_count = False
    change_form_template = "admin/records/change_form.html"

    # Forms

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        fieldsets = [*super().get_fieldsets(request, obj)]
        named = {"opened_version", "change_reason", "change_source"}
        plain = [
            (title, options | {"fields": [f for f in options["fields"] if f not in named]})
            for title, options in fieldsets
        ]
        return [*plain, ABOUT_THIS_CHANGE]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), _flags(request))

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> type[ModelForm]:
        kwargs.setdefault("form", RecordForm)
        form = super().get_changelist_form(request, **kwargs)
        version = forms.IntegerField(required=False, widget=VersionColumn)
        return type(form.__name__, (form,), _flags(request) | {"opened_version": version})

    def get_list_display(self, request: HttpRequest) -> list[str]:
        """A list to fill in carries the version of each row."""
        shown = [*super().get_list_display(request)]
        return [*shown, "opened_version"] if self.list_editable else shown

    @admin.display(description="Version")
    def opened_version(self, record: Record) -> int:
        return record.version

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Equality, emptiness and dates alone: a pattern from an address could stop the server."""
        last = lookup.rpartition("__")[2]
        return last not in PATTERNS and super().lookup_allowed(lookup, value, request)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What an address may fill in, where the form understands it."""
        given = super().get_changeform_initial_data(request)
        fields = self.get_form(request).base_fields
        return {name: value for name, value in given.items() if _fits(fields.get(name), value)}

    # Rights

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and may_edit(request.user, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and may_remove(request.user, obj)

    # Saving

    def save_model(self, request: HttpRequest, obj: Record, form: ModelForm, change: bool) -> None:
        save_record(obj, **_by(request, form))

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
        is_published = getattr(form.instance, "state", "") == Publishable.State.PUBLISHED
        if is_published and not form.cleaned_data.get("change_reason"):
            raise Refused("This is published: say below why it is changed.")

    def _save_records(
        self, request: HttpRequest, form: ModelForm, formset: BaseInlineFormSet
    ) -> None:
        rows = formset.save(commit=False)
        for row in formset.deleted_objects:
            remove_record(row, **_by(request, form))
        for row in rows:
            self.save_row(request, form, row)

    def save_row(self, request: HttpRequest, form: ModelForm, row: Record) -> None:
        """One record of an inline; where it has a service of its own, that is called here."""
        save_record(row, **_by(request, form))

    def _save_parts(
        self, request: HttpRequest, form: ModelForm, formset: BaseInlineFormSet
    ) -> None:
        if form.opened is not None and form.opened != form.stored_version:
            request.parts_changed = True
            raise Refused("Somebody changed this since you opened it.")
        before = {row.pk: _words(row) for row in formset.queryset}
        rows = formset.save(commit=False)
        for row in formset.deleted_objects:
            row.delete()
        for row in rows:
            row.full_clean()
            row.save()
        name = str(formset.model._meta.verbose_name)
        details = {f"{name}: {before[r.pk]}": [before[r.pk], None] for r in formset.deleted_objects}
        for row in rows:
            details[f"{name}: {row}"] = [before.get(row.pk), _words(row)]
        save_record(form.instance, details=details, **_by(request, form))

    def delete_model(self, request: HttpRequest, obj: Record) -> None:
        remove_record(obj, by=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        for record in queryset:
            remove_record(record, by=request.user)

    # Pages that show a refusal and keep what was typed

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._shown_again(request, super().changeform_view, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._shown_again(request, super().changelist_view, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().delete_view(request, *args, **kwargs)
        except REFUSALS as error:
            messages.error(request, _sentence(error))
            return redirect(request.path)

    def _shown_again(
        self, request: HttpRequest, view: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """A refusal is an error of the form, shown with all that was typed: 409."""
        try:
            response = view(request, *args, **kwargs)
        except REFUSALS as error:
            request.refusal = "" if hasattr(request, "parts_changed") else _sentence(error)
            response = view(request, *args, **kwargs)
            response.status_code = 409
        if _is_stale(response):
            response.status_code = 409
        return response

    # History and standing

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return history_page(self, request, object_id, extra_context or {})

    def log_addition(self, *args: Any) -> None:
        """The ledger has it already."""

    def log_change(self, *args: Any) -> None:
        """The ledger has it already."""

    def log_deletions(self, *args: Any) -> None:
        """The ledger has it already."""

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        # A record is removed from its own page, where it is seen what hangs on it.
        actions.pop("delete_selected", None)
        return actions | standing_actions(self, request)

    def get_urls(self) -> list[Any]:
        opts = self.model._meta
        standing = path(
            "standing/",
            self.admin_site.admin_view(StandingView(self)),
            name=f"{opts.app_label}_{opts.model_name}_standing",
        )
        return [standing, *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj, form = context.get("original"), context["adminform"].form
        if getattr(form, "is_stale", False):
            context["since"] = entries_since(obj, form.opened)
        context["standing_links"] = self.standing_links(request, obj) if obj else []
        return super().render_change_form(request, context, *args, **kwargs)

    def standing_links(self, request: HttpRequest, obj: Record) -> list[tuple[str, str]]:
        """What can be done with the standing of this record now: (words, address)."""
        opts = self.model._meta
        address = reverse(f"admin:{opts.app_label}_{opts.model_name}_standing")
        view = StandingView(self)
        return [
            (step.words, f"{address}?to={step.name}&record={obj.public_id}")
            for step in view.steps_for(request, obj)
        ]


def _fits(field: forms.Field | None, value: Any) -> bool:
    try:
        return field is not None and field.clean(value) is not None
    except ValidationError:
        return False


def _flags(request: HttpRequest) -> dict[str, Any]:
    return {
        "refusal": getattr(request, "refusal", ""),
        "must_be_newest": getattr(request, "parts_changed", False),
    }


def _by(request: HttpRequest, form: ModelForm) -> dict[str, Any]:
    """Who, why and on which source, as every service takes it."""
    return {
        "by": request.user,
        "reason": form.cleaned_data.get("change_reason") or "",
        "source": form.cleaned_data.get("change_source"),
    }


def _words(row: models.Model) -> str:
    """A plain row in words: what it is, and its fields that hold something."""
    fields = [f for f in row._meta.concrete_fields if f.editable and not f.primary_key]
    told = [
        f"{field.verbose_name} {value}"
        for field in fields
        if field.remote_field is None and (value := field.value_from_object(row)) not in (None, "")
    ]
    return f"{row} ({', '.join(told)})" if told else str(row)


def _sentence(error: Exception) -> str:
    if isinstance(error, ProtectedError):
        names = ", ".join(sorted({f"“{each}”" for each in error.protected_objects})[:5])
        return f"This cannot be removed: {names} would lose what they stand on."
    if isinstance(error, IntegrityError):
        return "Somebody saved the same at the same moment. Nothing is lost: save again."
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)


def _is_stale(response: HttpResponse) -> bool:
    context = getattr(response, "context_data", None) or {}
    forms = [context["adminform"].form] if context.get("adminform") else []
    forms += [form for each in context.get("inline_admin_formsets", []) for form in each.formset]
    if context.get("cl") is not None and context["cl"].formset:
        forms += context["cl"].formset.forms
    return any(getattr(form, "is_stale", False) for form in forms)
