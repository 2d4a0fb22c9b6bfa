"""The way to the desk: link, password, second factor; and every way that must not lead there."""

import json
import re
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.desk.signing_in import PASSWORD, SECRET, code, make_staff, staff_client

pytestmark = pytest.mark.django_db

DESK = "/admin/"
NEW_PASSWORD = "another harmless sentence"  # noqa: S105 (of the tests)


def run_staff(*arguments: str) -> str:
    """The path of the link that the command prints."""
    said = StringIO()
    call_command("staff", *arguments, stdout=said, skip_checks=True)
    return re.search(r"http://localhost:8000(/\S+)", said.getvalue())[1]


def set_password(client: Client, link: str, password: str = NEW_PASSWORD):
    return client.post(link, {"password1": password, "password2": password})


def sign_in(client: Client, user: User | str, password: str = PASSWORD, **sent):
    name = user if isinstance(user, str) else user.username
    return client.post("/account/login/", {"login": name, "password": password}, **sent)


def is_at_the_desk(client: Client) -> bool:
    return client.get("/admin/jsi18n/").status_code == 200


# The first account


def test_the_first_account_has_all_roles_no_password_and_is_no_superuser():
    run_staff("Ana")

    ana = User.objects.get(username="ana")
    assert {group.name for group in ana.groups.all()} == {
        "Contributor",
        "Editor",
        "Records officer",
        "Administrator",
    }
    assert (ana.is_staff, ana.is_superuser, ana.has_usable_password()) == (True, False, False)


def test_a_link_leads_through_password_factor_and_codes_to_the_desk(client: Client):
    link = run_staff("ana")

    to_factor = set_password(client, link)
    choice = client.get(to_factor.url)
    app = client.get("/account/app/")
    to_codes = client.post("/account/app/", {"code": code(app.context["form"].secret)})
    codes = client.get(to_codes.url)

    assert to_factor.url == "/account/second-factor/"
    assert "Add a passkey" in choice.content.decode()
    assert to_codes.url == "/account/codes/"
    assert len(re.findall(r"^\d{8}$|>(\d{8})$", codes.content.decode(), re.MULTILINE)) == 10
    assert is_at_the_desk(client)


def test_nobody_skips_the_second_factor(client: Client):
    set_password(client, run_staff("ana"))

    answer = client.get("/admin/auth/user/", follow=True)

    assert answer.redirect_chain[-1][0] == "/account/second-factor/"


def test_a_link_works_once(client: Client):
    link = run_staff("ana")
    set_password(client, link)

    again = set_password(Client(), link, "a third harmless sentence")

    assert again.status_code == 410
    assert User.objects.get().check_password(NEW_PASSWORD)


def test_looking_at_a_link_uses_nothing_up(client: Client):
    link = run_staff("ana")

    assert [client.get(link).status_code for _ in range(2)] == [200, 200]


def test_a_link_ends_after_a_day(client: Client, settings):
    link = run_staff("ana")
    settings.PASSWORD_RESET_TIMEOUT = -1

    assert client.get(link).status_code == 410


def test_a_newer_link_replaces_the_one_that_was_never_used(client: Client):
    first = run_staff("ana")
    second = run_staff("ana")

    assert (client.get(first).status_code, client.get(second).status_code) == (410, 200)


def test_a_link_of_a_shut_account_opens_nothing(client: Client):
    link = run_staff("ana")
    User.objects.update(is_active=False)

    assert client.get(link).status_code == 410


@pytest.mark.parametrize("uid", ["1", "zz", "zzzzzzzzzzzzzzzzzzzzzz", "%00", "é"])
def test_a_made_up_link_is_answered_as_one_that_is_over(client: Client, uid: str):
    assert client.get(f"/account/enrol/{uid}/abc-def/").status_code == 410


@pytest.mark.parametrize("password", ["short", "1q2w3e4r5t6y", "ana-ana-ana-ana"])
def test_a_weak_password_is_refused(client: Client, password: str):
    answer = set_password(client, run_staff("ana-ana-ana"), password)

    assert answer.status_code == 200
    assert not User.objects.get().has_usable_password()


