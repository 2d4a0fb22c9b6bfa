"""How often a visitor, and a key, may ask; and that nobody's address is kept."""

import json
import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from django.core.cache import caches
from django.test import Client

from kb.exchange.keys import rates
from kb.exchange.keys.services import make_key
from kb.exchange.models import PartnerKey
from tests.conftest import ROOT

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/states/"
NOON = 1_900_000_800  # a full hour, in seconds since 1970


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = float(NOON)

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(rates, "time", clock)
    return clock


@pytest.fixture(autouse=True)
def three_a_minute(settings, clock: Clock):
    caches["rates"].clear()
    # Visitors come from elsewhere than this machine.
    settings.IS_LOCAL = False
    settings.RATES = settings.RATES | {"anonymous": (3, 60), "partner": (5, 60)}
    yield
    caches["rates"].clear()


@pytest.fixture
def ask(client: Client) -> Callable[..., int]:
    """Ask once; gives the status. `key` goes into the header, `headers` into META."""

    def once(key: str = "", *, method: str = "get", **headers: str) -> int:
        headers |= {"HTTP_AUTHORIZATION": f"Bearer {key}"} if key else {}
        return getattr(client, method)(ADDRESS, **headers).status_code

    return once


def a_key(partner: str = "A newsroom") -> str:
    return make_key(PartnerKey(partner=partner), by=None)


def test_one_request_more_than_allowed_is_refused_with_the_seconds_to_wait(
    client: Client, ask: Callable[..., int], clock: Clock
):
    clock.now += 10
    assert [ask() for _ in range(3)] == [200, 200, 200]

    answer = client.get(ADDRESS)

    assert answer.status_code == 429
    # 50 seconds to the next window, and 20 of it until one of three has faded.
    assert answer.headers["Retry-After"] == "70"
    assert json.loads(answer.content) == {
        "error": "too_many_requests",
        "parameter": None,
        "message": "Too many requests. Try again in 70 seconds.",
    }


@pytest.mark.parametrize("limit", [(1, 1), (1, 60), (3, 60), (7, 60), (300, 60), (30, 3600)])
@pytest.mark.parametrize("begins", [0, 0.9, 17, 59])
def test_who_waits_as_long_as_told_is_let_in_and_not_a_second_before(
    clock: Clock, settings, limit: tuple[int, int], begins: float
):
    settings.RATES = settings.RATES | {"anonymous": limit}
    clock.now += begins
    rate, refused = rates.AnonymousRate(), 0
    for _ in range(3 * limit[0]):
        if rate.passes("somebody"):
            continue
        refused += 1
        wait = rate.wait()
        assert wait >= 1
        clock.now += wait - 1
        assert not rate.passes("somebody")
        clock.now += 1
        assert rate.passes("somebody")
    assert refused


def test_no_burst_passes_at_the_turn_of_a_window(ask: Callable[..., int], clock: Clock):
    clock.now += 59
    assert [ask() for _ in range(3)] == [200, 200, 200]

    clock.now += 2

    assert ask() == 429


def test_after_two_windows_all_is_as_before(ask: Callable[..., int], clock: Clock):
    assert [ask() for _ in range(4)] == [200, 200, 200, 429]

    clock.now += 120

    assert [ask() for _ in range(4)] == [200, 200, 200, 429]


def test_what_was_refused_does_not_count(ask: Callable[..., int], clock: Clock):
    for _ in range(50):
        ask()

    clock.now += 80

    assert ask() == 200


def test_a_head_counts_and_the_question_of_a_browser_does_not(ask: Callable[..., int]):
    for _ in range(10):
        ask(method="options")

    assert [ask(method="head") for _ in range(4)] == [200, 200, 200, 429]


def test_a_key_has_its_own_rate_wherever_it_is_used(ask: Callable[..., int]):
    key = a_key()
    for _ in range(4):
        ask()

    places = [f"192.0.2.{number}" for number in range(6)]

    assert [ask(key, REMOTE_ADDR=place) for place in places] == [200] * 5 + [429]


def test_two_keys_do_not_take_from_each_other(ask: Callable[..., int]):
    one, other = a_key(), a_key("A library")
    assert [ask(one) for _ in range(6)][-1] == 429

    assert ask(other) == 200


