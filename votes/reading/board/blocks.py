"""Where in a text a board stands: runs of rows, parted where another board begins."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from votes.reading.board.grid import Grid
from votes.reading.board.heading import is_circumstance
from votes.reading.board.layout import Layout, find_layout, names_persons
from votes.reading.board.rows import (
    LONGEST_CODE,
    SEPARATORS,
    Row,
    is_group,
    is_mark,
    is_strong_mark,
    makes_a_vote,
)
from votes.reading.cells import ReadingError
from votes.reading.phrases import is_name_shaped, plain

_LONGEST_UNKNOWN_MARK = 12
_LONGEST_ODD_NAME = 60
# A comma or a semicolon also stands in sentences: they need more rows to make a board.
_FEWEST_ROWS = {"tab": 1, "pipe": 1, "semicolon": 2, "comma": 2}
_NUMBER = re.compile(r"(?<![^\W\d])\d|\d{2}")
_SMALL_WORD = re.compile(r"(?<![\w'’-])[a-zà-ÿ]{4,}")
_FEWEST_SMALL_WORDS = 2
_ROWS_OF_A_TABLE = {"tab": 3, "pipe": 3, "semicolon": 4, "comma": 4}


@dataclass(slots=True)
class Block:
    """The rows of one board, with the row that names its columns, before its layout is known."""

    separator: str
    rows: list[Row] = field(default_factory=list)
    core: list[Row] = field(default_factory=list)
    header: Row | None = None
    names: set[str] = field(default_factory=set)

    def take(self, other: "Block") -> None:
        self.rows += other.rows
        self.core += other.core
        self.header = self.header or other.header
        self.names |= other.names

    def add(self, row: Row) -> None:
        self.rows.append(row)
        if row.is_core:
            self.core.append(row)
            others = (text for text in row.fields if not is_mark(text))
            self.names.update(text.casefold() for text in others if is_name_shaped(text))


@dataclass(frozen=True, slots=True)
class Board:
    """The rows of one board and the layout that explains them."""

    rows: tuple[Row, ...]
    layout: Layout
    header: Row | None
    separator: str

    @property
    def first_line(self) -> int:
        return self.header.line if self.header else self.rows[0].line

    @property
    def lines(self) -> range:
        return range(self.first_line, self.rows[-1].line + 1)


def boards_in(lines: list[str]) -> list[Board]:
    """All boards of a text, from top to bottom. Raises ReadingError for one without a layout."""
    boards: list[Board] = []
    errors: list[ReadingError] = []
    for separator, sign in SEPARATORS.items():
        if not any(sign in line for line in lines):
            continue
        for block in _blocks(Grid(lines, separator)):
            try:
                boards += filter(None, [_board(block)])
            except ReadingError as error:
                errors.append(error)
    kept = _without_overlaps(boards)
    unread = [error for error in errors if not any(error.line in board.lines for board in kept)]
    if unread:
        raise unread[0]
    return kept


def _without_overlaps(boards: list[Board]) -> list[Board]:
    taken: set[int] = set()
    kept = []
    for board in sorted(boards, key=lambda board: -len(board.rows)):
        if taken.isdisjoint(board.lines):
            kept.append(board)
            taken.update(board.lines)
    return sorted(kept, key=lambda board: board.first_line)


def _blocks(grid: Grid) -> Iterator[Block]:
    end = 0
    for seed in grid.seeds():
        if seed > end:
            start = grid.grow(seed, -1, end)
            end = grid.grow(seed, 1, grid.end)
            yield from _parted(grid, range(start, end + 1))


def _parted(grid: Grid, numbers: range) -> Iterator[Block]:
    """The boards of one run: a new one begins where the names begin again."""
    current = Block(grid.separator)
    for part in _parts(grid, numbers):
        if _begins_anew(current, part):
            yield current
            current = part
        else:
            current.take(part)
    yield current


def _parts(grid: Grid, numbers: range) -> Iterator[Block]:
    part = Block(grid.separator)
    for number in numbers:
        row, kind = grid.row(number), grid.kind(number)
        if kind in ("blank", "alone", "header"):
            yield part
            part = Block(grid.separator, header=row if kind == "header" else None)
        if row and kind in ("alone", "row"):
            part.add(row)
    yield part


def _begins_anew(current: Block, part: Block) -> bool:
    again = len(current.names & part.names)
    if again >= 2 and again * 2 >= len(part.names):
        return True
    if len(current.core) < 2 or len(part.core) < 2:
        return False
    before, after = find_layout(current.core[:8]), find_layout(part.core[:8])
    return bool(before and after and before.is_mark_first != after.is_mark_first)


def _board(block: Block) -> Board | None:
    core = block.core
    if block.header and names_persons(block.header):
        raise ReadingError(
            block.header.line, "no vote found: a table of persons", "a vote of States"
        )
    if not block.header and not makes_a_vote(core):
        return None
    if not block.header and len(core) < _FEWEST_ROWS[block.separator]:
        return None
    wide = [row for row in block.rows if len(row.fields) > 1]
    layout = find_layout(_between(wide, core) if core else wide, block.header)
    if layout:
        rows = _rows_that_fit(block, layout)
        return (
            Board(tuple(rows), layout, block.header, SEPARATORS[block.separator]) if rows else None
        )
    if core and len(core) >= _ROWS_OF_A_TABLE[block.separator]:
        raise ReadingError(
            core[0].line,
            f"no vote found: {len(core[0].fields)} columns that are no pairs of a mark and a name",
            "a mark beside each name, before or after it",
        )
    return None


def _between(rows: Sequence[Row], core: Sequence[Row]) -> list[Row]:
    return [row for row in rows if core[0].line <= row.line <= core[-1].line]


def _rows_that_fit(block: Block, layout: Layout) -> list[Row]:
    """The rows from the first mark to the last, and those above and below that fit them."""
    rows = [row for row in block.rows if len(row.fields) > 1 or _may_stand_alone(row, layout)]
    if block.header or not block.core:
        return [row for row in rows if not block.header or row.line > block.header.line]
    first, last = block.core[0].line, block.core[-1].line
    columns = [name for _, name in layout.pairs]
    has_codes = all(len(row.field(n)) <= LONGEST_CODE for row in block.core for n in columns)
    kept = [row for row in rows if first <= row.line <= last]
    for row in reversed([row for row in rows if row.line < first]):
        if (
            row.line != kept[0].line - 1
            or not _fits(row, layout, has_codes)
            or _is_title(row, kept, layout)
        ):
            break
        kept.insert(0, row)
    for row in (row for row in rows if row.line > last):
        if (
            row.line != kept[-1].line + 1
            or not _fits(row, layout, has_codes)
            or not _is_in_case(row, kept, columns)
        ):
            break
        kept.append(row)
    return kept


def _may_stand_alone(row: Row, layout: Layout) -> bool:
    """A name whose blank mark an editor cut off; elsewhere a line alone is a subheading."""
    one_pair_or_name_first = len(layout.pairs) == 1 or not layout.is_mark_first
    return one_pair_or_name_first and not is_group(row.fields[0])


def _fits(row: Row, layout: Layout, has_codes: bool) -> bool:
    if len(row.fields) == 1:
        return True
    pairs = [(row.field(mark), row.field(name)) for mark, name in layout.pairs]
    filled = [(mark, name) for mark, name in pairs if mark or name]
    return bool(filled) and all(
        (is_name_shaped(name) or (is_mark(mark) and _may_be_a_name(name)))
        and (has_codes or not is_strong_mark(name))
        and (is_mark(mark) or _may_be_a_mark(mark))
        for mark, name in filled
    )


def _may_be_a_name(text: str) -> bool:
    """A misprinted name, with digits or signs in it."""
    return sum(map(str.isalpha, text)) > 2 and len(text) <= _LONGEST_ODD_NAME


def _may_be_a_mark(text: str) -> bool:
    """A misprinted mark; one of digits alone is a total."""
    return len(text) <= _LONGEST_UNKNOWN_MARK and (text.isalpha() or not _NUMBER.search(text))


def _is_title(row: Row, kept: Sequence[Row], layout: Layout) -> bool:
    """A text over the first row, without a mark, that is a title and no name.

    A line alone is a name only where it takes its place in the alphabet; in a row of its own it
    is a title where it is not written as the names are, or fills less than the row.
    """
    if any(map(is_mark, row.fields)):
        return False
    name = layout.pairs[0][1]
    names = [other.field(name) for other in kept]
    if len(row.fields) > 1:
        text, filled = row.field(name), sum(bool(row.field(n)) for _, n in layout.pairs)
        others = [each for each in names if each]
        is_odd = all(map(str.isupper, others)) and not text.isupper()
        is_odd = is_odd or _is_out_of_order(text, others) or _is_in_small_words(text, others)
        return is_odd or is_circumstance(text) or filled < min(2, len(layout.pairs))
    order = [row.fields[0], *names[:5]]
    return len(kept) < 3 or order != sorted(order) or not _are_neighbours(*order[:2])


def _are_neighbours(name: str, below: str) -> bool:
    """Whether one name may stand over another in an alphabet of States: ALBANIA, BENIN."""
    return ord(plain(below)[0]) - ord(plain(name)[0]) in (0, 1) if name and below else False


def _is_out_of_order(text: str, names: Sequence[str]) -> bool:
    """Whether a text breaks the alphabet that the names below it keep, but for a few."""
    keys = list(map(plain, names))
    breaks = sum(left > right for left, right in pairwise(keys))
    return len(keys) > 2 and breaks * 8 <= len(keys) and plain(text) > max(keys[:2])


def _is_in_small_words(text: str, names: Sequence[str]) -> bool:
    """Whether a text has a few words in small letters and no name below has one."""
    words = _SMALL_WORD.findall(text)
    return len(words) >= _FEWEST_SMALL_WORDS and not any(map(_SMALL_WORD.search, names))


def _is_in_case(row: Row, kept: Sequence[Row], columns: Sequence[int]) -> bool:
    """A line alone under the last row is a remark, unless it is written as the names are."""
    if len(row.fields) > 1:
        return True
    names = [text for n in columns if (text := kept[0].field(n) or kept[0].fields[0])]
    return row.fields[0].isupper() == any(map(str.isupper, names))
