"""Choose files, look at what they would do, confirm."""

from dataclasses import replace

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from kb.records.services import Refused
from votes.admin.importing.bringing import Chosen, bring, digest
from votes.admin.importing.forms import DRAFTS, MOST_BYTES, ImportForm
from votes.admin.importing.kept import Agreed, opened, sealed
from votes.admin.importing.rights import may_accept, may_import
from votes.admin.importing.shown import SHOWN, counts, preview_of
from votes.admin.readings.pages import desk_page
from votes.admin.readings.rights import demand
from votes.admin.readings.upload import InMemory
from votes.services.importing.report import Report

CHOOSE = "admin/votes/import.html"
PREVIEW = "admin/votes/import_preview.html"
LONGEST_NAME = 500
TOO_LATE = "The preview is older than an hour, or was confirmed already. Choose the files again."
TICKED = (
    "You ticked other names than before. This is what would happen now; nothing is written yet."
)
MOVED_ON = (
    "Somebody changed what the files are about since you saw the preview. Nothing was written. "
    "Look at it again, then import."
)


@csrf_exempt
def choose(request: HttpRequest) -> HttpResponse:
    """Exempt for one line: what reads an upload is chosen before the token is looked for in it."""
    request.upload_handlers = [InMemory(request, MOST_BYTES)]
    return _choose(request)


@csrf_protect
def _choose(request: HttpRequest) -> HttpResponse:
    """The form; and for files, what they would do, with nothing written."""
    demand(may_import(request.user))
    form = ImportForm(request.user, request.POST or None, request.FILES or None)
    if not form.is_valid():
        return _form_page(request, form)
    said = form.cleaned_data
    files = tuple((file.name, file.read()) for file in said["files"])
    return _preview(request, Chosen(files, said["accept"], said["body"]), form)


def confirm(request: HttpRequest) -> HttpResponse:
    """Import the files if that does what the preview showed; look again with other names."""
    demand(may_import(request.user))
    agreed = opened(request.POST.get("agreed", ""), by=request.user)
    if agreed is None:
        messages.error(request, TOO_LATE)
        return redirect("admin:votes_rollcall_import")
    chosen = replace(agreed.chosen, left_out=_ticked(request.POST))
    demand(chosen.accept == DRAFTS or may_accept(request.user))
    if "import" not in request.POST:
        return _preview(request, chosen)
    if set(chosen.left_out) != set(agreed.chosen.left_out):
        messages.warning(request, TICKED)
        return _preview(request, chosen)
    try:
        report = _as_agreed(agreed, request)
    except Refused as refused:
        messages.error(request, str(refused))
        return _form_page(request, ImportForm(request.user), status=409)
    if report is None:
        messages.error(request, MOVED_ON)
        return _preview(request, chosen, status=409)
    messages.success(request, f"Imported from {chosen.names}: {counts(report)}.")
    return redirect("admin:votes_rollcall_changelist")


def _as_agreed(agreed: Agreed, request: HttpRequest) -> Report | None:
    """What was imported; None, and nothing of it, where it is not what the preview showed."""
    with transaction.atomic():
        report = bring(agreed.chosen, by=request.user, is_rehearsal=False)
        is_agreed = digest(report) == agreed.digest
        transaction.set_rollback(not is_agreed)
    return report if is_agreed else None


def _ticked(sent: QueryDict) -> tuple[str, ...]:
    names = dict.fromkeys(sent.getlist("leave_out"))
    return tuple(name for name in names if 0 < len(name) <= LONGEST_NAME)[: 2 * SHOWN]


def _preview(
    request: HttpRequest, chosen: Chosen, form: ImportForm | None = None, status: int = 200
) -> HttpResponse:
    try:
        report = bring(chosen, by=request.user, is_rehearsal=True)
    except Refused as refused:
        form = form or ImportForm(request.user)
        if form.is_bound:
            form.add_error("files", str(refused))
        else:
            messages.error(request, str(refused))
        return _form_page(request, form)
    return desk_page(
        request,
        PREVIEW,
        f"What {chosen.names} would bring",
        status,
        preview=preview_of(report, chosen),
        agreed=sealed(Agreed(chosen, digest(report)), by=request.user),
        confirm_url=reverse("admin:votes_rollcall_import_confirm"),
    )


def _form_page(request: HttpRequest, form: ImportForm, status: int = 200) -> HttpResponse:
    return desk_page(request, CHOOSE, "Import records", status, form=form)
