"""Which votes were the closest: by the margin between yes and no."""

from collections.abc import Iterable
from dataclasses import dataclass

from votes.analysis.tally import Tally


@dataclass(frozen=True, slots=True)
class Close:
    """One vote by its place in the record. `margin` is how far yes and no are apart; 0 is a tie."""

    place: int
    tally: Tally

    @property
    def margin(self) -> int:
        return abs(self.tally.yes - self.tally.no)


def closest(counted: Iterable[Tally]) -> list[Close]:
    """Ties first, then by margin; of one margin the vote with more on either side, then the later.

    A vote in which nobody said yes or no has no margin and is left out.
    """
    found = [Close(place, tally) for place, tally in enumerate(counted) if tally.yes or tally.no]
    return sorted(found, key=lambda each: (each.margin, -each.tally.yes, -each.place))
