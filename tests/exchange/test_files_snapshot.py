"""A file shows one state of the database, however long it takes and whoever writes meanwhile."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from kb.council.services import load_reference
from kb.exchange.files.document import whole
from kb.exchange.files.views import consistent, gzipped
from kb.exchange.snapshot import snapshot
from kb.records.services import save_record
from tests.factories import make_initiative
from votes.models import Initiative


def on_disk(path) -> Iterator[None]:
    """The tests' SQLite lives in memory, where readers lock: a copy of it takes its place."""
    ours, copy = connections["default"], connection.copy()
    ours.ensure_connection()
    with sqlite3.connect(path) as file:
        ours.connection.backup(file)
    file.close()
    copy.settings_dict = copy.settings_dict | {"NAME": str(path)}
    connections["default"] = copy
    try:
        yield
    finally:
        copy.close()
        connections["default"] = ours


@pytest.fixture
def database(transactional_db, tmp_path) -> Iterator[None]:
    """A database in which several connections see only what others have committed."""
    load_reference()
    if connection.vendor == "postgresql":
        yield
    else:
        yield from on_disk(tmp_path / "kb.sqlite3")


def elsewhere(work: Callable[[], None]) -> None:
    """Do something over another connection; whatever it raises is raised here."""
    name = connection.settings_dict["NAME"]

    def run() -> None:
        own = connections["default"]
        own.settings_dict = own.settings_dict | {"NAME": name}
        try:
            work()
        finally:
            own.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(run).result()


def rename() -> None:
    initiative = Initiative.objects.get(slug="zirpvogel")
    initiative.title = "Afterwards"
    save_record(initiative, by=None)


def is_begun() -> bool:
    """Whether our connection still holds a transaction open."""
    if connection.connection is None:
        # The end of a request may close it, which ends everything.
        return False
    if connection.vendor == "postgresql":
        return connection.in_atomic_block or bool(connection.connection.info.transaction_status)
    return connection.connection.in_transaction


def test_a_write_in_the_middle_of_a_file_is_not_in_it(database):
    make_initiative(slug="zirpvogel", title="Before")
    chunks = consistent(whole, timezone.now())
    begun = [next(chunks)]
    while b'"bodies"' not in begun[-1]:
        begun.append(next(chunks))

    elsewhere(rename)
    document = json.loads(b"".join([*begun, *chunks]))

    assert [each["title"] for each in document["initiatives"]] == ["Before"]
    assert Initiative.objects.get().title == "Afterwards"


def test_whoever_writes_does_not_wait_for_whoever_reads(database):
    make_initiative(slug="zirpvogel", title="Before")

    with snapshot():
        first = Initiative.objects.get().title
        elsewhere(rename)
        second = Initiative.objects.get().title

    assert (first, second) == ("Before", "Before")
    assert Initiative.objects.get().title == "Afterwards"


@pytest.mark.parametrize("wrap", [lambda chunks: chunks, gzipped], ids=["plain", "packed"])
def test_hanging_up_ends_the_transaction(database, wrap):
    chunks = consistent(whole, timezone.now())
    sent = wrap(chunks)
    for _ in range(3):
        next(sent)
    was_begun = is_begun()

    sent.close()

    assert was_begun
    assert not is_begun()


def test_an_answer_that_is_closed_early_ends_the_transaction(database):
    answer = Client().get("/export/kb.json")
    next(iter(answer.streaming_content))
    was_begun = is_begun()

    answer.close()

    assert was_begun
    assert not is_begun()


def test_an_error_on_the_way_ends_the_transaction(database):
    def chunks(now: datetime) -> Iterator[bytes]:
        yield str(Initiative.objects.count()).encode()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        b"".join(consistent(chunks, timezone.now()))

    assert not is_begun()
    assert make_initiative(slug="zirpvogel").pk


def test_a_snapshot_within_a_snapshot_is_the_same_one(database):
    make_initiative(slug="zirpvogel", title="Before")

    with snapshot():
        Initiative.objects.count()
        elsewhere(rename)
        with snapshot():
            within = Initiative.objects.get().title
        behind = Initiative.objects.get().title

    assert (within, behind) == ("Before", "Before")


def test_every_file_can_be_made_outside_of_a_transaction(database):
    make_initiative(slug="zirpvogel", title="Before")

    for name in ("kb.json", "initiatives.csv", "ballots.csv", "kb.zip"):
        answer = Client().get(f"/export/{name}")
        assert b"".join(answer.streaming_content)
        assert not is_begun()
