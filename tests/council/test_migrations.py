"""Bodies, sessions, States, groups and seats became records where there were rows already."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from kb.council.models import Body, Group, Seat, Session, State
from kb.council.services import load_reference

BEFORE = "0002_seats_do_not_overlap"
HEADS = [Body, Group, Seat, Session, State]


@pytest.fixture
def before(transactional_db) -> Iterator[None]:
    """The shipped reference data in the tables as they were."""
    load_reference()
    call_command("migrate", "council", BEFORE, verbosity=0)
    yield
    call_command("migrate", verbosity=0)


def overlap(seats: type) -> None:
    """A second seat of the same State in the middle of its first, past every check of Django's."""
    seat = seats.objects.exclude(until=None).first()
    double = seats(body_id=seat.body_id, state_id=seat.state_id, since=seat.until)
    with transaction.atomic():
        seats.objects.bulk_create([double])


def test_rows_that_were_there_get_a_public_id_of_their_own_and_version_1(before):
    counts = {head: head.objects.count() for head in HEADS}

    call_command("migrate", verbosity=0)

    for head in HEADS:
        ids = head.objects.values_list("public_id", flat=True)
        assert len(set(ids)) == len(ids) == counts[head] > 1
        assert {*head.objects.values_list("version", flat=True)} == {1}


def test_seats_that_overlap_are_refused_before_and_after(before):
    old = MigrationExecutor(connection).loader.project_state([("council", BEFORE)]).apps
    with pytest.raises(DatabaseError, match="council_seat_no_overlap"):
        overlap(old.get_model("council", "Seat"))

    call_command("migrate", verbosity=0)

    with pytest.raises(DatabaseError, match="council_seat_no_overlap"):
        overlap(Seat)


def test_reference_data_loaded_before_are_as_the_files_say_afterwards(before):
    call_command("migrate", verbosity=0)

    loaded = load_reference()

    assert {each.created for each in loaded} == {0}
    assert not any(each.kept for each in loaded)
