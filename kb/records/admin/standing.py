"""Publish, release at a time, withdraw: one page for one record or for many of a list."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from kb.records.admin.rights import may
from kb.records.admin.steps import STEPS, Step, take_step
from kb.records.geneva import in_geneva, instant_in_geneva
from kb.records.models import Publishable
from kb.records.services import Refused

MOST = 200
# Nobody means a day outside of these, and at the ends of the calendar there is no instant.
EARLIEST, LATEST = date(1945, 1, 1), date(2199, 12, 31)


class StandingForm(forms.Form):
    release_on = forms.DateField(
        label="Day",
        widget=forms.DateInput(attrs={"type": "date"}),
        validators=[MinValueValidator(EARLIEST), MaxValueValidator(LATEST)],
        help_text="In Geneva.",
    )
    release_time = forms.TimeField(
        label="Time",
        widget=forms.TimeInput(attrs={"type": "time"}),
        help_text="By the clock in Geneva, such as 15:00.",
    )
    is_second = forms.BooleanField(
        label="The second time the clock shows it",
        required=False,
        help_text="Only in the night in October in which an hour is shown twice.",
    )
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text="For the history that staff see. Readers do not see it.",
    )

    def __init__(self, step: Step, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = step.needs_reason
        if not step.needs_time:
            for name in ("release_on", "release_time", "is_second"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("release_on") and cleaned.get("release_time"):
            cleaned["release_at"] = self._release_at(cleaned)
        return cleaned

    def _release_at(self, cleaned: dict[str, Any]) -> datetime:
        naive = datetime.combine(cleaned["release_on"], cleaned["release_time"])
        try:
            instant = instant_in_geneva(naive, is_second=cleaned["is_second"])
        except ValueError as error:
            raise ValidationError(str(error)) from error
        # A slip in the year would show to everybody at once what was to be held back.
        if instant <= timezone.now():
            raise ValidationError("That time has passed. To show it now, choose “Publish now”.")
        return instant


@dataclass(slots=True)
class Chosen:
    """A record on the page with the version that was shown, and what stands in the way."""

    record: Publishable
    shown_version: int
    problem: str = ""
    url: str = field(default="")


class StandingView:
    """Confirm, then do it for all of the records or for none."""

    def __init__(self, model_admin: Any) -> None:
        self.admin = model_admin
        self.opts = model_admin.model._meta

    def __call__(self, request: HttpRequest) -> HttpResponse:
        step = STEPS.get(request.GET.get("to", ""))
        if step is None or not issubclass(self.admin.model, Publishable):
            raise Http404
        if not may(request.user, step.permission, self.admin.model):
            raise PermissionDenied
        chosen = self._chosen(request)
        form = StandingForm(step, request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            if self._is_done(request, step, chosen, form.cleaned_data):
                return redirect(self._way_back(chosen))
            return self._page(request, step, chosen, form, status=409)
        return self._page(request, step, chosen, form)

    def _chosen(self, request: HttpRequest) -> list[Chosen]:
        ids = request.GET.getlist("record")[:MOST]
        try:
            records = self.admin.get_queryset(request).filter(public_id__in=ids)
            found = {str(record.public_id): record for record in records}
        except (ValidationError, ValueError) as error:
            raise Http404 from error
        if not found or len(found) != len(set(ids)):
            raise Http404
        return [
            Chosen(
                found[each],
                _shown_version(request, found[each]),
                url=self._address(found[each]),
            )
            for each in dict.fromkeys(ids)
        ]

    def _is_done(
        self, request: HttpRequest, step: Step, chosen: Iterable[Chosen], said: dict[str, Any]
    ) -> bool:
        chosen = list(chosen)
        for each in chosen:
            each.problem = _problem(step, each)
        if any(each.problem for each in chosen):
            return False
        try:
            take_step(step, [each.record for each in chosen], by=request.user, said=said)
        except Refused as error:
            messages.error(request, f"Nothing was changed. {error}")
            return False
        except ValidationError as error:
            messages.error(request, f"Nothing was changed. {' '.join(error.messages)}")
            return False
        names = ", ".join(f"“{each.record}”" for each in chosen[:5])
        more = f" and {len(chosen) - 5} more" if len(chosen) > 5 else ""
        messages.success(request, f"{step.words}: {names}{more}.")
        return True

    def _page(
        self,
        request: HttpRequest,
        step: Step,
        chosen: list[Chosen],
        form: StandingForm,
        status: int = 200,
    ) -> HttpResponse:
        context = {
            **self.admin.admin_site.each_context(request),
            "title": step.words,
            "opts": self.opts,
            "step": step,
            "chosen": chosen,
            "form": form,
            "back": self._way_back(chosen),
            "released": [
                (each.record, in_geneva(each.record.release_at))
                for each in chosen
                if each.record.release_at
            ],
        }
        return render(request, "admin/records/standing.html", context, status=status)

    def _way_back(self, chosen: list[Chosen]) -> str:
        if len(chosen) == 1:
            return chosen[0].url
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    def _address(self, record: Publishable) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return reverse(name, args=[record.pk])


def _problem(step: Step, chosen: Chosen) -> str:
    record = chosen.record
    if record.version != chosen.shown_version:
        shown, chosen.shown_version = chosen.shown_version, record.version
        return (
            f"It was changed since you opened this page (version {shown}, now {record.version}). "
            "Look at it again, then confirm."
        )
    if record.state not in step.starts:
        return f"It is {record.get_state_display().lower()} already."
    return ""


def _shown_version(request: HttpRequest, record: Publishable) -> int:
    """What the page carries; what carries none was never looked at."""
    if request.method != "POST":
        return record.version
    sent = request.POST.get(f"version-{record.public_id}", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0


def standing_actions(model_admin: Any, request: HttpRequest) -> dict[str, Any]:
    """The steps as actions of a list, for those who may take them."""
    if not issubclass(model_admin.model, Publishable):
        return {}
    return {
        step.name: (_leads_to(step), step.name, f"{step.words}…")
        for step in STEPS.values()
        if may(request.user, step.permission, model_admin.model)
    }


def _leads_to(step: Step) -> Callable[..., HttpResponse]:
    def action(model_admin: Any, request: HttpRequest, queryset: Any) -> HttpResponse:
        ids = queryset.values_list("public_id", flat=True)[:MOST]
        return redirect(address_of(step, model_admin.model, ids))

    return action


def address_of(step: Step, model: type[Publishable], ids: Iterable[UUID]) -> str:
    """The page of a step for these records, by their public ids."""
    opts = model._meta
    page = reverse(f"admin:{opts.app_label}_{opts.model_name}_standing")
    return f"{page}?{urlencode({'to': step.name, 'record': [*ids]}, doseq=True)}"
