"""What each State did in a sequence of votes, as sets of votes.

A set of votes is a whole number: bit n is the n-th vote of the sequence, counted from 0. One `&`
then meets thousands of votes at once, and `int.bit_count` counts them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from votes.analysis.tally import Tally, tally
from votes.reading.cells import POSITIONS, Position


@dataclass(frozen=True, slots=True)
class Term:
    """From one day to another, both included; an open end is None."""

    state: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class StateRecord:
    """The votes in which one State could vote, in five sets of which no two meet."""

    yes: int = 0
    no: int = 0
    abstain: int = 0
    absent: int = 0
    not_recorded: int = 0

    @property
    def voted(self) -> int:
        """Where it took a position: yes, no or abstaining."""
        return self.yes | self.no | self.abstain

    @property
    def entitled(self) -> int:
        return self.voted | self.absent | self.not_recorded

    @property
    def participation(self) -> Tally:
        """How often it took which position: `total` is how often it could vote."""
        return Tally(**{position: votes.bit_count() for position, votes in self.sets})

    @property
    def sets(self) -> tuple[tuple[Position, int], ...]:
        return (
            ("yes", self.yes),
            ("no", self.no),
            ("abstain", self.abstain),
            ("absent", self.absent),
            ("not_recorded", self.not_recorded),
        )

    def among(self, votes: int) -> "StateRecord":
        """The same of these votes alone."""
        return StateRecord(**{position: own & votes for position, own in self.sets})


@dataclass(frozen=True, slots=True)
class Record:
    """`days` are those of the votes, in order; `states` those that could vote in one or more."""

    days: Sequence[date]
    states: Mapping[str, StateRecord]

    def of(self, states: Collection[str]) -> "Record":
        """The same of these States, by code, alone."""
        return Record(self.days, {each: own for each, own in self.states.items() if each in states})

    def positions(self, place: int) -> dict[str, Position]:
        """{State code: position} of the States that could vote in the vote at that place."""
        vote = 1 << place
        return {
            state: position
            for state, own in self.states.items()
            for position, votes in own.sets
            if votes & vote
        }


def record(
    days: Sequence[date],
    cast: Mapping[tuple[str, Position], int],
    seats: Iterable[Term],
    suspensions: Iterable[Term] = (),
) -> Record:
    """Seats decide who could vote; where nobody recorded any that day, whoever has a ballot could.

    `days` do not fall, `cast` holds the set of votes in which a State, by code, took a position. A
    ballot without the right to vote is left out; an entitled State without one is not recorded.
    """
    seated = membership(days, seats)
    for state, votes in membership(days, suspensions).items():
        seated[state] = seated.get(state, 0) & ~votes
    unseated = every(days)
    for votes in seated.values():
        unseated &= ~votes
    states = {}
    for state in sorted({*seated, *(state for state, _ in cast)}):
        own = _own(state, cast, seated.get(state, 0), unseated)
        if own.entitled:
            states[state] = own
    return Record(days, states)


def _own(
    state: str, cast: Mapping[tuple[str, Position], int], seated: int, unseated: int
) -> StateRecord:
    could = seated | unseated
    held = {position: cast.get((state, position), 0) & could for position in POSITIONS}
    for votes in held.values():
        seated &= ~votes
    held["not_recorded"] |= seated
    return StateRecord(**{str(position): votes for position, votes in held.items()})


def membership(days: Sequence[date], terms: Iterable[Term]) -> dict[str, int]:
    """{State code: the votes on whose day one of its terms ran}."""
    found: dict[str, int] = {}
    for term in terms:
        found[term.state] = found.get(term.state, 0) | between(days, term.since, term.until)
    return found


def between(days: Sequence[date], since: date | None, until: date | None) -> int:
    """The votes from one day to another, both included."""
    first = bisect_left(days, since) if since else 0
    end = bisect_right(days, until) if until else len(days)
    return (1 << max(first, end)) - (1 << first)


def every(days: Sequence[date]) -> int:
    return (1 << len(days)) - 1


def places(votes: int) -> Iterator[int]:
    """The places of a set of votes, ascending."""
    digits = f"{votes:b}"[::-1]
    place = digits.find("1")
    while place >= 0:
        yield place
        place = digits.find("1", place + 1)


def tallies(found: Record, states: Mapping[str, int] | None = None) -> list[Tally]:
    """The tally of each vote, in order.

    With `states`, {State code: set of votes}, each counts in those votes alone.
    """
    cast: list[list[Position]] = [[] for _ in found.days]
    for state, own in found.states.items():
        counted = own if states is None else own.among(states.get(state, 0))
        for position, votes in counted.sets:
            for place in places(votes):
                cast[place].append(position)
    return [tally(positions) for positions in cast]
