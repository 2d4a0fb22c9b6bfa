"""One vote as JSON and CSV, as a partner reads it."""

import csv
import io

import pytest

from kb.records.services import save_record, withdraw
from tests.factories import (
    make_reading,
    make_resolution,
    make_roll_call,
    make_source,
    make_vote,
)
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
    assert found["ballots"][1] == {
        "state": "AGO",
        "name": "Angola",
        "group": "AFRICAN",
        "position": "yes",
        "entitled": True,
    }


def test_a_state_with_a_seat_and_no_ballot_is_not_recorded(client):
    found = document(client, make_vote({"AGO": "yes", "AUS": "no"}))

    assert found["counts"]["not_recorded"] == 45
    assert (found["ballots"][0]["state"], found["ballots"][0]["position"]) == (
        "AFG",
        "not_recorded",
    )


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
        "left_out": False,
    }


def test_the_keys_of_a_cell_stand_in_one_order(client):
    cell = document(client, make_vote({"AGO": "yes"}))["readings"][0]["cells"][0]

    keys = ["row", "printed", "mark", "position", "state", "named_by_a_person", "left_out"]
    assert list(cell) == keys


def test_a_position_that_the_source_does_not_list_has_no_count(client):
    roll_call = make_roll_call()
    reading = make_reading(roll_call, {"AUS": "no"}, listed=frozenset({"no", "abstain"}))
    accept_reading(reading, as_="official", by=None)

    counts = {"yes": None, "no": 1, "abstain": 0, "absent": None, "not_recorded": 46}
    assert document(client, roll_call)["counts"] == counts


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


def test_a_reason_is_given_only_where_the_chosen_value_is_public(client):
    roll_call = make_vote({"AFG": "not_recorded"}, as_="provisional")
    make_reading(roll_call, {"AFG": "no"})
    hidden = make_reading(roll_call, {"AFG": "abstain"}, source=make_source(published=False))
    accept_reading(hidden, as_="official", choices={"AFG": "abstain"}, reason="canary", by=None)

    (dispute,) = document(client, roll_call)["conflicts"]

    assert dispute["reason"] is None
    assert {value["value"] for value in dispute["values"]} == {"no", "not_recorded"}


def test_an_amendment_is_named_in_the_document(client):
    roll_call = make_vote(
        {"AGO": "no"}, is_final=False, subject="amendment", subject_label="delete OP5"
    )

    found = document(client, roll_call)

    assert (found["subject"], found["subject_symbol"]) == ("amendment", None)
    assert found["subject_label"] == "delete OP5"


def test_a_document_that_did_not_change_is_not_sent_again(client):
    url = f"/votes/{make_vote({'AGO': 'yes'}).slug}.json"
    tag = client.get(url).headers["ETag"]

    assert client.get(url, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("ending", ["json", "csv"])
def test_a_vote_that_moved_is_found_under_its_former_address(client, ending):
    text = make_resolution(symbol="", slug="a-hrc-43-l-905", outcome="pending")
    roll_call = make_roll_call(resolution=text, slug="a-hrc-43-l-905")
    roll_call.slug = "a-hrc-res-43-905"
    save_record(roll_call, by=None)

    answer = client.get(f"/votes/a-hrc-43-l-905.{ending}")

    assert (answer.status_code, answer["Location"]) == (301, f"/votes/a-hrc-res-43-905.{ending}")


@pytest.mark.parametrize("ending", ["json", "csv"])
def test_the_former_address_of_a_vote_that_was_withdrawn_says_that_it_is_gone(client, ending):
    text = make_resolution(symbol="", slug="a-hrc-43-l-905", outcome="pending")
    roll_call = make_roll_call(resolution=text, slug="a-hrc-43-l-905")
    roll_call.slug = "a-hrc-res-43-905"
    save_record(roll_call, by=None)
    withdraw(roll_call, by=None, reason="x")

    assert client.get(f"/votes/a-hrc-43-l-905.{ending}").status_code == 410


def test_an_ask_comes_with_its_outcome_and_the_states_behind_each_count(client):
    roll_call = make_vote({"AGO": "yes", "AUS": "no"})
    make_ask(resolution=roll_call.resolution)

    (ask,) = document(client, roll_call)["asks"]

    assert ask["outcome"] == "not_met"
    assert ask["counts"]["did_as_asked"] == ["AUS"]
    assert ask["counts"]["did_not"] == ["AGO"]


def test_the_table_has_a_line_for_each_state_with_a_seat(client):
    roll_call = make_vote({"AGO": "yes", "AUS": "no"})

    answer = client.get(f"/votes/{roll_call.slug}.csv")

    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert len(rows) == 47
    assert [row["state"] for row in rows if row["position"] == "no"] == ["AUS"]
    assert rows[0]["position"] == "not_recorded"


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
