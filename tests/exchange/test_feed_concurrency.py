"""Many write and many read at once: no gap, no double, and nobody waits for a reader."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from kb.council.services import load_reference
from kb.exchange.documents.encoding import document_hash
from kb.exchange.documents.kind import Sight
from kb.exchange.documents.kinds import KINDS
from kb.exchange.feed.settling import settle
from kb.exchange.models import FeedState
from kb.records.models import Source
from kb.records.services import Refused, publish, save_record, withdraw
from statements.models import Statement
from tests.exchange.feeds import answer, changes, copied, position
from tests.factories import make_resolution, make_source, make_vote
from tests.statements.factories import make_mention
from votes.models import Resolution, RollCall

WRITERS, DEEDS = 4, 25


@pytest.fixture
def postgres(transactional_db):
    if connection.vendor != "postgresql":
        pytest.skip("the tests' SQLite lives in memory and has one connection")
    load_reference()


def write(seed: int) -> None:
    """Somebody who publishes, withdraws and renames whatever comes to hand."""
    chance = random.Random(seed)  # noqa: S311 (nothing secret hangs on it)
    try:
        for _ in range(DEEDS):
            model = chance.choice([Resolution, RollCall, Statement, Source])
            record = chance.choice(list(model.objects.order_by("pk")))
            try:
                chance.choice([_publish, _withdraw, _rename])(record)
            except Refused:
                continue
    finally:
        connection.close()


def _publish(record) -> None:
    publish(record, by=None)


def _withdraw(record) -> None:
    withdraw(record, by=None, reason="Wrong")


def _rename(record) -> None:
    if isinstance(record, RollCall):
        record.meeting = (record.meeting or 0) + 1
    else:
        record.title = f"{record.title}+"[:200]
    save_record(record, by=None)


def follow(is_over: threading.Event, limit: int) -> tuple[dict, list[int]]:
    """A partner who reads all the time; what they hold at the end, and each position they saw."""
    held, seen, after = {}, [], ""
    try:
        while True:
            was_over = is_over.is_set()
            page = answer(Client(), after, limit)
            copied(page["results"], held)
            seen += [position(each["cursor"]) for each in page["results"]]
            assert all(
                each["hash"] == document_hash(each["document"])
                for each in page["results"]
                if each["document"]
            )
            after = page["after"]
            if was_over and page["next"] is None:
                return held, seen
    finally:
        connection.close()


@pytest.mark.usefixtures("postgres")
def test_readers_beside_writers_miss_nothing_and_see_nothing_twice():
    for number in range(3):
        vote = make_vote({"CHL": "yes", "AUS": "no"}, resolution=make_resolution())
        make_mention(symbol="", roll_call=vote)
        make_resolution(source=make_source(), published=bool(number))
    is_over = threading.Event()

    with ThreadPoolExecutor(WRITERS + 2) as people:
        readers = [people.submit(follow, is_over, limit) for limit in (7, 500)]
        writers = [people.submit(write, seed) for seed in range(WRITERS)]
        for writer in writers:
            writer.result()
        is_over.set()
        ends = [reader.result() for reader in readers]

    expected = public_documents()
    for held, seen in ends:
        assert seen == sorted(set(seen))
        assert held == expected


def public_documents() -> dict[tuple[str, str], dict]:
    now = timezone.now()
    return {
        (kind.name, document["id"]): document
        for kind in KINDS
        for document in kind.documents(list(kind.rows(now)), Sight.of_public(now))
    }


@pytest.mark.usefixtures("postgres")
def test_while_a_long_import_holds_the_writers_lock_the_feed_answers(client):
    make_resolution()
    _, after = changes(client)

    with transaction.atomic():
        text = make_resolution()
        with ThreadPoolExecutor(1) as people:
            held = people.submit(_read_elsewhere, after).result()
        assert held == []

    assert [each["id"] for each in changes(client, after)[0]] == [str(text.public_id)]


@pytest.mark.usefixtures("postgres")
def test_while_somebody_else_settles_the_feed_gives_what_is_settled(client):
    make_resolution()
    _, after = changes(client)
    text = make_resolution()

    with transaction.atomic():
        FeedState.objects.select_for_update().get()
        with ThreadPoolExecutor(1) as people:
            assert people.submit(_read_elsewhere, after).result() == []

    assert settle()
    (only,) = changes(client, after)[0]
    assert UUID(only["id"]) == text.public_id


def _read_elsewhere(after: str) -> list:
    try:
        return changes(Client(), after)[0]
    finally:
        connection.close()
