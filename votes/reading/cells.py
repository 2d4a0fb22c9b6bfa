"""What one source says of one roll call, as printed: the shapes that every format gives."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Position = Literal["yes", "no", "abstain", "absent", "not_recorded"]
POSITIONS: tuple[Position, ...] = get_args(Position)


@dataclass(frozen=True, slots=True)
class Cell:
    """One State's cell. `printed` and `mark` are the exact text, trimmed.

    `row` is the 1-based line of the file. `position` is None for a mark nobody knows, and for a
    cell that holds more than one.
    """

    row: int
    printed: str
    mark: str
    position: Position | None


@dataclass(frozen=True, slots=True)
class Transcript:
    """One source's account of one roll call.

    `cells` stand in the order of the source: down each pair of columns, pairs from left to right.
    `declared` holds only the totals that the source states, by position, and `non_voting` where it
    counts absent and unrecorded States together. `clock` is the time printed on a board ("3:00").
    `listed` says which positions the source lists States for; None means all of them (a board),
    a set means that States with other positions are simply not there (a footnote).
    """

    cells: tuple[Cell, ...]
    symbol: str | None = None
    title: str | None = None
    record_id: str | None = None
    date: dt.date | None = None
    clock: str | None = None
    declared: Mapping[str, int] | None = None
    listed: frozenset[str] | None = None


class ReadingError(Exception):
    """A text that holds no vote, or that cannot be told apart.

    `line` is 1-based. `found` and `expected` are short phrases for people.
    """

    def __init__(self, line: int, found: str, expected: str) -> None:
        super().__init__(f"line {line}: {found}, expected {expected}")
        self.line, self.found, self.expected = line, found, expected


class NoVoteFoundError(ReadingError):
    """Nothing in the text resembles the format: another format may still know it."""
