"""The change feed: what a partner reads of what staff do, and of what they do not do yet."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kb.council.models import Body, Session
from kb.exchange.documents.encoding import document_hash
from kb.exchange.feed.settling import settle
from kb.exchange.feed.version import public_version
from kb.records.services import publish, save_record, withdraw
from statements.models import Role
from tests.exchange.feeds import ADDRESS, changes
from tests.factories import make_reading, make_resolution, make_roll_call, make_source, make_vote
from tests.statements.factories import (
    make_article,
    make_mention,
    make_organisation,
    make_person,
    make_signature,
    make_statement,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def start(client) -> str:
    """The cursor behind all that is there already."""
    settle()
    return changes(client)[1]


def told(results) -> list[tuple[str, str, str]]:
    return [(each["action"], each["kind"], each["id"]) for each in results]


def test_a_reader_gets_every_record_once_with_its_hash(client):
    vote = make_vote({"CHL": "yes"})

    results, _ = changes(client, limit=100)

    keys = [(each["kind"], each["id"]) for each in results]
    assert len(keys) == len(set(keys))
    assert ("votes", str(vote.public_id)) in keys
    assert all(each["hash"] == document_hash(each["document"]) for each in results)


def test_what_changed_comes_behind_the_cursor_and_nothing_else(client, start):
    text = make_resolution(title="A new text")

    results, _ = changes(client, start)

    assert told(results) == [("upsert", "resolutions", str(text.public_id))]
    assert results[0]["document"]["title"] == "A new text"


def test_a_record_that_changes_again_moves_to_the_end(client, start):
    first, second = make_resolution(), make_resolution()
    _, after = changes(client, start)
    first.title = "Changed"
    save_record(first, by=None)

    from_start, _ = changes(client, start)
    since, _ = changes(client, after)

    assert [each["id"] for each in from_start] == [str(second.public_id), str(first.public_id)]
    assert told(since) == [("upsert", "resolutions", str(first.public_id))]


def test_the_end_of_an_embargo_appears_by_itself_in_its_order(client, start):
    now = timezone.now()
    later = make_source(title="Unrelated", published=False)
    early, late = make_resolution(published=False), make_resolution(published=False)
    publish(late, by=None, release_at=now + 2 * DAY)
    publish(early, by=None, release_at=now + DAY)
    publish(later, by=None, release_at=now + 3 * DAY)
    assert changes(client, start)[0] == []

    settle(now + 4 * DAY)
    results, _ = changes(client, start)

    assert [each["id"] for each in results] == [str(early.public_id), str(late.public_id)]
    assert results[0]["changed_at"] == (now + DAY).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    assert results[0]["document"]["embargoed_until"] is None


def test_what_names_an_embargoed_record_changes_at_the_same_instant(client, start):
    now = timezone.now()
    text = make_resolution(published=False)
    publish(text, by=None, release_at=now + DAY)
    statement = make_mention(resolution=text).statement
    _, after = changes(client, start)

    settle(now + 2 * DAY)
    results, _ = changes(client, after)

    assert told(results) == [
        ("upsert", "resolutions", str(text.public_id)),
        ("upsert", "statements", str(statement.public_id)),
    ]
    assert results[0]["changed_at"] == results[1]["changed_at"]


def test_a_withdrawn_record_leaves_a_tombstone_without_words(client, start):
    text = make_resolution(title="Xyzzy", symbol="A/HRC/RES/43/777")
    _, after = changes(client, start)
    withdraw(text, by=None, reason="Plugh")

    found = client.get(ADDRESS, {"after": after})

    (only,) = found.json()["results"]
    assert told([only]) == [("tombstone", "resolutions", str(text.public_id))]
    assert only["document"] is None
    assert only["hash"] is None
    assert not any(word in found.content for word in (b"Xyzzy", b"777", b"Plugh"))


def test_whoever_begins_later_sees_a_tombstone_in_place_of_the_record(client, start):
    text = make_resolution()
    changes(client)
    withdraw(text, by=None, reason="Wrong")

    results, _ = changes(client, start)

    assert told(results) == [("tombstone", "resolutions", str(text.public_id))]


def test_a_record_that_came_and_went_between_two_readings_was_never_there(client, start):
    withdraw(make_resolution(), by=None, reason="Wrong")

    assert changes(client, start)[0] == []


def test_a_withdrawn_record_can_come_back(client, start):
    text = make_resolution()
    changes(client)
    withdraw(text, by=None, reason="Wrong")
    _, after = changes(client)
    publish(text, by=None)

    results, _ = changes(client, after)

    assert told(results) == [("upsert", "resolutions", str(text.public_id))]


def test_what_happens_to_hidden_things_leaves_the_feed_byte_for_byte(client):
    vote = make_vote({"CHL": "yes", "AUS": "no"})
    settle()
    before, version = client.get(ADDRESS, {"limit": 500}), public_version()
    cursor = changes(client)[1]

    draft = make_resolution(published=False, title="Xyzzy")
    draft.title = "Xyzzy again"
    save_record(draft, by=None)
    publish(draft, by=None, release_at=timezone.now() + DAY)
    make_reading(vote, {"CHL": "no"}, source=make_source(published=False))
    statement = make_statement(published=False)
    make_signature(statement=statement)
    hidden = make_person(published=False)
    save_record(Role(person=hidden, title="Advocate"), by=None)
    make_article(published=False, contact="someone@example.org")
    make_source(title="A source that nothing public cites")

    after = client.get(ADDRESS, {"limit": 500})
    assert after.content == before.content
    assert after.headers["ETag"] == before.headers["ETag"]
    assert changes(client, cursor) == ([], cursor)
    assert public_version() == version


def test_an_edit_for_staff_alone_tells_no_more_than_the_version(client):
    organisation = make_organisation()
    article = make_article(publisher=organisation)
    _, after = changes(client)
    article.contact = "someone@example.org"
    save_record(article, by=None)

    found = client.get(ADDRESS, {"after": after})

    assert b"someone" not in found.content
    assert told(found.json()["results"]) == [("upsert", "articles", str(article.public_id))]


def test_a_person_who_becomes_known_by_role_only_goes_and_statements_change(client):
    person = make_person(name="Xyzzy Plugh")
    signed = make_signature(person=person, name_as_printed="").statement
    _, after = changes(client)
    person.confidentiality = "role_only"
    save_record(person, by=None)

    found = client.get(ADDRESS, {"after": after})

    assert set(told(found.json()["results"])) == {
        ("tombstone", "people", str(person.public_id)),
        ("upsert", "statements", str(signed.public_id)),
    }
    assert b"Xyzzy" not in found.content


def test_a_source_that_becomes_public_shows_its_reading_in_the_vote(client):
    vote, source = make_roll_call(), make_source(published=False)
    make_reading(vote, {"CHL": "yes"}, source=source)
    _, after = changes(client)
    publish(source, by=None)

    results, _ = changes(client, after)

    assert set(told(results)) == {
        ("upsert", "sources", str(source.public_id)),
        ("upsert", "votes", str(vote.public_id)),
    }
    document = next(each["document"] for each in results if each["kind"] == "votes")
    assert len(document["readings"]) == 1


def test_a_source_goes_with_the_last_thing_that_cites_it(client):
    source = make_source()
    text = make_resolution(source=source)
    _, after = changes(client)
    withdraw(text, by=None, reason="Wrong")

    results, _ = changes(client, after)

    assert ("tombstone", "sources", str(source.public_id)) in told(results)


def test_new_rows_of_the_reference_files_appear(client, start):
    body = Body.objects.get(code="hrc")
    # The loader inserts without a row in the ledger.
    session = Session(body=body, code="hrc99", label="99th session", kind="regular", number=99)
    Session.objects.bulk_create([session])

    results, _ = changes(client, start)

    assert told(results) == [("upsert", "sessions", str(session.public_id))]


def test_the_version_changes_with_what_is_public_and_with_its_licence(client, settings):
    before = public_version()
    make_resolution()
    changed = public_version()
    settings.LICENCE = "CC0"

    assert len({before, changed, public_version()}) == 3


def test_where_nobody_can_say_the_version_is_never_the_same(monkeypatch):
    public_version()
    monkeypatch.setattr("kb.exchange.feed.version.settle", lambda: False)

    assert public_version() != public_version()
