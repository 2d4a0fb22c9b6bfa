"""Staff see a record's page as the public will, and nobody else sees anything of it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kb.records.models import Ledger
from kb.records.services import publish
from kb.search.models import SearchEntry
from tests.desk.signing_in import staff_client
from tests.factories import make_initiative, make_resolution, make_roll_call, make_vote
from tests.statements.factories import (
    make_article,
    make_ask,
    make_organisation,
    make_person,
    make_statement,
)

pytestmark = pytest.mark.django_db


def preview_of(record) -> str:
    return reverse("admin:preview", args=[record.record_kind(), record.public_id])


def test_a_draft_statement_is_shown_with_its_asks_as_readers_will_see_it():
    vote = make_vote({"AGO": "yes", "AUS": "no"})
    statement = make_statement(published=False, title="What we say")
    make_ask(statement=statement, resolution=vote.resolution, text="Reject it, we ask.")

    answer = staff_client("Contributor").get(preview_of(statement))

    assert answer.status_code == 200
    assert "What we say" in answer.content.decode()
    assert "Reject it, we ask." in answer.content.decode()
    assert "Readers do not see it before" in answer.content.decode()


@pytest.mark.parametrize("make", [make_initiative, make_organisation, make_person])
def test_every_kind_with_a_page_has_its_preview(make):
    answer = staff_client("Editor").get(preview_of(make(published=False)))

    assert answer.status_code == 200
    assert "Readers do not see it before" in answer.content.decode()


def test_whoever_is_known_by_role_only_has_no_page_to_preview():
    person = make_person(published=False, confidentiality="role_only")

    answer = staff_client("Editor").get(preview_of(person))

    assert answer.status_code == 409
    assert "Readers will find no page of it." in answer.content.decode()
    assert person.name not in answer.content.decode()


def test_a_preview_leaves_everything_as_it_was(client: Client):
    article = make_article(published=False)
    before = Ledger.objects.count()

    staff_client("Editor").get(preview_of(article))

    article.refresh_from_db()
    assert (article.state, article.version) == ("draft", 1)
    assert Ledger.objects.count() == before
    assert SearchEntry.objects.get(record=article.public_id).visible_from is None
    assert client.get(article.get_absolute_url()).status_code == 404


def test_a_vote_is_shown_with_its_text_though_neither_is_public():
    vote = make_roll_call(resolution=make_resolution(published=False), published=False)

    answer = staff_client("Records officer").get(preview_of(vote))

    assert answer.status_code == 200
    assert vote.resolution.title in answer.content.decode()


def test_what_is_under_embargo_is_shown_as_of_its_release():
    statement = make_statement(published=False)
    publish(statement, by=None, release_at=timezone.now() + timedelta(days=3))

    answer = staff_client("Editor").get(preview_of(statement))

    assert answer.status_code == 200
    assert "Preview." in answer.content.decode()


def test_what_is_public_has_its_own_page():
    statement = make_statement()

    answer = staff_client("Editor").get(preview_of(statement))

    assert answer.headers["Location"] == statement.get_absolute_url()


def test_nobody_else_gets_a_preview(client: Client):
    statement = make_statement(published=False, title="Zirpvogel")
    hidden = preview_of(statement)

    assert client.get(hidden).status_code == 302
    assert staff_client("Administrator").get(hidden).status_code == 403
    assert "Zirpvogel" not in client.get(hidden, follow=True).content.decode()


def test_an_unknown_record_is_not_found():
    client = staff_client("Editor")

    nobody = "/admin/preview/votes.rollcall/00000000-0000-4000-8000-000000000000/"
    assert client.get(nobody).status_code == 404
    assert client.get(nobody.replace("rollcall", "nothing")).status_code == 404
