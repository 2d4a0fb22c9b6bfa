"""How often one visitor, or one key, may ask.

Two numbers a visitor: how often in this window and in the one before, which counts for the share
of it that is not yet a whole window ago. So no burst passes at the turn of a window, and nobody's
requests are kept one by one. A request that is refused does not count. HEAD counts as GET, since it
costs as much; the questions of browsers (OPTIONS) do not.
"""

import hashlib
import hmac
import secrets
import time
from contextlib import suppress
from typing import Any

from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

# Known to this process alone and gone with it.
OWN_WORD = secrets.token_bytes(32)


class Rate(BaseThrottle):
    """`name` is one of settings.RATES: how many in how many seconds. All counters are of `name`."""

    name: str

    def who(self, request: Request) -> str | None:
        """A word for whom it counts; None, it does not count this request."""
        raise NotImplementedError

    def allow_request(self, request: Request, view: Any) -> bool:
        who = None if request.method == "OPTIONS" else self.who(request)
        return who is None or self.passes(who)

    def passes(self, who: str) -> bool:
        """Count one request, and take it back where it is one too many."""
        limit, seconds = settings.RATES[self.name]
        window, passed = divmod(int(time.time()), seconds)
        this, last = (f"{self.name}-{who}-{each}" for each in (window, window - 1))
        before = caches["rates"].get(last, 0)
        # Counted first: two at once never both pass as the last one.
        count = _one_more(this, 2 * seconds)
        if before * (seconds - passed) <= (limit - count) * seconds:
            return True
        _one_less(this)
        self._wait = _seconds_left(limit, seconds, passed, before, count - 1)
        return False

    def wait(self) -> int:
        """Whole seconds until the next request passes, at least 1."""
        return self._wait


def _one_more(counter: str, timeout: int) -> int:
    """The counter, one higher. A full cache may drop it at any moment: then it begins anew."""
    counters = caches["rates"]
    try:
        return counters.incr(counter)
    except ValueError:
        counters.add(counter, 0, timeout)
    try:
        return counters.incr(counter)
    except ValueError:
        return 1


def _one_less(counter: str) -> None:
    with suppress(ValueError):
        caches["rates"].decr(counter)


def _seconds_left(limit: int, seconds: int, passed: int, before: int, count: int) -> int:
    """Until one more passes: in this window, as the one before fades, or else in the next."""
    if count < limit:
        return seconds - (limit - count - 1) * seconds // before - passed
    return seconds - passed + seconds - (limit - 1) * seconds // count


class VisitorRate(Rate):
    """Of everybody without a key, by address, of which only a keyed digest is kept in memory."""

    def who(self, request: Request) -> str | None:
        return visitor_of(request) if request.auth is None else None


class KeyRate(Rate):
    """Of each key, wherever it is used."""

    def who(self, request: Request) -> str | None:
        return request.auth.prefix if request.auth is not None else None


class AnonymousRate(VisitorRate):
    name = "anonymous"


class PartnerRate(KeyRate):
    name = "partner"


class AnonymousExportRate(VisitorRate):
    """For files that hold the whole."""

    name = "export"


class PartnerExportRate(KeyRate):
    name = "export_partner"


def visitor_of(request: Request) -> str:
    """A word for the address that a request comes from, which cannot be had back from it."""
    return hmac.new(_word(), _address_of(request).encode(), hashlib.sha256).hexdigest()


def _word() -> bytes:
    """What digests of addresses are keyed with; where processes count together, the same in all."""
    return settings.SECRET_KEY.encode() if settings.RATES_ARE_SHARED else OWN_WORD


def _address_of(request: Request) -> str:
    """As sign-in finds it: behind a proxy the last that it names; of IPv6 the network (/64).

    Visitors whose address nobody tells (a Unix socket) count as one.
    """
    try:
        return get_ip(request._request)
    except PermissionDenied:
        return ""


EXPORT_RATES = (AnonymousExportRate, PartnerExportRate)
