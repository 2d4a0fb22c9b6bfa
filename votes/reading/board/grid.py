"""A text under one separator: which of its lines are rows, and how far a run of rows goes."""

from typing import Literal

from votes.reading.board.heading import is_heading_shaped
from votes.reading.board.layout import is_header
from votes.reading.board.rows import (
    FEWEST_LETTERS,
    SEPARATORS,
    Row,
    has_yes_in_a_letter,
    is_group,
    is_ruler,
    may_be_row,
    row_of,
    split,
    with_fields_joined,
)
from votes.reading.board.totals import totals_in
from votes.reading.cells import ReadingError
from votes.reading.phrases import is_name_shaped, trimmed

# Rulers and the names of groups stand between the rows of one board, and are none.
Kind = Literal["row", "header", "alone", "blank", "ruler", "other"]

_LONGEST_FIELD = 90
_MOST_BLANK_LINES = 2
_MOST_ROWS = 20_000
_ALL_BUT_A_FEW = 5
# More than there are States: what has no mark for so long is some other list.
_MOST_ROWS_WITHOUT_MARK = 250


class Grid:
    """The lines of a text (1-based), with the kind of each under one separator."""

    def __init__(self, lines: list[str], separator: str) -> None:
        self.separator = separator
        self.end = len(lines) + 1
        self._sign = SEPARATORS[separator]
        self._lines = with_fields_joined(_without_outer_bars(lines, self._sign), self._sign)
        self._rows: dict[int, Row | None] = {}
        self._kinds: dict[int, Kind] = {}

    def row(self, number: int) -> Row | None:
        """The fields of a line; a line alone, without the separator, is a row of one field."""
        if number not in self._rows:
            self._rows[number] = self._row(number)
        return self._rows[number]

    def kind(self, number: int) -> Kind:
        if number not in self._kinds:
            line = self._lines[number - 1]
            self._kinds[number] = "ruler" if line is None else _kind(line, self.row(number))
        return self._kinds[number]

    def seeds(self) -> list[int]:
        """The lines that make a board: those with a mark and a name, and headers."""
        found: list[int] = []
        lettered: list[int] = []
        for number, line in enumerate(self._lines, start=1):
            if line and may_be_row(line, self._sign):
                row = row_of(number, split(line, self._sign))
                if (row.is_core and row.has_strong_mark) or is_header(row):
                    found.append(number)
                elif row.is_core and has_yes_in_a_letter(row):
                    lettered.append(number)
                if len(found) > _MOST_ROWS:
                    raise ReadingError(number, "more rows than any vote has", "a smaller file")
        return sorted([*found, *lettered]) if len(lettered) >= FEWEST_LETTERS else found

    def grow(self, seed: int, step: int, stop: int) -> int:
        """The last line in one direction, before `stop`, that still may belong to the board."""
        last, number, blanks, unmarked = seed, seed + step, 0, 0
        while number != stop and unmarked < _MOST_ROWS_WITHOUT_MARK:
            kind = self.kind(number)
            if kind == "other" or (blanks and kind == "alone"):
                break
            blanks = blanks + 1 if kind == "blank" else 0
            if blanks > _MOST_BLANK_LINES:
                break
            row = self.row(number)
            unmarked = 0 if row and row.is_core else unmarked + 1
            last = last if blanks else number
            number += step
        return last

    def _row(self, number: int) -> Row | None:
        line = self._lines[number - 1]
        if line and may_be_row(line, self._sign):
            return row_of(number, split(line, self._sign))
        alone = trimmed(trimmed(line).strip('"')) if line and len(line) <= _LONGEST_FIELD else ""
        return Row(number, (alone,), is_core=False) if is_name_shaped(alone) else None


def _without_outer_bars(lines: list[str], sign: str) -> list[str]:
    """The lines without the bars around a row, where all rows but a few have them."""
    bare = {
        n: text for n, line in enumerate(lines) if sign == "|" and sign in (text := line.strip())
    }
    framed = {n for n, text in bare.items() if len(text) > 1 and text[0] == text[-1] == sign}
    if len(framed) * _ALL_BUT_A_FEW < len(bare) * (_ALL_BUT_A_FEW - 1):
        return lines
    return [bare[n][1:-1] if n in framed else line for n, line in enumerate(lines)]


def _kind(line: str, row: Row | None) -> Kind:
    if not line.strip() or (row and not any(row.fields)):
        return "blank"
    if row and row.is_core and not is_header(row) and not totals_in(line):
        return "row"
    if is_ruler(line) or is_group(line):
        return "ruler"
    if not row or totals_in(line):
        return "other"
    return _kind_by_fields(row)


def _kind_by_fields(row: Row) -> Kind:
    if len(row.fields) == 1:
        return "other" if is_heading_shaped(row.fields[0]) else "alone"
    if is_header(row):
        return "header"
    if max(map(len, row.fields)) > _LONGEST_FIELD or is_heading_shaped("\t".join(row.fields)):
        return "other"
    return "row"
