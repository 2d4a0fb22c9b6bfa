"""The admin of a record: every save by the services, no version lost, history in the ledger."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest, ValidationError
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone

from kb.records.admin.forms import HeadForm, ListForm
from kb.records.admin.formsets import ListRows
from kb.records.admin.history import entries_since, history_page
from kb.records.admin.inlines import SECURE_ADDRESSES, Linking
from kb.records.admin.rights import may_edit, may_remove
from kb.records.admin.saving import REFUSALS, SavedByServices, sentence
from kb.records.admin.stale import is_behind, is_stale, show_newest, with_its_rows
from kb.records.admin.standing import StandingView, address_of, standing_actions
from kb.records.admin.steps import steps_for
from kb.records.admin.widgets import VersionColumn
from kb.records.models import Publishable, Record

ABOUT_THIS_CHANGE = (
    "About this change",
    {"fields": ["change_reason", "change_source", "opened_version"]},
)

PATTERNS = {"regex", "iregex", "contains", "icontains", "range", "search"}


class RecordAdmin(Linking, SavedByServices):
    """Save, delete, publish and withdraw by the services; refusals keep what was typed."""

    form = HeadForm
    formfield_overrides = SECURE_ADDRESSES
    list_per_page = 50
    show_full_result_count = False
    change_form_template = "admin/records/change_form.html"
    change_list_template = "admin/records/change_list.html"

    # Forms

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        named = {"opened_version", "change_reason", "change_source"}
        if obj is None:
            # What is only shown has nothing to show yet.
            named |= {*self.get_readonly_fields(request)}
        fieldsets = [
            (title, options | {"fields": [f for f in options["fields"] if f not in named]})
            for title, options in super().get_fieldsets(request, obj)
        ]
        plain = [(title, options) for title, options in fieldsets if options["fields"]]
        is_open = self.has_change_permission(request, obj) if obj else True
        return [*plain, ABOUT_THIS_CHANGE] if is_open else plain

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), _flags(request))

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> type[ModelForm]:
        kwargs.setdefault("form", ListForm)
        form = super().get_changelist_form(request, **kwargs)
        version = forms.IntegerField(required=False, widget=VersionColumn)
        return type(form.__name__, (form,), {"opened_version": version})

    def get_changelist_formset(self, request: HttpRequest, **kwargs: Any) -> type[ListRows]:
        kwargs.setdefault("formset", ListRows)
        formset = super().get_changelist_formset(request, **kwargs)
        return type(formset.__name__, (formset,), _flags(request))

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

    # Pages that show a refusal and keep what was typed

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._shown_again(request, super().changeform_view, *args, **kwargs)

    def response_action(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> Any:
        if not all(each.isdecimal() for each in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise BadRequest("What was chosen in the list is no record.")
        return super().response_action(request, queryset)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return with_its_rows(self._shown_again(request, super().changelist_view, *args, **kwargs))

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().delete_view(request, *args, **kwargs)
        except REFUSALS as error:
            messages.error(request, sentence(error))
            return redirect(request.path)

    def _shown_again(
        self, request: HttpRequest, view: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """A refusal is an error of the form, shown with all that was typed: 409."""
        try:
            response = view(request, *args, **kwargs)
        except REFUSALS as error:
            request.refusal = sentence(error)
            response = view(request, *args, **kwargs)
            response.status_code = 409
        if is_stale(response):
            response.status_code = 409
        return response

    # History and standing

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return history_page(self, request, object_id, extra_context or {})

    def construct_change_message(self, *args: Any) -> str:
        """The ledger has it already, and a formset in which nothing changed was not saved."""
        return ""

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

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """Only for what readers can open."""
        head = obj.gate() if isinstance(obj, Record) else None
        is_hidden = head is not None and not head.is_public(timezone.now())
        if is_hidden or not hasattr(obj, "get_absolute_url"):
            return None
        return obj.get_absolute_url()

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
        if is_behind(context):
            show_newest(context)
            context["since"] = entries_since(obj, form.opened)
        context["preview_url"] = _preview_url(obj) if obj else ""
        context["record_links"] = self.links(request, obj) if obj else []
        return super().render_change_form(request, context, *args, **kwargs)

    def links(self, request: HttpRequest, obj: Record) -> list[tuple[str, str]]:
        """What can be done with this record now, beside editing it: (words, address)."""
        return [
            (step.words, address_of(step, self.model, [obj.public_id]))
            for step in steps_for(request.user, obj)
        ]


def _fits(field: forms.Field | None, value: Any) -> bool:
    try:
        return field is not None and field.clean(value) is not None
    except ValidationError:
        return False


def _preview_url(record: Record) -> str:
    """A page of a record that is not public yet, for staff; its own page says it once it is."""
    is_hidden = isinstance(record, Publishable) and not record.is_public(timezone.now())
    if not is_hidden or not hasattr(record, "get_absolute_url"):
        return ""
    return reverse("admin:preview", args=[record.record_kind(), record.public_id])


def _flags(request: HttpRequest) -> dict[str, Any]:
    return {"refusal": getattr(request, "refusal", "")}
