"""The page on which a reading is typed, pasted or uploaded."""

from typing import Any

from django.core.exceptions import RequestDataTooBig, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from kb.records.admin.rights import may
from kb.records.ledger import writes
from kb.records.models import Source
from kb.records.services import Refused, save_record
from votes.admin.readings.choosing import latest_votes
from votes.admin.readings.forms import Entry, NewReadingForm
from votes.admin.readings.pages import asked_for, desk_page
from votes.admin.readings.rights import demand
from votes.admin.readings.upload import InMemory
from votes.models import Reading, RollCall
from votes.services import record_reading

TEMPLATE = "admin/votes/new_reading.html"
TOO_LONG = (
    "What was pasted is larger than 2.5 MB. Go back and paste the part with the vote, or upload it "
    "as a file."
)


@csrf_exempt
def new_reading(request: HttpRequest) -> HttpResponse:
    """Exempt for one line: what reads an upload is chosen before the token is looked for in it."""
    request.upload_handlers = [InMemory(request)]
    try:
        return _new_reading(request)
    except RequestDataTooBig:
        return render(request, "400.html", {"message": TOO_LONG}, status=400)


@csrf_protect
def _new_reading(request: HttpRequest) -> HttpResponse:
    demand(may(request.user, "add", Reading))
    vote, source = asked_for(request, "roll_call", RollCall), asked_for(request, "source", Source)
    if request.method != "POST":
        initial = {"vote": vote.slug if vote else "", "source": source}
        return _page(request, NewReadingForm(request.user, source=source, initial=initial))
    form = NewReadingForm(request.user, request.POST, request.FILES, source=source)
    if not form.is_valid() or form.entry is None:
        return _page(request, form)
    try:
        reading = record_entry(form.entry, by=request.user)
    except Refused as refused:
        form.add_error(None, str(refused))
    except ValidationError as error:
        form.add_error(None, " ".join(error.messages))
    else:
        return redirect(reverse("admin:votes_reading_cells", args=[reading.public_id]))
    return _page(request, form, status=409)


@writes
def record_entry(entry: Entry, *, by: Any) -> Reading:
    """The vote and the source where they are new, the day where it was missing, and the reading."""
    reason = "Given with a reading of the vote."
    roll_call = save_record(entry.roll_call, by=by, reason=reason)
    source = save_record(entry.source, by=by)
    return record_reading(
        roll_call=roll_call,
        source=source,
        transcript=entry.transcript,
        text=entry.text,
        by=by,
    )


def _page(request: HttpRequest, form: NewReadingForm, status: int = 200) -> HttpResponse:
    return desk_page(
        request, TEMPLATE, "New reading of a vote", status, form=form, votes=latest_votes()
    )
