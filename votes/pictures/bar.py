"""The tally bar: one segment for each position of one roll call."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from votes.analysis.tally import Tally
from votes.pictures.marks import MARKS, fill, patterns
from votes.reading.cells import Position

# The narrowest tally bar to draw for, and the room of one bold figure and of the margins: pixels.
BAR_WIDTH, FIGURE, MARGIN = 300, 11, 4


def tally_bar(tally: Tally, *, key: str = "tally") -> SafeString:
    """One bar across the width it is given, a segment for each position; empty for no ballots.

    A segment too narrow for letter and count shows the count alone, or neither: every count is in
    the label of the picture, and pages print them beside it.
    """
    if not tally.total:
        return SafeString("")
    segments, start = [], 0.0
    for position, number in tally.counts:
        if number:
            share = 100 * number / tally.total
            segments.append((_segment(position, number, start, share, key),))
            start += share
    return format_html(
        '<svg class="tally-bar" role="img" aria-label="{}" width="100%" height="40">{}{}</svg>',
        f"{tally.words}, of {tally.total}",
        patterns(key),
        format_html_join("", "{}", segments),
    )


def _segment(position: Position, number: int, start: float, share: float, key: str) -> SafeString:
    rect = format_html(
        '<rect class="{}" x="{}%" width="{}%" height="100%"{}/>',
        position,
        f"{start:.3f}",
        f"{share:.3f}",
        fill(position, key),
    )
    label = _fitting((f"{MARKS[position].letter} {number}", str(number)), share * BAR_WIDTH / 100)
    if not label:
        return rect
    text = format_html(
        '<text class="on-{}" x="{}%" y="50%" text-anchor="middle" dominant-baseline="central">'
        "{}</text>",
        position,
        f"{start + share / 2:.3f}",
        label,
    )
    return rect + text


def _fitting(labels: Iterable[str], width: float) -> str:
    return next((label for label in labels if len(label) * FIGURE + MARGIN <= width), "")
