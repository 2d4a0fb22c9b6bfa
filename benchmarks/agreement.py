"""The agreement of all pairs of States: ours, from a cold database, beside a self-join in SQL."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import uuid4

from django.db import connection
from django.utils import timezone

from benchmarks import general_assembly
from benchmarks.databases import Database
from benchmarks.general_assembly import ballots, roll_calls
from benchmarks.measure import each, measured
from benchmarks.table import Goal, Row
from kb.council.models import Body, Session, State
from kb.records.models import Source
from kb.records.services import publish, save_record
from votes.analysis.agreement import all_pairs
from votes.models import Ballot, Reading, Resolution, RollCall
from votes.services.analysing import read_record

SIZES = general_assembly.SIZES
BATCH = 5_000
BODY = "ga"

SELF_JOIN = """
SELECT a.state_id, b.state_id,
    count(*), sum(CASE WHEN a.position = b.position THEN 1 ELSE 0 END)
FROM votes_ballot a
JOIN votes_ballot b ON a.roll_call_id = b.roll_call_id AND a.state_id < b.state_id
WHERE a.position IN ('yes', 'no', 'abstain') AND b.position IN ('yes', 'no', 'abstain')
GROUP BY a.state_id, b.state_id
"""


def run(database: Database, sizes: Sequence[int]) -> Iterator[Row]:
    """One record that grows from size to size."""
    stored = _Stored()
    for size in sorted(sizes):
        stored.grow(size)
        with measured() as joined, connection.cursor() as cursor:
            cursor.execute(SELF_JOIN)
            expected = {frozenset(row[:2]): tuple(row[2:]) for row in cursor.fetchall()}
        with measured() as cold:
            found = read_record(RollCall.objects.all(), stored.body).record
            pairs = all_pairs(found)
        _check(expected, pairs, stored)
        alone = each(lambda found=found: all_pairs(found))
        yield Row("all pairs, CPU ms", database.name, stored.size, 1e3 * alone, goal=Goal("≤", 100))
        yield Row(
            "load and all pairs, CPU s beside the self-join",
            database.name,
            stored.size,
            cold.cpu,
            joined.cpu,
            Goal("≤", 1),
        )
        yield Row(
            "all pairs, CPU s beside the self-join",
            database.name,
            stored.size,
            alone,
            joined.cpu,
            Goal("≤", 1 / 50, of_ratio=True),
        )


def _check(expected: dict, pairs: Sequence, stored: "_Stored") -> None:
    """What is fast and wrong is no result."""
    keys = {code: key for key, code in State.objects.values_list("pk", "code")}
    found = {
        frozenset((keys[pair.first], keys[pair.second])): (pair.common, pair.same)
        for pair in pairs
        if pair.common
    }
    assert found == expected


class _Stored:
    """The General Assembly's ballots in the order of the file, as accepted from one source."""

    def __init__(self) -> None:
        self.size = 0
        self.body = Body.objects.get(code=BODY)
        self._session = save_record(
            Session(body=self.body, code="ga0", label="Any session", kind="regular", number=999),
            by=None,
        )
        source = Source(kind=Source.Kind.LIBRARY_RECORD, title="The whole record")
        self._source = publish(save_record(source, by=None), by=None)
        self._days = {each.key: each.held_on for each in roll_calls()}
        self._states = {
            alpha2: key
            for key, alpha2 in State.objects.exclude(alpha2="").values_list("pk", "alpha2")
        }
        self._readings: dict[str, Reading] = {}

    def grow(self, size: int) -> None:
        """To as many rows of the file. Where one State stands twice in a roll call, once."""
        batch, seen = [], set()
        for number, ballot in enumerate(ballots(size)):
            state = self._states.get(ballot.code)
            cast = (ballot.roll_call, state)
            if number < self.size or state is None or cast in seen:
                continue
            seen.add(cast)
            reading = self._readings.get(ballot.roll_call) or self._reading(ballot.roll_call)
            batch.append(
                Ballot(
                    roll_call_id=reading.roll_call_id,
                    state_id=state,
                    reading=reading,
                    position=ballot.vote,
                )
            )
            if len(batch) == BATCH:
                Ballot.objects.bulk_create(batch)
                batch = []
        Ballot.objects.bulk_create(batch)
        self.size = size
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _reading(self, key: str) -> Reading:
        day: date = self._days[key]
        (text,) = Resolution.objects.bulk_create(
            [
                Resolution(
                    body=self.body,
                    session=self._session,
                    slug=f"vote-{key}",
                    title=f"Vote {key}",
                    acted_on=day,
                    outcome=Resolution.Outcome.ADOPTED_BY_VOTE,
                )
            ]
        )
        (vote,) = RollCall.objects.bulk_create(
            [RollCall(resolution=text, slug=f"vote-{key}", held_on=day, standing="official")]
        )
        (reading,) = Reading.objects.bulk_create(
            [
                Reading(
                    roll_call=vote,
                    source=self._source,
                    cells=[],
                    text=key,
                    sha256=uuid4().hex * 2,
                    recorded_at=timezone.now(),
                )
            ]
        )
        self._readings[key] = reading
        return reading
