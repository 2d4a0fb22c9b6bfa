"""How the change feed answers: pages, cursors, refusals, headers, and its description."""

from datetime import timedelta

import pytest
from jsonschema import Draft202012Validator

from kb.exchange.feed.settling import settle
from kb.records.services import withdraw
from tests.exchange.feeds import ADDRESS, answer, changes, copied, position
from tests.factories import make_resolution, make_vote
from tests.statements.factories import (
    make_mention,
    make_signature,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def start(client) -> str:
    """The cursor behind all that is there already."""
    settle()
    return changes(client)[1]


@pytest.mark.parametrize("limit", [1, 2, 3, 499])
def test_a_copy_is_the_same_whatever_the_length_of_pages(client, start, limit):
    make_vote({"CHL": "yes", "AUS": "no"})
    withdraw(make_resolution(), by=None, reason="Wrong")
    make_signature()

    results, _ = changes(client, start, limit=limit)

    assert copied(results, {}) == copied(changes(client, start)[0], {})
    positions = [position(each["cursor"]) for each in results]
    assert positions == sorted(set(positions))


def test_a_reader_can_go_on_from_any_change(client, start):
    for _ in range(3):
        make_resolution()
    results, _ = changes(client, start)

    assert changes(client, results[0]["cursor"])[0] == results[1:]
    assert changes(client, results[-1]["cursor"])[0] == []


def test_the_link_to_the_next_page_leads_there(client, start, settings):
    for _ in range(3):
        make_resolution()

    page = answer(client, start, limit=2)

    assert page["next"].startswith(f"{settings.PUBLIC_URL}{ADDRESS}?")
    following = client.get(page["next"].removeprefix(settings.PUBLIC_URL)).json()
    assert len(following["results"]) == 1
    assert following["next"] is None


@pytest.mark.parametrize("after", ["x", "1", "-", "1-xyz", "1-12345678\x00", "1" * 300, ""])
def test_what_is_no_cursor_is_refused_by_name(client, after):
    found = client.get(ADDRESS, {"after": after})

    assert found.status_code == 400
    assert found.json()["parameter"] == "after"


@pytest.mark.parametrize("limit", ["0", "501", "-1", "x", "1e3", "9" * 30, ""])
def test_a_wrong_limit_is_refused_by_name(client, limit):
    found = client.get(ADDRESS, {"limit": limit})

    assert found.status_code == 400
    assert found.json()["parameter"] == "limit"


def test_a_cursor_of_another_feed_says_to_begin_anew(client, start):
    number, _, word = start.partition("-")
    other = "0" * len(word) if word != "0" * len(word) else "1" * len(word)

    for cursor in (f"{number}-{other}", f"zzzzzzzzzz-{word}", f"zzzzzzzzzzzz-{word}"):
        found = client.get(ADDRESS, {"after": cursor})
        assert found.status_code == 410
        assert found.json()["error"] == "begin_anew"
        assert found.json()["parameter"] == "after"


def test_who_asks_again_with_the_mark_of_the_answer_gets_304(client, start):
    found = client.get(ADDRESS, {"after": start})

    again = client.get(ADDRESS, {"after": start}, headers={"If-None-Match": found.headers["ETag"]})

    assert again.status_code == 304
    assert again.content == b""


def test_any_site_may_read_it_and_head_answers_as_get(client, start):
    found = client.get(ADDRESS, {"after": start})
    head = client.head(ADDRESS, {"after": start})

    assert found.headers["Access-Control-Allow-Origin"] == "*"
    assert head.status_code == 200
    assert head.content == b""
    assert client.post(ADDRESS).status_code == 405


def test_an_answer_is_as_the_description_says(client):
    vote = make_vote({"CHL": "yes"})
    withdraw(make_mention(roll_call=vote, symbol="").statement, by=None, reason="Wrong")
    schema = client.get("/api/v1/schema").json()
    described = schema["paths"]["/api/v1/changes"]["get"]["responses"]["200"]
    shape = described["content"]["application/json"]["schema"] | {
        "components": schema["components"]
    }

    validator = Draft202012Validator(shape)

    assert [str(error) for error in validator.iter_errors(answer(client, limit=20))] == []
