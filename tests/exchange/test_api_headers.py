"""Tags, and what lets scripts of other sites read."""

import pytest

from tests.factories import make_initiative, make_vote

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["/api/v1/votes/", "/api/v1/votes/{}/", "/votes.json", "/votes/{}.json"])
def address(request) -> str:
    return request.param.format(make_vote({"AGO": "yes"}).slug)


def test_what_did_not_change_is_not_sent_again(client, address):
    tag = client.get(address).headers["ETag"]

    answer = client.get(address, headers={"If-None-Match": tag})

    assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", tag)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_what_changed_has_another_tag(client):
    tag = client.get("/api/v1/initiatives/").headers["ETag"]
    make_initiative()

    answer = client.get("/api/v1/initiatives/", headers={"If-None-Match": tag})

    assert answer.status_code == 200
    assert answer.headers["ETag"] != tag


def test_head_says_what_get_says_without_a_body(client, address):
    whole, head = client.get(address), client.head(address)

    assert head.content == b""
    assert head.headers["ETag"] == whole.headers["ETag"]
    assert head.headers["Content-Length"] == str(len(whole.content))
    tag = {"If-None-Match": head.headers["ETag"]}
    assert client.head(address, headers=tag).status_code == 304


def test_no_answer_outlives_the_next_release(client, address):
    assert client.get(address).headers["Cache-Control"] == "no-cache"


def test_no_cookie_is_set_or_asked_for(client, address):
    answer = client.get(address)

    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/",
        "/api/v1/votes/unknown/",
        "/api/v1/votes/?colour=blue",
        "/api/v2/",
        "/votes/unknown.json",
        "/votes/unknown.csv",
        "/export/unknown",
    ],
)
def test_scripts_of_any_site_may_read_answers_and_errors(client, path):
    answer = client.get(path, headers={"Origin": "https://example.org"})

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Retry-After" in answer.headers["Access-Control-Expose-Headers"]
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.parametrize("path", ["/api/v1/votes/", "/export/kb.json", "/votes.json", "/votes.csv"])
def test_a_browser_that_asks_first_is_told_what_it_may_send(client, path):
    answer = client.options(path, headers={"Access-Control-Request-Headers": "authorization"})

    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("path", ["/", "/votes/", "/account/login/"])
def test_pages_stay_closed_to_scripts_of_other_sites(client, path):
    answer = client.get(path)

    assert "Access-Control-Allow-Origin" not in answer.headers
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_an_address_without_its_last_stroke_leads_to_the_whole_one(client):
    answer = client.get("/api/v1/votes?limit=1")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/api/v1/votes/?limit=1")
