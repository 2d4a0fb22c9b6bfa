"""Who asks: a partner by a key in the header, or anybody without one."""

import hmac

from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.db import OperationalError, transaction
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, Throttled
from rest_framework.request import Request

from kb.exchange.keys.rates import AnonymousRate, visitor_of
from kb.exchange.keys.services import KEY, digest_of
from kb.exchange.models import PartnerKey

SCHEME = "Bearer"
# What an unknown key is compared with, so that it takes as long as a wrong one.
NO_DIGEST = "0" * 64
ONCE_A_MINUTE = 60


class BadKey(AuthenticationFailed):
    """One sentence for a key that is unknown, wrong, expired or revoked: none tells which."""

    default_code = "bad_key"
    default_detail = (
        "This key opens nothing: it is not known, has expired or was revoked. "
        "Send it as “Authorization: Bearer otr_…”, or ask without one."
    )


class KeyAuthentication(BaseAuthentication):
    """`request.auth` is the PartnerKey of `Authorization: Bearer otr_…`, None without the header.

    A header that holds anything else is refused, never passed over: a partner whose key has ended
    must not take what everybody sees for all that there is.
    """

    def authenticate(self, request: Request) -> tuple[AnonymousUser, PartnerKey] | None:
        """Raises BadKey; Throttled where one address sent too many of them."""
        header = request.META.get("HTTP_AUTHORIZATION")
        if header is None:
            return None
        key = _key_of(header)
        if key is None:
            _count_refusal(request)
            raise BadKey
        _note_use(key)
        return AnonymousUser(), key

    def authenticate_header(self, request: Request) -> str:
        return SCHEME


def _key_of(header: str) -> PartnerKey | None:
    """The key found by its public part; only then is the digest of the whole looked at."""
    scheme, _, sent = header.partition(" ")
    found = KEY.fullmatch(sent.strip())
    if scheme.lower() != SCHEME.lower() or found is None:
        return None
    key = PartnerKey.objects.filter(prefix=found[1]).first()
    expected = key.digest if key else NO_DIGEST
    is_right = hmac.compare_digest(digest_of(found[0]), expected)
    return key if key and is_right and key.is_valid(timezone.now()) else None


def _count_refusal(request: Request) -> None:
    """Views count whom they let in; without this, guesses would be free."""
    rate = AnonymousRate()
    if not rate.passes(visitor_of(request)):
        raise Throttled(wait=rate.wait())


def _note_use(key: PartnerKey) -> None:
    """Keep the day, once: who still uses a key can be seen, and when they read what cannot.

    Nobody decided it, so it is no row of the ledger. Where another writer holds the database, it
    is left to a later request.
    """
    today = timezone.localdate()
    if key.last_used_on == today:
        return
    if not caches["rates"].add(f"used-{key.prefix}-{today}", 1, ONCE_A_MINUTE):
        return
    try:
        with transaction.atomic():
            PartnerKey.objects.filter(pk=key.pk).update(last_used_on=today)
    except OperationalError:
        return
