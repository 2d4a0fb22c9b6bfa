"""Two people at once: each change is whole or refused, and the chain has one end."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from kb.council.models import State
from kb.council.services import load_reference
from kb.records.chain import GENESIS
from kb.records.models import Ledger
from kb.records.services import Refused, save_record
from tests.factories import make_source, make_vote
from votes.models import RollCall
from votes.services import correct_ballot

POSITIONS = ("yes", "no", "abstain")


@pytest.fixture
def postgres(transactional_db):
    if connection.vendor != "postgresql":
        pytest.skip("the tests' SQLite lives in memory and has one connection")
    load_reference()


def correct(key: int, source, position: str) -> str:
    """What a person does who opens the vote, corrects one ballot and saves."""
    try:
        correct_ballot(
            roll_call=RollCall.objects.select_related("resolution__body").get(pk=key),
            state=State.objects.get(code="AUS"),
            position=position,
            source=source,
            reason="letter",
            by=None,
        )
    except Refused:
        return "refused"
    finally:
        connection.close()
    return "done"


def rename(key: int, number: int) -> str:
    try:
        roll_call = RollCall.objects.select_related("resolution").get(pk=key)
        roll_call.meeting = number
        save_record(roll_call, by=None)
    except Refused:
        return "refused"
    finally:
        connection.close()
    return "done"


@pytest.mark.usefixtures("postgres")
def test_writers_at_once_are_done_or_refused_and_never_stuck():
    vote, source = make_vote({"AUS": "no", "AGO": "yes"}), make_source()

    with ThreadPoolExecutor(4) as people:
        jobs = [
            people.submit(correct, vote.pk, source, POSITIONS[n % 3])
            if n % 2
            else people.submit(rename, vote.pk, n + 1)
            for n in range(40)
        ]
        ends = {job.result() for job in jobs}

    assert ends <= {"done", "refused"}
    assert "done" in ends
    previous = GENESIS
    for row in Ledger.objects.order_by("pk"):
        assert row.previous == previous
        previous = row.digest
    versions = Ledger.objects.about(vote).values_list("version", flat=True)
    assert list(versions) == list(range(1, len(versions) + 1))
