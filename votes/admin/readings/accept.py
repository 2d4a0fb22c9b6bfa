"""The page on which a reading becomes the result of its vote."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from kb.records.admin.history import entries_since
from kb.records.services import Refused, StaleRecord
from votes.admin.readings.columns import Column, Compared, compared
from votes.admin.readings.pages import desk_page
from votes.admin.readings.rights import ACCEPT, demand
from votes.models import RollCall
from votes.services import accept_reading

TEMPLATE = "admin/votes/accept.html"
STALE = (
    "Somebody worked on this vote since you opened the page. Nothing was accepted, and nothing "
    "that you chose is lost. Look at what happened below, then accept again."
)
CHOICE = "choice-"


class AcceptForm(forms.Form):
    """`seen` is the version of the vote and of each reading that the page showed."""

    reading = forms.ChoiceField(label="Which reading is the result", widget=forms.RadioSelect)
    as_ = forms.ChoiceField(
        label="Accept it as",
        choices=[
            (RollCall.Standing.PROVISIONAL, "Provisional: the official record may still change it"),
            (RollCall.Standing.OFFICIAL, "Official: this is the official record"),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Needed where the sources differ: why these values. Readers see it.",
    )
    seen = forms.CharField(max_length=5000, widget=forms.HiddenInput)

    def __init__(self, found: Compared, seen: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = found
        self.fields["reading"].choices = [
            (column.public_id, f"{column.heading} ({column.about}): {column.counts.words}")
            for column in found.columns
        ]
        preferred = found.preferred
        if preferred is not None:
            standing = RollCall.Standing
            as_ = standing.OFFICIAL if preferred.is_official else standing.PROVISIONAL
            self.initial = {"reading": preferred.public_id, "as_": as_, "seen": seen}
        for each in found.disputed:
            self.fields[CHOICE + each.code] = forms.ChoiceField(
                label=each.name,
                required=False,
                widget=forms.RadioSelect,
                choices=[(v.position, f"{v.word}: {v.sources}") for v in each.values],
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        needed = self.found.asks_about(self.column) if cleaned.get("reading") else []
        for each in needed:
            if CHOICE + each.code not in self.errors and not cleaned.get(CHOICE + each.code):
                message = f"The sources differ on {each.name}: choose one of the values."
                self.add_error(CHOICE + each.code, message)
        if needed and not cleaned.get("reason", "").strip():
            self.add_error("reason", "Say why these values were chosen.")
        return cleaned

    @property
    def to_choose(self) -> list[forms.BoundField]:
        return [self[CHOICE + each.code] for each in self.found.disputed]

    @property
    def column(self) -> Column:
        chosen = self.cleaned_data["reading"]
        return next(column for column in self.found.columns if column.public_id == chosen)

    @property
    def choices(self) -> dict[str, str]:
        """{State code: position} where the chosen reading needs a choice."""
        needed = self.found.asks_about(self.column)
        return {each.code: self.cleaned_data[CHOICE + each.code] for each in needed}


def accept(request: HttpRequest, public_id: UUID) -> HttpResponse:
    demand(request.user.has_perm(ACCEPT))
    roll_call = _roll_call(public_id)
    found = compared(roll_call)
    seen = _seen(roll_call, found)
    if request.method != "POST":
        return _page(request, roll_call, AcceptForm(found, seen))
    form = AcceptForm(found, seen, request.POST)
    if request.POST.get("seen") != seen:
        return _stale(request, roll_call, form, seen)
    if not form.is_valid():
        return _page(request, roll_call, form)
    return _accepted(request, roll_call, form)


def _accepted(request: HttpRequest, roll_call: RollCall, form: AcceptForm) -> HttpResponse:
    said, reading = form.cleaned_data, form.column.reading
    reading.roll_call = roll_call
    try:
        accept_reading(
            reading, as_=said["as_"], by=request.user, choices=form.choices, reason=said["reason"]
        )
    except StaleRecord:
        roll_call = _roll_call(roll_call.public_id)
        return _stale(request, roll_call, form, _seen(roll_call, compared(roll_call)))
    except Refused as refused:
        form.add_error(None, str(refused))
        return _page(request, roll_call, form, 409)
    except ValidationError as error:
        form.add_error(None, " ".join(error.messages))
        return _page(request, roll_call, form, 409)
    return redirect(
        reverse("admin:votes_rollcall_changed", args=[roll_call.public_id, roll_call.version])
    )


def _roll_call(public_id: UUID) -> RollCall:
    votes = RollCall.objects.select_related("resolution__body", "draft", "accepted_reading__source")
    return get_object_or_404(votes, public_id=public_id)


def _seen(roll_call: RollCall, found: Compared) -> str:
    """ "3 <reading>:1 <reading>:2": the versions that stand behind the page."""
    readings = [f"{column.public_id}:{column.reading.version}" for column in found.columns]
    return " ".join([str(roll_call.version), *readings])


def _stale(request: HttpRequest, roll_call: RollCall, form: AcceptForm, seen: str) -> HttpResponse:
    """The page as it is now, with what this person chose, and what the others did."""
    sent = form.data.copy()
    before = sent.get("seen", "")
    sent["seen"] = seen
    messages.error(request, STALE)
    fresh = AcceptForm(compared(roll_call), seen, sent)
    since = _since(roll_call, fresh.found, before)
    return _page(request, roll_call, fresh, 409, since=since)


def _since(roll_call: RollCall, found: Compared, before: str) -> list[tuple[str, Any]]:
    """(what, ledger entries) of the vote and its readings after the versions that were seen."""
    first, *rest = before.split(" ")
    versions = dict(each.split(":") for each in rest if each.count(":") == 1)
    since = [("The vote", entries_since(roll_call, _number(first)))]
    for column in found.columns:
        version = _number(versions.get(column.public_id, "0"))
        since.append((column.heading, entries_since(column.reading, version)))
    return [(what, entries) for what, entries in since if entries]


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 8 else None


def _page(
    request: HttpRequest,
    roll_call: RollCall,
    form: AcceptForm,
    status: int = 200,
    since: list[tuple[str, Any]] | None = None,
) -> HttpResponse:
    title = f"Accept a result: {roll_call.resolution.title}"
    context = {"roll_call": roll_call, "form": form, "found": form.found, "since": since or []}
    return desk_page(request, TEMPLATE, title, status, **context)
