"""What holds for every answer, whatever the page."""

import pytest
from django.test import Client

from tests.factories import make_vote

pytestmark = pytest.mark.django_db


def test_a_page_loads_nothing_from_elsewhere_and_runs_no_script(client):
    policy = client.get("/about/").headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src" not in policy


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cache-Control", "no-cache"),
    ],
)
def test_every_answer_carries_its_security_headers(client, header, value):
    assert client.get("/about/").headers[header] == value


def test_a_reader_gets_no_cookie(client):
    assert not client.get("/").cookies


def test_an_unknown_parameter_is_an_error_that_names_it(client):
    answer = client.get("/?colour=blue")

    assert answer.status_code == 400
    assert "“colour”" in answer.content.decode()


@pytest.mark.parametrize("name", ["utm_source", "utm_campaign", "fbclid", "gclid", "mc_cid"])
def test_the_marks_that_campaigns_add_to_links_are_ignored(client, name):
    assert client.get("/", {name: "x"}).status_code == 200


def test_a_page_that_did_not_change_is_not_sent_again(client):
    url = make_vote({"AGO": "yes"}).get_absolute_url()
    tag = client.get(url).headers["ETag"]

    assert client.get(url, headers={"If-None-Match": tag}).status_code == 304


def test_without_https_nobody_but_this_machine_is_served():
    outside = Client(REMOTE_ADDR="192.0.2.7")

    assert outside.get("/about/").status_code == 403


def test_a_name_that_is_not_ours_is_refused(client):
    assert client.get("/about/", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere/",
        "/votes/%00/",
        "/votes/" + "a" * 5000 + "/",
        "/symbol/%00",
        "/symbol/" + "A/" * 3000,
        "/resolutions/.json",
        "/votes/é/",
    ],
)
def test_an_address_that_is_nothing_is_not_found_and_never_a_fault(client, path):
    assert client.get(path).status_code in (400, 404)


def test_a_fault_of_ours_is_a_page_that_needs_nothing(client, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr("kb.pages.views.vote_page", broken)
    url = make_vote({"AGO": "yes"}).get_absolute_url()
    client.raise_request_exception = False

    answer = client.get(url)

    assert answer.status_code == 500
    assert "Something failed on our side" in answer.content.decode()
