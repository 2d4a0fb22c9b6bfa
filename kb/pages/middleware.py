"""What holds for every answer, whatever the page."""

from collections.abc import Callable
from http import HTTPStatus
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.timezone import localdate

from kb.pages.errors import error_answer, not_allowed
from kb.records.addresses import MovedPage, WithdrawnPage

Handler = Callable[[HttpRequest], HttpResponse]

# Campaign marks that other sites add to links; they change nothing here.
IGNORED_PARAMETERS = ("fbclid", "gclid")
IGNORED_PREFIXES = ("utm_", "mc_")
# Django's admin and the sign-in have parameters of their own, and refuse by themselves.
OF_STAFF = ("/admin/", "/account/")


def loopback_only(get_response: Handler) -> Handler:
    """KB_LOCAL=1 serves without HTTPS, so it serves nobody but this machine."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.IS_LOCAL and not _is_loopback(request.META.get("REMOTE_ADDR", "")):
            return HttpResponse(
                "KB_LOCAL=1 serves this machine alone.", status=403, content_type="text/plain"
            )
        return get_response(request)

    return middleware


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def response_headers(get_response: Handler) -> Handler:
    """No page outlives the next release: a browser asks again, and gets 304 if it is the same."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-cache")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        return response

    return middleware


class known_parameters:  # noqa: N801 (a middleware, named as what it keeps)
    """An unknown parameter is an error that names it, never the whole list.

    A view names the parameters that it takes with `takes()`.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.path.startswith(OF_STAFF):
            return None
        known = getattr(view, "parameters", frozenset())
        for name in request.GET:
            if name not in known and not _is_ignored(name):
                return _refuse_parameter(request, name, known)
        return None


def _is_ignored(name: str) -> bool:
    return name in IGNORED_PARAMETERS or name.startswith(IGNORED_PREFIXES)


def _refuse_parameter(request: HttpRequest, name: str, known: frozenset[str]) -> HttpResponse:
    allowed = ", ".join(sorted(known)) or "none"
    return error_answer(
        request,
        HTTPStatus.BAD_REQUEST,
        code="unknown_parameter",
        parameter=name,
        message=f"This address takes no parameter “{name}”. It takes: {allowed}.",
    )


def refused_methods(get_response: Handler) -> Handler:
    """A method that an address does not take is refused by a page as well, not by a blank one."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content:
            return not_allowed(request, response.headers.get("Allow", ""))
        return response

    return middleware


class withdrawn_and_moved:  # noqa: N801 (a middleware, named as what it answers)
    """Answers for pages that were taken back (410) or that have a new address (301)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, MovedPage):
            return HttpResponsePermanentRedirect(exception.url)
        if isinstance(exception, WithdrawnPage):
            return _gone(request, exception)
        return None


def _gone(request: HttpRequest, exception: WithdrawnPage) -> HttpResponse:
    return error_answer(
        request,
        HTTPStatus.GONE,
        code="withdrawn",
        message=f"Withdrawn on {localdate(exception.at):%Y-%m-%d}.",
        withdrawn_on=exception.at,
    )
