"""Everything public in the words of Popolo: valid, whole, and with the same counts as ours."""

import json
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import call_command
from jsonschema import Draft3Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT3

from kb.council.models import SeatSuspension, State
from kb.records.services import withdraw
from statements.models import Role
from tests.exchange.generated import Generated
from tests.factories import (
    make_reading,
    make_resolution,
    make_roll_call,
    make_source,
    make_vote,
)
from tests.statements.factories import make_organisation, make_person, make_statement
from votes.models import Draft
from votes.services import accept_reading

pytestmark = pytest.mark.django_db
SCHEMAS = {
    "persons": "person",
    "organizations": "organization",
    "memberships": "membership",
    "events": "event",
    "motions": "motion",
    "vote_events": "vote_event",
    "speeches": "speech",
}


@pytest.fixture(scope="module")
def validators(shared: Path) -> dict[str, Draft3Validator]:
    files = (shared / "data" / "schemas" / "popolo").glob("*.json")
    schemas = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in files}
    resources = {
        each["id"].rstrip("#"): Resource.from_contents(each, default_specification=DRAFT3)
        for each in schemas.values()
    }
    registry = Registry().with_resources(resources.items())
    return {
        name: Draft3Validator(schemas[stem], registry=registry) for name, stem in SCHEMAS.items()
    }


def fetched(client) -> dict[str, list[dict]]:
    answer = client.get("/export/popolo.json")
    assert answer.headers["Content-Type"] == "application/json"
    return json.loads(b"".join(answer.streaming_content))


def faults(validators, document) -> list[str]:
    return [
        f"{name} {each.get('id')}: {fault.message}"
        for name, found in document.items()
        for each in found
        for fault in validators[name].iter_errors(each)
    ]


def test_every_object_of_the_demonstration_is_valid(client, validators):
    call_command("demo", verbosity=0)

    document = fetched(client)

    assert faults(validators, document) == []
    assert list(document) == list(SCHEMAS)
    assert [name for name, found in document.items() if not found] == []


@pytest.mark.parametrize("seed", range(3))
def test_whatever_staff_record_the_objects_are_valid(client, validators, seed):
    Generated(seed)

    assert faults(validators, fetched(client)) == []


def test_the_schemas_find_a_fault(validators):
    wrong = {"id": 5, "counts": [{"option": "yes"}]}

    assert len(list(validators["vote_events"].iter_errors(wrong))) == 2


def test_every_id_leads_to_an_object(client):
    call_command("demo", verbosity=0)
    make_statement(spoken_by=make_person())
    Generated(1)

    document = fetched(client)

    ids = {name: {each["id"] for each in found} for name, found in document.items()}
    leads = {
        "organization_id": "organizations",
        "on_behalf_of_id": "organizations",
        "voter_id": "organizations",
        "group_id": "organizations",
        "person_id": "persons",
        "creator_id": "persons",
        "motion_id": "motions",
        "legislative_session_id": "events",
        "event_id": "events",
    }
    told = [(key, value) for found in document.values() for key, value in pointers(found)]
    assert {(key, value) for key, value in told if value not in ids[leads[key]]} == set()
    assert {key for key, _ in told} == set(leads)