def test_a_lost_password_is_set_anew_by_link_and_the_second_factor_is_still_asked(client: Client):
    user = make_staff("Editor")

    answer = set_password(client, run_staff(user.username))

    assert answer.url == "/account/login/code/"
    assert not is_at_the_desk(client)
    client.post(answer.url, {"code": code()})
    assert is_at_the_desk(client)


def test_reset_takes_factors_away_and_ends_sessions():
    client = staff_client("Editor")

    run_staff(client.user.username, "--reset")

    assert not Authenticator.objects.exists()
    assert not is_at_the_desk(client)
    assert sign_in(Client(), client.user).status_code == 200


def test_the_command_refuses_an_unknown_role():
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("staff", "ana", "--role", "King", skip_checks=True)


def test_the_command_gives_the_roles_that_are_named():
    run_staff("ben", "--role", "Editor")

    assert [group.name for group in User.objects.get().groups.all()] == ["Editor"]


# Signing in


def test_password_and_code_open_the_desk(client: Client):
    user = make_staff("Editor")

    answer = sign_in(client, user)
    assert answer.url == "/account/login/code/"
    assert not is_at_the_desk(client)
    client.post(answer.url, {"code": code()})

    assert is_at_the_desk(client)


def test_a_capital_in_the_name_does_no_harm(client: Client):
    make_staff("Editor", name="ana")

    assert sign_in(client, "Ana").url == "/account/login/code/"


def test_a_code_is_taken_once():
    user = make_staff("Editor")
    first, second = Client(), Client()
    shown = code()
    for client in (first, second):
        sign_in(client, user)
        client.post("/account/login/code/", {"code": shown})

    assert (is_at_the_desk(first), is_at_the_desk(second)) == (True, False)


def test_a_recovery_code_is_taken_once():
    user = make_staff("Editor")
    one = RecoveryCodes.activate(user).generate_codes()[0]
    first, second = Client(), Client()
    for client in (first, second):
        sign_in(client, user)
        client.post("/account/login/code/", {"code": one})

    assert (is_at_the_desk(first), is_at_the_desk(second)) == (True, False)


def test_whoever_wanted_a_page_of_the_desk_comes_to_it(client: Client):
    user = make_staff("Administrator")
    wanted = "/admin/auth/user/?q=ana"

    page = client.get(wanted, follow=True)
    client.post(
        "/account/login/",
        {
            "login": user.username,
            "password": PASSWORD,
            "next": page.context["redirect_field_value"],
        },
    )
    answer = client.post("/account/login/code/", {"code": code()})

    assert answer.url == wanted


@pytest.mark.parametrize(
    "elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_elsewhere_after_sign_in(client: Client, elsewhere: str):
    user = make_staff("Editor")
    client.post(
        "/account/login/", {"login": user.username, "password": PASSWORD, "next": elsewhere}
    )

    assert client.post("/account/login/code/", {"code": code()}).url == DESK


@pytest.mark.parametrize("address", ["/admin/", "/admin/nothing/", "/admin/auth/user/1/change/"])
def test_an_anonymous_visitor_comes_to_sign_in_whatever_the_address(client: Client, address: str):
    page = client.get(address, follow=True)

    assert page.redirect_chain[-1][0].startswith("/account/login/?next=")
    assert page.context["redirect_field_value"] == address


def test_an_unknown_name_a_wrong_password_and_a_shut_account_are_answered_alike(client: Client):
    make_staff("Editor", name="ana")
    make_staff("Editor", name="ben", is_active=False)

    answers = [
        re.sub(r'value="[^"]*"', "", sign_in(Client(), *tried).content.decode())
        for tried in (("ana", "wrong"), ("nobody", "wrong"), ("ben", PASSWORD))
    ]

    assert "do not belong together" in answers[0]
    assert answers[0] == answers[1] == answers[2]


def test_a_name_that_does_not_exist_costs_as_many_hashes_as_one_that_does(client, hashed):
    make_staff("Editor", name="ana")
    counts = []
    for name in ("ana", "nobody"):
        hashed.clear()
        sign_in(Client(), name, "wrong")
        counts.append(len(hashed))

    assert counts == [1, 1]


@pytest.fixture
def hashed(monkeypatch) -> list[str]:
    """Every password that was hashed."""
    hashed, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher,
        "encode",
        lambda self, password, salt: hashed.append(password) or encode(self, password, salt),
    )
    return hashed


