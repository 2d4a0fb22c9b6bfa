"""What went wrong, always as {"error": code, "parameter": name or null, "message": sentence}.

What the whole site answers alike (not found, moved, withdrawn, a fault) is left to it: a record
that was never public gives the very bytes of an address that never existed.
"""

import math
from http import HTTPStatus
from typing import Any

from rest_framework.exceptions import APIException, MethodNotAllowed, Throttled
from rest_framework.response import Response

from kb.search.parameters import BadParameter

CODES = {
    HTTPStatus.UNAUTHORIZED: "bad_key",
    HTTPStatus.FORBIDDEN: "forbidden",
    HTTPStatus.METHOD_NOT_ALLOWED: "method_not_allowed",
    HTTPStatus.TOO_MANY_REQUESTS: "too_many_requests",
}


def answer_for(exception: Exception, context: dict[str, Any]) -> Response | None:
    """The exception handler of all views of the API; None leaves it to the site."""
    if isinstance(exception, BadParameter):
        return _error(HTTPStatus.BAD_REQUEST, "bad_parameter", str(exception), exception.name)
    if isinstance(exception, APIException):
        status = HTTPStatus(exception.status_code)
        message = _message(exception, context)
        return _error(status, CODES.get(status, "refused"), message, headers=_headers(exception))
    return None


def _error(
    status: HTTPStatus,
    code: str,
    message: str,
    parameter: str | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    error = {"error": code, "parameter": parameter, "message": message}
    return Response(error, status=status, headers=headers)


def _message(exception: APIException, context: dict[str, Any]) -> str:
    if isinstance(exception, MethodNotAllowed):
        allowed = ", ".join(context["view"].allowed_methods)
        return f"This address takes no {context['request'].method}. It takes: {allowed}."
    if isinstance(exception, Throttled):
        return f"Too many requests. Try again in {_wait(exception)} seconds."
    return str(exception.detail)


def _headers(exception: APIException) -> dict[str, str]:
    if isinstance(exception, Throttled):
        return {"Retry-After": str(_wait(exception))}
    scheme = getattr(exception, "auth_header", None)
    return {"WWW-Authenticate": scheme} if scheme else {}


def _wait(exception: Throttled) -> int:
    return max(1, math.ceil(exception.wait or 1))
