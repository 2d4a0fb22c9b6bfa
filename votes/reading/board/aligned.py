"""Boards whose columns are aligned by blanks, with tabs put between their columns."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from votes.reading.board.columns import WIDE, Columns, fields_of, find_columns, in_places
from votes.reading.board.layout import is_header
from votes.reading.board.refusals import is_in_capitals, pairs_in_field
from votes.reading.board.rows import (
    LONGEST_CODE,
    is_group,
    is_mark,
    is_ruler,
    is_strong_mark,
    row_of,
)
from votes.reading.board.totals import is_of_numbers, totals_in
from votes.reading.cells import ReadingError
from votes.reading.phrases import is_name_shaped, visible

_LONGEST_LINE = 300
_SEPARATOR = re.compile(r"[\t|]")
_NUMBER = re.compile(r"\d{1,3}[.)]?")
_MOST_BLANK_LINES = 2
_MOST_LINES_AROUND = 60
_FEWEST_ROWS = 2
# Some ten times the States there are: more is no board, and columns take their time.
_MOST_ROWS = 2000
_MOST_ALONE = 12
_LONGEST_UNKNOWN_MARK = 12
# What is printed in the place of a mark and is none that anybody knows: "?", "**", "0".
_SIGNS = re.compile(r"[^\w\s]{1,3}")
_NO_NAME = re.compile(r"[^\w\s]{1,3}|\d")
_FARTHEST_TOTALS = 6
_WEAK_MARKS = frozenset({"A", "X", "O", "+", "."})


@dataclass(frozen=True, slots=True)
class _Part:
    """The rows of a board by their places in the text (from 0), and its columns."""

    rows: tuple[int, ...]
    columns: Columns
    are_marks: tuple[bool, ...]
    is_wide: bool

    def line(self, text: str) -> str:
        return in_places(visible(text)) if self.is_wide else visible(text)


def with_tabs(lines: list[str]) -> list[str]:
    """The lines, one for one, with a tab between the columns of every aligned board.

    Raises ReadingError at a line between two rows whose columns stand at other places.
    """
    found = list(lines)
    end = -1
    for block in _blocks(lines, [n for n, line in enumerate(lines) if _is_seed(line)]):
        for part in _parts(lines, block):
            end = _put_tabs(lines, found, part, end)
    return found


def _is_seed(line: str) -> bool:
    """A row of an aligned board: nothing but marks, names and numbers, with gaps between."""
    if len(line) > _LONGEST_LINE or _SEPARATOR.search(line) or not line.strip():
        return False
    fields = [field.text for field in fields_of(visible(line))]
    if not all(map(_may_be_field, fields)):
        return False
    marks = sum(map(is_strong_mark, fields))
    names = sum(is_name_shaped(text) and not is_mark(text) for text in fields)
    return bool(marks and names) or any(pairs_in_field(text.split()) for text in fields)


def _may_be_field(text: str) -> bool:
    if is_mark(text) or _NUMBER.fullmatch(text) or _SIGNS.fullmatch(text):
        return True
    return is_name_shaped(text) and is_in_capitals(text)


def _blocks(lines: Sequence[str], seeds: Sequence[int]) -> Iterator[list[int]]:
    """Rows that may belong to one board: between them a few blank lines, groups and names."""
    block: list[int] = []
    for seed in seeds:
        if block and not _is_one_block(lines[block[-1] + 1 : seed]):
            yield block
            block = []
        block.append(seed)
    if block:
        yield block


def _is_one_block(between: Sequence[str]) -> bool:
    if len(between) > _MOST_LINES_AROUND:
        return False
    blanks = 0
    for line in between:
        blanks = 0 if line.strip() else blanks + 1
        if blanks > _MOST_BLANK_LINES or totals_in(line):
            return False
        if line.strip() and not is_group(line) and not is_ruler(line) and not _may_be_names(line):
            return False
    return True


def _may_be_names(line: str) -> bool:
    """Whether a line may be a row whose marks are all blank."""
    return len(line) <= _LONGEST_LINE and all(_may_be_field(f.text) for f in fields_of(line))


def _parts(lines: Sequence[str], block: list[int]) -> Iterator[_Part]:
    """The block with its columns, or its parts between blank lines, each with its own."""
    whole = _part(lines, block)
    if whole:
        yield whole
        return
    edges = [
        n
        for n, (above, below) in enumerate(pairwise(block), start=1)
        if any(not line.strip() for line in lines[above + 1 : below])
    ]
    for start, end in pairwise([0, *edges, len(block)] if edges else []):
        if part := _part(lines, block[start:end]):
            yield part


def _part(lines: Sequence[str], block: Sequence[int]) -> _Part | None:
    if not _FEWEST_ROWS <= len(block) <= _MOST_ROWS:
        return None
    bare = [visible(lines[number]) for number in block]
    if sum(len(fields_of(line)) > 1 for line in bare) * 2 < len(bare):
        return None
    for rows, is_wide in ((bare, False), (list(map(in_places, bare)), True)):
        columns = find_columns(rows)
        cells = [columns.cells_of(row) or [] for row in rows] if columns else []
        if columns and not any(map(_run_together, chain.from_iterable(cells))):
            kinds = [_are_marks(column) for column in zip(*cells, strict=True)]
            if any(kinds) and all(map(_is_of_its_kind, kinds, zip(*cells, strict=True))):
                return _Part(tuple(block), columns, tuple(kinds), is_wide)
    return None


def _run_together(cell: str) -> bool:
    """Whether a mark and a name stand in one cell, with a single blank between.

    A dash may stand inside of a name: "GUINEA - BISSAU".
    """
    first, *others = cell.split() or [""]
    if not others or is_mark(cell):
        return False
    return any(map(is_mark, (first, others[-1]))) or not _WEAK_MARKS.isdisjoint(others)


def _are_marks(column: Sequence[str]) -> bool:
    filled = [cell for cell in column if cell]
    return sum(map(is_mark, filled)) * 2 > len(filled)


def _is_of_its_kind(are_marks: bool, column: Sequence[str]) -> bool:
    """Whether no name stands among marks, and no mark among names that are more than codes."""
    if are_marks:
        return all(is_mark(cell) or len(cell) <= _LONGEST_UNKNOWN_MARK for cell in column)
    return max(map(len, column)) <= LONGEST_CODE or not any(map(is_strong_mark, column))


def _put_tabs(lines: Sequence[str], found: list[str], part: _Part, after: int) -> int:
    """Put tabs into the rows of a board and those around that fit; the last line of it."""
    rows = frozenset(part.rows)
    for number in range(part.rows[0], part.rows[-1] + 1):
        line = part.line(lines[number])
        cells = part.columns.cells_of(line) if number in rows else _between(line, part, number)
        found[number] = _tabbed(cells) if cells else found[number]
    last = _put_tabs_around(lines, found, part, after)
    for number in range(last + 1, min(len(lines), last + 1 + _FARTHEST_TOTALS)):
        if _is_of_totals(lines[number]):
            found[number] = "\t".join(field.text for field in fields_of(lines[number]))
    return last


def _between(line: str, part: _Part, number: int) -> list[str] | None:
    """The cells of a line between two rows; None where it is blank, a ruler or a group."""
    if not line.strip() or is_ruler(line) or is_group(line.replace(WIDE, "")):
        return None
    cells = part.columns.cells_by_gaps(line) or part.columns.cells_by_starts(line)
    if cells is None or not _fit(cells, part, unknown=_NO_NAME):
        expected = "gaps of two or more blanks at the same places as in the rows around"
        raise ReadingError(number + 1, "columns at other places", expected)
    return cells


def _put_tabs_around(lines: Sequence[str], found: list[str], part: _Part, after: int) -> int:
    """Put tabs into the lines over and under the rows that fit; the last line of the board.

    A line alone at the margin is as likely a remark: it is a row where another row is beyond.
    """
    last = part.rows[-1]
    for step, number in ((-1, part.rows[0] - 1), (1, part.rows[-1] + 1)):
        alone: dict[int, list[str]] = {}
        while after < number < len(lines) and len(alone) <= _MOST_ALONE:
            cells = _around(lines[number], part)
            if cells is None:
                break
            alone[number] = cells
            if lines[number].startswith(" ") or sum(map(bool, cells)) > 1:
                for place, each in alone.items():
                    found[place] = _tabbed(each)
                last, alone = max(last, number), {}
            number += step
    return last


def _around(text: str, part: _Part) -> list[str] | None:
    """The cells of a line over or under the rows, if it is one of them or names the columns."""
    if not text.strip() or len(text) > _LONGEST_LINE or _SEPARATOR.search(text):
        return None
    line = part.line(text)
    fields = fields_of(line)
    if is_header(row_of(0, tuple(field.text for field in fields))):
        is_of_all = len(fields) == len(part.are_marks)
        return [field.text for field in fields] if is_of_all else None
    if totals_in(text) or is_group(text):
        return None
    cells = part.columns.cells_by_starts(line)
    return cells if cells and _fit(cells, part, unknown=_SIGNS) else None


def _fit(cells: Sequence[str], part: _Part, unknown: re.Pattern[str]) -> bool:
    """Whether marks, or what is `unknown` and no name, stand among marks, and names among names."""
    return all(
        not cell
        or (
            is_mark(cell) or unknown.fullmatch(cell)
            if are_marks
            else _may_be_field(cell.replace(WIDE, ""))
        )
        for cell, are_marks in zip(cells, part.are_marks, strict=True)
    )


def _tabbed(cells: Sequence[str]) -> str:
    return "\t".join(cells).replace(WIDE, "")


def _is_of_totals(line: str) -> bool:
    fields = [field.text for field in fields_of(line)] if len(line) <= _LONGEST_LINE else []
    if len(fields) < 2 or _SEPARATOR.search(line):
        return False
    return all(map(is_mark, fields)) or is_of_numbers(row_of(0, tuple(fields)))
