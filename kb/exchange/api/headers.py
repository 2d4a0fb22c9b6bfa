"""What holds for all addresses of data: any site's scripts may read them, nobody's may write."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, set_response_etag

Handler = Callable[[HttpRequest], HttpResponse]

FOLDERS = ("/api/", "/export/")
ENDINGS = (".json", ".csv", ".akn.xml")
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After, Link, Content-Disposition",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
METHODS = "GET, HEAD, OPTIONS"
PREFLIGHT = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "Authorization, If-None-Match, Accept",
    "Access-Control-Max-Age": "86400",
}


def open_for_reading(get_response: Handler) -> Handler:
    """Stands outside whatever makes answers of 304, so that those say the same."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not is_data(request.path):
            return get_response(request)
        if request.method == "OPTIONS":
            return _preflight()
        response = get_response(request)
        if request.method == "HEAD":
            response = _tagged(request, response)
        for name, value in OPEN.items():
            response.headers[name] = value
        return response

    return middleware


def _preflight() -> HttpResponse:
    """A browser asks before it sends a key or a tag to another site's address."""
    response = HttpResponse(status=HTTPStatus.NO_CONTENT, headers=OPEN | PREFLIGHT)
    del response.headers["Content-Type"]
    return response


def is_data(path: str) -> bool:
    return path.startswith(FOLDERS) or path.endswith(ENDINGS)


def _tagged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Django tags the answers to GET alone; HEAD is asked to learn whether anything changed."""
    if response.status_code != HTTPStatus.OK or "no-store" in response.headers.get(
        "Cache-Control", ""
    ):
        return response
    set_response_etag(response)
    return get_conditional_response(request, etag=response.headers.get("ETag"), response=response)
