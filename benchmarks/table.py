"""What benchmarks found, as a table: each figure beside its yardstick and its goal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import ge, le

HEADS = ("measured", "database", "size", "ours", "yardstick", "ratio", "goal", "")
COMPARED = {"≤": le, "≥": ge}


class Skip(Exception):
    """This machine lacks something that a benchmark needs. The message says what."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A bound: `sign` is "≤" or "≥". `of_ratio`: on ours divided by the yardstick."""

    sign: str
    bound: float
    of_ratio: bool = False

    def __str__(self) -> str:
        return f"{'ratio ' if self.of_ratio else ''}{self.sign} {_number(self.bound)}"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. `what` names it with its unit, "vote page, CPU ms"."""

    what: str
    database: str
    size: int
    ours: float
    yardstick: float | None = None
    goal: Goal | None = None

    @property
    def ratio(self) -> float | None:
        return self.ours / self.yardstick if self.yardstick else None

    @property
    def verdict(self) -> str:
        """ "met", "missed"; empty where there is no goal, or nothing to hold it against."""
        held = self.ratio if self.goal and self.goal.of_ratio else self.ours
        if self.goal is None or held is None:
            return ""
        return "met" if COMPARED[self.goal.sign](held, self.goal.bound) else "missed"

    @property
    def cells(self) -> list[str]:
        return [
            self.what,
            self.database,
            f"{self.size:,}",
            _number(self.ours),
            _number(self.yardstick),
            _number(self.ratio),
            str(self.goal or ""),
            self.verdict,
        ]


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"


def as_table(rows: Iterable[Row]) -> str:
    """Columns as wide as their widest cell, in Markdown, so that it can be kept as it is."""
    lines: list[Sequence[str]] = [HEADS, *(row.cells for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADS))]
    shown = [
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))} |"
        for line in lines
    ]
    return "\n".join([shown[0], f"|{'|'.join('-' * (width + 2) for width in widths)}|", *shown[1:]])
