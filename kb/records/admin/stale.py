"""A page of the admin whose record somebody else saved meanwhile: what is shown instead."""

from typing import Any

from django.http import HttpResponse

from kb.records.admin.formsets import Rows


def is_behind(context: dict[str, Any]) -> bool:
    """Whether the record itself was saved meanwhile, or rows that have no version of their own."""
    sets = [each.formset for each in context["inline_admin_formsets"]]
    return any(getattr(each, "is_stale", False) for each in [context["adminform"].form, *sets])


def show_newest(context: dict[str, Any]) -> None:
    """The form and its rows as stored now, with what was typed."""
    form = context["adminform"].form
    if not form.is_stale:
        form.refuse()
    for each in context["inline_admin_formsets"]:
        if isinstance(each.formset, Rows):
            each.formset = each.formset.anew()


def is_stale(response: HttpResponse) -> bool:
    """Whether anything on a page was refused for its version."""
    context = getattr(response, "context_data", None) or {}
    shown = [context["adminform"].form] if context.get("adminform") else []
    shown += [form for each in context.get("inline_admin_formsets", []) for form in each.formset]
    if context.get("cl") is not None and context["cl"].formset:
        shown += context["cl"].formset.forms
    return any(getattr(form, "is_stale", False) for form in shown)


def with_its_rows(response: HttpResponse) -> HttpResponse:
    """A list that comes back with what was typed: each form beside the record that it is of.

    Meanwhile the list may have another order, or another first page.
    """
    changelist = (getattr(response, "context_data", None) or {}).get("cl")
    if changelist is not None and changelist.formset and changelist.formset.is_bound:
        changelist.result_list = [form.instance for form in changelist.formset.forms]
    return response
