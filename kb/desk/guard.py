"""What the admin does not refuse by itself: parameters of its addresses that no page ever sends."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

LONGEST = 500
MANY_DIGITS = re.compile(r"\d{19,}")
YEAR = re.compile(r"__year$")


def guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, behind a look at its parameters: 400 with a sentence where the database would fail.

    A preselected list of records may be long (`record`), and so may the filters that the admin
    carries along.
    """

    @wraps(view)
    def looked_at(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        problem = refused(request)
        if problem:
            return render(request, "400.html", {"message": problem}, status=400)
        try:
            return view(request, *args, **kwargs)
        except (OverflowError, DataError):
            message = "Something in the address or the form is larger than what can be on record."
            return render(request, "400.html", {"message": message}, status=400)

    return looked_at


def refused(request: HttpRequest) -> str:
    """Why a parameter cannot be answered, in a sentence; empty if all of them can."""
    for name, values in request.GET.lists():
        for value in values:
            if "\x00" in name + value:
                return "A parameter holds a character that no text can hold (NUL)."
            if name != "_changelist_filters" and len(value) > LONGEST:
                return f"The parameter “{name[:60]}” is longer than {LONGEST} characters."
            if MANY_DIGITS.search(value):
                return f"The parameter “{name[:60]}” holds a number that is too large."
            if YEAR.search(name) and not (value.isdecimal() and 1 <= int(value) <= 9998):
                return f"The parameter “{name[:60]}” is no year."
    return ""
