"""Staff for tests: accounts with roles and a second factor, and clients that are signed in."""

import time

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.models import Group, User
from django.test import Client

from kb.desk.roles import load_roles

PASSWORD = "a harmless sentence"  # noqa: S105 (of the tests)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 (of the tests)


def make_staff(*roles: str, name: str = "", factor: bool = True, **fields: object) -> User:
    """Somebody with these roles ("Editor", "Records officer"), a password and an app for codes."""
    groups = {group.name: group for group in Group.objects.all()} or load_roles()
    name = name or f"staff-{User.objects.count() + 1}"
    fields = {"is_staff": True} | fields
    user = User.objects.create_user(name, password=PASSWORD, **fields)
    user.groups.set(groups[role] for role in roles)
    if factor:
        TOTP.activate(user, SECRET)
        RecoveryCodes.activate(user)
    return user


def staff_client(*roles: str, user: User | None = None) -> Client:
    """A client signed in with both factors; `client.user` is who it is."""
    user = user or make_staff(*roles)
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time()},
        {"method": "mfa", "type": "totp", "at": time.time()},
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    client.user = user
    return client


def code(secret: str = SECRET) -> str:
    """What an authenticator app shows now; the next one, where this is about to change."""
    left = 30 - time.time() % 30
    if left < 2:
        time.sleep(left)
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))
