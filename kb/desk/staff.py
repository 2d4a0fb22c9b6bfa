"""Accounts of staff: made, invited anew, shut. Each step is told on the user's history page."""

from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django.contrib.admin.models import ADDITION
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from kb.desk.roles import ROLES, load_roles
from kb.desk.signin.enrolment import enrolment_link
from kb.desk.signin.traces import note
from kb.records.services import Refused

ADMINISTRATOR = "Administrator"


@transaction.atomic
def make_staff(*, name: str, roles: Iterable[str] = tuple(ROLES)) -> User:
    """A new account without a password. Roles are those of kb.desk.roles; nobody is a superuser."""
    groups = load_roles()
    user = User(username=name.lower(), is_staff=True)
    user.set_unusable_password()
    user.full_clean()
    user.save()
    user.groups.set(groups[role] for role in roles)
    note(user, by=None, message=f"Made, with these roles: {', '.join(roles)}.", flag=ADDITION)
    return user


@transaction.atomic
def invite(user: User, *, by: User | None) -> str:
    """A new enrolment link, which sets a password; second factors stay and are asked for."""
    if not user.is_active:
        raise Refused("This account is shut. Open it again first.")
    if not user.is_staff:
        raise Refused("This account is not one of staff.")
    if not user.has_usable_password():
        # Links given before were never used: none but the newest opens the account.
        user.set_unusable_password()
        user.save(update_fields=["password"])
    note(user, by=by, message="A new enrolment link was made.")
    return enrolment_link(user)


@transaction.atomic
def reset(user: User, *, by: User | None) -> None:
    """Take password and factors away and end the sessions: all begins anew with a link."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
    note(user, by=by, message="Password and second factors were removed; sessions were ended.")


def end_sessions(user: User) -> None:
    """Everywhere at once, so that opening a shut account again revives none of them."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()


def refuse_last_administrator(user: User, *, is_active: bool, roles: Iterable[Group]) -> None:
    """Somebody must be left who can give roles. Two at once are kept apart by the row's lock."""
    if is_active and any(role.name == ADMINISTRATOR for role in roles):
        return
    Group.objects.select_for_update().filter(name=ADMINISTRATOR).first()
    able = User.objects.filter(is_active=True, is_staff=True, groups__name=ADMINISTRATOR)
    if able.filter(pk=user.pk).exists() and not able.exclude(pk=user.pk).exists():
        raise Refused("This is the last administrator. Make another one first.")
