"""The shift diagram: who moved between two roll calls, beside who came and who left."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from votes.analysis.shifts import Flow, Shifts, summary
from votes.analysis.tally import Tally
from votes.pictures.marks import MARKS, fill, patterns
from votes.reading.cells import Position

# The shift diagram in its own units, each 0.8 pixels where the picture is 320 pixels wide.
# A slot has room for two lines of text; a State gets a hair at least and a block at most.
WIDTH, COLUMN, LEFT, RIGHT = 400, 12, 122, 266
STATES, HAIR, BLOCK = 236.0, 1.2, 12.0
SLOT, GAP, HEAD, FOOT = 32.0, 8.0, 28.0, 4.0

# Where along a ribbon its count may stand, best first, and how far apart two counts must be.
PLACES, APART = (0.5, 0.34, 0.66, 0.24, 0.76, 0.42, 0.58), 16.0


def shift_diagram(
    compared: Shifts, *, key: str = "shift", before_label: str = "", after_label: str = ""
) -> SafeString:
    """Two columns of positions, joined by ribbons; empty where no State was entitled either day.

    Ribbons are States entitled both times. The outlined ends of the columns are those that left or
    were newly seated. The labels head the columns; about 16 characters fit.
    """
    first, second = _columns(compared)
    if not first and not second:
        return SafeString("")
    ribbons = _ribbons(compared, first, second)
    parts = [
        patterns(key),
        *(ribbon.path(key) for ribbon in sorted(ribbons, key=lambda ribbon: ribbon.flow.moved)),
        *(shape for bar in first for shape in bar.shapes(LEFT, key)),
        *(shape for bar in second for shape in bar.shapes(RIGHT, key)),
        *_texts(first, before_label, LEFT - 8, "end", "left"),
        *_texts(second, after_label, RIGHT + COLUMN + 8, "start", "newly seated"),
        *_counts_on_ribbons(ribbons),
    ]
    bottom = max(bar.slot_end for bar in (*first, *second)) + FOOT
    return format_html(
        '<svg class="shift-diagram" role="img" aria-label="{}" viewBox="0 0 {} {}" direction="ltr">'
        "{}</svg>",
        _in_words(compared, first, second),
        WIDTH,
        f"{bottom:.0f}",
        format_html_join("", "{}", ((part,) for part in parts)),
    )


@dataclass(frozen=True, slots=True)
class _Bar:
    """One position in one column: States that sat both times, then those that sat only then."""

    position: Position
    both: int
    once: int
    slot: float
    scale: float

    @property
    def height(self) -> float:
        return (self.both + self.once) * self.scale

    @property
    def top(self) -> float:
        return self.slot + max(0.0, SLOT - self.height) / 2

    @property
    def middle(self) -> float:
        return self.top + self.height / 2

    @property
    def slot_end(self) -> float:
        return self.slot + max(self.height, SLOT)

    def shapes(self, x: int, key: str) -> Iterator[SafeString]:
        solid = self.both * self.scale
        if self.both:
            yield _rect(self.position, x, self.top, solid, fill(self.position, key))
        if self.once:
            rest = self.height - solid
            yield _rect(f"once {self.position}", x, self.top + solid, rest, SafeString(""))


@dataclass(frozen=True, slots=True)
class _Ribbon:
    flow: Flow
    start: float
    end: float
    height: float

    def at(self, place: float) -> tuple[float, float]:
        """The middle of the ribbon at a place from 0 to 1 along it."""
        rest = 1 - place
        span, bend = RIGHT - LEFT - COLUMN, 3 * place * rest
        x = LEFT + COLUMN + span * (place**3 + bend / 2)
        y = self.start + (self.end - self.start) * (place**3 + bend * place)
        return x, y + self.height / 2

    def path(self, key: str) -> SafeString:
        x1, x2 = LEFT + COLUMN, RIGHT
        middle = (x1 + x2) / 2
        low_start, low_end = self.start + self.height, self.end + self.height
        line = (
            f"M{x1} {self.start:.1f}C{middle} {self.start:.1f} {middle} {self.end:.1f} "
            f"{x2} {self.end:.1f}V{low_end:.1f}C{middle} {low_end:.1f} {middle} {low_start:.1f} "
            f"{x1} {low_start:.1f}Z"
        )
        paint = fill(self.flow.after, key) if self.flow.moved else SafeString("")
        return format_html('<path class="ribbon {}" d="{}"{}/>', self.kind, line, paint)

    @property
    def kind(self) -> str:
        if self.flow.moved:
            return f"moved {self.flow.after}"
        return "same" if self.flow.before == self.flow.after else "apart"


def _columns(compared: Shifts) -> tuple[list[_Bar], list[_Bar]]:
    before: Counter[Position] = Counter()
    after: Counter[Position] = Counter()
    for flow in compared.flows:
        before[flow.before] += flow.states
        after[flow.after] += flow.states
    most = compared.common + max(len(compared.left), len(compared.joined), 1)
    scale = min(max(STATES / most, HAIR), BLOCK)
    return _column(before, compared.left_by, scale), _column(after, compared.joined_by, scale)


def _column(both: Counter[Position], once: Tally, scale: float) -> list[_Bar]:
    bars, slot = [], HEAD
    for position, number in once.counts:
        if both[position] or number:
            bars.append(_Bar(position, both[position], number, slot, scale))
            slot = bars[-1].slot_end + GAP
    return bars


def _ribbons(compared: Shifts, first: Sequence[_Bar], second: Sequence[_Bar]) -> list[_Ribbon]:
    scale = (*first, *second)[0].scale
    start = {bar.position: bar.top for bar in first}
    end = {bar.position: bar.top for bar in second}
    ribbons = []
    for flow in compared.flows:
        height = flow.states * scale
        y1, y2 = start[flow.before], end[flow.after]
        ribbons.append(_Ribbon(flow, y1, y2, height))
        start[flow.before] += height
        end[flow.after] += height
    return ribbons


def _counts_on_ribbons(ribbons: Iterable[_Ribbon]) -> Iterator[SafeString]:
    """The count of each ribbon that moved, kept clear of the others where there is room."""
    taken: list[tuple[float, float]] = []
    for ribbon in ribbons:
        if ribbon.flow.moved:
            spots = [ribbon.at(place) for place in PLACES]
            free = (spot for spot in spots if all(_clear(spot, other) for other in taken))
            x, y = next(free, spots[0])
            taken.append((x, y))
            yield _text("flow-count", x, y + 5, "middle", str(ribbon.flow.states))


def _clear(spot: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(spot[0] - other[0]) >= APART or abs(spot[1] - other[1]) >= APART


def _texts(bars: Iterable[_Bar], head: str, x: int, anchor: str, once: str) -> Iterator[SafeString]:
    if head:
        yield _text("head", x, 14, anchor, head)
    for bar in bars:
        line = bar.middle - 2 if bar.once else bar.middle + 5
        yield _text("count", x, line, anchor, f"{bar.both + bar.once} {MARKS[bar.position].word}")
        if bar.once:
            yield _text("note", x, bar.middle + 13, anchor, f"{bar.once} {once}")


def _in_words(compared: Shifts, first: Iterable[_Bar], second: Iterable[_Bar]) -> str:
    columns = (
        ", ".join(f"{bar.both + bar.once} {MARKS[bar.position].word}" for bar in bars) or "nobody"
        for bars in (first, second)
    )
    return (
        f"{summary(compared)} "
        f"First vote: {next(columns)}; {len(compared.left)} of these left. "
        f"Second vote: {next(columns)}; {len(compared.joined)} of these newly seated."
    )


def _text(kind: str, x: float, y: float, anchor: str, words: str) -> SafeString:
    return format_html(
        '<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>',
        kind,
        f"{x:.1f}",
        f"{y:.1f}",
        anchor,
        words,
    )


def _rect(kind: str, x: int, y: float, height: float, fill: SafeString) -> SafeString:
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"{}/>',
        kind,
        x,
        f"{y:.1f}",
        COLUMN,
        f"{height:.1f}",
        fill,
    )