# Addresses


@pytest.mark.parametrize(
    "address",
    ["signup/", "email/", "password/reset/", "password/set/", "inactive/", "confirm-email/",
     "login/code/confirm/", "social/connections/", "3rdparty/", "2fa/", "sessions/"],
)  # fmt: skip
def test_nothing_else_of_allauth_has_an_address(client: Client, address: str):
    assert client.get(f"/account/{address}").status_code == 404


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_reset_password"])
def test_nothing_leads_to_signing_up_or_to_mail(name: str):
    with pytest.raises(NoReverseMatch):
        reverse(name)


# Looking after one's factors


def confirmed(client: Client) -> Client:
    client.post("/account/confirm/", {"password": PASSWORD})
    return client


@pytest.mark.parametrize("address", ["app/remove/", "passkeys/add/", "codes/", "codes/new/"])
def test_a_change_that_matters_asks_again_who_it_is(address: str):
    client = staff_client("Editor")

    assert client.get(f"/account/{address}").url.startswith("/account/confirm/?next=")
    assert confirmed(client).get(f"/account/{address}").status_code == 200


def test_the_only_second_factor_cannot_be_removed():
    client = confirmed(staff_client("Editor"))

    answer = client.post("/account/app/remove/")

    assert "only second factor" in answer.content.decode()
    assert is_at_the_desk(client)


def test_the_only_passkey_cannot_be_removed_and_one_of_two_can():
    client = confirmed(staff_client("Editor"))
    Authenticator.objects.all().delete()
    one, two = (
        Authenticator.objects.create(user=client.user, type="webauthn", data={"name": name})
        for name in ("one", "two")
    )

    client.post(f"/account/passkeys/{one.pk}/remove/")
    answer = client.post(f"/account/passkeys/{two.pk}/remove/")

    assert "only second factor" in answer.content.decode()
    assert Authenticator.objects.get() == two


def test_somebody_elses_passkey_is_not_there():
    other = make_staff("Editor")
    key = Authenticator.objects.create(user=other, type="webauthn", data={"name": "one"})
    client = confirmed(staff_client("Administrator"))

    assert client.post(f"/account/passkeys/{key.pk}/remove/").status_code == 404


def test_new_recovery_codes_replace_the_old_ones():
    client = confirmed(staff_client("Editor"))
    before = client.get("/account/codes/").context["unused_codes"]

    client.post("/account/codes/new/")

    assert not set(before) & set(client.get("/account/codes/").context["unused_codes"])


ANSWER = {"clientDataJSON": "e30", "authenticatorData": "aa", "signature": "aa"}
KEY = {"id": "a", "rawId": "a", "type": "public-key", "response": ANSWER}
RUBBISH = ["", "[]", "{}", '{"response": 1}', json.dumps(KEY), "null", "7", "\x00", "{" * 2000]


def test_no_address_of_the_account_fails_on_rubbish(client: Client):
    user = make_staff("Editor")
    sign_in(client, user)

    for address in ("login/passkey/", "login/code/"):
        client.get(f"/account/{address}", HTTP_ACCEPT="application/json")
        for each in RUBBISH:
            assert client.post(f"/account/{address}", {"credential": each}).status_code < 429
    assert client.post("/account/login/", {"login": "a\x00", "password": "b\x00"}).status_code < 429
    assert not is_at_the_desk(client)


def test_a_shared_secret_is_not_told_to_others():
    assert SECRET not in staff_client("Administrator").get("/admin/auth/user/").content.decode()
