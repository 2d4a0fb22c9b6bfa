"""The world as equal tiles, one a UN member State, each with its position in one vote."""

from collections.abc import Collection, Mapping
from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString

from votes.analysis.tally import tally
from votes.pictures.marks import MARKS, fill, patterns
from votes.pictures.places import COLUMNS, PLACES, ROWS
from votes.reading.cells import Position

# In the picture's own units: a tile with its gap, the tile, and where its code and letter stand.
PITCH, TILE, CODE, LETTER = 36, 34, 12, 29
# Of its patterns: a page has one such map.
KEY = "world"


def world_map(positions: Mapping[str, Position]) -> SafeString:
    """{State code: position} as a picture; who had no part in the vote is an empty tile."""
    there = [position for code, position in positions.items() if code in PLACES]
    return format_html(
        '<svg class="world-map" role="img" aria-label="{}" viewBox="0 0 {} {}" direction="ltr">'
        "{}{}</svg>",
        f"Map of the world, one tile a State: {tally(there).words}.",
        COLUMNS * PITCH,
        ROWS * PITCH,
        patterns(KEY),
        SafeString("".join([_tile(code, positions.get(code)) for code in PLACES])),
    )


def off_the_map(states: Collection[str]) -> list[str]:
    """The codes of those without a tile: observers, and States that no longer exist."""
    return sorted(set(states) - PLACES.keys())


@cache
def _tile(code: str, position: Position | None) -> SafeString:
    """Made once a process: 193 States in five positions, or none, are all there is."""
    column, row = PLACES[code]
    x, y = column * PITCH + 1, row * PITCH + 1
    kind = position or "no-part"
    rect = format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="3"{}/>',
        kind,
        x,
        y,
        TILE,
        TILE,
        fill(position, KEY) if position else "",
    )
    if position is None:
        return rect + _text("code", kind, x, y + CODE, code)
    letter = MARKS[position].letter
    return (
        rect + _text("code", kind, x, y + CODE, code) + _text("letter", kind, x, y + LETTER, letter)
    )


def _text(role: str, kind: str, x: int, y: int, words: str) -> SafeString:
    return format_html(
        '<text class="{} on-{}" x="{}" y="{}" text-anchor="middle">{}</text>',
        role,
        kind,
        x + TILE // 2,
        y,
        words,
    )
