"""Error pages of the house; what programs ask for gets its errors as JSON."""

import sys
from http import HTTPStatus
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

# How soon a program that met a database out of reach may try again, in seconds.
RETRY_AFTER = 30


def error_answer(
    request: HttpRequest,
    status: HTTPStatus,
    *,
    code: str,
    message: str,
    parameter: str | None = None,
    **context: Any,
) -> HttpResponse:
    """The page of that status, or {"error", "parameter", "message"} at addresses of data.

    The page says `message` only where its template does.
    """
    if wants_json(request):
        error = {"error": code, "parameter": parameter, "message": message}
        return JsonResponse(error, status=status)
    return render(request, f"{status:d}.html", {"message": message, **context}, status=status)


def wants_json(request: HttpRequest) -> bool:
    return request.path.endswith(".json") or request.path.startswith("/api/")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    message = "Part of the address is not something this site knows, so nothing was looked up."
    return error_answer(request, HTTPStatus.BAD_REQUEST, code="bad_request", message=message)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    message = "You may not do this here."
    return error_answer(request, HTTPStatus.FORBIDDEN, code="forbidden", message=message)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    message = "Nothing at this address."
    return error_answer(request, HTTPStatus.NOT_FOUND, code="not_found", message=message)


def not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """`allowed` as the header Allow says it: "GET, HEAD"."""
    response = error_answer(
        request,
        HTTPStatus.METHOD_NOT_ALLOWED,
        code="method_not_allowed",
        message=f"This address takes no {request.method}. It takes: {allowed}.",
    )
    response.headers["Allow"] = allowed
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Django calls it while the fault is being handled, whether a view or a middleware met it."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        message = "The database is out of reach for a moment. Try again in half a minute."
        response = _alone(request, HTTPStatus.SERVICE_UNAVAILABLE, "unavailable", message)
        response.headers["Retry-After"] = str(RETRY_AFTER)
        return response
    message = "Something failed on our side. The fault has been logged."
    return _alone(request, HTTPStatus.INTERNAL_SERVER_ERROR, "server_error", message)


def _alone(request: HttpRequest, status: HTTPStatus, code: str, message: str) -> HttpResponse:
    """No context and no database: either may be what failed."""
    if wants_json(request):
        return JsonResponse({"error": code, "parameter": None, "message": message}, status=status)
    return HttpResponse(render_to_string(f"{status:d}.html"), status=status)
