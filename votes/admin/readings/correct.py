"""The page on which one accepted ballot is corrected, on the word of a source."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from kb.council.models import State
from kb.records.admin.history import entries_since
from kb.records.models import Source
from kb.records.services import Refused, StaleRecord
from votes.admin.readings.choosing import sources_to_choose
from votes.admin.readings.pages import asked_for, desk_page
from votes.admin.readings.rights import CORRECT, demand
from votes.models import RollCall
from votes.pictures import MARKS
from votes.services import correct_ballot

TEMPLATE = "admin/votes/correct.html"
STALE = (
    "Somebody changed this vote since you opened the page. Nothing was corrected, and nothing that "
    "you chose is lost. Look at what happened below, then correct again."
)


class CorrectForm(forms.Form):
    state = forms.ModelChoiceField(
        label="State", queryset=State.objects.none(), help_text="Those with a ballot in this vote."
    )
    position = forms.ChoiceField(
        widget=forms.RadioSelect,
        choices=[(mark.position, mark.word) for mark in MARKS.values()],
        help_text="What it should be.",
    )
    source = forms.ModelChoiceField(
        queryset=Source.objects.none(), help_text="The document that says so."
    )
    reason = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Why the ballot was wrong. Readers see it.",
    )
    version = forms.IntegerField(min_value=1, max_value=1_000_000, widget=forms.HiddenInput)

    def __init__(
        self, roll_call: RollCall, source: Source | None, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = sources_to_choose(source)
        self.initial.setdefault("source", source)
        self.fields["state"].queryset = State.objects.filter(ballots__roll_call=roll_call)
        self.initial.setdefault("version", roll_call.version)


def correct(request: HttpRequest, public_id: UUID) -> HttpResponse:
    demand(request.user.has_perm(CORRECT))
    roll_call, source = _roll_call(public_id), asked_for(request, "source", Source)
    if request.method != "POST":
        return _page(request, roll_call, CorrectForm(roll_call, source))
    form = CorrectForm(roll_call, source, request.POST)
    if not form.is_valid():
        return _page(request, roll_call, form)
    said = dict(form.cleaned_data)
    version = said.pop("version")
    roll_call.version = version
    try:
        correct_ballot(roll_call=roll_call, by=request.user, **said)
    except StaleRecord:
        return _stale(request, _roll_call(public_id), source, version)
    except Refused as refused:
        form.add_error(None, str(refused))
    except ValidationError as error:
        form.add_error(None, " ".join(error.messages))
    else:
        return redirect(
            reverse("admin:votes_rollcall_changed", args=[public_id, roll_call.version])
        )
    return _page(request, roll_call, form, 409)


def _roll_call(public_id: UUID) -> RollCall:
    return get_object_or_404(RollCall.objects.select_related("resolution"), public_id=public_id)


def _stale(
    request: HttpRequest, roll_call: RollCall, source: Source | None, version: int
) -> HttpResponse:
    sent = request.POST.copy()
    sent["version"] = str(roll_call.version)
    messages.error(request, STALE)
    since = entries_since(roll_call, version)
    return _page(request, roll_call, CorrectForm(roll_call, source, sent), 409, since)


def _page(
    request: HttpRequest,
    roll_call: RollCall,
    form: CorrectForm,
    status: int = 200,
    since: list[Any] | None = None,
) -> HttpResponse:
    title = f"Correct a ballot: {roll_call.resolution.title}"
    happened = [("The vote", since)] if since else []
    context = {"roll_call": roll_call, "form": form, "since": happened}
    return desk_page(request, TEMPLATE, title, status, **context)
