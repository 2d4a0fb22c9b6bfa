"""Where in a text a board stands: runs of rows, parted where another board begins."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from votes.reading.board.heading import is_heading_shaped
from votes.reading.board.layout import Layout, find_layout, is_header, names_persons
from votes.reading.board.rows import (
    SEPARATORS,
    Row,
    is_group,
    is_mark,
    is_ruler,
    is_strong_mark,
    rows_by,
)
from votes.reading.board.totals import totals_in
from votes.reading.cells import ReadingError, is_name_shaped, trimmed

_Kind = Literal["row", "header", "alone", "blank", "ruler", "other"]

_LONGEST_FIELD = 90
_LONGEST_UNKNOWN_MARK = 12
_MOST_BLANK_LINES = 2
_MOST_ROWS = 20_000
# A comma or a semicolon also stands in sentences: they need more rows to make a board.
_FEWEST_ROWS = {"tab": 1, "pipe": 1, "semicolon": 2, "comma": 2}
_ROWS_OF_A_TABLE = {"tab": 3, "pipe": 3, "semicolon": 4, "comma": 4}


@dataclass(slots=True)
class Block:
    """The rows of one board, with the row that names its columns, before its layout is known."""

    separator: str
    rows: list[Row] = field(default_factory=list)
    header: Row | None = None
    names: set[str] = field(default_factory=set)

    def take(self, other: "Block") -> None:
        self.rows += other.rows
        self.header = self.header or other.header
        self.names |= other.names

    def add(self, row: Row) -> None:
        self.rows.append(row)
        if row.is_core:
            self.names.update(
                text.casefold() for text in row.fields if not is_mark(text) and is_name_shaped(text)
            )

    @property
    def core(self) -> list[Row]:
        return [row for row in self.rows if row.is_core]


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
        for block in _blocks(lines, rows_by(lines, sign), separator):
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


def _blocks(lines: list[str], rows: dict[int, Row], separator: str) -> Iterator[Block]:
    seeds = [
        n for n, row in rows.items() if is_header(row) or (row.is_core and row.has_strong_mark)
    ]
    if len(seeds) > _MOST_ROWS:
        raise ReadingError(seeds[_MOST_ROWS], "more rows than any vote has", "a smaller file")
    end = 0
    for seed in seeds:
        if seed > end:
            start = _grow(lines, rows, seed, -1, end)
            end = _grow(lines, rows, seed, 1, len(lines) + 1)
            yield from _parted(lines, rows, range(start, end + 1), separator)


def _grow(lines: list[str], rows: dict[int, Row], seed: int, step: int, stop: int) -> int:
    """The last line in one direction that still may belong to the board."""
    last, number, blanks = seed, seed + step, 0
    while number != stop and blanks <= _MOST_BLANK_LINES:
        kind = _kind(lines[number - 1], rows.get(number))
        if kind == "other" or (blanks and kind == "alone"):
            break
        blanks = blanks + 1 if kind == "blank" else 0
        last = last if kind == "blank" else number
        number += step
    return last


def _kind(line: str, row: Row | None) -> _Kind:
    if row and row.is_core and not is_header(row) and not totals_in(line):
        return "row"
    if not line.strip() or (row and not any(row.fields)):
        return "blank"
    if is_ruler(line):
        return "ruler"
    if totals_in(line):
        return "other"
    return _kind_by_fields(row) if row else _kind_alone(line)


def _kind_by_fields(row: Row) -> _Kind:
    if is_header(row):
        return "header"
    if max(map(len, row.fields)) > _LONGEST_FIELD or is_heading_shaped("\t".join(row.fields)):
        return "other"
    return "row"


def _kind_alone(line: str) -> _Kind:
    text = _alone(line)
    return "alone" if is_name_shaped(text) and not is_heading_shaped(text) else "other"


def _alone(line: str) -> str:
    return trimmed(trimmed(line).strip('"'))


def _parted(
    lines: list[str], rows: dict[int, Row], numbers: range, separator: str
) -> Iterator[Block]:
    """The boards of one run: a new one begins where the names begin again."""
    current = Block(separator)
    for part in _parts(lines, rows, numbers, separator):
        if _begins_anew(current, part):
            yield current
            current = part
        else:
            current.take(part)
    yield current


def _parts(
    lines: list[str], rows: dict[int, Row], numbers: range, separator: str
) -> Iterator[Block]:
    part = Block(separator)
    for number in numbers:
        row = rows.get(number)
        kind = _kind(lines[number - 1], row)
        if kind in ("blank", "alone", "header"):
            yield part
            part = Block(separator, header=row if kind == "header" else None)
        if kind == "alone":
            part.add(Row(number, (_alone(lines[number - 1]),)))
        elif kind == "row" and row:
            part.add(row)
    yield part


def _begins_anew(current: Block, part: Block) -> bool:
    again = len(current.names & part.names)
    if again >= 2 and again * 2 >= len(part.names):
        return True
    if len(current.core) < 2 or len(part.core) < 2:
        return False
    before, after = find_layout(current.core[:50], current.header), find_layout(part.core[:50])
    return bool(before and after and before.is_mark_first != after.is_mark_first)


def _board(block: Block) -> Board | None:
    core = block.core
    if block.header and names_persons(block.header):
        raise ReadingError(block.header.line, "a table of persons", "a vote of States")
    if not block.header and not any(row.has_strong_mark for row in core):
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
            f"a table of {len(core[0].fields)} columns that are no pairs of a mark and a name",
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
    kept = [row for row in rows if first <= row.line <= last]
    for row in reversed([row for row in rows if row.line < first]):
        if row.line != kept[0].line - 1 or not _fits(row, layout) or _is_title(row, kept, layout):
            break
        kept.insert(0, row)
    for row in (row for row in rows if row.line > last):
        if row.line != kept[-1].line + 1 or not _fits(row, layout) or not _is_in_case(row, kept):
            break
        kept.append(row)
    return kept


def _may_stand_alone(row: Row, layout: Layout) -> bool:
    """A name whose blank mark an editor cut off; elsewhere a line alone is a subheading."""
    one_pair_or_name_first = len(layout.pairs) == 1 or not layout.is_mark_first
    return one_pair_or_name_first and not is_group(row.fields[0])


def _fits(row: Row, layout: Layout) -> bool:
    if len(row.fields) == 1:
        return True
    pairs = [(row.field(mark), row.field(name)) for mark, name in layout.pairs]
    filled = [(mark, name) for mark, name in pairs if mark or name]
    return bool(filled) and all(
        is_name_shaped(name)
        and not is_strong_mark(name)
        and (is_mark(mark) or _may_be_a_mark(mark))
        for mark, name in filled
    )


def _may_be_a_mark(text: str) -> bool:
    return len(text) <= _LONGEST_UNKNOWN_MARK and not any(map(str.isdigit, text))


def _is_title(row: Row, kept: Sequence[Row], layout: Layout) -> bool:
    """A line alone over the first row is a title, unless it takes its place in the alphabet."""
    if len(row.fields) > 1:
        return False
    name = layout.pairs[0][1]
    order = [row.fields[0], *(other.field(name) for other in kept[:5])]
    return len(kept) < 3 or order != sorted(order) or order[0][0] != order[1][:1]


def _is_in_case(row: Row, kept: Sequence[Row]) -> bool:
    """A line alone under the last row is a remark, unless it is written as the names are."""
    if len(row.fields) > 1:
        return True
    return row.fields[0].isupper() == any(text.isupper() for text in kept[0].fields if text)
