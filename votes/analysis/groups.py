"""How a group of States voted, with its members of each day, and how far they held together."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from votes.analysis.record import Record, Term, membership, tallies
from votes.analysis.tally import Tally, tally
from votes.reading.cells import Position

# One member alone always agrees with itself.
FEWEST = 2


@dataclass(frozen=True, slots=True)
class GroupVote:
    """One vote by its place in the record, with the tally of the members that could vote."""

    place: int
    tally: Tally

    @property
    def together(self) -> int:
        """How many took the position that most of them took."""
        return max(self.tally.yes, self.tally.no, self.tally.abstain)

    @property
    def majority(self) -> tuple[Position, ...]:
        """That position; more than one where they are as many, none where nobody took any."""
        taken = self.tally.counts[:3] if self.together else ()
        return tuple(position for position, number in taken if number == self.together)

    @property
    def share(self) -> Fraction | None:
        """`together` of those that took a position; None for fewer than two of them."""
        voted = self.tally.voted
        return Fraction(self.together, voted) if voted >= FEWEST else None

    @property
    def is_united(self) -> bool:
        return self.share == 1


@dataclass(frozen=True, slots=True)
class Cohesion:
    """Of `votes` in which two members or more took a position, `united` in which all took one.

    `share` is the mean of the shares of these votes, each vote alike: from 1/3 to 1, None without
    any. `left_out` are the votes in which fewer than two took one.
    """

    votes: int
    united: int
    left_out: int
    share: Fraction | None


def group_votes(record: Record, members: Iterable[Term]) -> list[GroupVote]:
    """Every vote in which a member of its day could vote, in order."""
    counted = tallies(record, membership(record.days, members))
    return [GroupVote(place, each) for place, each in enumerate(counted) if each.total]


def cohesion(votes: Sequence[GroupVote]) -> Cohesion:
    shares = [each.share for each in votes if each.share is not None]
    return Cohesion(
        votes=len(shares),
        united=shares.count(Fraction(1)),
        left_out=len(votes) - len(shares),
        share=sum(shares, Fraction(0)) / len(shares) if shares else None,
    )


def tally_by_group(
    positions: Mapping[str, Position], members: Mapping[str, Collection[str]]
) -> dict[str, Tally]:
    """{group: tally} of one vote, for {group: State codes} of its day.

    A State may belong to several groups; a group of which nobody could vote is left out.
    """
    found = {}
    for group, states in members.items():
        taken = [positions[state] for state in states if state in positions]
        if taken:
            found[group] = tally(taken)
    return found
