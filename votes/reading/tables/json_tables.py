"""JSON as tables: a list of rows, lines of them, or roll calls with their ballots inside.

Known are flat lists, lists under a key such as "results", lists of lists, and what `json_ballots`
knows. What is nested in a flat row becomes a column of its own, "country_code".
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from votes.reading.cells import NoVoteFoundError, ReadingError
from votes.reading.documents import Document, lines_of
from votes.reading.tables import readings
from votes.reading.tables.headings import is_symbol
from votes.reading.tables.json_ballots import ballots_of, rows_of
from votes.reading.tables.json_text import Placed, Value, parsed, printed
from votes.reading.tables.sheets import MOST_COLUMNS, Row, Sheet

MOST_SIGNS_OF_LINES = 50_000_000
_LISTS: tuple[str, ...] = (
    "readings",
    "vote_events",
    "results",
    "data",
    "records",
    "votes",
    "rows",
    "items",
)
_LISTS += ("roll_calls", "rollcalls", "resolutions", "ballots")
_EXPECTED = "a list of votes, each with its States and their marks"
# Not "[Adopted by a recorded vote …]": a footnote begins with a bracket, too.
_START = re.compile(rb'\s*(?:\{\s*["}]|\{\s*\Z|\[\s*[\[{"]|\[\s*\Z)')
_FIRST_RECORDS = 100
_FEWEST_COLUMNS = 2

Records = Callable[[], Iterator[Placed]]


def is_json(start: bytes) -> bool:
    """Whether a file that begins so is JSON, or lines of it."""
    return _START.match(start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")) is not None


def json_sheets(document: Document) -> Iterator[Sheet]:
    """The one sheet of a file of JSON or of lines of JSON.

    Raises NoVoteFoundError for a file that is no JSON or holds no list of objects, and ReadingError
    with the line for JSON that is broken, too deep or too large.
    """
    if not is_json(document.start()):
        raise NoVoteFoundError(1, "no JSON", _EXPECTED)
    if _is_of_lines(document):
        yield _sheet_of(document.name, lambda: _records_in_lines(document))
        return
    value = parsed(document.text().strip("\ufeff"))
    if isinstance(value, list) and value and all(isinstance(row, list) for row in value):
        yield _sheet_of_lists(document.name, value)
        return
    records = _records_in(value)
    yield _sheet_of(document.name, lambda: iter(records))


def _is_of_lines(document: Document) -> bool:
    """Whether each line is an object of its own; JSON in one piece may have a very long line."""
    filled = (line.strip() for line in lines_of(document) if line.strip())
    try:
        first = list(islice(filled, 2))
    except ReadingError:
        return False
    return len(first) > 1 and all(line.startswith("{") for line in first) and first[0][-1] == "}"


def _records_in_lines(document: Document) -> Iterator[Placed]:
    signs = 0
    for number, line in enumerate(lines_of(document), start=1):
        signs += len(line)
        if signs > MOST_SIGNS_OF_LINES:
            found = f"more than {MOST_SIGNS_OF_LINES:,} signs"
            raise ReadingError(number, found, f"at most {MOST_SIGNS_OF_LINES:,}")
        if line.strip():
            record = parsed(line.strip("\ufeff"), number)
            if not isinstance(record, Placed):
                raise ReadingError(number, "a line that is no object", "one object on each line")
            yield record


def _records_in(value: Value) -> list[Placed]:
    """The objects that are rows or roll calls, wherever the file keeps them."""
    if isinstance(value, list):
        found = [record for record in value if isinstance(record, Placed)]
        if not found or len(found) < len(value):
            raise NoVoteFoundError(1, "a list of something else than objects", _EXPECTED)
        return found
    if not isinstance(value, Placed):
        raise NoVoteFoundError(1, "a single value", _EXPECTED)
    inner = None if _is_roll_call(value) else _inner(value)
    if inner is not None:
        return _records_in(inner)
    if value and all(isinstance(each, Placed) and is_symbol(key) for key, each in value.items()):
        return [_under(symbol, each) for symbol, each in value.items() if isinstance(each, Placed)]
    return [value]


def _inner(value: Placed) -> Value:
    """What stands under a key that holds lists, if anything does."""
    under = (value.get(key) for key in _LISTS)
    return next((each for each in under if isinstance(each, list | Placed) and each), None)


def _is_roll_call(value: Placed) -> bool:
    """Whether its list holds the ballots of one vote, and not rows that name their own."""
    if ballots_of(value) is None:
        return False
    votes = value.get("votes")
    rows = votes if isinstance(votes, list) else []
    return not any(
        isinstance(row, Placed) and (ballots_of(row) is not None or {"symbol", "date"} & set(row))
        for row in rows
    )


def _under(symbol: str, ballots: Placed) -> Placed:
    """A roll call out of {symbol: {State: mark}}, or {symbol: roll call}."""
    record = Placed(ballots) if ballots_of(ballots) is not None else Placed(votes=ballots)
    record.setdefault("symbol", symbol)
    record.line, record.text = ballots.line, ballots.text
    return record


def _sheet_of(name: str, records: Records) -> Sheet:
    if any(ballots_of(record) is not None for record in islice(records(), _FIRST_RECORDS)):
        return Sheet(name, readings.HEADER, rows_of(records()))
    columns: dict[str, None] = {}
    for record in records():
        columns |= dict.fromkeys(_flat(record))
        if len(columns) > MOST_COLUMNS:
            found = f"more than {MOST_COLUMNS:,} different keys"
            raise ReadingError(record.line, found, f"at most {MOST_COLUMNS:,}")
    if not columns:
        raise NoVoteFoundError(1, "objects without keys", _EXPECTED)
    return Sheet(name, tuple(columns), _flat_rows(records(), tuple(columns)))


def _flat_rows(records: Iterator[Placed], columns: Sequence[str]) -> Iterator[Row]:
    for record in records:
        flat = _flat(record)
        yield record.line, tuple(flat.get(column, "") for column in columns), record.text


def _flat(record: Placed, above: str = "") -> dict[str, str]:
    """{column: text}; lists of single values are joined, other lists are no part of a table."""
    flat: dict[str, str] = {}
    for key, value in record.items():
        name = f"{above}{printed(key, record.line)}"
        if isinstance(value, Placed):
            flat |= _flat(value, f"{name}_")
        elif not isinstance(value, list):
            flat[name] = printed(value, record.line)
        elif not any(isinstance(each, list | Placed) for each in value):
            flat[name] = "; ".join(printed(each, record.line) for each in value)
    return flat


def _sheet_of_lists(name: str, rows: Sequence[Value]) -> Sheet:
    """A table whose rows are lists; their lines in the file are not known, so they are counted."""
    table = [
        tuple(printed(each, number) for each in row if not isinstance(each, list | Placed))
        for number, row in enumerate(rows, start=1)
        if isinstance(row, list)
    ]
    width = len(table[0])
    if width < _FEWEST_COLUMNS:
        raise NoVoteFoundError(1, "lists of less than two values", _EXPECTED)
    for number, values in enumerate(table, start=1):
        if len(values) != width or width > MOST_COLUMNS:
            raise ReadingError(number, f"a row of {len(values)} values", f"{width}")
    body = ((number, values, "\t".join(values)) for number, values in enumerate(table[1:], start=2))
    return Sheet(name, table[0], body, "\t".join(table[0]))
