"""The rows of one record brought together, however they are strewn over tables of any size.

The rows wait in a temporary file, in parts of a few records each, so that memory stays flat
whether a table has a hundred thousand rows or twenty million.
"""

import marshal
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from typing import IO, NamedTuple

from votes.reading.cells import ReadingError
from votes.reading.tables.sheets import Row, Sheet

# One vote of all States has 193 ballots, or fewer; a record of more is something else.
MOST_ROWS_OF_A_RECORD = 2_000
MOST_RECORDS = 500_000
_RECORDS_OF_A_PART = 64
_ROWS_IN_MEMORY = 20_000


class Group(NamedTuple):
    """The rows of one record, those of each sheet in their order."""

    key: str
    rows: tuple[list[Row], ...]


class Keyed(NamedTuple):
    """A sheet, the column of its records' key, and who looks at its rows on their way to the file.

    `look` is given the rows some thousand at a time and gives back those that are to be kept.
    """

    sheet: Sheet
    column: int
    look: Callable[[list[Row]], list[Row]] | None = None


def grouped(*keyed: Keyed) -> Iterator[Group]:
    """The records of all sheets, in order of first appearance.

    `Group.rows` stand for the sheets one by one. An empty row belongs to no record; one that tells
    something without a key is refused.
    """
    with tempfile.TemporaryFile() as file:
        parts = _Parts(file, len(keyed))
        for place, each in enumerate(keyed):
            try:
                parts.take(place, each)
            except ReadingError as error:
                error.document = error.document or each.sheet.name
                raise
        for part in range(parts.count):
            yield from parts.groups(part)


class _Parts:
    """The temporary file: for each part and sheet the chunks of rows that were written for it."""

    def __init__(self, file: IO[bytes], sheets: int) -> None:
        self._file, self._sheets = file, sheets
        self._part_of: dict[str, int] = {}
        self._chunks: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        self._rows: dict[int, int] = defaultdict(int)

    @property
    def count(self) -> int:
        return -(-len(self._part_of) // _RECORDS_OF_A_PART)

    def take(self, place: int, keyed: Keyed) -> None:
        sheet, column, look = keyed
        while batch := list(islice(sheet.rows, _ROWS_IN_MEMORY)):
            if look:
                batch = look(batch)
            of_key: dict[str, list[Row]] = defaultdict(list)
            for row in batch:
                of_key[row[1][column]].append(row)
            waiting: dict[int, list[tuple[str, list[Row]]]] = defaultdict(list)
            for key, rows in of_key.items():
                if key.strip():
                    waiting[self._part(key, rows)].append((key, rows))
                elif told := [row for row in rows if any(map(str.strip, row[1]))]:
                    expected = f"one in the column “{sheet.header[column]}”"
                    raise ReadingError(told[0][0], "a row without a record number", expected)
            for part, known in waiting.items():
                length = self._file.write(marshal.dumps(known))
                self._chunks[part].append((place, self._file.tell() - length, length))

    def _part(self, key: str, rows: list[Row]) -> int:
        """The part of a record, and whether it has grown beyond all measure."""
        part = self._part_of.get(key)
        if part is None:
            if len(self._part_of) >= MOST_RECORDS:
                raise ReadingError(rows[0][0], "still more records", f"at most {MOST_RECORDS:,}")
            part = self._part_of[key] = len(self._part_of) // _RECORDS_OF_A_PART
        self._rows[part] += len(rows)
        if self._rows[part] > MOST_ROWS_OF_A_RECORD * _RECORDS_OF_A_PART:
            raise _too_many(rows[-1], key)
        return part

    def groups(self, part: int) -> Iterator[Group]:
        found: list[dict[str, list[Row]]] = [defaultdict(list) for _ in range(self._sheets)]
        for place, start, length in self._chunks.pop(part):
            self._file.seek(start)
            # Written by this process a moment ago, into a file that nobody else can open.
            for key, rows in marshal.loads(self._file.read(length)):  # noqa: S302
                found[place][key] += rows
        for key in dict.fromkeys(chain.from_iterable(found)):
            group = Group(key, tuple(of_key.get(key, []) for of_key in found))
            for rows in group.rows:
                if len(rows) > MOST_ROWS_OF_A_RECORD:
                    raise _too_many(rows[-1], key)
            yield group


def _too_many(row: Row, key: str) -> ReadingError:
    found = f"record {key[:40]} with still more rows"
    return ReadingError(row[0], found, f"at most {MOST_ROWS_OF_A_RECORD:,}")


def only_one(
    group: Group, places: Sequence[int], sheets: Sequence[Sheet], most: int = MOST_ROWS_OF_A_RECORD
) -> int | None:
    """Which of these sheets tells the record; files may overlap, but not say different things."""
    telling = [place for place in places if group.rows[place]]
    for place in telling:
        rows = group.rows[place]
        if len(rows) > most:
            raise _twice(rows[most], group.key, sheets[place])
        if place != telling[0] and _fields(rows) != _fields(group.rows[telling[0]]):
            raise _twice(rows[0], group.key, sheets[place])
    return telling[0] if telling else None


def _fields(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    return [values for _, values, _ in rows]


def _twice(row: Row, key: str, sheet: Sheet) -> ReadingError:
    error = ReadingError(row[0], f"record {key[:40]} a second time", "each record once")
    error.document = sheet.name
    return error


def raw_of(group: Group, sheets: Sequence[Sheet], places: Sequence[int]) -> str:
    """The record's own lines with the header of each table, the same however the rest changes."""
    return "\n\n".join(
        "\n".join([sheets[place].printed_header, *[raw for _, _, raw in group.rows[place]]])
        for place in places
    )