def test_a_key_does_not_take_from_those_without_one(ask: Callable[..., int]):
    key = a_key()
    for _ in range(6):
        ask(key)

    assert ask() == 200


def test_keys_that_open_nothing_count_for_the_visitor(ask: Callable[..., int]):
    wrong = f"otr_{'0' * 12}_{'0' * 64}"

    assert [ask(wrong) for _ in range(4)] == [401, 401, 401, 429]
    assert ask() == 429


def test_each_address_is_counted_by_itself(ask: Callable[..., int]):
    for _ in range(4):
        ask(REMOTE_ADDR="192.0.2.1")

    assert ask(REMOTE_ADDR="192.0.2.2") == 200


def test_a_network_of_ipv6_is_one_visitor(ask: Callable[..., int]):
    for number in range(3):
        ask(REMOTE_ADDR=f"2001:db8::{number}")

    assert ask(REMOTE_ADDR="2001:db8::ffff:1") == 429
    assert ask(REMOTE_ADDR="2001:db8:0:1::1") == 200


def test_a_visitor_cannot_choose_an_address(ask: Callable[..., int]):
    found = [ask(HTTP_X_FORWARDED_FOR=f"192.0.2.{number}") for number in range(4)]

    assert found[-1] == 429


def test_behind_a_proxy_the_last_address_that_it_names_counts(ask: Callable[..., int], settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(4):
        ask(HTTP_X_FORWARDED_FOR=f"203.0.113.{number}, 192.0.2.1")

    assert ask(HTTP_X_FORWARDED_FOR="203.0.113.9, 192.0.2.1") == 429
    assert ask(HTTP_X_FORWARDED_FOR="192.0.2.2") == 200


@pytest.mark.parametrize("address", ["", "no address", "\x00", "[", "1.2.3.4.5", ","])
def test_visitors_without_an_address_are_one_and_no_fault(
    ask: Callable[..., int], settings, address: str
):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    found = [ask(HTTP_X_FORWARDED_FOR=address, REMOTE_ADDR="") for _ in range(4)]

    assert found == [200, 200, 200, 429]


@pytest.mark.parametrize("are_shared", [True, False])
def test_no_address_and_no_secret_is_kept(client: Client, settings, are_shared: bool, capfd):
    settings.RATES_ARE_SHARED = are_shared
    key = a_key()

    for sent in ({}, {"HTTP_AUTHORIZATION": f"Bearer {key}"}):
        for _ in range(6):
            client.get(ADDRESS, REMOTE_ADDR="192.0.2.77", **sent)

    kept = repr(vars(caches["rates"]))
    assert "anonymous-" in kept
    assert "partner-" in kept
    assert "192.0.2.77" not in kept
    assert key.rpartition("_")[2] not in kept
    assert "192.0.2.77" not in "".join(capfd.readouterr())


def test_counters_are_two_numbers_a_visitor_and_leave_the_database_alone(
    ask: Callable[..., int], clock: Clock, django_assert_num_queries
):
    for _ in range(30):
        ask()
        clock.now += 61
    live = [name for name in vars(caches["rates"])["_cache"] if "anonymous" in name]

    assert len(live) <= 30
    with django_assert_num_queries(0):
        rates.AnonymousRate().passes("somebody")


def test_a_full_cache_lets_in_instead_of_failing(ask: Callable[..., int], monkeypatch):
    def gone(*args: object, **kwargs: object) -> None:
        raise ValueError

    monkeypatch.setattr(type(caches["rates"]), "incr", gone)

    assert ask() == 200


@pytest.mark.parametrize("rate", ["", "0/min", "300", "300/week", "-1/min", "3.5/min", "many/min"])
def test_with_a_rate_that_is_none_the_site_refuses_to_start(rate: str):
    started = subprocess.run(
        [sys.executable, "-c", "import kb.settings"],
        cwd=ROOT,
        env={**os.environ, "KB_RATE_ANONYMOUS": rate},
        capture_output=True,
        text=True,
        check=False,
    )

    assert started.returncode == 1
    assert f"“{rate}” is no rate: KB_RATE_… takes a number" in started.stderr
