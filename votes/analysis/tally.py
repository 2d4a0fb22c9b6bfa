"""The positions of one roll call: whose count, and how many there are of each."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
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
    def voted(self) -> int:
        """Those that took a position: yes, no or abstaining."""
        return self.yes + self.no + self.abstain

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


def entitled_positions(
    ballots: Mapping[str, Position], entitled: Collection[str]
) -> dict[str, Position]:
    """The position of each State with the right to vote, by code: the only ones that count.

    One without a ballot is not recorded. Where nobody recorded the seats, `entitled` is empty and
    whoever has a ballot was entitled.
    """
    return {state: ballots.get(state, "not_recorded") for state in sorted(entitled or ballots)}
