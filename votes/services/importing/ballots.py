"""Ballots by the hundred thousand: staged while the import reads, put in place at its end.

Each ballot costs a look-up for every foreign key and a place in every index, which is most of the
time. They wait in a temporary table; where they outnumber what is there, what can be made again
goes before they are put in and comes back after, so that the database checks all of them at once:
references and indexes on PostgreSQL, indexes on SQLite. It is one transaction, and readers wait
only for its last part.
"""

from collections.abc import Mapping
from typing import Any

from django.db import connection

from votes.models import Ballot, Reading, RollCall
from votes.reading.cells import Position

COLUMNS = "roll_call_id, state_id, reading_id, position"
TABLE = Ballot._meta.db_table
STAGE = "staged_ballots"
# Below this, constraints are cheaper to check ballot by ballot than to make again.
_MANY = 50_000


class Ballots:
    """The ballots of one import. `count` is how many there are."""

    def __init__(self, state_ids: Mapping[str, int]) -> None:
        self._state_ids, self.count = state_ids, 0
        self._rows: list[tuple[int, int, int, str]] = []
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {_in_temp()}.{STAGE}")
            cursor.execute(
                f"CREATE TEMPORARY TABLE {STAGE} AS "  # noqa: S608 our own names
                f"SELECT {COLUMNS} FROM {TABLE} WHERE 1 = 0"
            )

    def add(self, vote: RollCall, reading: Reading, positions: Mapping[str, Position]) -> None:
        ids, vote_id, reading_id = self._state_ids, vote.pk, reading.pk
        self._rows += [
            (vote_id, ids[state], reading_id, position) for state, position in positions.items()
        ]
        self.count += len(positions)

    def flush(self) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {STAGE} ({COLUMNS}) FROM STDIN") as copy:
                    copy.write("".join(f"{v}\t{s}\t{r}\t{p}\n" for v, s, r, p in self._rows))
            else:
                insert = f"INSERT INTO {STAGE} ({COLUMNS}) VALUES (%s, %s, %s, %s)"  # noqa: S608
                cursor.executemany(insert, self._rows)
        self._rows = []

    def put_in_place(self) -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                # The limit is for pages: millions of ballots take longer.
                cursor.execute("SET LOCAL statement_timeout = 0")
            restore = _lifted(cursor) if self.count > max(_MANY, _ballots_there(cursor)) else []
            cursor.execute(
                f"INSERT INTO {TABLE} ({COLUMNS}) SELECT {COLUMNS} FROM {STAGE}"  # noqa: S608
            )
            for statement in restore:
                cursor.execute(statement)
            cursor.execute(f"DROP TABLE {_in_temp()}.{STAGE}")


def _in_temp() -> str:
    return "pg_temp" if connection.vendor == "postgresql" else "temp"


def _ballots_there(cursor: Any) -> int:
    cursor.execute(f"SELECT count(*) FROM {TABLE}")  # noqa: S608 our own name
    return cursor.fetchone()[0]


def _lifted(cursor: Any) -> list[str]:
    """Take away what is cheaper to make again; gives the statements that do so."""
    if connection.vendor == "postgresql":
        return [*_without_constraints(cursor), *_without_indexes(cursor, _INDEXES_OF_POSTGRES)]
    return _without_indexes(cursor, _INDEXES_OF_SQLITE)


_INDEXES_OF_POSTGRES = (
    "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s "
    "AND indexname NOT IN (SELECT conname FROM pg_constraint)"
)
_INDEXES_OF_SQLITE = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql IS NOT NULL"
)


def _without_constraints(cursor: Any) -> list[str]:
    """References and the unique one, which comes back first: others may rest on it."""
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE conrelid = %s::regclass AND contype IN ('f', 'u') ORDER BY contype <> 'u'",
        [TABLE],
    )
    constraints = cursor.fetchall()
    for name, _ in constraints:
        cursor.execute(f'ALTER TABLE {TABLE} DROP CONSTRAINT "{name}"')
    return [f'ALTER TABLE {TABLE} ADD CONSTRAINT "{name}" {how}' for name, how in constraints]


def _without_indexes(cursor: Any, query: str) -> list[str]:
    cursor.execute(query, [TABLE])
    indexes = cursor.fetchall()
    for name, _ in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    return [how for _, how in indexes]
