"""With hidden records and without them every answer to a program is the same, byte for byte."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from kb.exchange.documents.kinds import LISTED
from kb.exchange.files.made import FILES
from kb.records.models import Publishable
from kb.records.services import publish
from tests.factories import (
    make_initiative,
    make_reading,
    make_resolution,
    make_roll_call,
    make_source,
    make_vote,
)
from tests.statements.factories import (
    make_article,
    make_ask,
    make_organisation,
    make_person,
    make_signature,
    make_statement,
)

pytestmark = pytest.mark.django_db
ADDRESSES = (
    *(f"/api/v1/{kind.name}/?limit=500" for kind in LISTED),
    "/api/v1/changes?limit=500",
    *(f"/export/{name}" for name in FILES),
    "/votes.csv",
    "/statements.json",
    "/api/v1/votes/none/",
)
# The instant at which a file is made stands in it.
MADE = re.compile(rb'"(generated_at|created)":"[^"]+"')


def answers(client) -> dict[str, tuple]:
    found = {}
    for path in ADDRESSES:
        answer = client.get(path)
        content = MADE.sub(b"", answer.getvalue())
        found[path] = answer.status_code, answer.headers.get("ETag"), content
    return found


def hide(vote, statement, let) -> None:
    """Hidden records of every kind, hung on public ones without changing these."""
    source = let(make_source(title="Hidden", published=False))
    text = make_resolution(published=False, drafts=("A/HRC/43/L.777",), source=source)
    let(make_initiative(published=False))
    let(make_roll_call(resolution=text, published=False))
    let(text)
    let(make_roll_call(resolution=vote.resolution, slug="hidden", is_final=False, published=False))
    make_reading(vote, {"AGO": "no"}, source=source)
    hidden = make_statement(published=False)
    make_ask(statement=hidden, resolution=vote.resolution)
    let(hidden)
    organisation = make_organisation(published=False)
    let(make_signature(statement=statement, organisation=organisation, published=False))
    let(organisation)
    let(make_person(published=False))
    let(make_article(published=False))


def leave(record: Publishable) -> Publishable:
    return record


def embargo(record: Publishable) -> Publishable:
    return publish(record, by=None, release_at=timezone.now() + timedelta(days=1))


@pytest.mark.parametrize("let", [leave, embargo])
def test_what_is_hidden_changes_no_byte_and_no_tag(client, let):
    vote, statement = make_vote({"AGO": "yes", "AUS": "no"}), make_statement()
    make_ask(statement=statement, resolution=vote.resolution)
    before = answers(client)

    hide(vote, statement, let)

    after = answers(client)
    changed = [path for path in ADDRESSES if before[path] != after[path]]
    assert changed == []
