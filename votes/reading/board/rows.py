"""Lines of a text, split at one separator: what a board is made of."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from votes.reading.cells import DASHES, is_name_shaped, plain, position_of, trimmed

SEPARATORS: Mapping[str, str] = {"tab": "\t", "pipe": "|", "semicolon": ";", "comma": ","}

# A line longer than this, or with more fields, is no row of a board but a paragraph or a matrix.
_LONGEST_ROW = 1200
_MOST_FIELDS = 40
_LONGEST_MARK = 30
_MOST_JOINED_LINES = 4
_RULER_CHARACTERS = frozenset(" \t|+:;,=-")
_BREAK = re.compile(r"\r\n|\r|\n")

# One letter or sign may just as well number a list: it never makes a board alone.
_WEAK_MARKS = frozenset({"a", "x", ".", "o"}) | DASHES

_GROUP = re.compile(
    r"(?:groupe? (?:of|des) )?(?:etats )?(?:d')?(?:the )?"
    r"(?:african?s?|afrique|africains?|asian?|asia pacific|asian? (?:and|&) (?:the )?pacific|"
    r"asie pacifique|d'asie et du pacifique|eastern europe(?:an)?|europe orientale|"
    r"d'europe orientale|grulac|latin american?(?: (?:and|&) (?:the )?caribbean)?|"
    r"amerique latine et caraibes|weog|western europe(?:an)? (?:and|&) others?|"
    r"europe occidentale et autres)(?: (?:states|group|etats|groupe))*"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file (1-based), as its trimmed fields."""

    line: int
    fields: tuple[str, ...]

    def field(self, column: int) -> str:
        """The text in a column; empty where an editor cut the blanks off the end of the line."""
        return self.fields[column] if column < len(self.fields) else ""

    @property
    def is_core(self) -> bool:
        """A known mark and a name beside it."""
        marks = [is_mark(text) for text in self.fields]
        return any(marks) and any(
            is_name_shaped(text) for text, mark in zip(self.fields, marks, strict=True) if not mark
        )

    @property
    def has_strong_mark(self) -> bool:
        return any(is_strong_mark(text) for text in self.fields)


def lines_of(text: str) -> list[str]:
    """The lines as an editor numbers them: form feeds and the like do not count."""
    return _BREAK.split(text)


def rows_by(lines: list[str], separator: str) -> dict[int, Row]:
    """The lines that hold the separator, split, by their 1-based number.

    A quoted field may go over a few lines; its row has the number of the first.
    """
    rows, number = {}, 0
    while number < len(lines):
        row, taken = _row_at(lines, number, separator)
        if row:
            rows[row.line] = row
        number += taken
    return rows


def _row_at(lines: list[str], number: int, separator: str) -> tuple[Row | None, int]:
    line = lines[number]
    if separator not in line or len(line) > _LONGEST_ROW:
        return None, 1
    if line.count('"') % 2:
        for joined in _joined(lines, number):
            fields = _split(" ".join(joined), separator)
            if any(is_strong_mark(text) for text in fields):
                return Row(number + 1, fields), len(joined)
    if line.count(separator) >= _MOST_FIELDS:
        return None, 1
    return Row(number + 1, _split(line, separator)), 1


def _joined(lines: list[str], number: int) -> Iterator[list[str]]:
    quotes = 0
    for last in range(number, min(number + _MOST_JOINED_LINES, len(lines))):
        quotes += lines[last].count('"')
        if len(lines[last]) > _LONGEST_ROW:
            return
        if quotes % 2 == 0:
            yield lines[number : last + 1]
            return


def _split(line: str, separator: str) -> tuple[str, ...]:
    if '"' not in line:
        return tuple(trimmed(text) for text in line.split(separator))
    reader = csv.reader([line], delimiter=separator, skipinitialspace=True)
    try:
        return tuple(trimmed(text) for text in next(reader))
    except csv.Error:
        return tuple(trimmed(text) for text in line.split(separator))


def is_mark(text: str) -> bool:
    """A known mark, the dash among them: where it stands is known, if not what it means."""
    return 0 < len(text) <= _LONGEST_MARK and (
        position_of(text) is not None or plain(text) in DASHES
    )


def is_strong_mark(text: str) -> bool:
    return is_mark(text) and plain(text).strip("*_()[]") not in _WEAK_MARKS


def is_ruler(line: str) -> bool:
    """`|---|:--:|` and the lines that people draw around a table."""
    return "--" in line and _RULER_CHARACTERS.issuperset(line)


def is_group(text: str) -> bool:
    """The name of a regional group: not a State, whatever column it stands in."""
    return bool(text) and len(text) < 60 and _GROUP.fullmatch(plain(text)) is not None
