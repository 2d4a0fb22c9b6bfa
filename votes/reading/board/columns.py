"""Columns that stand at the same place of each line, with nothing but blanks between them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

from votes.reading.board.rows import is_mark

# Behind a letter that takes two places of a line.
WIDE = "\0"
_FIELD = re.compile(r"\S+(?: \S+)*")
_GAP = re.compile(r"\S {2,}\S")
# One row of so many may run over a gap.
_ONE_OF = 4
_SHARE_OF_MARKS = 0.6


@dataclass(frozen=True, slots=True)
class Field:
    """A text between gaps of two or more blanks: the place where it begins, and the text."""

    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns as spans of places, ends excluded, with the places where their texts begin."""

    spans: tuple[tuple[int, int], ...]
    starts: tuple[frozenset[int], ...]

    def cells_of(self, line: str) -> list[str] | None:
        """The texts of a line, one a column; None where it does not fit these columns."""
        cells = self.cells_by_gaps(line) or self.cells_by_starts(line)
        fields = [] if cells else fields_of(line)
        return [field.text for field in fields] if len(fields) == len(self.spans) else cells

    def cells_by_gaps(self, line: str) -> list[str] | None:
        """As `cells_of`, but only where the line is blank between the columns."""
        if any(line[start:end].strip() for start, end in self._gaps(len(line))):
            return None
        cells = [line[start:end].strip() for start, end in self.spans]
        return None if any(map(_GAP.search, cells)) else cells

    def _gaps(self, length: int) -> Iterator[tuple[int, int]]:
        edges = [0, *(edge for span in self.spans for edge in span), length]
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            if start < end:
                yield start, end

    def cells_by_starts(self, line: str) -> list[str] | None:
        """As `cells_of`, but only where each text begins as others in its column do."""
        cells = [""] * len(self.spans)
        for field in fields_of(line):
            places = [n for n, starts in enumerate(self.starts) if field.start in starts]
            if len(places) != 1 or cells[places[0]]:
                return None
            cells[places[0]] = field.text
        return cells


def fields_of(line: str) -> list[Field]:
    """The texts of a line between gaps of two or more blanks."""
    return [Field(match.start(), match[0]) for match in _FIELD.finditer(line)]


def in_places(line: str) -> str:
    """The line with a sign after each letter that takes two places on a screen (Chinese)."""
    if line.isascii():
        return line
    return "".join(f"{sign}{WIDE}" if east_asian_width(sign) in "WF" else sign for sign in line)


def find_columns(lines: Sequence[str]) -> Columns | None:
    """The columns of these rows; None where the gaps do not stand at the same places.

    First the places that no row fills, then those that most leave blank; all rows must fit.
    """
    few = max(len(lines) // _ONE_OF, 1) if len(lines) > 2 else 0
    for odd in (0, few):
        columns = _columns(lines, odd)
        if columns and all(columns.cells_of(line) is not None for line in lines):
            return columns
    return None


def _columns(lines: Sequence[str], odd: int) -> Columns | None:
    width = max(map(len, lines))
    filled = [0] * width
    for line in lines:
        for place, sign in enumerate(line):
            filled[place] += sign != " "
    spans = _joined(list(_spans([count <= odd for count in filled])), lines)
    if len(spans) < 2:
        return None
    return Columns(tuple(spans), tuple(_starts(lines, span) for span in spans))


def _spans(is_blank: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for place, blank in enumerate([*is_blank, True]):
        if blank and start is not None:
            yield start, place
            start = None
        elif not blank and start is None:
            start = place


def _joined(spans: list[tuple[int, int]], lines: Sequence[str]) -> list[tuple[int, int]]:
    """The spans, with those joined that only a single blank inside of names has parted."""
    joined: list[tuple[int, int]] = []
    for span in spans:
        if joined and not _are_apart(joined[-1], span, lines):
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return joined


def _are_apart(left: tuple[int, int], right: tuple[int, int], lines: Sequence[str]) -> bool:
    if right[0] - left[1] > 1:
        return True
    both = [
        (line[slice(*left)], line[slice(*right)])
        for line in lines
        if line[slice(*left)].strip() and line[slice(*right)].strip()
    ]
    tight = [pair for pair in both if not pair[0].endswith(" ") and not pair[1].startswith(" ")]
    if not tight:
        return True
    return any(_is_of_marks(span, other, lines) for span, other in ((left, right), (right, left)))


def _is_of_marks(span: tuple[int, int], beside: tuple[int, int], lines: Sequence[str]) -> bool:
    """Whether a span holds marks, with a text beside most: "NON VOTANT" is one mark of many."""
    marks = [line[slice(*span)].strip() for line in lines]
    filled = [mark for mark in marks if mark]
    known = sum(map(is_mark, filled))
    others = sum(bool(line[slice(*beside)].strip()) for line in lines)
    return known >= len(filled) * _SHARE_OF_MARKS and others * 2 >= len(filled)


def _starts(lines: Sequence[str], span: tuple[int, int]) -> frozenset[int]:
    """Where the texts of a column begin."""
    start, end = span
    found = set()
    for line in lines:
        text = line[start:end]
        if text.strip():
            found.add(start + len(text) - len(text.lstrip()))
    return frozenset(found)
