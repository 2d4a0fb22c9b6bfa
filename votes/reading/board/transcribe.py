"""One board of a text, with the lines that belong to it, as a transcript."""

from collections.abc import Iterator

from votes.reading.board.above import lines_above
from votes.reading.board.blocks import Board
from votes.reading.board.heading import LONGEST_LINE, read_heading
from votes.reading.board.rows import (
    LONGEST_CODE,
    Row,
    is_group,
    is_mark,
    is_ruler,
    is_strong_mark,
    row_of,
)
from votes.reading.board.totals import is_of_numbers, totals_in, totals_under_labels
from votes.reading.cells import Cell, ReadingError, Transcript
from votes.reading.marks import position_of
from votes.reading.phrases import plain, trimmed

_MOST_LINES_BELOW = 6
_TOTAL = ("total", "totals", "totaux")


def transcribe(lines: list[str], board: Board, *, after: int, before: int) -> Transcript:
    """The transcript of a board; its own lines lie between the lines `after` and `before`.

    Raises ReadingError at a row that does not fit the columns.
    """
    above = lines_above(lines, board.first_line, after)
    heading = read_heading([line for line in above if not _is_part_of_board(line, board)])
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
    mark = row.field(mark_column)
    beyond = _marks_beyond(row, board, mark)
    return row.field(name_column), " ".join(filter(None, [mark, *beyond]))


def _marks_beyond(row: Row, board: Board, mark: str) -> list[str]:
    """The second mark that a row of a one-pair board prints on the other side of the name."""
    beyond = [text for text in row.fields[board.layout.width or len(row.fields) :] if text]
    is_second = len(board.layout.pairs) == 1 and is_mark(mark or ".") and all(map(is_mark, beyond))
    if beyond and not is_second:
        raise ReadingError(
            row.line,
            f"{len(row.fields)} fields",
            f"{board.layout.width}, as in the other rows, with quotes around a name that holds "
            "the separator",
        )
    return beyond


def _up_to_text(below: list[str], board: Board) -> Iterator[str]:
    for line in below:
        if line.strip() and not _is_part_of_board(line, board):
            return
        yield line


def _is_part_of_board(line: str, board: Board) -> bool:
    if totals_in(line) or is_ruler(line) or is_group(line):
        return True
    row = _row(line, 0, board)
    is_of_labels = sum(map(is_mark, row.fields)) > 1
    return is_of_labels or is_of_numbers(row) or plain(row.field(0)[:20]) in _TOTAL


def _declared(lines: list[str], board: Board) -> dict[str, int]:
    declared = totals_under_labels(_row(line, n, board) for n, line in enumerate(lines))
    for line in lines:
        declared |= totals_in(line)
    return declared


def _row(line: str, number: int, board: Board) -> Row:
    return row_of(number, tuple(map(trimmed, line[:LONGEST_LINE].split(board.separator))))
