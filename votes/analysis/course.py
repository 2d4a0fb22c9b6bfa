"""One State's course through the votes of one initiative: where its position changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from votes.analysis.shifts import SUPPORT, Move
from votes.reading.cells import Position


@dataclass(frozen=True, slots=True)
class Step:
    """Two positions that follow each other, and the places of their votes in the sequence given.

    `is_apart` where votes lie between, at which the State had no vote or took no position.
    """

    first: int
    second: int
    move: Move

    @property
    def is_apart(self) -> bool:
        return self.second - self.first > 1


@dataclass(frozen=True, slots=True)
class Course:
    """Every two positions that follow each other: yes, no or abstain both times."""

    steps: tuple[Step, ...]

    @property
    def compared(self) -> tuple[Step, ...]:
        """Those at consecutive votes: only there a change is a switch."""
        return tuple(step for step in self.steps if not step.is_apart)

    @property
    def switches(self) -> tuple[Step, ...]:
        return tuple(step for step in self.compared if step.move.direction)

    @property
    def changed_apart(self) -> tuple[Step, ...]:
        """Another position after votes at which it had no vote, or took no position."""
        return tuple(step for step in self.steps if step.is_apart and step.move.direction)


def course(state: str, positions: Sequence[Position | None]) -> Course:
    """The course of one State, by code.

    `positions` are one for each final vote of the initiative, in the order in which they were
    taken; None where the State had no right to vote.
    """
    taken = [(place, each) for place, each in enumerate(positions) if each in SUPPORT]
    return Course(
        tuple(
            Step(first, second, Move(state, before, after))
            for (first, before), (second, after) in pairwise(taken)
        )
    )
