"""The rows of one roll call as cells: a row a State."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from votes.reading.cells import Cell, Position
from votes.reading.marks import position_of
from votes.reading.phrases import trimmed
from votes.reading.tables.sheets import Row


class Trimmed(dict[str, str]):
    """Names as printed -> trimmed; the same few hundred stand in millions of rows."""

    def __missing__(self, printed: str) -> str:
        name = trimmed(printed)
        if len(self) < _MOST_REMEMBERED:
            self[printed] = name
        return name


class Marks(dict[str, tuple[str, Position | None]]):
    """Marks as printed -> the mark, trimmed, and its position."""

    def __missing__(self, printed: str) -> tuple[str, Position | None]:
        mark = trimmed(printed)
        known = (mark, position_of(mark))
        if len(self) < _MOST_REMEMBERED:
            self[printed] = known
        return known


_MOST_REMEMBERED = 10_000
_NONE: Mapping[str, Position] = {}


class Ballots:
    """Where a table of ballots has a State's name, its code and its mark."""

    def __init__(
        self, *, name: int, code: int | None, mark: int, known: Mapping[str, Position] = _NONE
    ) -> None:
        """The places of the columns; `known` holds marks that mean something only in this table."""
        self._name, self._code, self._mark = name, code, mark
        self._names = Trimmed()
        self._marks = Marks({mark: (mark, position) for mark, position in known.items()})

    def position(self, printed: str) -> Position | None:
        """What a mark of this table means."""
        return self._marks[printed][1]

    def cells(self, rows: Sequence[Row]) -> tuple[Cell, ...]:
        """A cell for each row, in their order; a State without a name is printed by its code."""
        names, marks, name, mark = self._names, self._marks, self._name, self._mark
        cells = [Cell(line, names[values[name]], *marks[values[mark]]) for line, values, _ in rows]
        if self._code is not None and "" in names.values():
            cells = [
                cell if cell.printed else replace(cell, printed=names[row[1][self._code]])
                for cell, row in zip(cells, rows, strict=True)
            ]
        return tuple(cells)
