"""Any two votes of one body."""

import csv
import io
from datetime import date

import pytest

from kb.records.services import withdraw
from tests.factories import make_roll_call, make_vote
from tests.pages.analysis.assembly import make_assembly_text
from tests.pages.reading_pages import queries_of, words_of
from tests.pages.voting import absent_but

pytestmark = pytest.mark.django_db

BEFORE, AFTER = date(2020, 6, 22), date(2021, 3, 23)


@pytest.fixture
def two():
    """Chile switches; Australia leaves the Council, Cuba comes."""
    before = absent_but(BEFORE, CHL="yes", AUS="no", DEU="no")
    after = absent_but(AFTER, CUB="yes", DEU="no", IND="abstain")
    before |= {"IND": "yes"}
    return make_vote(before, held_on=BEFORE), make_vote(after, held_on=AFTER)


def address(before, after, ending: str = "/") -> str:
    return f"/compare/{before.slug}/{after.slug}{ending}"


def test_the_title_says_who_moved(client, two):
    page = client.get(address(*two)).content.decode()

    symbols = [each.resolution.symbol for each in two]
    moved = f"1 of 37 States that sat both times moved from {symbols[0]} to {symbols[1]}"
    assert f"<title>{moved}" in page
    assert '<svg class="shift-diagram"' in page


def test_groups_are_counted_with_the_members_of_each_day(client, two):
    text = words_of(client.get(address(*two)).content.decode())

    assert "Western European and Others Group 0–2–0 0–1–0" in text
    assert "Latin American and Caribbean Group 1–0–0 1–0–0" in text


def test_the_files_tell_each_state(client, two):
    rows = csv.DictReader(io.StringIO(client.get(address(*two, ".csv")).content.decode()))
    found = {row["state"]: row for row in rows}

    assert found["IND"] == {
        "state": "IND",
        "from": "yes",
        "to": "abstain",
        "change": "switched",
    }
    assert found["CUB"]["change"] == "joined"
    assert found["AUS"]["change"] == "left"
    assert found["DEU"]["change"] == "unchanged"
    assert client.get(address(*two, ".json")).json()["switched"] == 1


@pytest.mark.parametrize("ending", ["/", ".json", ".csv"])
def test_the_earlier_vote_stands_first(client, two, ending):
    answer = client.get(address(*reversed(two), ending))

    assert answer.status_code == 301
    assert answer.headers["Location"] == address(*two, ending)


def test_votes_of_two_bodies_are_refused(client, two):
    other = make_vote({"CHL": "yes"}, resolution=make_assembly_text(), held_on=AFTER)

    answer = client.get(address(two[0], other))

    assert answer.status_code == 400
    assert "These are votes of two bodies." in answer.content.decode()


def test_a_vote_beside_itself_is_not_found(client, two):
    assert client.get(address(two[0], two[0])).status_code == 404


def test_a_vote_without_a_result_says_so(client, two):
    to_come = make_roll_call(held_on=None)

    text = words_of(client.get(address(two[0], to_come)).content.decode())

    assert "Not to be compared yet" in text
    assert client.get(address(two[0], to_come, ".csv")).status_code == 200


@pytest.mark.parametrize("ending", ["/", ".json", ".csv"])
def test_a_vote_that_was_never_public_is_not_found(client, two, ending):
    hidden = make_vote({"DEU": "yes"}, held_on=AFTER, published=False)

    assert client.get(address(two[0], hidden, ending)).status_code == 404


@pytest.mark.parametrize("ending", ["/", ".json", ".csv"])
def test_a_vote_that_was_withdrawn_is_gone(client, two, ending):
    withdraw(two[1], by=None, reason="An error.")

    assert client.get(address(*two, ending)).status_code == 410


@pytest.mark.parametrize("how", ["slug", "symbol", "address"])
def test_a_vote_is_named_by_its_symbol_or_its_address(client, two, how):
    words = {
        "slug": two[0].slug,
        "symbol": two[0].resolution.symbol,
        "address": f"https://example.org{two[0].get_absolute_url()}",
    }

    answer = client.get("/compare/", {"from": words[how], "to": two[1].slug})

    assert answer.status_code == 302
    assert answer.headers["Location"] == address(*two)


@pytest.mark.parametrize("word", ["zirpvogel", "\x00", "A" * 5_000, "/votes/"])
def test_what_names_no_public_vote_is_refused(client, two, word):
    answer = client.get("/compare/", {"from": word, "to": two[1].slug})

    assert answer.status_code == 400
    assert "The parameter “from” takes the symbol of a text" in answer.content.decode()


def test_a_hidden_vote_is_refused_in_the_words_for_an_unknown_one(client, two):
    hidden = make_vote({"DEU": "yes"}, held_on=AFTER, published=False)

    said = [
        client.get("/compare/", {"from": word, "to": two[1].slug}).content
        for word in (hidden.slug, hidden.resolution.symbol, "zirpvogel")
    ]

    assert said[0] == said[1] == said[2]


def test_with_one_vote_the_form_keeps_it(client, two):
    page = client.get("/compare/", {"from": two[0].slug}).content.decode()

    assert f'value="{two[0].slug}"' in page


def test_a_vote_leads_to_its_comparison(client, two):
    page = client.get(two[0].get_absolute_url()).content.decode()

    assert 'href="/compare/?from=' in page


def test_the_number_of_queries_does_not_grow_with_the_ballots(client, two):
    small = [make_vote({"CHL": "yes"}, held_on=BEFORE), make_vote({"DEU": "no"}, held_on=AFTER)]

    assert queries_of(client, address(*small)) == queries_of(client, address(*two))
