"""Enrolment links: how staff come to their first password, and to a new one."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import base36_to_int, int_to_base36

from kb.desk.signin.traces import note


class EnrolmentTokens(PasswordResetTokenGenerator):
    """Good for a day, and until the account's password or last sign-in changes: so, once."""

    key_salt = "kb.desk.signin.enrolment"


TOKENS = EnrolmentTokens()


def enrolment_link(user: User) -> str:
    """The whole address. Whoever opens it first sets the password of the account."""
    address = reverse("enrol", args=[int_to_base36(user.pk), TOKENS.make_token(user)])
    return settings.PUBLIC_URL + address


def invited(uid: str, token: str) -> User | None:
    """Whose link this is; nobody's if it was used, is too old or was never given."""
    try:
        user = User.objects.filter(pk=base36_to_int(uid), is_active=True, is_staff=True).first()
    except (ValueError, OverflowError):
        return None
    return user if user and TOKENS.check_token(user, token) else None


@transaction.atomic
def take_up(uid: str, token: str, password: str) -> User | None:
    """Use the link: the account has this password. Nobody, if somebody was faster."""
    User.objects.select_for_update().filter(pk=base36_to_int(uid)).first()
    user = invited(uid, token)
    if user:
        user.set_password(password)
        user.save(update_fields=["password"])
        note(user, by=user, message="A password was set by an enrolment link.")
    return user


def enter(request: HttpRequest, user: User) -> HttpResponse:
    """Sign in with the password just set; a second factor that is there already is asked for."""
    logout(request)
    record_authentication(request, user, method="password", reauthenticated=True)
    return perform_login(request, user, redirect_url=reverse("second_factor"))
