"""Roll calls that hold their ballots inside them, as JSON does: a row a ballot, its head repeated.

The names of these columns are the project's own; only `json_tables` gives such a sheet.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby

from votes.reading.cells import POSITIONS, Cell, ReadingError, Transcript
from votes.reading.marks import position_of
from votes.reading.tables.fields import day_in, facts_of, number_in
from votes.reading.tables.sheets import Row, Sheet

DECLARED = (*POSITIONS, "non_voting")
_HEAD = ("roll_call", "record_id", "symbol", "title", "date", *DECLARED)
# `roll_call` counts them. `stated` is the position that a reading of ours gives beside the mark,
# "unknown" where it knows none; it is blank in what others write.
HEADER = (*_HEAD, "printed", "mark", "stated")
UNKNOWN = "unknown"
_MOST_BALLOTS = 2_000
_PRINTED, _MARK, _STATED = range(len(_HEAD), len(HEADER))


def recognises(header: Sequence[str]) -> bool:
    """Whether `json_tables` made this sheet."""
    return tuple(header) == HEADER


def read(sheets: Sequence[Sheet]) -> Iterator[Transcript]:
    """A transcript for each roll call, in the order of the file, with all of its ballots."""
    for sheet in sheets:
        for _, rows in groupby(sheet.rows, key=lambda row: row[1][0]):
            yield _transcript(list(rows))


def _transcript(rows: Sequence[Row]) -> Transcript:
    head = dict(zip(_HEAD, rows[0][1], strict=False))
    if len(rows) > _MOST_BALLOTS:
        raise ReadingError(
            rows[-1][0], "still more ballots", f"at most {_MOST_BALLOTS:,} in a vote"
        )
    declared = {key: number for key in DECLARED if (number := number_in(head[key])) is not None}
    return Transcript(
        cells=tuple(_cell(row) for row in rows if row[1][_PRINTED]),
        symbol=head["symbol"] or None,
        title=head["title"] or None,
        record_id=head["record_id"] or None,
        date=_day(head["date"]),
        declared=declared or None,
        facts=facts_of(head["symbol"]),
        raw=rows[0][2],
    )


def _cell(row: Row) -> Cell:
    line, values, _ = row
    mark, stated = values[_MARK], values[_STATED]
    known = next((position for position in POSITIONS if position == stated), None)
    is_stated = known is not None or stated == UNKNOWN
    return Cell(line, values[_PRINTED], mark, known if is_stated else position_of(mark))


def _day(text: str) -> dt.date | None:
    """Also of an instant, "2020-06-22T15:00:00+02:00": the day where it was said."""
    return day_in(text[:10] if text[10:11] == "T" else text)
