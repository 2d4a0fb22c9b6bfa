"""How far States did as organisations asked, on the pages of both."""

import pytest

from kb.council.models import State
from tests.factories import make_resolution, make_vote
from tests.pages.reading_pages import text_of
from tests.pages.voting import absent_but
from tests.statements.factories import make_ask, make_organisation, make_statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    """It asked the Council to reject one text and to adopt another, and a sponsor to reconsider."""
    found = make_organisation(name="Open Group", slug="open-group")
    statement = make_statement(delivered_by=found)
    for act, cast in (("reject", "no"), ("adopt", "abstain")):
        text = make_resolution()
        make_vote(absent_but(CHL=cast, IND="yes"), resolution=text)
        make_ask(statement=statement, resolution=text, act=act)
    make_ask(statement=statement, resolution=text, target_kind="sponsor", act="reconsider")
    return found


def test_an_organisation_sees_how_far_each_state_did_as_it_asked(client, organisation):
    text = text_of(client, organisation)

    assert "How far States did as it asked State by State (47)" in text
    assert "Chile 1 of 2 1 0 0 0 1" in text
    assert "India 1 of 2 0 0 0 1 1" in text
    assert "Afghanistan 0 of 2 0 2 0 0 1" in text


def test_a_state_sees_how_far_it_did_as_each_organisation_asked(client, organisation):
    text = text_of(client, State.objects.get(code="CHL"))

    assert "How far it did as each organisation asked" in text
    assert "Open Group 1 of 2 1 0 0 0" in text


def test_an_organisation_that_is_not_public_is_not_named(client):
    hidden = make_organisation(name="Zirpvogel", slug="zirpvogel", published=False)
    statement = make_statement(delivered_by=hidden)
    text = make_resolution()
    make_vote(absent_but(CHL="no"), resolution=text)
    make_ask(statement=statement, resolution=text, act="reject")

    text = text_of(client, State.objects.get(code="CHL"))

    assert "How far it did as each organisation asked" not in text
