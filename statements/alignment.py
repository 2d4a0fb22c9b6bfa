"""How far a State did what was asked of its ballot, over many asks."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from statements.outcomes import SERVES, Act
from votes.reading.cells import Position

Answer = Literal["did_as_asked", "abstained", "absent", "not_recorded", "did_not"]

# What another position than the one asked says; yes and no are then the opposite.
OTHERWISE: dict[Position, Answer] = {
    "yes": "did_not",
    "no": "did_not",
    "abstain": "abstained",
    "absent": "absent",
    "not_recorded": "not_recorded",
}


@dataclass(frozen=True, slots=True)
class AskedBallot:
    """The position that would have met one ask, and what the State did.

    `asked` is None where the ask wants no ballot or is not scored, `cast` where the State was not
    asked or had no right to vote.
    """

    asked: Position | None
    cast: Position | None

    @property
    def answer(self) -> Answer | None:
        """None for a row that is left out."""
        if self.asked is None or self.cast is None:
            return None
        return "did_as_asked" if self.cast == self.asked else OTHERWISE[self.cast]


@dataclass(frozen=True, slots=True)
class Alignment:
    """How many asks a State answered in which way, and how many were left out."""

    did_as_asked: int = 0
    abstained: int = 0
    absent: int = 0
    not_recorded: int = 0
    did_not: int = 0
    left_out: int = 0

    @property
    def counted(self) -> int:
        """The asks that its ballots answered, whatever they said."""
        return self.did_as_asked + self.abstained + self.absent + self.not_recorded + self.did_not


def asked_position(act: Act, position: Position | None) -> Position | None:
    """The position that serves an ask: the one that it names, else by its polarity."""
    return position or SERVES.get(act)


def alignment(rows: Iterable[AskedBallot]) -> Alignment:
    answers: Counter[str] = Counter(row.answer or "left_out" for row in rows)
    return Alignment(**answers)
