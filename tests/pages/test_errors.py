"""Error pages of the house, for people and for programs."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.test import Client
from django.urls import path

from kb.records.services import withdraw
from kb.urls import *  # noqa: F403 (the addresses and the handlers of the site)
from kb.urls import urlpatterns as of_site
from tests.factories import make_vote
from tests.pages.reading_pages import words_of

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
KEYS = {"error", "parameter", "message"}


def plain_form(request) -> HttpResponse:
    return HttpResponse("sent")


urlpatterns = [*of_site, path("form/", plain_form), path("api/form/", plain_form)]


@pytest.fixture
def quiet(client: Client) -> Client:
    """A client that shows the page of a fault instead of raising it."""
    client.raise_request_exception = False
    return client


def broken(error: Exception):
    def view(*args, **kwargs):
        raise error

    return view


@pytest.mark.parametrize("error", [OperationalError("gone"), InterfaceError("closed")])
def test_a_database_out_of_reach_is_said_with_when_to_try_again(quiet, monkeypatch, error):
    url = make_vote({"AGO": "yes"}).get_absolute_url()
    monkeypatch.setattr("kb.pages.views.public_vote", broken(error))

    answer = quiet.get(url)

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "Out of reach for a moment" in answer.content.decode()


def test_so_it_is_where_only_a_middleware_or_a_template_asks_the_database(quiet, monkeypatch):
    monkeypatch.setattr("kb.pages.context.demonstration_pages", broken(OperationalError("gone")))

    for url in ("/about/", "/nowhere/", "/?colour=blue"):
        assert quiet.get(url).status_code == 503


def test_a_program_is_told_in_json(quiet, monkeypatch):
    monkeypatch.setattr("kb.exchange.api.views.find", broken(OperationalError("gone")))

    answer = quiet.get("/votes/x.json")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert answer.json().keys() == KEYS
    assert answer.json()["error"] == "unavailable"


def test_a_fault_of_ours_is_told_a_program_in_json_without_its_words(quiet, monkeypatch):
    monkeypatch.setattr("kb.exchange.api.views.find", broken(RuntimeError("secret")))

    answer = quiet.get("/votes/x.json")

    assert answer.status_code == 500
    assert answer.json()["error"] == "server_error"
    assert "secret" not in answer.content.decode()


def test_a_server_without_its_database_answers_503_and_not_500(tmp_path):
    """The real door, with a real driver, on a port where nobody listens."""
    code = (
        "from kb.wsgi import application\n"
        "from django.test import RequestFactory\n"
        "for path in ('/', '/about/', '/votes/x/', '/votes/x.json', '/admin/', '/nowhere/'):\n"
        "    environ = RequestFactory().get(path, headers={'Host': 'localhost'}).environ\n"
        "    said = []\n"
        "    body = application(environ, lambda status, headers: said.extend([status, headers]))\n"
        "    print(path, said[0][:3], dict(said[1]).get('Retry-After'), len(b''.join(body)) > 50)\n"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KB_")}
    environment |= {
        "DATABASE_URL": "postgres://nobody@127.0.0.1:9/nothing",
        "DJANGO_SETTINGS_MODULE": "kb.settings",
        "KB_LOCAL": "1",
        "KB_SECRET_KEY": "only-for-tests-" + "x" * 50,
        "KB_VAR_DIR": str(tmp_path),
        "PYTHONPATH": str(ROOT),
    }
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"],
        cwd=ROOT,
        env=environment,
        check=True,
    )

    finished = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    lines = finished.stdout.splitlines()
    assert "/votes/x.json 503 30 True" in lines
    assert {line.split(" ", 1)[1] for line in lines if "/admin/" not in line} == {"503 30 True"}


def test_a_method_that_an_address_does_not_take_is_refused_by_a_page(client):
    answer = client.post("/about/")

    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")
    assert "This address takes no POST. It takes: GET, HEAD." in words_of(answer.content.decode())


def test_a_method_is_refused_a_program_in_json(client):
    answer = client.delete("/votes/x.json")

    assert answer.status_code == 405
    assert answer.json()["error"] == "method_not_allowed"


@pytest.mark.urls("tests.pages.test_errors")
def test_a_form_without_its_token_is_refused_with_what_to_do():
    answer = Client(enforce_csrf_checks=True).post("/form/", {"x": "1"})

    assert answer.status_code == 403
    assert "Nothing was saved, and nothing of the record is lost." in answer.content.decode()


def test_what_was_withdrawn_is_said_in_json_with_the_day_alone(client):
    vote = make_vote({"AGO": "yes"})
    withdraw(vote, by=None, reason="Zirpvogel")

    answer = client.get(f"/votes/{vote.slug}.json")

    assert answer.status_code == 410
    assert answer.json()["error"] == "withdrawn"
    assert "Zirpvogel" not in answer.content.decode()


@pytest.mark.parametrize("url", ["/nowhere.json", "/api/v1/nowhere/"])
def test_an_address_of_data_that_is_nothing_says_so_in_json(client, url):
    answer = client.get(url)

    assert answer.status_code == 404
    assert json.loads(answer.content)["error"] == "not_found"


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 410, 429, 500, 503])
def test_no_error_page_is_found_by_a_search_engine_or_has_a_permanent_address(rf, status):
    html = render(rf.get("/x/"), f"{status}.html", {"message": "So."}).content.decode()

    assert '<meta name="robots" content="noindex">' in html
    assert "canonical" not in html
    assert html.count("<h1>") == 1
