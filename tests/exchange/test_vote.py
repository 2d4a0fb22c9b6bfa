"""One vote as JSON and CSV, as a partner reads it."""

import csv
import io

import pytest

from tests.factories import make_reading, make_roll_call, make_source, make_vote
from tests.statements.factories import make_ask, make_statement
from votes.services import accept_reading

pytestmark = pytest.mark.django_db


def document(client, roll_call) -> dict:
    answer = client.get(f"/votes/{roll_call.slug}.json")
    assert answer.status_code == 200
    return answer.json()


def test_the_document_gives_result_ballots_and_standing_in_words(client):
    found = document(client, make_vote({"AGO": "yes", "AUS": "no", "BRA": "yes"}))

    assert found["standing"] == "official"
    assert found["counts"]["yes"] == 2
    assert found["ballots"][0] == {
        "state": "AGO",
        "name": "Angola",
        "group": "AFRICAN",
        "position": "yes",
    }


def test_a_vote_to_come_has_no_counts_and_no_result(client):
    found = document(client, make_roll_call(held_on=None))

    assert (found["counts"], found["is_adopted"], found["ballots"]) == (None, None, [])


def test_readings_stay_as_printed_beside_what_we_made_of_them(client):
    roll_call = make_vote({"AGO": "yes"})

    cell = document(client, roll_call)["readings"][0]["cells"][0]

    assert cell == {
        "row": 1,
        "printed": "Angola",
        "mark": "YES",
        "position": "yes",
        "state": "AGO",
        "named_by_a_person": False,
    }


def test_a_dispute_gives_every_value_with_its_source(client):
    roll_call = make_vote({"AFG": "not_recorded"}, as_="provisional")
    record = make_source(title="Record")
    official = make_reading(roll_call, {"AFG": "abstain"}, source=record)
    accept_reading(official, as_="official", choices={"AFG": "abstain"}, reason="why", by=None)

    (dispute,) = document(client, roll_call)["conflicts"]

    assert (dispute["field"], dispute["reason"]) == ("ballot AFG", "why")
    assert [(v["value"], v["is_chosen"]) for v in dispute["values"]] == [
        ("abstain", True),
        ("not_recorded", False),
    ]


def test_an_ask_comes_with_its_outcome_and_the_states_behind_each_count(client):
    roll_call = make_vote({"AGO": "yes", "AUS": "no"})
    make_ask(resolution=roll_call.resolution)

    (ask,) = document(client, roll_call)["asks"]

    assert ask["outcome"] == "not_met"
    assert ask["counts"]["did_as_asked"] == ["AUS"]
    assert ask["counts"]["did_not"] == ["AGO"]


def test_the_table_has_a_line_a_ballot(client):
    roll_call = make_vote({"AGO": "yes", "AUS": "no"})

    answer = client.get(f"/votes/{roll_call.slug}.csv")

    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [(row["state"], row["position"]) for row in rows] == [("AGO", "yes"), ("AUS", "no")]


@pytest.mark.parametrize("ending", ["json", "csv"])
def test_what_is_not_public_is_not_found(client, ending):
    roll_call = make_vote({"AGO": "yes"}, published=False)

    assert client.get(f"/votes/{roll_call.slug}.{ending}").status_code == 404


def test_an_unknown_parameter_is_named_in_json(client):
    roll_call = make_vote({"AGO": "yes"})

    answer = client.get(f"/votes/{roll_call.slug}.json?colour=blue")

    assert answer.status_code == 400
    assert answer.json()["parameter"] == "colour"


def test_the_document_takes_the_same_queries_at_two_sizes(client, django_assert_max_num_queries):
    small = make_vote({"AGO": "yes"})
    make_ask(resolution=small.resolution)
    large = make_vote({"AGO": "yes", "AUS": "no", "BRA": "yes", "FJI": "abstain"})
    for _ in range(20):
        make_ask(resolution=large.resolution, statement=make_statement())

    with django_assert_max_num_queries(20) as few:
        document(client, small)
    with django_assert_max_num_queries(20) as many:
        document(client, large)

    assert len(few) == len(many)
