"""One record by its slug, its code or its id; and what is not there, no more or elsewhere."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from kb.exchange.documents.kinds import LISTED
from kb.records.services import publish, save_record, withdraw
from tests.factories import (
    make_initiative,
    make_resolution,
    make_roll_call,
    make_source,
    make_vote,
)
from tests.statements.factories import (
    make_article,
    make_organisation,
    make_person,
    make_statement,
)

pytestmark = pytest.mark.django_db
MAKERS = {
    "initiatives": make_initiative,
    "resolutions": make_resolution,
    "votes": make_roll_call,
    "statements": make_statement,
    "articles": make_article,
    "organisations": make_organisation,
    "people": make_person,
}
KINDS = pytest.mark.parametrize("kind", LISTED, ids=lambda kind: kind.name)
MADE = pytest.mark.parametrize(("kind", "make"), MAKERS.items(), ids=MAKERS)


@KINDS
def test_a_record_is_found_by_each_of_its_names_as_its_list_gives_it(client, kind):
    call_command("demo", verbosity=0)
    listed = client.get(f"/api/v1/{kind.name}/?limit=1").json()["results"][0]
    names = {listed[name] for name in ("slug", "code", "id") if name in listed}
    if "code" in listed:
        names |= {listed["code"].upper(), listed["code"].lower()}

    found = [client.get(f"/api/v1/{kind.name}/{name}/").json() for name in names]

    assert found == [listed] * len(names)


@MADE
@pytest.mark.parametrize("by", ["slug", "public_id"])
def test_what_was_never_public_is_not_found_as_what_never_was(client, kind, make, by):
    hidden = make(published=False)

    answer = client.get(f"/api/v1/{kind}/{getattr(hidden, by)}/")
    unknown = client.get(f"/api/v1/{kind}/unknown/")

    assert answer.status_code == 404
    assert (answer.content, dict(answer.headers)) == (unknown.content, dict(unknown.headers))
    assert answer.json()["error"] == "not_found"


@MADE
def test_what_is_under_embargo_is_not_found_before_its_time(client, kind, make):
    record = make(published=False)
    publish(record, by=None, release_at=timezone.now() + timedelta(days=1))

    assert client.get(f"/api/v1/{kind}/{record.slug}/").status_code == 404
    assert client.get(f"/api/v1/{kind}/").json()["results"] == []


@MADE
@pytest.mark.parametrize("by", ["slug", "public_id"])
def test_what_was_withdrawn_says_the_day_and_nothing_of_its_words(client, kind, make, by):
    record = withdraw(make(), by=None, reason="secret")

    answer = client.get(f"/api/v1/{kind}/{getattr(record, by)}/")

    assert answer.status_code == 410
    assert answer.json() == {
        "error": "withdrawn",
        "parameter": None,
        "message": f"Withdrawn on {timezone.localdate():%Y-%m-%d}.",
    }


def test_a_source_that_was_withdrawn_is_gone(client):
    source = make_source()
    make_resolution(source=source)
    assert client.get(f"/api/v1/sources/{source.public_id}/").status_code == 200

    withdraw(source, by=None, reason="wrong")

    assert client.get(f"/api/v1/sources/{source.public_id}/").status_code == 410


def test_a_source_that_nothing_public_cites_is_not_found(client):
    source = make_source()

    assert client.get(f"/api/v1/sources/{source.public_id}/").status_code == 404


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("/api/v1/statements/{}/", "/api/v1/statements/of-today/"),
        ("/statements/{}.json", "/statements/of-today.json"),
    ],
)
def test_a_former_slug_leads_to_the_same_sort_of_address_under_the_new(client, path, leads_to):
    statement = make_statement(slug="of-yesterday")
    statement.slug = "of-today"
    save_record(statement, by=None)

    answer = client.get(path.format("of-yesterday"))

    assert (answer.status_code, answer.headers["Location"]) == (301, leads_to)
    assert client.get(leads_to).json()["slug"] == "of-today"


def test_a_former_slug_of_what_is_hidden_is_not_found(client):
    statement = make_statement(slug="of-yesterday", published=False)
    statement.slug = "of-today"
    save_record(statement, by=None)

    assert client.get("/api/v1/statements/of-yesterday/").status_code == 404


def test_a_former_slug_of_what_was_withdrawn_says_that_it_is_gone(client):
    statement = make_statement(slug="of-yesterday")
    statement.slug = "of-today"
    save_record(statement, by=None)
    withdraw(statement, by=None, reason="wrong")

    assert client.get("/api/v1/statements/of-yesterday/").status_code == 410


def test_a_slug_has_one_spelling_and_an_id_too(client):
    vote = make_vote({"AGO": "yes"})

    assert client.get(f"/api/v1/votes/{vote.slug.upper()}/").status_code == 404
    assert client.get(f"/api/v1/votes/{vote.public_id.hex}/").status_code == 404


@KINDS
def test_an_item_takes_no_parameter(client, kind):
    answer = client.get(f"/api/v1/{kind.name}/x/?limit=1")

    assert (answer.status_code, answer.json()["parameter"]) == (400, "limit")
