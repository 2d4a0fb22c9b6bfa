"""Lines of a text, split at one separator: what a board is made of."""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from votes.reading.marks import DASHES, position_of
from votes.reading.phrases import is_name_shaped, plain, trimmed

SEPARATORS: Mapping[str, str] = {"tab": "\t", "pipe": "|", "semicolon": ";", "comma": ","}

# A line longer than this, or with more fields, is no row of a board but a paragraph or a matrix.
_LONGEST_ROW = 1200
_MOST_FIELDS = 40
_LONGEST_MARK = 30
# NO is Norway where all names are codes.
LONGEST_CODE = 3
_MOST_JOINED_LINES = 4
_AROUND_A_GROUP = ' \t|,;:*#_"'
_RULER_CHARACTERS = frozenset(" \t|+:;,=-")
_BREAK = re.compile(r"\r\n|\r|\n")

# One letter or sign may just as well number a list: it never makes a board alone.
_WEAK_MARKS = frozenset({"a", "x", ".", "o"}) | DASHES
# O is French for Yes: a board on which nobody voted against may have no other mark.
_YES_IN_A_LETTER = "O"
FEWEST_LETTERS = 5

_GROUP = re.compile(
    r"(?:groupe? (?:of|des) )?(?:etats )?(?:d')?(?:the )?"
    r"(?:african?s?|afrique|africains?|asian?|asia pacific|asian? (?:and|&) (?:the )?pacific|"
    r"asie pacifique|d'asie et du pacifique|eastern europe(?:an)?|europe orientale|"
    r"d'europe orientale|grulac|latin american?(?: (?:and|&) (?:the )?caribbean)?|"
    r"amerique latine et caraibes|weog|western europe(?:an)? (?:and|&) others?|"
    r"europe occidentale et autres)(?: (?:states|group|etats|groupe|members|countries))*"
    r"[ :–(]*(?:\d{1,2}(?: (?:states|members|etats|membres))?)?[ :)]*"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file (1-based), as its trimmed fields.

    A core row has a known mark and a name beside it.
    """

    line: int
    fields: tuple[str, ...]
    is_core: bool

    def field(self, column: int) -> str:
        """The text in a column; empty where an editor cut the blanks off the end of the line."""
        return self.fields[column] if column < len(self.fields) else ""

    @property
    def has_strong_mark(self) -> bool:
        return any(map(is_strong_mark, self.fields))


def has_yes_in_a_letter(row: Row) -> bool:
    return _YES_IN_A_LETTER in row.fields


def makes_a_vote(rows: Sequence[Row]) -> bool:
    """Whether any mark can be nothing else, or one letter comes again and again as a Yes."""
    return (
        any(row.has_strong_mark for row in rows)
        or sum(map(has_yes_in_a_letter, rows)) >= FEWEST_LETTERS
    )


def row_of(line: int, fields: tuple[str, ...]) -> Row:
    others = [text for text in fields if not is_mark(text)]
    return Row(line, fields, len(others) < len(fields) and any(map(is_name_shaped, others)))


def lines_of(text: str) -> list[str]:
    """The lines as an editor numbers them: form feeds and the like do not count."""
    return _BREAK.split(text)


def with_fields_joined(lines: list[str], separator: str) -> list[str | None]:
    """The lines, where a quoted field may go over a few: the first has it, the rest are None."""
    joined: list[str | None] = list(lines)
    end = 0
    for number, line in enumerate(lines):
        length = _lines_joined(lines, number, separator) if number >= end and '"' in line else 1
        if length > 1:
            end = number + length
            joined[number : number + length] = [
                " ".join(lines[number : number + length]),
                *[None] * (length - 1),
            ]
    return joined


def _lines_joined(lines: list[str], number: int, separator: str) -> int:
    line = lines[number]
    may_begin = separator in line or line.lstrip().startswith('"')
    if not may_begin or not line.count('"') % 2 or len(line) > _LONGEST_ROW:
        return 1
    for length in range(2, _MOST_JOINED_LINES + 1):
        part = lines[number : number + length]
        if len(part) < length or len(part[-1]) > _LONGEST_ROW:
            return 1
        if part[-1].count('"') % 2:
            fields = split(" ".join(part), separator)
            return length if any(map(is_strong_mark, fields)) else 1
    return 1


def may_be_row(line: str, separator: str) -> bool:
    return separator in line and len(line) <= _LONGEST_ROW and line.count(separator) < _MOST_FIELDS


def split(line: str, separator: str) -> tuple[str, ...]:
    """The trimmed fields of a line, without the quotes around them."""
    if '"' not in line:
        return tuple(map(trimmed, line.split(separator)))
    reader = csv.reader([line], delimiter=separator, skipinitialspace=True)
    try:
        return tuple(map(trimmed, next(reader)))
    except csv.Error:
        return tuple(map(trimmed, line.split(separator)))


@lru_cache(maxsize=16384)
def is_mark(text: str) -> bool:
    """A known mark, the dash among them: where it stands is known, if not what it means."""
    return 0 < len(text) <= _LONGEST_MARK and (
        position_of(text) is not None or plain(text) in DASHES
    )


@lru_cache(maxsize=16384)
def is_strong_mark(text: str) -> bool:
    return is_mark(text) and plain(text).strip("*_()[]") not in _WEAK_MARKS


def is_ruler(line: str) -> bool:
    """`|---|:--:|` and the lines that people draw around a table."""
    return "--" in line and _RULER_CHARACTERS.issuperset(line)


def is_group(text: str) -> bool:
    """The name of a regional group: not a State, whatever column or line it stands in."""
    name = text.strip(_AROUND_A_GROUP)
    return 0 < len(name) < 60 and _GROUP.fullmatch(plain(name)) is not None
