"""Counting the positions of one roll call: the whole Council, or group by group."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from votes.reading.cells import POSITIONS, Position

IN_WORDS: dict[Position, str] = {
    "yes": "yes",
    "no": "no",
    "abstain": "abstaining",
    "absent": "absent",
    "not_recorded": "not recorded",
}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many States took each of the five positions. Counts are never negative."""

    yes: int = 0
    no: int = 0
    abstain: int = 0
    absent: int = 0
    not_recorded: int = 0

    @property
    def total(self) -> int:
        """All States counted, whether or not they voted."""
        return sum(number for _, number in self.counts)

    @property
    def adopted(self) -> bool:
        """More yes than no: abstentions do not count, and a tie is not adopted."""
        return self.yes > self.no

    @property
    def score(self) -> str:
        """Yes, no and abstaining with en dashes: "23–16–8"."""
        return f"{self.yes}–{self.no}–{self.abstain}"

    @property
    def counts(self) -> tuple[tuple[Position, int], ...]:
        """Each position with its count, zeros included, in the order of `POSITIONS`."""
        return (
            ("yes", self.yes),
            ("no", self.no),
            ("abstain", self.abstain),
            ("absent", self.absent),
            ("not_recorded", self.not_recorded),
        )

    @property
    def words(self) -> str:
        """Every count above zero, "23 yes, 16 no, 8 abstaining", or "no ballots"."""
        said = [f"{number} {IN_WORDS[position]}" for position, number in self.counts if number]
        return ", ".join(said) or "no ballots"


def tally(positions: Iterable[Position]) -> Tally:
    """Count positions, one for each State. Raises ValueError for a word that is no position."""
    counted = Counter(positions)
    if strangers := sorted(set(counted) - set(POSITIONS)):
        raise ValueError(f"not a position: {', '.join(strangers)}")
    return Tally(**{str(position): counted[position] for position in POSITIONS})


def tally_by_group(rows: Iterable[tuple[str, Position]]) -> dict[str, Tally]:
    """Count (group, position) rows group by group; groups keep the order they first appear in."""
    by_group: dict[str, list[Position]] = {}
    for group, position in rows:
        by_group.setdefault(group, []).append(position)
    return {group: tally(positions) for group, positions in by_group.items()}
