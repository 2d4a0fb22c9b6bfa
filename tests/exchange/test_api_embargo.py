"""What a key that sees records under embargo gets, and nobody else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kb.exchange.keys.services import make_key
from kb.exchange.models import PartnerKey
from kb.records.services import publish
from tests.factories import make_initiative
from tests.statements.factories import make_statement

pytestmark = pytest.mark.django_db


def reader(*, sees_embargoed: bool) -> Client:
    scopes = ["public", "embargoed"] if sees_embargoed else ["public"]
    key = make_key(PartnerKey(partner="A partner", scopes=scopes), by=None)
    return Client(headers={"Authorization": f"Bearer {key}"})


@pytest.fixture
def embargoed():
    statement = make_statement(published=False)
    return publish(statement, by=None, release_at=timezone.now() + timedelta(days=2))


@pytest.mark.parametrize("path", ["/api/v1/statements/", "/api/v1/statements/{}/"])
def test_a_key_with_the_scope_sees_it_marked_until_when(embargoed, path):
    found = reader(sees_embargoed=True).get(path.format(embargoed.slug)).json()

    (document,) = found.get("results", [found])
    assert document["public_since"] is None
    assert document["embargoed_until"] == f"{embargoed.release_at:%Y-%m-%dT%H:%M:%S.%fZ}"


def test_a_key_without_the_scope_does_not(embargoed):
    client = reader(sees_embargoed=False)

    assert client.get(f"/api/v1/statements/{embargoed.slug}/").status_code == 404
    assert client.get("/api/v1/statements/").json()["results"] == []


def test_what_is_public_has_no_embargo_for_anybody():
    make_initiative()

    (document,) = reader(sees_embargoed=True).get("/api/v1/initiatives/").json()["results"]

    assert document["embargoed_until"] is None
    assert document["public_since"] is not None


def test_nobody_keeps_an_answer_with_what_is_not_public(embargoed):
    answer = reader(sees_embargoed=True).get("/api/v1/statements/")

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer.headers


def test_a_draft_is_seen_by_no_key():
    make_statement(published=False)

    assert reader(sees_embargoed=True).get("/api/v1/statements/").json()["results"] == []


def test_what_was_always_public_is_read_as_of_today_by_any_key():
    today = reader(sees_embargoed=False).get("/api/v1/states/?group=weog&limit=500").json()

    assert today["results"]
    assert reader(sees_embargoed=True).get("/api/v1/states/?group=weog&limit=500").json() == today
