"""Guessing is slowed down where it comes from; whoever is guessed at is not shut out."""

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client, override_settings

from tests.desk.signing_in import PASSWORD, code, make_staff

pytestmark = pytest.mark.django_db

ATTACKER, OWNER = "192.0.2.66", "198.51.100.7"
LIMIT = 5


@pytest.fixture(autouse=True)
def _a_public_site_without_counts(settings):
    settings.IS_LOCAL = False
    cache.clear()


def attempt(user: User | str, password: str, address: str, **headers: str) -> str:
    """What is said; empty where the password was right."""
    name = user if isinstance(user, str) else user.username
    answer = Client(REMOTE_ADDR=address).post(
        "/account/login/", {"login": name, "password": password}, **headers
    )
    return answer.content.decode() if answer.status_code != 302 else ""


def test_guessing_at_a_name_is_stopped_even_with_the_right_password():
    user = make_staff()
    said = [attempt(user, f"guess {n}", ATTACKER) for n in range(LIMIT)]

    assert all("do not belong together" in each for each in said)
    assert "Too many attempts" in attempt(user, PASSWORD, ATTACKER)


def test_who_hammers_a_known_name_does_not_stop_its_owner():
    user = make_staff()
    for n in range(4 * LIMIT):
        attempt(user, f"guess {n}", ATTACKER)

    owner = Client(REMOTE_ADDR=OWNER)
    owner.post("/account/login/", {"login": user.username, "password": PASSWORD})
    answer = owner.post("/account/login/code/", {"code": code()})

    assert answer.url == "/admin/"


def test_many_addresses_together_do_not_stop_the_owner():
    user = make_staff()
    for host in range(1, 30):
        for n in range(LIMIT):
            attempt(user, f"guess {n}", f"192.0.2.{host}")

    assert attempt(user, PASSWORD, OWNER) == ""


def test_many_names_from_one_address_are_stopped():
    make_staff(name="ana")
    for n in range(20):
        attempt(f"name-{n}", "guess", ATTACKER)

    assert "Too many attempts" in attempt("ana", PASSWORD, ATTACKER)
    assert attempt("ana", PASSWORD, OWNER) == ""


def test_one_who_signs_in_rightly_is_never_too_many():
    user = make_staff()

    assert [attempt(user, PASSWORD, OWNER) for _ in range(4 * LIMIT)] == [""] * 4 * LIMIT


def test_neighbours_in_one_small_network_of_version_six_count_as_one():
    user = make_staff()
    for n in range(LIMIT):
        attempt(user, f"guess {n}", f"2001:db8::{n + 1}")

    assert "Too many attempts" in attempt(user, PASSWORD, "2001:db8::ffff")


def test_codes_are_not_guessed_behind_a_stolen_password():
    user = make_staff()
    thief = Client(REMOTE_ADDR=ATTACKER)
    thief.post("/account/login/", {"login": user.username, "password": PASSWORD})
    for n in range(LIMIT):
        thief.post("/account/login/code/", {"code": f"{n:06}"})

    answer = thief.post("/account/login/code/", {"code": code()})

    assert "Too many attempts" in answer.content.decode()


def test_a_header_says_nothing_about_the_address_without_a_proxy():
    user = make_staff()
    for n in range(LIMIT):
        attempt(user, f"guess {n}", ATTACKER, HTTP_X_FORWARDED_FOR=f"203.0.113.{n}")

    assert "Too many" in attempt(user, PASSWORD, ATTACKER, HTTP_X_FORWARDED_FOR=OWNER)


@override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1)
def test_behind_a_proxy_the_last_address_that_it_names_is_the_visitors():
    user = make_staff()
    for n in range(LIMIT):
        forged = f"203.0.113.{n}, {ATTACKER}"
        attempt(user, f"guess {n}", "127.0.0.1", HTTP_X_FORWARDED_FOR=forged)

    said = attempt(user, PASSWORD, "127.0.0.1", HTTP_X_FORWARDED_FOR=f"{OWNER}, {ATTACKER}")
    assert "Too many attempts" in said
    assert attempt(user, PASSWORD, "127.0.0.1", HTTP_X_FORWARDED_FOR=OWNER) == ""
