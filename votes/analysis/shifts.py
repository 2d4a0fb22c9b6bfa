"""Who moved between two roll calls: changes of mind kept apart from changes of members."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from votes.analysis.tally import Tally, tally
from votes.reading.cells import POSITIONS, Position

Direction = Literal["towards", "away"]

# How far a position supports the text. Absent and not recorded say nothing, so they have no place.
SUPPORT: dict[Position, int] = {"no": 0, "abstain": 1, "yes": 2}


@dataclass(frozen=True, slots=True)
class Move:
    """One State's position at the first roll call and at the second."""

    state: str
    before: Position
    after: Position

    @property
    def comparable(self) -> bool:
        """The State took a position both times: yes, no or abstain."""
        return self.before in SUPPORT and self.after in SUPPORT

    @property
    def direction(self) -> Direction | None:
        """Towards or away from the text; None where nothing changed or nothing can be compared."""
        if not self.comparable or self.before == self.after:
            return None
        return "towards" if SUPPORT[self.after] > SUPPORT[self.before] else "away"


@dataclass(frozen=True, slots=True)
class Flow:
    """How many States entitled both times went from one position to another, or stayed."""

    before: Position
    after: Position
    states: int

    @property
    def moved(self) -> bool:
        """These States switched: a position both times, and not the same."""
        return self.before != self.after and {self.before, self.after} <= SUPPORT.keys()


@dataclass(frozen=True, slots=True)
class Shifts:
    """Two roll calls compared. State codes are sorted in every list.

    `common` counts the States entitled on both days: switches, `unchanged` and `absent` together.
    `absent` are those absent or not recorded on either day, or entitled without a ballot.
    `left_by` and `joined_by` count the States entitled once only, by the position they took then.
    `flows` cover every common State, the absent ones too, in the order of the positions.
    """

    common: int
    unchanged: int
    switches: tuple[Move, ...]
    absent: tuple[Move, ...]
    joined: tuple[str, ...]
    left: tuple[str, ...]
    joined_by: Tally
    left_by: Tally
    flows: tuple[Flow, ...]

    @property
    def towards(self) -> tuple[Move, ...]:
        """The switches that brought a State closer to the text."""
        return tuple(move for move in self.switches if move.direction == "towards")

    @property
    def away(self) -> tuple[Move, ...]:
        """The switches that took a State further from the text."""
        return tuple(move for move in self.switches if move.direction == "away")


def shifts(
    before: Mapping[str, Position],
    after: Mapping[str, Position],
    entitled_before: Collection[str],
    entitled_after: Collection[str],
) -> Shifts:
    """Compare two roll calls, each a position by State code.

    Only entitlement decides who is compared: a ballot of a State that had no vote that day is left
    out, and an entitled State without a ballot counts as not recorded.
    """
    first, second = set(entitled_before), set(entitled_after)
    moves = [
        Move(state, _position(before, state), _position(after, state))
        for state in sorted(first & second)
    ]
    switches = tuple(move for move in moves if move.direction)
    absent = tuple(move for move in moves if not move.comparable)
    joined, left = tuple(sorted(second - first)), tuple(sorted(first - second))
    return Shifts(
        common=len(moves),
        unchanged=len(moves) - len(switches) - len(absent),
        switches=switches,
        absent=absent,
        joined=joined,
        left=left,
        joined_by=tally(_position(after, state) for state in joined),
        left_by=tally(_position(before, state) for state in left),
        flows=_flows(moves),
    )


def summary(compared: Shifts) -> str:
    """Say the result in one to three sentences, also where nothing can be compared."""
    sentences = [_who_moved(compared)]
    turnover_alone = compared.common and compared.unchanged == compared.common
    if turnover_alone and (compared.joined or compared.left):
        sentences.append("Any difference between the totals comes from the change of members.")
    if compared.absent and len(compared.absent) < compared.common:
        sentences.append(_not_comparable(len(compared.absent)))
    return " ".join(sentences)


def _position(ballots: Mapping[str, Position], state: str) -> Position:
    return ballots.get(state, "not_recorded")


def _flows(moves: Iterable[Move]) -> tuple[Flow, ...]:
    counted = Counter((move.before, move.after) for move in moves)
    return tuple(
        Flow(before, after, counted[before, after])
        for before in POSITIONS
        for after in POSITIONS
        if counted[before, after]
    )


def _who_moved(compared: Shifts) -> str:
    if not compared.common:
        return "No State sat both times, so nobody can have moved."
    if len(compared.absent) == compared.common:
        who = "the only State" if compared.common == 1 else f"any of the {compared.common} States"
        return f"No position can be compared for {who} that sat both times."
    moved = len(compared.switches)
    if compared.common == 1:
        how = f"moved {_direction(compared)}" if moved else "did not move"
        return f"The only State that sat both times {how}."
    if compared.towards and compared.away:
        away, towards = len(compared.away), len(compared.towards)
        how = f"{moved} moved: {away} away from the text and {towards} towards it"
    elif moved:
        how = f"{moved} moved, {'all ' if moved > 1 else ''}{_direction(compared)}"
    else:
        how = "none moved"
    return f"Of {compared.common} States that sat both times, {how}."


def _direction(compared: Shifts) -> str:
    return "towards the text" if compared.towards else "away from the text"


def _not_comparable(number: int) -> str:
    if number == 1:
        return "1 cannot be compared: it was absent or not recorded at one vote or both."
    return f"{number} cannot be compared: they were absent or not recorded at one vote or both."
