"""The table of a reading's cells: looked through, decided on, saved all at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from kb.records.admin.rights import may
from kb.records.models import Ledger
from kb.records.services import StaleRecord
from votes.admin.readings.pages import day_words, desk_page
from votes.admin.readings.rights import ACCEPT, demand, may_decide, may_learn
from votes.admin.readings.rows import (
    Count,
    GridRow,
    Sent,
    counts_of,
    filled,
    findings_about_all,
    grid_rows,
    in_words,
    states_to_choose,
)
from votes.admin.readings.sent import Changed, Looked, look_through, sent_rows
from votes.models import Reading
from votes.reading.check import Finding
from votes.services import RefusedCells, Understood, decide_cells, understand

TEMPLATE = "admin/votes/cells.html"
LONGEST_SHOWN = 20_000
STALE = (
    "Somebody decided on cells of this reading since you opened it. Nothing was saved, and nothing "
    "that you chose is lost: it is still chosen below, beside what the other person decided. Look "
    "at these rows, then save again."
)


class SaveForm(forms.Form):
    version = forms.IntegerField(min_value=1, max_value=1_000_000, widget=forms.HiddenInput)
    reason = forms.CharField(
        required=False,
        max_length=2000,
        help_text="One reason for everything that you change here. It may stay empty.",
    )


@dataclass(frozen=True, slots=True)
class GridPage:
    reading: Reading
    rows: list[GridRow]
    counts: list[Count]
    findings: list[Finding]
    states: list[str]
    learnt_from: str
    accept_url: str
    may_decide: bool
    may_learn: bool

    @property
    def text(self) -> str:
        return self.reading.text[:LONGEST_SHOWN]

    @property
    def first_open(self) -> int | None:
        """The place of the first row that a person must look at."""
        return next((row.place for row in self.rows if row.is_open), None)

    @property
    def is_stored(self) -> bool:
        """Whether the page shows what is stored, not what somebody chose and could not save."""
        return not any(row.is_unsaved for row in self.rows)

    @property
    def is_result(self) -> bool:
        return self.reading.roll_call.accepted_reading_id == self.reading.pk


def cells(request: HttpRequest, public_id: UUID) -> HttpResponse:
    demand(may(request.user, "view", Reading))
    reading = _reading(public_id)
    if request.method != "POST":
        understood = understand(reading)
        form = SaveForm(initial={"version": reading.version})
        return _page(request, reading, understood, grid_rows(reading, understood), form)
    demand(may_decide(request.user, reading))
    form = SaveForm(request.POST)
    if not form.is_valid() and "version" in form.errors:
        raise BadRequest("The form came without the version of the reading.")
    return _Saving(request, reading, form).answer()


def _reading(public_id: UUID) -> Reading:
    readings = Reading.objects.select_related(
        "source", "recorded_by", "roll_call__resolution__body"
    )
    return get_object_or_404(readings, public_id=public_id)


class _Saving:
    """One submitted grid, compared with the reading as it was opened."""

    def __init__(self, request: HttpRequest, reading: Reading, form: SaveForm) -> None:
        self.request, self.reading, self.form = request, reading, form
        self.opened_at = _written_at(reading, form.cleaned_data["version"])
        self.understood = understand(reading, until=self.opened_at)
        self.rows = grid_rows(reading, self.understood)
        self.sent = sent_rows(request.POST, self.rows)
        self.looked = look_through(
            self.rows, self.sent, self.understood.labels, learns=may_learn(request.user)
        )

    def answer(self) -> HttpResponse:
        if not self.looked.changed and not self.looked.problems:
            messages.info(self.request, "Nothing was changed.")
            return redirect(self.request.path)
        if self.form.cleaned_data["version"] != self.reading.version:
            return self._stale()
        if self.looked.problems or not self.form.is_valid():
            return self._shown_again(self.looked.problems)
        try:
            decide_cells(
                reading=self.reading,
                decided=self.looked.decided(),
                by=self.request.user,
                reason=self.form.cleaned_data["reason"],
            )
        except RefusedCells as refused:
            return self._shown_again(refused.cells, status=409)
        except StaleRecord:
            return self._stale()
        messages.success(self.request, _saved(len(self.looked.changed)))
        return redirect(self.request.path)

    def _shown_again(self, problems: Mapping[int, str], status: int = 200) -> HttpResponse:
        touched = {each.place for each in self.looked.changed} | problems.keys()
        mine = {place: self.sent[place] for place in touched}
        rows = filled(self.rows, mine, problems=problems)
        messages.error(self.request, "Nothing was saved. Look at the rows with a sentence in red.")
        return _page(self.request, self.reading, self.understood, rows, self.form, status)

    def _stale(self) -> HttpResponse:
        reading = _reading(self.reading.public_id)
        understood = understand(reading)
        rows = grid_rows(reading, understood)
        since = reading.decisions.filter(at__gt=self.opened_at).select_related("state", "by")
        mine = _mine(rows, self.looked, self.sent, understood.labels)
        rows = filled(
            rows, mine, problems=self.looked.problems, others=in_words(since.order_by("pk"))
        )
        messages.error(self.request, STALE)
        reason = self.form.data.get("reason", "")
        form = SaveForm(initial={"version": reading.version, "reason": reason})
        return _page(self.request, reading, understood, rows, form, status=409)


def _written_at(reading: Reading, version: int) -> Any:
    """The instant at which this version of the reading was saved."""
    row = Ledger.objects.about(reading).filter(version=version).order_by("-pk").first()
    if row is None:
        raise BadRequest("This reading never had that version.")
    return row.at


def _mine(
    rows: list[GridRow], looked: Looked, sent: Mapping[int, Sent], labels: Mapping[str, str]
) -> dict[int, Sent]:
    """What this person changed, put upon the rows as they are stored now."""
    stored = {row.place: row for row in rows}
    return {place: sent[place] for place in looked.problems} | {
        each.place: _upon(stored[each.place], each, labels) for each in looked.changed
    }


def _upon(row: GridRow, changed: Changed, labels: Mapping[str, str]) -> Sent:
    return Sent(
        position=changed.position or row.position,
        state=labels.get(changed.state, row.state_name),
        is_learnt=changed.is_learnt,
        is_left_out=changed.is_left_out,
    )


def _saved(count: int) -> str:
    return f"Saved: {count} cells decided." if count != 1 else "Saved: one cell decided."


def _page(
    request: HttpRequest,
    reading: Reading,
    understood: Understood,
    rows: list[GridRow],
    form: SaveForm,
    status: int = 200,
) -> HttpResponse:
    day: date | None = reading.roll_call.held_on or reading.dated_on
    accept_url = reverse("admin:votes_rollcall_accept", args=[reading.roll_call.public_id])
    page = GridPage(
        reading=reading,
        rows=rows,
        counts=counts_of(understood),
        findings=findings_about_all(understood),
        states=states_to_choose(understood),
        learnt_from=day_words(day) if day else "today",
        accept_url=accept_url if request.user.has_perm(ACCEPT) else "",
        may_decide=may_decide(request.user, reading),
        may_learn=may_learn(request.user),
    )
    title = f"Cells of “{reading.source}”"
    return desk_page(request, TEMPLATE, title, status, page=page, form=form)
