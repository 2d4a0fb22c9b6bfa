"""The long lists of a vote as HTML: a tile and a row for each State, made without templates.

With 193 States a template for each tile and each row takes most of the time of the whole page
(docs/decisions/0013-the-vote-page-in-three-queries.md). Every word that somebody typed goes through
`escaped`; everything else here comes from our own marks, and from addresses of States, which are
made of letters and slashes.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString

from votes.pictures import MARKS, Mark
from votes.reading.cells import Position


class Tile(NamedTuple):
    """One State of one group. `earlier` is its position in the vote before, where it switched."""

    position: Position
    name: str
    url: str
    earlier: Position | None = None
    is_new: bool = False
    differs: bool = False


class ShownCell(NamedTuple):
    """What a source prints of a State. `mark` is what it was taken for, None where nobody knows."""

    printed: str
    printed_mark: str
    mark: Mark | None
    is_left_out: bool = False


class ReadingRow(NamedTuple):
    """`cells` holds a list for each source: empty where it does not list the State.

    `url` is empty for a printed name of which nobody knows the State.
    """

    name: str
    cells: Sequence[Sequence[ShownCell]]
    url: str = ""


# A page says each name several times, and every page says the same names.
escaped = lru_cache(maxsize=4096)(escape)

BEFORE_NAME = {
    position: f'<li class="tile"><span class="mark {position}" aria-hidden="true">{mark.letter}'
    f'</span><span class="visually-hidden">{mark.word}:</span>\n'
    for position, mark in MARKS.items()
}
BEFORE_PRINTED = {
    mark: f'<span class="mark small {position}" aria-hidden="true">{mark.letter}</span>'
    f'<span class="visually-hidden">{mark.word}</span> <span class="printed">'
    for position, mark in MARKS.items()
} | {None: '<span class="printed">'}
DAGGER = (
    '<span class="dagger" aria-hidden="true">†</span>'
    '<span class="visually-hidden">, sources differ</span>'
)
NEW = '<span class="new">new</span>'
NOT_LISTED = '<span class="note">not listed</span>'
BY_STAFF = ", left out by staff"


def tile_items(tiles: Iterable[Tile]) -> SafeString:
    """The items of a list of tiles (`ul.tiles`). A letter, its word, the name, then who moved."""
    return SafeString("\n".join(map(_tile, tiles)))


def _tile(tile: Tile) -> str:
    position, name, url, earlier, is_new, differs = tile
    shown = escaped(name) + DAGGER if differs else escaped(name)
    after = _switch(earlier, position) if earlier else NEW if is_new else ""
    return f'{BEFORE_NAME[position]}<a class="tile-name" href="{url}">{shown}</a>\n{after}</li>'


def _switch(earlier: Position, position: Position) -> str:
    before, now = MARKS[earlier], MARKS[position]
    return (
        f'<span class="switch" aria-hidden="true">{before.letter}→{now.letter}</span>'
        f'<span class="visually-hidden">, {before.word} before, {now.word} now</span>'
    )


def reading_rows(rows: Iterable[ReadingRow], *, differs: bool) -> SafeString:
    """The rows of a table of readings: the State, then a cell for each source."""
    start = '<tr class="differs"><th scope="row">' if differs else '<tr><th scope="row">'
    return SafeString("\n".join(f"{start}{_row(row)}</tr>" for row in rows))


def _row(row: ReadingRow) -> str:
    name, cells, url = row
    head = f'<a href="{url}">{escaped(name)}</a>' if url else escaped(name)
    return f"{head}</th>{''.join([f'<td>{_cells(each)}</td>' for each in cells])}"


def _cells(cells: Sequence[ShownCell]) -> str:
    return "<br>".join(map(_cell, cells)) if cells else NOT_LISTED


def _cell(cell: ShownCell) -> str:
    printed, printed_mark, mark, is_left_out = cell
    return (
        f"{BEFORE_PRINTED[mark]}{escaped(printed)}</span> "
        f'<span class="note">{escaped(printed_mark) or "blank"}{BY_STAFF if is_left_out else ""}'
        "</span>"
    )
