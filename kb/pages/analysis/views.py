"""Every analysis by the same three views: a page, JSON and CSV."""

import csv
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kb.pages.analysis.choice import Choice, address, choose
from kb.pages.analysis.kinds import Analysis, Where, frame
from kb.pages.errors import error_answer
from kb.records.registers.tables import guarded
from kb.search.parameters import BadParameter, takes

View = Callable[..., HttpResponse]
Answer = Callable[[HttpRequest, Choice, Where], HttpResponse]


def page_of(kind: Analysis) -> View:
    def answer(request: HttpRequest, choice: Choice, where: Where) -> HttpResponse:
        page = kind.page(kind.read(choice, where), frame(kind, choice, where))
        return render(request, kind.template, {"page": page})

    return _view(kind, kind.name, answer)


def json_of(kind: Analysis) -> View:
    def answer(request: HttpRequest, choice: Choice, where: Where) -> HttpResponse:
        document = kind.document(kind.read(choice, where))
        return JsonResponse(document, json_dumps_params={"ensure_ascii": False})

    return _view(kind, f"{kind.name}-json", answer)


def csv_of(kind: Analysis) -> View:
    """UTF-8, the head line first; no cell runs as a formula."""

    def answer(request: HttpRequest, choice: Choice, where: Where) -> HttpResponse:
        file = "-".join([kind.name, *where.values()])
        response = HttpResponse(
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{file}.csv"'},
        )
        writer = csv.DictWriter(response, kind.columns, lineterminator="\n")
        writer.writeheader()
        for row in kind.rows(kind.read(choice, where)):
            writer.writerow({name: _cell(value) for name, value in row.items()})
        return response

    return _view(kind, f"{kind.name}-csv", answer)


def _cell(value: str | int | float | None) -> str | int | float | None:
    return guarded(value) if isinstance(value, str) else value


def _view(kind: Analysis, name: str, answer: Answer) -> View:
    """The words of the path in their one spelling, and none left empty: else on to that address."""
    parameters = tuple(kind.filters.base_filters)

    @takes(*parameters)
    @require_safe
    def view(request: HttpRequest, **where: Any) -> HttpResponse:
        canonical = kind.canonical(where)
        given = {word: request.GET[word] for word in parameters if word in request.GET}
        if canonical != where or "" in given.values():
            kept = {word: value for word, value in given.items() if value}
            return redirect(address(name, canonical, kept), permanent=canonical != where)
        try:
            choice = choose(kind.filters, request.GET, timezone.now())
        except BadParameter as refused:
            return error_answer(
                request,
                HTTPStatus.BAD_REQUEST,
                code="bad_parameter",
                parameter=refused.name,
                message=str(refused),
            )
        return answer(request, choice, canonical)

    return view
