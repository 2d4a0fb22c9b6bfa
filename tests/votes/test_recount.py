"""The whole shared record of the Council, counted again in SQL: the very same figures.

The statements start from ballots and seats and know nothing of how the analyses count.
"""

from collections import defaultdict
from collections.abc import Iterator

import pytest
from django.db import connection, transaction

from kb.council.models import Body, Group
from tests.votes.council_record import load_council
from votes.analysis.agreement import all_pairs
from votes.analysis.closeness import closest
from votes.analysis.groups import cohesion, group_votes
from votes.analysis.record import tallies
from votes.models import RollCall
from votes.services.analysing import ReadRecord, group_terms, read_record

pytestmark = [pytest.mark.shared, pytest.mark.django_db]

# Every State with the right to vote in every roll call: what it did, else that nothing is recorded.
COUNTED = """
WITH counted AS (
    SELECT votes_rollcall.id AS vote, votes_rollcall.held_on AS held_on,
        council_state.id AS state, council_state.code AS code, council_seat.group_id AS seat_group,
        COALESCE(votes_ballot.position, 'not_recorded') AS position
    FROM votes_rollcall
    JOIN votes_resolution ON votes_resolution.id = votes_rollcall.resolution_id
    JOIN council_seat ON council_seat.body_id = votes_resolution.body_id
        AND council_seat.since <= votes_rollcall.held_on
        AND (council_seat.until IS NULL OR council_seat.until >= votes_rollcall.held_on)
    JOIN council_state ON council_state.id = council_seat.state_id
    LEFT JOIN votes_ballot ON votes_ballot.roll_call_id = votes_rollcall.id
        AND votes_ballot.state_id = council_state.id
    WHERE NOT EXISTS (
        SELECT 1 FROM council_seatsuspension
        WHERE council_seatsuspension.seat_id = council_seat.id
            AND council_seatsuspension.since <= votes_rollcall.held_on
            AND (council_seatsuspension.until IS NULL
                OR council_seatsuspension.until >= votes_rollcall.held_on)
    )
)
"""
PAIRS = """
SELECT a.code, b.code, COUNT(*),
    SUM(CASE WHEN a.position IN ('yes', 'no', 'abstain')
        AND b.position IN ('yes', 'no', 'abstain') THEN 1 ELSE 0 END),
    SUM(CASE WHEN a.position = b.position
        AND a.position IN ('yes', 'no', 'abstain') THEN 1 ELSE 0 END),
    SUM(CASE WHEN a.position = 'yes' AND b.position = 'no'
        OR a.position = 'no' AND b.position = 'yes' THEN 1 ELSE 0 END),
    SUM(CASE WHEN a.position = 'absent' OR b.position = 'absent' THEN 1 ELSE 0 END)
FROM counted a JOIN counted b ON a.vote = b.vote AND a.code < b.code
GROUP BY a.code, b.code
"""


@pytest.fixture(scope="module")
def council(shared, django_db_setup, django_db_blocker) -> Iterator[ReadRecord]:
    """Loaded once for all of these tests, and taken back after the last."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_council(shared)
        yield read_record(RollCall.objects.published(), Body.objects.get(code="hrc"))
        transaction.set_rollback(True)


def ask(question: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(COUNTED + question)
        return cursor.fetchall()


def test_the_agreement_of_all_pairs(council):
    recounted = {tuple(row[:2]): tuple(map(int, row[2:])) for row in ask(PAIRS)}
    votes = len(council.record.days)

    found = {
        (pair.first, pair.second): (
            votes - pair.not_both_entitled,
            pair.common,
            pair.same,
            pair.opposed,
            pair.absent,
        )
        for pair in all_pairs(council.record)
        if pair.not_both_entitled < votes
    }

    assert votes == 789
    assert len(recounted) > 4_000
    assert found == recounted


def test_a_pair_without_a_row_in_sql_has_no_common_vote(council):
    together = {tuple(row[:2]) for row in ask(PAIRS)}

    apart = [pair for pair in all_pairs(council.record) if tuple(pair[:2]) not in together]

    assert len(apart) > 1_000
    assert {pair.common for pair in apart} == {0}
    assert {pair.share("exact") for pair in apart} == {None}


def test_how_often_each_state_took_part(council):
    rows = ask("SELECT code, position, COUNT(*) FROM counted GROUP BY code, position")
    recounted: dict = defaultdict(dict)
    for code, position, number in rows:
        recounted[code][position] = number

    found = {
        code: {position: number for position, number in own.participation.counts if number}
        for code, own in council.record.states.items()
    }

    assert found == recounted


def test_the_tally_and_the_margin_of_each_vote(council):
    rows = ask(
        """SELECT vote, SUM(CASE WHEN position = 'yes' THEN 1 ELSE 0 END) AS yes,
            SUM(CASE WHEN position = 'no' THEN 1 ELSE 0 END) AS no
        FROM counted GROUP BY vote"""
    )
    recounted = {vote: abs(yes - no) for vote, yes, no in rows if yes or no}

    found = closest(tallies(council.record))

    assert {council.roll_calls[each.place]: each.margin for each in found} == recounted
    assert [each.margin for each in found] == sorted(recounted.values())


MEMBERS = {
    "regional": "SELECT * FROM counted WHERE seat_group = {group}",
    "political": """SELECT counted.* FROM counted WHERE EXISTS (
        SELECT 1 FROM council_groupmembership
        WHERE council_groupmembership.group_id = {group}
            AND council_groupmembership.state_id = counted.state
            AND (council_groupmembership.since IS NULL
                OR council_groupmembership.since <= counted.held_on)
            AND (council_groupmembership.until IS NULL
                OR council_groupmembership.until >= counted.held_on))""",
}


@pytest.mark.parametrize("code", ["WEOG", "AFRICAN", "EU", "OIC", "ARAB_LEAGUE"])
def test_the_cohesion_of_a_group(council, code):
    group = Group.objects.get(code=code)
    members = MEMBERS[group.kind].format(group=group.pk)
    ((votes, share),) = ask(
        f""", members AS ({members}),
        taken AS (SELECT vote, position, COUNT(*) AS number FROM members
            WHERE position IN ('yes', 'no', 'abstain') GROUP BY vote, position),
        shares AS (SELECT vote, 1.0 * MAX(number) / SUM(number) AS share FROM taken
            GROUP BY vote HAVING SUM(number) > 1)
        SELECT COUNT(*), AVG(share) FROM shares"""  # noqa: S608 (a key of our own)
    )

    terms = group_terms(Body.objects.get(code="hrc"), [group])[code]
    found = cohesion(group_votes(council.record, terms))

    assert found.votes == votes > 500
    assert float(found.share) == pytest.approx(float(share), abs=1e-9)
