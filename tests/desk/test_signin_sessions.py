"""Sessions of staff end in time; readers have none."""

import time

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from kb.desk.middleware import BEGAN_AT, SEEN_AT
from tests.desk.signing_in import PASSWORD, code, make_staff, staff_client
from tests.factories import make_vote
from tests.pages.reading_pages import queries_of
from tests.test_project import PUBLIC_SITE, python

pytestmark = pytest.mark.django_db

HOUR = 3600


def is_at_the_desk(client: Client) -> bool:
    return client.get("/admin/jsi18n/").status_code == 200


def move(client: Client, key: str, seconds: int) -> None:
    """Let so much time have passed, as the session counts it."""
    session = client.session
    session[key] = time.time() - seconds
    session.save()


@pytest.fixture
def client() -> Client:
    signed_in = staff_client("Editor", "Administrator")
    assert is_at_the_desk(signed_in)
    return signed_in


def test_an_idle_session_ends(client: Client):
    move(client, SEEN_AT, settings.IDLE_MINUTES * 60 + 5)

    assert not is_at_the_desk(client)


def test_a_session_in_use_goes_on(client: Client):
    for _ in range(3):
        move(client, SEEN_AT, settings.IDLE_MINUTES * 60 - 5)
        assert is_at_the_desk(client)


def test_after_twelve_hours_even_a_session_in_use_ends(client: Client):
    move(client, BEGAN_AT, 12 * HOUR + 5)

    assert not is_at_the_desk(client)


def test_a_session_is_not_written_at_every_request(client: Client, django_assert_num_queries):
    with django_assert_num_queries(3):  # the session, the user, whether there is a second factor
        is_at_the_desk(client)


def test_what_the_session_was_ended_by_does_not_come_back_with_a_sign_in(client: Client):
    move(client, BEGAN_AT, 12 * HOUR + 5)
    is_at_the_desk(client)

    client.post("/account/login/", {"login": client.user.username, "password": PASSWORD})
    client.post("/account/login/code/", {"code": code()})

    assert is_at_the_desk(client)


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(client: Client):
    other = staff_client(user=client.user)
    new = "another harmless sentence"

    client.post("/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert (is_at_the_desk(client), is_at_the_desk(other)) == (True, False)


@pytest.mark.parametrize("field", ["is_active", "is_staff"])
def test_a_shut_account_is_out_at_once(client: Client, field: str):
    User.objects.filter(pk=client.user.pk).update(**{field: False})

    assert not is_at_the_desk(client)
    assert client.get("/account/").status_code == 302


def test_opening_a_shut_account_again_revives_no_session(client: Client):
    administrator = staff_client("Administrator")
    page = f"/admin/auth/user/{client.user.pk}/change/"
    shut = {"username": client.user.username, "groups": [g.pk for g in client.user.groups.all()]}

    assert administrator.post(page, shut).status_code == 302
    assert administrator.post(page, shut | {"is_active": "on"}).status_code == 302

    assert not is_at_the_desk(client)
    assert User.objects.get(pk=client.user.pk).is_active


def test_a_session_of_a_password_alone_ends_when_a_factor_is_enrolled_elsewhere():
    user = make_staff(factor=False)
    early, owner = Client(), Client()
    for each in (early, owner):
        each.post("/account/login/", {"login": user.username, "password": PASSWORD})
    owner.post("/account/confirm/", {"password": PASSWORD})
    app = owner.get("/account/app/").context["form"]
    owner.post("/account/app/", {"code": code(app.secret)})

    assert (is_at_the_desk(owner), is_at_the_desk(early)) == (True, False)
    assert early.get("/account/").status_code == 302


def test_signing_out_ends_the_session(client: Client):
    key = client.session.session_key

    client.post("/account/logout/")
    client.cookies[settings.SESSION_COOKIE_NAME] = key

    assert not is_at_the_desk(client)


# Cookies and headers


def test_cookies_are_closed_to_scripts_and_to_other_sites():
    page = Client().get("/account/login/")

    for cookie in page.cookies.values():
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"


def test_on_a_public_site_cookies_are_bound_to_the_host_and_to_https():
    names = ("SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_NAME",
             "CSRF_COOKIE_SECURE", "SESSION_COOKIE_PATH", "SESSION_COOKIE_DOMAIN")  # fmt: skip
    code = f"from django.conf import settings as s; print(*[getattr(s, n) for n in {names}])"

    said = python("-c", code, **PUBLIC_SITE).stdout

    assert said == "__Host-session True __Host-csrftoken True / None\n"


def test_the_desk_may_run_its_own_scripts_and_a_public_page_none(client: Client):
    desk = client.get("/account/").headers["Content-Security-Policy"]
    public = client.get("/").headers["Content-Security-Policy"]

    for directive in ("script-src 'self'", "connect-src 'self'", "font-src 'self'"):
        assert directive in desk
        assert directive not in public
    assert "unsafe" not in desk
    assert "default-src 'none'" in desk


def test_forms_of_staff_say_where_they_come_from_and_no_other_page_does(client: Client):
    """Under “no-referrer” Chromium sends “Origin: null” with a form, which is refused."""
    assert client.get("/account/").headers["Referrer-Policy"] == "same-origin"
    assert client.get("/").headers["Referrer-Policy"] == "no-referrer"


def test_a_forged_form_is_refused_with_a_page_of_the_house():
    forger = Client(enforce_csrf_checks=True)

    answer = forger.post("/account/login/", {"login": "ana", "password": PASSWORD})

    assert answer.status_code == 403
    assert "The form was open for too long" in answer.content.decode()


@pytest.mark.parametrize("address", ["/account/", "/admin/auth/user/", "/admin/jsi18n/"])
def test_nothing_of_the_desk_stays_in_a_cache(client: Client, address: str):
    answer = client.get(address)

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert "ETag" not in answer.headers


def test_the_page_of_sign_in_stays_in_no_cache_either():
    assert Client().get("/account/login/").headers["Cache-Control"] == "no-store, private"


# Readers


def test_a_public_page_is_the_same_for_staff_and_asks_for_no_session(client: Client):
    vote = make_vote({"AGO": "yes", "AUS": "no"})
    for address in ("/", vote.get_absolute_url(), "/votes/nothing/", "/?colour=blue"):
        anonymous, staff = Client().get(address), client.get(address)

        assert staff.content == anonymous.content
        for answer in (anonymous, staff):
            assert answer.cookies == {}
            assert "Cookie" not in answer.headers.get("Vary", "")


def test_a_public_page_costs_staff_no_further_query(client: Client):
    vote = make_vote({"AGO": "yes", "AUS": "no"})

    assert queries_of(client, vote.get_absolute_url()) == queries_of(
        Client(), vote.get_absolute_url()
    )
