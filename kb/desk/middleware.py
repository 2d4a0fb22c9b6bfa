"""What holds for the admin and the account pages alone. Public pages know no session."""

import time
from collections.abc import Callable

from csp.constants import SELF
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from kb.desk.signin.factors import has_factor, showed_factor
from kb.pages.middleware import OF_STAFF

Handler = Callable[[HttpRequest], HttpResponse]

BEGAN_AT, SEEN_AT = "desk.began_at", "desk.seen_at"
# An idle time is measured to the minute: a session is not written at every request.
MINUTE = 60
SCRIPTS = {"script-src": [SELF], "connect-src": [SELF], "font-src": [SELF]}


def ending_sessions(get_response: Handler) -> Handler:
    """Ends the session that is no longer of staff, was idle too long, or lasted too long.

    So ends a session of a password alone, as soon as its owner has enrolled a second factor
    elsewhere. The hours are counted here, as the cookie's own age begins anew with each write.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        is_signed_in = request.path.startswith(OF_STAFF) and request.user.is_authenticated
        if is_signed_in and (_is_over(request, time.time()) or not _is_of_staff(request)):
            logout(request)
        return get_response(request)

    return middleware


def _is_of_staff(request: HttpRequest) -> bool:
    return request.user.is_staff and (showed_factor(request) or not has_factor(request))


def _is_over(request: HttpRequest, now: float) -> bool:
    session = request.session
    began, seen = session.get(BEGAN_AT, now), session.get(SEEN_AT, now)
    if now - seen > settings.IDLE_MINUTES * MINUTE or now - began > settings.SESSION_COOKIE_AGE:
        return True
    session.setdefault(BEGAN_AT, now)
    if SEEN_AT not in session or now - seen >= MINUTE:
        session[SEEN_AT] = now
    return False


def desk_headers(get_response: Handler) -> Handler:
    """Scripts of our own for staff; nothing that staff see stays in a cache.

    Within the site pages of staff name where a form was sent from: under “no-referrer” a browser
    says that it comes from nowhere, and the guard against forged forms refuses it.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path.startswith(OF_STAFF):
            response._csp_update = SCRIPTS
            response.headers["Cache-Control"] = "no-store, private"
            response.headers["Referrer-Policy"] = "same-origin"
        return response

    return middleware
