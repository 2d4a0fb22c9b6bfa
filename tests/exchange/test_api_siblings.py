"""The same answers beside the pages."""

import csv
import html
import io

import pytest
from django.core.management import call_command

from kb.exchange.api.siblings import WITH_LIST, WITHOUT_PAGE
from kb.exchange.documents.kinds import LISTED
from tests.factories import make_roll_call, make_vote
from tests.statements.factories import make_article

pytestmark = pytest.mark.django_db
NAMES = [kind.name for kind in LISTED if kind.name in WITH_LIST]


@pytest.mark.parametrize("name", NAMES)
def test_beside_each_list_of_pages_is_the_list_of_the_api(client, name):
    call_command("demo", verbosity=0)

    assert client.get(f"/{name}/").status_code == 200
    beside, of_api = client.get(f"/{name}.json?limit=500"), client.get(f"/api/v1/{name}/?limit=500")
    assert beside.status_code == 200
    assert beside.json() == of_api.json()


def test_the_next_page_beside_a_page_is_beside_it_too(client):
    for _ in range(2):
        make_roll_call()

    following = client.get("/votes.json?limit=1&standing=none").json()["next"]

    assert following.startswith("http://localhost:8000/votes.json?standing=none&limit=1&after=")
    assert len(client.get(following).json()["results"]) == 1


@pytest.mark.parametrize("name", [name for name in NAMES if name not in WITHOUT_PAGE])
def test_beside_each_page_is_its_document_with_who_gives_it(client, name):
    call_command("demo", verbosity=0)
    listed = client.get(f"/api/v1/{name}/?limit=1").json()["results"][0]
    page = listed["url"].removeprefix("http://localhost:8000")

    answer = client.get(f"{page.rstrip('/')}.json")

    assert client.get(page).status_code == 200
    assert answer.json() == listed | {"licence": "CC BY 4.0", "publisher": None}


@pytest.mark.parametrize("path", ["/articles.json", "/articles/{}.json"])
def test_an_unknown_parameter_is_named_beside_pages_too(client, path):
    answer = client.get(path.format(make_article().slug), {"colour": "blue"})

    assert (answer.status_code, answer.json()["parameter"]) == (400, "colour")


def test_nothing_can_be_written_beside_a_page(client):
    assert client.post("/articles.json").status_code == 405


def lines(answer) -> list[dict[str, str]]:
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode())))


@pytest.mark.parametrize("name", NAMES)
def test_beside_each_list_is_a_table_of_all_that_match_in_its_order(client, name):
    call_command("demo", verbosity=0)
    listed = client.get(f"/{name}.json?limit=500").json()["results"]

    rows = lines(client.get(f"/{name}.csv"))

    assert [row["id"] for row in rows] == [each["id"] for each in listed]


def test_a_table_takes_the_filters_and_more_rows_than_a_page(client, monkeypatch):
    monkeypatch.setattr("kb.exchange.api.siblings.MOST", 2)
    for _ in range(5):
        make_roll_call()
    make_vote({"AGO": "yes"})

    assert len(lines(client.get("/votes.csv?standing=none"))) == 5
    assert len(lines(client.get("/votes.csv"))) == 6


@pytest.mark.parametrize("name", ["limit", "after", "colour"])
def test_a_table_is_whole_and_takes_no_page(client, name):
    answer = client.get(f"/votes.csv?{name}=1")

    assert answer.status_code == 400
    assert f"“{name}”" in html.unescape(answer.content.decode())


def test_a_cell_of_a_table_runs_as_no_formula(client):
    make_article(title="=1+1")

    assert lines(client.get("/articles.csv"))[0]["title"] == "'=1+1"