def pointers(value):
    """(key, id) of everything that points to something, at any depth."""
    if isinstance(value, list):
        for each in value:
            yield from pointers(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key.endswith("_id") and each is not None:
                yield key, each
            else:
                yield from pointers(each)


def test_the_first_case_is_23_yes_16_no_8_abstaining(client):
    call_command("demo", verbosity=0)

    event = event_of(fetched(client), "A/HRC/RES/43/21")

    assert {each["option"]: each["value"] for each in event["counts"]} == {
        "yes": 23,
        "no": 16,
        "abstain": 8,
        "absent": 0,
        "not recorded": 0,
    }
    assert Counter(vote["option"] for vote in event["votes"]) == {"yes": 23, "no": 16, "abstain": 8}
    assert event["result"] == "pass"


def event_of(document, symbol: str) -> dict:
    (found,) = (each for each in document["vote_events"] if each["identifier"] == symbol)
    return found


def test_votes_add_up_to_the_counts_and_groups_to_the_whole(client):
    call_command("demo", verbosity=0)
    make_vote({"AGO": "yes", "AUS": "no", "AFG": "absent"})

    for event in fetched(client)["vote_events"]:
        counted = Counter({each["option"]: each["value"] for each in event["counts"]})
        by_group = Counter()
        for each in event["group_results"]:
            by_group.update({count["option"]: count["value"] for count in each["counts"]})
        assert Counter(vote["option"] for vote in event["votes"]) == +counted
        assert by_group == +counted


def test_a_group_that_voted_as_one_has_that_as_its_result(client):
    states = dict.fromkeys(["AUS", "AUT", "DEU", "DNK", "ESP", "ITA", "NLD"], "no")
    make_vote(states | {"AGO": "yes", "AFG": "absent"})

    document = fetched(client)

    names = {each["id"]: each["identifiers"] for each in document["organizations"]}
    found = {
        names[each["group_id"]][0]["identifier"]: each["result"]
        for each in document["vote_events"][0]["group_results"]
    }
    assert (found["WEOG"], found["AFRICAN"]) == ("no", "divided")


def test_a_position_that_the_source_does_not_list_has_no_count(client):
    roll_call = make_roll_call()
    reading = make_reading(roll_call, {"AUS": "no"}, listed=frozenset({"no", "abstain"}))
    accept_reading(reading, as_="official", by=None)

    (event,) = fetched(client)["vote_events"]

    assert [each["option"] for each in event["counts"]] == ["no", "abstain", "not recorded"]


def test_a_vote_without_the_right_to_it_weighs_nothing(client):
    seat = State.objects.get(code="AUS").seats.get(since="2018-01-01")
    SeatSuspension.objects.create(seat=seat, since="2020-06-01", until="2020-07-01")
    make_vote({"AGO": "yes", "AUS": "no"})

    (event,) = fetched(client)["vote_events"]

    weights = {vote["voter"]["name"]: vote["weight"] for vote in event["votes"]}
    assert (weights["Australia"], weights["Angola"]) == (0, 1)
    assert {each["option"]: each["value"] for each in event["counts"]}["no"] == 0


def test_an_amendment_is_a_motion_of_its_own_with_its_own_result(client):
    text = make_resolution(title="Safe water", outcome="adopted_by_vote")
    make_vote(
        {"AGO": "no"},
        resolution=text,
        slug="amendment",
        is_final=False,
        subject="amendment",
        subject_symbol="A/HRC/43/L.60",
        subject_label="delete OP5",
    )

    document = fetched(client)

    (event,) = document["vote_events"]
    assert (event["motion_id"], event["result"]) == (None, "fail")
    assert event["motion"]["text"] == "delete OP5: Safe water"
    assert [(each["text"], each["result"]) for each in document["motions"]] == [
        ("Safe water", "pass")
    ]


@pytest.mark.parametrize(
    ("outcome", "result"),
    [
        ("adopted_without_vote", "pass"),
        ("rejected", "fail"),
        ("withdrawn", None),
        ("pending", None),
    ],
)
def test_a_motion_has_a_result_where_the_body_decided(client, outcome, result):
    make_resolution(outcome=outcome)

    assert fetched(client)["motions"][0]["result"] == result


def test_the_day_of_a_motion_is_that_of_its_first_draft(client):
    text = make_resolution(symbol="", slug="a-draft", drafts=("A/HRC/43/L.1", "A/HRC/43/L.1/Rev.1"))
    Draft.objects.filter(resolution=text, order=1).update(tabled_on="2020-03-12")

    (motion,) = fetched(client)["motions"]

    assert (motion["date"], motion["identifier"]) == ("2020-03-12", "A/HRC/43/L.1/Rev.1")


def test_a_person_belongs_to_an_organisation_by_a_role(client):
    group, person = make_organisation(), make_person()
    Role.objects.create(person=person, organisation=group, title="Advocate")

    held = [each for each in fetched(client)["memberships"] if each["person_id"]]

    assert [(each["role"], each["person_id"], each["organization_id"]) for each in held] == [
        ("Advocate", str(person.public_id), str(group.public_id))
    ]


def test_our_account_of_a_statement_is_not_given_as_its_text(client):
    make_statement(text="We object.", title="Ours")
    make_statement(text="They objected.", title="Theirs", is_described=True)

    texts = {each["title"]: each["text"] for each in fetched(client)["speeches"]}

    assert texts == {"Ours": "We object.", "Theirs": None}


def test_a_source_that_is_not_public_is_not_named(client):
    make_resolution(source=make_source(url="https://zirpvogel.example/", published=False))

    assert "zirpvogel" not in json.dumps(fetched(client))


def test_what_is_hidden_or_taken_back_leaves_no_byte(client):
    make_vote({"AGO": "yes"})
    before = fetched(client)

    vote = make_vote({"AUS": "no"}, resolution=make_resolution(title="Zirpvogel"))
    withdraw(vote.resolution, by=None, reason="letter")
    make_statement(title="Zirpvogel", published=False)
    Role.objects.create(person=make_person(published=False), title="Zirpvogel")

    assert fetched(client) == before


def test_it_is_sent_in_parts_and_takes_the_same_queries_at_two_sizes(
    client, django_assert_max_num_queries
):
    for _ in range(3):
        make_vote({"AGO": "yes"})
        make_person()
    fetched(client)
    with django_assert_max_num_queries(200) as few:
        parts = len(list(client.get("/export/popolo.json").streaming_content))
    for _ in range(5):
        make_vote({"AGO": "yes", "AUS": "no"})
        make_person()
    fetched(client)
    with django_assert_max_num_queries(200) as many:
        fetched(client)

    assert len(many) == len(few)
    assert parts > len(SCHEMAS)
