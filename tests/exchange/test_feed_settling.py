"""Settling the feed: by its readers, by a command, and what holds while it is not settled."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from kb.exchange.feed.settling import feed_state, settle
from kb.exchange.models import PublicRecord
from kb.records.services import save_record
from tests.exchange.feeds import ADDRESS, changes
from tests.factories import make_resolution, make_vote

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def start(client) -> str:
    """The cursor behind all that is there already."""
    settle()
    return changes(client)[1]


def told(results) -> list[tuple[str, str, str]]:
    return [(each["action"], each["kind"], each["id"]) for each in results]


def test_after_a_backup_was_put_back_staff_make_every_mirror_begin_anew(client, start):
    call_command("settle_feed", "--anew")

    assert client.get(ADDRESS, {"after": start}).status_code == 410
    assert changes(client)[0] != []


def test_the_feed_mends_what_does_not_agree_with_the_records(client, capsys):
    text = make_resolution()
    _, after = changes(client)
    PublicRecord.objects.filter(record=text.public_id).update(digest="0" * 64)

    call_command("settle_feed", "--everything")

    assert "1 changes settled" in capsys.readouterr().out
    assert told(changes(client, after)[0]) == [("upsert", "resolutions", str(text.public_id))]


def test_looking_at_everything_finds_nothing_where_the_feed_is_right(client):
    make_vote({"CHL": "yes"})
    settle()
    reached = feed_state().position

    assert settle(everything=True)

    assert feed_state().position == reached


def test_a_document_that_is_not_settled_is_never_given_under_an_old_hash(client, monkeypatch):
    text = make_resolution(title="Old")
    settle()
    text.title = "New"
    save_record(text, by=None)
    monkeypatch.setattr("kb.exchange.feed.page.settle", lambda: False)

    results, after = changes_until_busy(client)

    assert str(text.public_id) not in {each["id"] for each in results}
    monkeypatch.undo()
    (only,) = changes(client, after)[0][-1:]
    assert only["document"]["title"] == "New"


def changes_until_busy(client):
    """As far as a feed goes that cannot be settled just now."""
    found, after = [], ""
    while True:
        page = client.get(ADDRESS, {"limit": 500} | ({"after": after} if after else {}))
        if page.status_code == 503:
            assert page.headers["Retry-After"] == "1"
            return found, after
        found += page.json()["results"]
        after = page.json()["after"]


def test_a_reading_where_nothing_happened_writes_nothing(
    client, start, django_assert_max_num_queries
):
    with django_assert_max_num_queries(40) as asked:
        changes(client, start)

    assert not any(
        query["sql"].startswith(("INSERT", "UPDATE", "DELETE")) for query in asked.captured_queries
    )
