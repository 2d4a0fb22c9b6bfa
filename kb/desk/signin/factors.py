"""Second factors: passkeys and authenticator apps. Recovery codes stand in for a lost one."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest

FACTORS = (Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP)


def factors_of(user: User) -> QuerySet[Authenticator]:
    return Authenticator.objects.filter(user=user, type__in=FACTORS)


def has_factor(request: HttpRequest) -> bool:
    """Whether the signed-in person has a second factor; asked once in a request."""
    if not hasattr(request, "has_factor"):
        request.has_factor = factors_of(request.user).exists()
    return request.has_factor


def showed_factor(request: HttpRequest) -> bool:
    """Whether this very session showed one: at sign-in, or by enrolling it."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)
