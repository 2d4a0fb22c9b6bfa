"""Whole files: every ballot as a line, every vote as a line, beside what writes the same plainly.

Flat: our lines, taken in this process, beside PostgreSQL's own `COPY` of the same columns as JSON,
and beside Django REST framework. Nested: whole votes over HTTP, beside datasette's CSV of the
ballots alone.
"""

import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection
from django.utils import timezone

from benchmarks.careful_drf import flat_lines
from benchmarks.databases import Database
from benchmarks.load import bring_in
from benchmarks.measure import measured, sees_server
from benchmarks.serving import Server, free_port, seconds_of, serving
from benchmarks.table import Goal, Row, Skip
from kb.exchange.files.ballots import ballot_lines
from votes.models import Ballot

SIZES = (100_000, 870_109)
ROOT = Path(__file__).resolve().parent.parent
# Django REST framework takes minutes for the whole record: it makes so many, the rest is reckoned.
MOST_OF_DRF = 100_000
BESIDE_COPY = Goal("≤", 1.3, of_ratio=True)
BESIDE_DRF = Goal("≤", 0.05, of_ratio=True)
BESIDE_DATASETTE = Goal("≤", 0.1, of_ratio=True)
# The columns of a line; the Assembly's States have no seats, so neither group nor right is looked
# up by either side.
COPY = """
COPY (SELECT row_to_json(t) FROM (
    SELECT r.public_id AS vote_id, r.slug AS vote, r.held_on, s.code AS state, s.name,
           NULL::text AS "group", b.position, true AS entitled
    FROM votes_ballot b
    JOIN votes_rollcall r ON r.id = b.roll_call_id
    JOIN council_state s ON s.id = b.state_id
) t) TO STDOUT
"""
FLAT = "CREATE TABLE ballots (id INTEGER PRIMARY KEY, vote, held_on, state, name, position)"


def run(database: Database, sizes: Sequence[int]) -> Iterator[Row]:
    if not sees_server():
        raise Skip("the database server runs where its processor time cannot be read")
    for size in sorted(sizes):
        bring_in(size)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        ballots = Ballot.objects.count()
        yield from _flat(database, ballots)
        yield from _nested(database, ballots)


def _flat(database: Database, ballots: int) -> Iterator[Row]:
    ours = _least(lambda: _size(ballot_lines(timezone.now())))
    if connection.vendor == "postgresql":
        copied = _least(_copy)
        yield _row("flat ballots beside COPY", database, ballots, ours, copied, BESIDE_COPY)
    rows = min(ballots, MOST_OF_DRF)
    drf = _least(lambda: flat_lines(rows), rounds=1) * ballots / rows
    yield _row("flat ballots beside DRF", database, ballots, ours, drf, BESIDE_DRF)


def _nested(database: Database, ballots: int) -> Iterator[Row]:
    with site() as web:
        # What a process prepares once does not count.
        web.fetch("/export/bodies.ndjson")
        ours = _fetch(web, "/export/votes.ndjson")
        flat = _fetch(web, "/export/ballots.ndjson")
    with TemporaryDirectory(prefix="on-the-record-") as folder, _datasette(Path(folder)) as other:
        other.fetch("/ballots/ballots.json?_size=1")
        theirs = other.fetch("/ballots/ballots.csv?_stream=on&_size=max").cpu
    beside = "beside datasette's CSV of ballots"
    yield _row(f"votes.ndjson {beside}", database, ballots, ours, theirs, BESIDE_DATASETTE)
    yield _row(f"ballots.ndjson {beside}", database, ballots, flat, theirs, BESIDE_DATASETTE)


def _row(what: str, database: Database, size: int, ours: float, theirs: float, goal: Goal) -> Row:
    return Row(f"{what}, CPU s", database.name, size, ours, theirs, goal)


def _least(do: Callable[[], object], *, rounds: int = 3) -> float:
    """Processor seconds of the least disturbed round."""
    costs = []
    for _ in range(rounds):
        with measured() as cost:
            do()
        costs.append(cost.cpu)
    return min(costs)


def _size(chunks: Iterator[bytes]) -> int:
    return sum(map(len, chunks))


def _copy() -> int:
    with connection.cursor() as cursor:
        # A plain COPY may take longer than a request may.
        cursor.execute("SET statement_timeout = 0")
        with cursor.copy(COPY) as copy:
            return sum(map(len, copy))


@contextmanager
def site() -> Iterator[Server]:
    """The project behind its web server, one process."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "kb.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", "1", "--timeout", "0"]
    with serving(command, port=port, folder=ROOT) as server:
        yield server


def _fetch(web: Server, path: str) -> float:
    """Processor seconds of the web server's processes and of those that answer it."""
    before = _others()
    fetched = web.fetch(path)
    after = _others()
    return fetched.cpu + sum(seconds - before.get(pid, 0.0) for pid, seconds in after.items())


def _others() -> dict[int, float]:
    """Seconds so far of the server's processes that answer other connections than this one."""
    if connection.vendor != "postgresql":
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        return {pid: seconds_of(pid) for (pid,) in cursor}


@contextmanager
def _datasette(folder: Path) -> Iterator[Server]:
    """datasette over a flat table of the same ballots in SQLite, whichever database is ours."""
    with sqlite3.connect(folder / "ballots.db") as flat:
        flat.execute(FLAT)
        flat.executemany("INSERT INTO ballots VALUES (?, ?, ?, ?, ?, ?)", _flat_rows())
    flat.close()
    port = free_port()
    command = [sys.executable, "-m", "datasette", "serve", "ballots.db", "--port", str(port)]
    command += ["--setting", "max_returned_rows", "10000", "--setting", "max_csv_mb", "0"]
    with serving(command, port=port, folder=folder) as server:
        yield server


def _flat_rows() -> Iterator[tuple[int, str, datetime, str, str, str]]:
    columns = ("pk", "roll_call__slug", "roll_call__held_on", "state__code", "state__name")
    rows = Ballot.objects.order_by("pk").values_list(*columns, "position")
    for pk, vote, day, *rest in rows.iterator(chunk_size=5000):
        yield (pk, vote, day.isoformat(), *rest)
