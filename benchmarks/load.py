"""Bringing in the General Assembly's record: the whole import beside the bare ballots.

Ours reads the files, resolves names, checks every row, and writes texts, votes, readings kept
whole, ballots, ledger and search entries in one transaction. The yardsticks only write the
ballots, made ready in memory, into tables whose other rows are there already.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection, transaction

from benchmarks import general_assembly
from benchmarks.databases import Database
from benchmarks.general_assembly import write_tables
from benchmarks.measure import Cost, measured
from benchmarks.table import Goal, Row
from votes.models import Ballot
from votes.reading.documents import Document
from votes.reading.formats import read_documents
from votes.services.importing.report import Report
from votes.services.importing.run import import_transcripts

SIZES = general_assembly.SIZES
COLUMNS = ("roll_call_id", "state_id", "reading_id", "position")
# States of the file that have no code: the ballots of others count.
LEFT_OUT = ("Taiwan", "Zanzibar")

Ballots = Sequence[tuple[int, int, int, str]]


def run(database: Database, sizes: Sequence[int]) -> Iterator[Row]:
    """Each size in the same database: what is there already only makes it harder."""
    for size in sorted(sizes):
        with TemporaryDirectory(prefix="on-the-record-") as folder:
            paths = write_tables(Path(folder), size)
            with measured() as first:
                report = _import(paths)
            with measured() as again:
                repeated = _import(paths)
        assert report.ballots
        assert repeated.unchanged == repeated.read
        yield from _beside(database, report.ballots, first, again)


def _import(paths: Sequence[Path]) -> Report:
    with ExitStack() as files:
        documents = [Document(path.name, files.enter_context(path.open("rb"))) for path in paths]
        transcripts = read_documents(documents)
        return import_transcripts(
            transcripts, by=None, as_="official", body="ga", left_out=LEFT_OUT
        )


def bring_in(size: int) -> int:
    """The first `size` ballots of the record, in whole roll calls; gives how many were written."""
    with TemporaryDirectory(prefix="on-the-record-") as folder:
        return _import(write_tables(Path(folder), size)).ballots


def _beside(database: Database, size: int, first: Cost, again: Cost) -> Iterator[Row]:
    ballots = list(Ballot.objects.values_list(*COLUMNS).order_by("pk"))
    share = size / len(ballots)
    yardsticks = _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE
    for name, write, bound in yardsticks:
        plain = share * _cost(lambda write=write: write(ballots)).cpu
        yield _row(f"import beside {name}", database, size, first, plain, bound)
        if write is _raw_copy:
            yield _row(f"import again beside {name}", database, size, again, plain, 1.2)


def _row(
    what: str, database: Database, size: int, cost: Cost, plain: float, bound: float | None
) -> Row:
    goal = Goal("≤", bound, of_ratio=True) if bound else None
    return Row(f"{what}, CPU s", database.name, size, cost.cpu, plain, goal)


def _cost(write: Callable[[], None]) -> Cost:
    """What writing into the emptied table costs, with every constraint checked, then undone."""
    with transaction.atomic():
        _empty()
        with measured() as cost:
            write()
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)
    return cost


def _empty() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Bare COPY of the whole record takes longer than a test may.
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("TRUNCATE votes_ballot")
        else:
            cursor.execute("DELETE FROM votes_ballot")


def _raw_copy(ballots: Ballots) -> None:
    with connection.cursor() as cursor:
        copy_into = f"COPY votes_ballot ({', '.join(COLUMNS)}) FROM STDIN"
        with cursor.copy(copy_into) as copy:
            for row in ballots:
                copy.write_row(row)


def _bulk_create(ballots: Ballots) -> None:
    rows = (Ballot(**dict(zip(COLUMNS, row, strict=True))) for row in ballots)
    Ballot.objects.bulk_create(rows, batch_size=5_000)


def _executemany_lean(ballots: Ballots) -> None:
    """A table of bare columns, without keys and checks."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE lean (roll_call_id, state_id, reading_id, position)")
        cursor.executemany("INSERT INTO lean VALUES (%s, %s, %s, %s)", ballots)


_POSTGRESQL: tuple[tuple[str, Callable[[Ballots], None], float | None], ...] = (
    ("raw COPY into the constrained table", _raw_copy, 0.35),
    ("bulk_create", _bulk_create, 0.1),
)
_SQLITE: tuple[tuple[str, Callable[[Ballots], None], float | None], ...] = (
    ("executemany into a lean table", _executemany_lean, 1.3),
    ("bulk_create", _bulk_create, None),
)
