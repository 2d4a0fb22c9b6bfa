"""What administrators do with accounts, and what nobody does."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.test import Client

from tests.desk.signing_in import PASSWORD, make_staff, staff_client
from tests.pages.reading_pages import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> Client:
    """Signed in, and just asked again who it is."""
    return confirmed(staff_client("Administrator"))


def confirmed(client: Client) -> Client:
    client.post("/account/confirm/", {"password": PASSWORD})
    return client


def page_of(user: User) -> str:
    return f"/admin/auth/user/{user.pk}/change/"


def send(client: Client, user: User, *roles: str, **fields: str):
    """The form of an account, with these roles ticked."""
    groups = Group.objects.filter(name__in=roles)
    filled = {"username": user.username, "groups": [group.pk for group in groups]}
    return client.post(page_of(user), filled | fields)


def roles_of(user: User) -> set[str]:
    return {group.name for group in User.objects.get(pk=user.pk).groups.all()}


def test_a_new_account_is_of_staff_without_password_and_its_link_comes_next(administrator: Client):
    answer = administrator.post(
        "/admin/auth/user/add/",
        {"username": "Ben", "is_active": "on", "groups": [Group.objects.get(name="Editor").pk]},
    )

    ben = User.objects.get(username="ben")
    assert answer.url == f"/admin/auth/user/{ben.pk}/link/"
    assert (ben.is_staff, ben.is_superuser, ben.has_usable_password()) == (True, False, False)
    assert roles_of(ben) == {"Editor"}


def test_the_link_that_is_made_opens_the_account(administrator: Client):
    ben = make_staff("Editor")

    page = administrator.post(f"/admin/auth/user/{ben.pk}/link/").content.decode()

    link = re.search(r"http://localhost:8000(/account/enrol/\S+?)<", page)[1]
    assert Client().get(link).status_code == 200
    assert "/account/enrol/" not in administrator.get(page_of(ben)).content.decode()


def test_a_desk_left_open_makes_no_link():
    ben, client = make_staff("Editor"), staff_client("Administrator")

    answer = client.post(f"/admin/auth/user/{ben.pk}/link/", {"reset": "on"})

    assert answer.url.startswith("/account/confirm/?next=")
    assert Authenticator.objects.filter(user=ben).exists()


def test_a_lost_telephone_is_taken_away_with_all_sessions(administrator: Client):
    ben = staff_client("Editor")

    administrator.post(f"/admin/auth/user/{ben.user.pk}/link/", {"reset": "on"})

    assert not Authenticator.objects.filter(user=ben.user).exists()
    assert not User.objects.get(pk=ben.user.pk).has_usable_password()
    assert ben.get("/admin/jsi18n/").status_code == 302


def test_a_shut_account_gets_no_link(administrator: Client):
    ben = make_staff("Editor", is_active=False)

    answer = administrator.post(f"/admin/auth/user/{ben.pk}/link/", follow=True)

    assert "Open it again first" in answer.content.decode()


@pytest.mark.parametrize("role", ["Contributor", "Editor", "Records officer"])
def test_only_administrators_reach_accounts_and_links(role: str):
    ben, client = make_staff("Editor"), confirmed(staff_client(role))

    for address in ("/admin/auth/user/", page_of(ben), f"/admin/auth/user/{ben.pk}/link/"):
        assert client.get(address).status_code == 403
    assert client.post(f"/admin/auth/user/{ben.pk}/link/").status_code == 403


def test_nobody_gives_roles_to_oneself_or_takes_a_link_for_oneself(administrator: Client):
    own = administrator.user

    send(administrator, own, "Administrator", "Editor")
    answer = administrator.post(f"/admin/auth/user/{own.pk}/link/")

    assert roles_of(own) == {"Administrator"}
    assert answer.status_code == 403


def test_one_administrator_of_two_may_be_relieved(administrator: Client):
    other = make_staff("Administrator")

    send(administrator, other, "Editor", is_active="on")

    assert roles_of(other) == {"Editor"}


@pytest.mark.parametrize(
    ("role", "fields"), [("Editor", {"is_active": "on"}), ("Administrator", {})]
)
def test_the_last_administrator_loses_neither_role_nor_account(
    administrator: Client, role: str, fields: dict[str, str]
):
    """As when two relieve each other at the same moment: the second has no role any more."""
    last = make_staff("Administrator")
    permissions = Group.objects.get(name="Administrator").permissions.all()
    administrator.user.user_permissions.set(permissions)
    administrator.user.groups.clear()

    answer = send(administrator, last, role, **fields)

    assert "last administrator" in answer.content.decode()
    assert roles_of(last) == {"Administrator"}
    assert User.objects.get(pk=last.pk).is_active


def test_two_names_that_differ_in_capitals_alone_are_refused(administrator: Client):
    make_staff("Editor", name="ben")

    answer = administrator.post("/admin/auth/user/add/", {"username": "BEN", "is_active": "on"})

    assert "Somebody has this name already." in answer.content.decode()


def test_no_password_hash_no_superuser_and_no_deletion(administrator: Client):
    ben = make_staff("Editor")

    page = administrator.get(page_of(ben)).content.decode()

    assert ben.password not in page
    assert "is_superuser" not in page
    assert administrator.post(f"/admin/auth/user/{ben.pk}/delete/").status_code == 403
    send(administrator, ben, "Editor", is_active="on", is_superuser="on", is_staff="")
    assert User.objects.filter(pk=ben.pk, is_superuser=False, is_staff=True).exists()


def test_the_history_of_an_account_tells_what_was_done_by_whom(administrator: Client):
    ben = make_staff("Editor")
    send(administrator, ben, "Contributor", is_active="on")
    administrator.post(f"/admin/auth/user/{ben.pk}/link/", {"reset": "on"})

    page = administrator.get(f"/admin/auth/user/{ben.pk}/history/").content.decode()

    assert "Changed Roles" in page
    assert "A new enrolment link was made." in page
    assert "second factors were removed" in page
    assert administrator.user.username in page


def test_the_history_of_an_account_tells_that_a_link_was_used(administrator: Client):
    ben = make_staff("Editor", factor=False)
    page = administrator.post(f"/admin/auth/user/{ben.pk}/link/").content.decode()
    link = re.search(r"http://localhost:8000(/account/enrol/\S+?)<", page)[1]

    Client().post(link, {"password1": "a newer sentence", "password2": "a newer sentence"})

    history = administrator.get(f"/admin/auth/user/{ben.pk}/history/").content.decode()
    assert "A password was set by an enrolment link." in history


def test_the_list_tells_factors_and_asks_no_more_for_many(administrator: Client):
    Authenticator.objects.create(user=make_staff(), type="webauthn", data={"name": "key"})
    administrator.get("/account/")
    few = queries_of(administrator, "/admin/auth/user/")
    for _ in range(10):
        make_staff("Editor")

    assert queries_of(administrator, "/admin/auth/user/") == few
    page = administrator.get("/admin/auth/user/").content.decode()
    assert "1 passkey and an authenticator app" in page


def test_groups_addresses_and_factors_are_not_edited_by_hand():
    names = {model._meta.label for model in admin.site._registry}

    assert "auth.User" in names
    assert names.isdisjoint({"auth.Group", "account.EmailAddress", "mfa.Authenticator"})
