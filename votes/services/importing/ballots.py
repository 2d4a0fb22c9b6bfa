"""Ballots by the hundred thousand: staged while the import reads, put in place at its end.

On PostgreSQL each ballot costs a look-up for every foreign key, which is most of the time. They
wait in a temporary table; where they outnumber what is there, constraints and indexes go before
they are put in and come back after, so that the database checks all of them at once. Everything is
one transaction, and readers wait only for its last part. On SQLite they go in directly.
"""

from collections.abc import Mapping
from typing import Any

from django.db import connection

from kb.records.bulk import insert_rows
from votes.models import Ballot, Reading, RollCall
from votes.reading.cells import Position

COLUMNS = ["roll_call_id", "state_id", "reading_id", "correction_id", "position"]
TABLE = Ballot._meta.db_table
STAGE = "staged_ballots"
# Below this, constraints are cheaper to check ballot by ballot than to make again.
_MANY = 50_000


class Ballots:
    """The ballots of one import. `count` is how many there are."""

    def __init__(self, state_ids: Mapping[str, int]) -> None:
        self._state_ids, self._rows, self.count = state_ids, [], 0
        self._is_staged = connection.vendor == "postgresql"
        if self._is_staged:
            with connection.cursor() as cursor:
                cursor.execute(
                    f"CREATE TEMPORARY TABLE {STAGE} ON COMMIT DROP AS "  # noqa: S608 our own names
                    f"SELECT {', '.join(COLUMNS)} FROM {TABLE} WHERE false"
                )

    def add(self, vote: RollCall, reading: Reading, positions: Mapping[str, Position]) -> None:
        ids, vote_id, reading_id = self._state_ids, vote.pk, reading.pk
        self._rows += [
            (vote_id, ids[state], reading_id, None, position)
            for state, position in positions.items()
        ]
        self.count += len(positions)

    def flush(self) -> None:
        insert_rows(Ballot, COLUMNS, self._rows, table=STAGE if self._is_staged else "")
        self._rows = []

    def put_in_place(self) -> None:
        if not self._is_staged:
            return
        with connection.cursor() as cursor:
            undone = _lifted(cursor) if self.count > max(_MANY, _ballots_there(cursor)) else []
            columns = ", ".join(COLUMNS)
            cursor.execute(
                f"INSERT INTO {TABLE} ({columns}) SELECT {columns} FROM {STAGE}"  # noqa: S608
            )
            for statement in undone:
                cursor.execute(statement)


def _ballots_there(cursor: Any) -> int:
    cursor.execute(f"SELECT count(*) FROM {TABLE}")  # noqa: S608 our own name
    return cursor.fetchone()[0]


def _lifted(cursor: Any) -> list[str]:
    """Take constraints and indexes away; gives the statements that bring them back."""
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE conrelid = %s::regclass AND contype <> 'p' ORDER BY contype <> 'u'",
        [TABLE],
    )
    constraints = cursor.fetchall()
    for name, _ in constraints:
        cursor.execute(f'ALTER TABLE {TABLE} DROP CONSTRAINT "{name}"')
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s "
        "AND indexname NOT IN (SELECT conname FROM pg_constraint)",
        [TABLE],
    )
    indexes = cursor.fetchall()
    for name, _ in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    added = [f'ALTER TABLE {TABLE} ADD CONSTRAINT "{name}" {how}' for name, how in constraints]
    return [*added, *(how for _, how in indexes)]
