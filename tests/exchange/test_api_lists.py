"""The lists of the API, as a partner's program reads them."""

import pytest
from django.core.management import call_command

from kb.exchange.documents.kinds import LISTED
from tests.factories import make_initiative, make_resolution, make_roll_call, make_vote
from tests.statements.factories import make_organisation, make_statement

pytestmark = pytest.mark.django_db
KINDS = pytest.mark.parametrize("kind", LISTED, ids=lambda kind: kind.name)


@pytest.fixture
def demo() -> None:
    call_command("demo", verbosity=0)


def read(client, path: str) -> dict:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    return answer.json()


@KINDS
def test_every_kind_has_a_list_of_documents(client, demo, kind):
    found = read(client, f"/api/v1/{kind.name}/")

    assert list(found) == ["results", "next"]
    assert list(found["results"][0]) == list(kind.shape().fields)


@KINDS
def test_page_by_page_a_list_gives_each_record_once_in_its_order(client, demo, kind):
    whole = read(client, f"/api/v1/{kind.name}/?limit=500")["results"]
    size = len(whole) // 3 + 1

    url, found = f"/api/v1/{kind.name}/?limit={size}", []
    while url:
        page = read(client, url.removeprefix("http://localhost:8000"))
        found, url = found + page["results"], page["next"]

    assert [each["id"] for each in found][:500] == [each["id"] for each in whole]
    assert len({each["id"] for each in found}) == len(found)


def test_the_root_says_where_everything_is(client, demo):
    found = read(client, "/api/v1/")

    assert set(found["lists"]) == {kind.name for kind in LISTED}
    assert found["schema"] == "http://localhost:8000/api/v1/schema"
    assert found["licence"] == "CC BY 4.0"
    for url in found["lists"].values():
        assert client.get(url).status_code == 200


def test_a_filter_of_the_page_is_a_filter_of_the_list(client, demo):
    votes = read(client, "/api/v1/votes/?state=jpn&position=no")["results"]

    assert [vote["held_on"] for vote in votes] == ["2021-03-23", "2020-06-22"]


def test_a_filter_is_kept_on_the_way_to_the_next_page_and_a_campaign_mark_is_not(client, demo):
    found = read(client, "/api/v1/votes/?state=jpn&position=no&limit=1&utm_source=x")

    assert found["next"].startswith(
        "http://localhost:8000/api/v1/votes/?state=jpn&position=no&limit=1&after=2021-03-23%2C"
    )


def test_the_next_page_goes_on_where_the_last_ended_whatever_was_hidden_since(client):
    votes = [make_roll_call() for _ in range(3)]
    slugs = sorted(vote.slug for vote in votes)

    first = read(client, "/api/v1/votes/?limit=1")
    second = read(client, first["next"])

    assert [page["results"][0]["slug"] for page in (first, second)] == slugs[:2]


@KINDS
def test_an_unknown_parameter_is_named(client, kind):
    answer = client.get(f"/api/v1/{kind.name}/?colour=blue")

    assert answer.status_code == 400
    assert (answer.json()["error"], answer.json()["parameter"]) == ("unknown_parameter", "colour")


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("limit=0", "limit"),
        ("limit=501", "limit"),
        ("limit=", "limit"),
        ("limit=٥", "limit"),
        ("limit=1&limit=2", "limit"),
        ("after=nothing", "after"),
        ("after=", "after"),
        ("from=2020-6-1", "from"),
        ("from=2020-02-30", "from"),
        ("session=hrc999", "session"),
        ("session=hrc43&session=hrc43", "session"),
        ("standing=", "standing"),
        ("standing=certain", "standing"),
        ("q=%20", "q"),
        ("q=a%00b", "q"),
        ("position=yes", "position"),
    ],
)
def test_a_wrong_value_is_refused_with_the_name_of_its_parameter(client, query, parameter):
    answer = client.get(f"/api/v1/votes/?{query}")

    assert answer.status_code == 400
    assert list(answer.json()) == ["error", "parameter", "message"]
    assert (answer.json()["error"], answer.json()["parameter"]) == ("bad_parameter", parameter)


def test_a_word_with_a_hyphen_is_taken_as_pages_take_it(client):
    make_vote({"AGO": "yes"})

    found = read(client, "/api/v1/votes/?state=aus&position=not-recorded")

    assert len(found["results"]) == 1


def test_what_is_hidden_is_in_no_list_and_names_nothing(client):
    hidden = make_initiative(published=False)
    make_resolution(initiative=hidden)

    assert read(client, "/api/v1/initiatives/")["results"] == []
    assert read(client, "/api/v1/resolutions/")["results"][0]["initiative"] is None
    refused = client.get(f"/api/v1/resolutions/?initiative={hidden.slug}")
    unknown = client.get("/api/v1/resolutions/?initiative=unknown")
    assert (refused.status_code, refused.content) == (400, unknown.content)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, method):
    answer = getattr(client, method)("/api/v1/votes/")

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert answer.json()["error"] == "method_not_allowed"


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "nonsense", "*/*;q=0"])
def test_the_answer_is_json_whatever_is_asked_for(client, accept):
    answer = client.get("/api/v1/groups/", headers={"Accept": accept})

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")


def test_a_list_takes_the_same_queries_at_two_sizes(client, django_assert_max_num_queries):
    make_statement(delivered_by=make_organisation())
    with django_assert_max_num_queries(30) as few:
        read(client, "/api/v1/statements/")
    for _ in range(20):
        make_statement(delivered_by=make_organisation())
    with django_assert_max_num_queries(30) as many:
        read(client, "/api/v1/statements/")

    assert len(few) == len(many)
