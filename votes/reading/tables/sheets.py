"""Tables before anybody knows what they tell: a header and its rows, as text, by streaming.

A producer gives the sheets of one file: `csv_sheets` here, others for workbooks and JSON, each
`(document: Document) -> Iterator[Sheet]`. It raises NoVoteFoundError where the file is no such
table at all, and ReadingError with the line where the table is broken. Rows are read only once,
while the layout asks for them; nothing is kept.

A layout is a module with two functions:

    recognises(header: Sequence[str]) -> bool
        whether the layout knows what these columns tell, by `folded` names; cheap, never raises;
    read(sheets: Sequence[Sheet]) -> Iterator[Transcript]
        the votes of all sheets given together that this layout recognises (a table of ballots and
        one of headings are joined here), by streaming. It sets a ReadingError's `document` to
        `sheet.name` where several were given.

`tables/__init__.py` holds LAYOUTS, the modules in the order in which they are asked: the first
that recognises a sheet's header takes it.
"""

import csv
import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from operator import itemgetter

from votes.reading.cells import NoVoteFoundError, ReadingError
from votes.reading.documents import Document, lines_of

# A row: its first line in the file (1-based; in a workbook the row's number), its fields as
# printed, one for each column of the header, and its own text ("" where the format has none).
# Plain tuples of text, since a table has millions, and they wait on disk to be grouped.
Row = tuple[int, tuple[str, ...], str]

MOST_ROWS = 20_000_000
MOST_COLUMNS = 2_000
_BATCH = 1_000
_FIRST = itemgetter(0)
_DELIMITERS = ",;\t"
_QUOTED = re.compile(r'"[^"]*"')
# Excel's own first line, which names the separator.
_SEPARATOR_LINE = re.compile(r'"?sep=.?"?', re.IGNORECASE)
_EXPECTED = "a table of votes with the names of its columns in the first line"


class UnevenRowError(ReadingError):
    """A row that does not fit its header: the table is broken, or the text is no table."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: `name` is the file's for messages, `header` the columns as printed, trimmed.

    `printed_header` is the header's own text, what `raw` is for a row.
    """

    name: str
    header: tuple[str, ...]
    rows: Iterator[Row]
    printed_header: str = ""


@lru_cache(maxsize=4096)
def folded(column: str) -> str:
    """A column's name for comparison: "MS Code" and "ms_code" are the same."""
    return re.sub(r"[^a-z0-9]+", "_", column.lower()).strip("_")


def column_of(header: Sequence[str], *names: str) -> int | None:
    """Where the first of these folded names stands that the header has."""
    places = {folded(column): place for place, column in reversed(list(enumerate(header)))}
    return next((places[name] for name in names if name in places), None)


def csv_sheets(document: Document) -> Iterator[Sheet]:
    """The one sheet of a text with columns between commas, semicolons or tabs."""
    lines = lines_of(document)
    number, line = next(((n, each) for n, each in enumerate(lines, 1) if _is_header(each)), (1, ""))
    if not line:
        raise NoVoteFoundError(1, "an empty file", _EXPECTED)
    delimiter = max(_DELIMITERS, key=_QUOTED.sub("", line).count)
    try:
        header, printed = _quoted(number, line, lines, delimiter)
    except ReadingError as error:
        raise NoVoteFoundError(number, error.found, _EXPECTED) from error
    if not 2 <= len(header) <= MOST_COLUMNS:
        raise NoVoteFoundError(number, f"{len(header)} columns", _EXPECTED)
    columns = tuple(column.strip() for column in header)
    number += printed.count("\n") + 1
    yield Sheet(document.name, columns, _rows(lines, number, delimiter, len(columns)), printed)


def _is_header(line: str) -> bool:
    return bool(line.strip()) and not _SEPARATOR_LINE.fullmatch(line.strip())


def _rows(lines: Iterator[str], number: int, delimiter: str, width: int) -> Iterator[Row]:
    """Every row from line `number` on, as wide as the header; blank ones left out.

    Most lines of a long table have no quotes and all of its fields. Many such lines at once are
    split four times as fast as one by one, and ten times as fast as by csv.
    """
    while batch := list(islice(lines, _BATCH)):
        if number > MOST_ROWS:
            raise ReadingError(number, "still no end", f"at most {MOST_ROWS:,} lines")
        values = [tuple(line.split(delimiter)) for line in batch]
        is_plain = set(map(len, values)) == {width} and '"' not in "".join(batch)
        if is_plain and all(map(_FIRST, values)):
            yield from zip(range(number, number + len(batch)), values, batch, strict=True)
            number += len(batch)
        else:
            number = yield from _one_by_one(batch, lines, number, delimiter, width)


def _one_by_one(
    batch: list[str], lines: Iterator[str], number: int, delimiter: str, width: int
) -> Generator[Row, None, int]:
    """The rows of the batch, the last of which may run on; gives the number of the next line."""
    end, waiting = number + len(batch), chain(batch, lines)
    while number < end:
        line = next(waiting)
        values, raw = tuple(line.split(delimiter)), line
        if '"' in line:
            values, raw = _quoted(number, line, waiting, delimiter)
        if any(map(str.strip, values)):
            yield number, values if len(values) == width else _fitting(values, width, number), raw
        number += raw.count("\n") + 1
    return number


def _fitting(values: tuple[str, ...], width: int, number: int) -> tuple[str, ...]:
    """The row without empty fields behind its last column."""
    if len(values) < width or any(map(str.strip, values[width:])):
        raise UnevenRowError(number, f"a row of {len(values)} fields", f"{width} as in the header")
    return values[:width]


def _quoted(
    number: int, line: str, lines: Iterator[str], delimiter: str
) -> tuple[tuple[str, ...], str]:
    """The fields and the text of the row that begins in this line; a field may run over several."""
    taken = [line]

    def following() -> Iterator[str]:
        yield f"{line}\n"
        for more in lines:
            taken.append(more)
            yield f"{more}\n"

    try:
        values = next(csv.reader(following(), delimiter=delimiter, strict=True))
    except (csv.Error, StopIteration) as error:
        is_open = "expected after" not in str(error)
        found = "a row whose quotes do not close" if is_open else "quotes out of place"
        raise ReadingError(number, found, "a quoted field to end before the separator") from error
    return tuple(values), "\n".join(taken)
