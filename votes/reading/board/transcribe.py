"""One board of a text, with the lines that belong to it, as a transcript."""

from collections.abc import Iterator

from votes.reading.board.blocks import Board
from votes.reading.board.heading import LONGEST_LINE, is_heading_shaped, read_heading
from votes.reading.board.rows import (
    LONGEST_CODE,
    Row,
    is_group,
    is_mark,
    is_ruler,
    is_strong_mark,
    row_of,
)
from votes.reading.board.totals import totals_in, totals_under_labels
from votes.reading.cells import Cell, ReadingError, Transcript
from votes.reading.marks import position_of
from votes.reading.phrases import plain, symbols_in, trimmed

_MOST_HEADING_LINES = 8
_MOST_LINES_BELOW = 6
_MOST_BLANK_LINES = 2
_FARTHEST_SYMBOL = 60


def transcribe(lines: list[str], board: Board, *, after: int, before: int) -> Transcript:
    """The transcript of a board; its own lines lie between the lines `after` and `before`.

    Raises ReadingError at a row that does not fit the columns.
    """
    above = _lines_above(lines, board.first_line, after)
    heading = read_heading([line for line in above if not _is_labels_or_totals(line, board)])
    rows = {row.line for row in board.rows}
    inside = [lines[number - 1] for number in board.lines if number not in rows]
    below = lines[board.lines[-1] : before - 1][:_MOST_LINES_BELOW]
    own = [*above, *inside, *_up_to_text(below, board)]
    return Transcript(
        cells=tuple(_cells(board)),
        symbol=heading.symbol,
        title=heading.title,
        clock=heading.clock,
        date=heading.date,
        declared=_declared(own, board) or None,
    )


def _cells(board: Board) -> Iterator[Cell]:
    found = [
        (row, *_name_and_mark(row, pair, board))
        for pair in range(len(board.layout.pairs))
        for row in board.rows
    ]
    has_plus = any(plain(mark) == "+" for _, _, mark in found if len(mark) == 1)
    has_codes = all(len(name) <= LONGEST_CODE for _, name, _ in found)
    for row, name, mark in found:
        if is_strong_mark(name) and not has_codes:
            raise ReadingError(row.line, f'"{name}" in a column of names', "a State's name")
        is_heading = (is_group(name) and not mark) or (is_group(mark) and not name)
        if (name or mark) and not is_heading:
            yield Cell(row.line, name, mark, position_of(mark, plus_and_minus=has_plus))


def _name_and_mark(row: Row, pair: int, board: Board) -> tuple[str, str]:
    if len(row.fields) == 1:
        return (row.fields[0], "") if pair == 0 else ("", "")
    mark_column, name_column = board.layout.pairs[pair]
    marks = [row.field(mark_column), *_marks_beyond(row, board)]
    return row.field(name_column), " ".join(filter(None, marks))


def _marks_beyond(row: Row, board: Board) -> list[str]:
    """The second mark that a row of a one-pair board prints on the other side of the name."""
    beyond = [text for text in row.fields[board.layout.width or len(row.fields) :] if text]
    if beyond and (len(board.layout.pairs) > 1 or not all(map(is_mark, beyond))):
        raise ReadingError(
            row.line,
            f"{len(row.fields)} fields",
            f"{board.layout.width}, as in the other rows, with quotes around a name that holds "
            "the separator",
        )
    return beyond


def _lines_above(lines: list[str], first: int, after: int) -> list[str]:
    """The board's own heading: the lines on top of it, and a paragraph over them with a symbol."""
    attached = _paragraph(lines, first - 1, after)
    if any(symbols_in(line) for line in attached):
        return attached
    number = first - 1 - len(attached)
    blanks = 0
    while number - blanks > after and not lines[number - blanks - 1].strip():
        blanks += 1
    if not 0 < blanks <= _MOST_BLANK_LINES:
        return attached
    apart = _paragraph(lines, number - blanks, after)
    begins = [match.start() for line in apart for match in symbols_in(line)[:1]]
    return [*apart, *attached] if begins and min(begins) < _FARTHEST_SYMBOL else attached


def _paragraph(lines: list[str], last: int, after: int) -> list[str]:
    """The lines that can be a heading, from line `last` upwards to a blank line or a sentence."""
    found: list[str] = []
    for number in range(last, after, -1):
        line = lines[number - 1]
        if not line.strip() or not _may_be_heading(line) or len(found) == _MOST_HEADING_LINES:
            break
        found.insert(0, line)
    return found


def _may_be_heading(line: str) -> bool:
    if len(line) > LONGEST_LINE:
        return False
    return not trimmed(line).endswith((".", "!", "?")) or is_heading_shaped(line)


def _up_to_text(below: list[str], board: Board) -> Iterator[str]:
    for line in below:
        if line.strip() and not _is_labels_or_totals(line, board):
            return
        yield line


def _is_labels_or_totals(line: str, board: Board) -> bool:
    if totals_in(line) or is_ruler(line):
        return True
    fields = _row(line, 0, board).fields
    return sum(map(is_mark, fields)) > 1 or plain(fields[0][:20]) in ("total", "totals", "totaux")


def _declared(lines: list[str], board: Board) -> dict[str, int]:
    declared = totals_under_labels(_row(line, n, board) for n, line in enumerate(lines))
    for line in lines:
        declared |= totals_in(line)
    return declared


def _row(line: str, number: int, board: Board) -> Row:
    return row_of(number, tuple(map(trimmed, line[:LONGEST_LINE].split(board.separator))))
