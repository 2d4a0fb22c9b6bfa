"""The rows and totals of roll calls to be audited, and what disagrees in each."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from votes.reading.cells import Position

Kind = Literal["votes", "non_voting", "seats", "names", "missing"]
Cause = Literal[
    "no_rows",
    "no_totals",
    "members_of_another_year",
    "wrong_code",
    "listed_twice",
    "no_seat",
    "not_listed",
    "unknown_names",
    "columns_exchanged",
    "rows_of_another_vote",
    "only_non_voting",
    "totals_exceed_seats",
    "totals_miss_seats",
    "blank_cells",
    "one_cell",
    "unexplained",
]
VOTED: tuple[Position, ...] = ("yes", "no", "abstain")
NON_VOTING: tuple[Position, ...] = ("absent", "not_recorded")

Votes = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class RollRows:
    """One source's account of one roll call.

    `declared` holds the totals that the source states, as in a transcript. `positions` hold one
    cell a State; `doubled` each further cell of a State, `unknown` each cell whose name nobody
    knows, both with their positions. `entitled` is empty where nobody recorded the seats.
    """

    record: str
    symbol: str
    day: dt.date | None
    declared: Mapping[str, int]
    positions: Mapping[str, Position]
    unknown: tuple[tuple[str, Position], ...] = ()
    doubled: tuple[tuple[str, Position], ...] = ()
    entitled: frozenset[str] = frozenset()
    suspended: frozenset[str] = frozenset()

    @property
    def strangers(self) -> list[str]:
        """Who voted without a seat. Who only did not vote may just have lost it."""
        if not self.entitled:
            return []
        outside = self.positions.keys() - self.entitled - self.suspended
        return sorted(state for state in outside if self.positions[state] in VOTED)

    @property
    def missing(self) -> list[str]:
        """Who had a seat and is not listed."""
        return sorted(self.entitled - self.positions.keys())


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What disagrees in one roll call, the likeliest cause, and a sentence for people.

    `others` are the records that have the same rows, or whose totals the rows fit.
    """

    record: str
    symbol: str
    kinds: frozenset[Kind]
    cause: Cause
    sentence: str
    others: tuple[str, ...] = ()


class Found(NamedTuple):
    cause: Cause
    sentence: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sums:
    """Rows and totals of one roll call: yes, no, abstain; and those that did not vote.

    `stated_silent` is None where the source does not count them; a total of votes that it does not
    state is taken from the rows.
    """

    rows: Votes
    totals: Votes
    blanks: int
    silent: int
    stated_silent: int | None

    @classmethod
    def of(cls, roll: RollRows) -> "Sums":
        counts = Counter(roll.positions.values())
        counts.update(position for _, position in (*roll.unknown, *roll.doubled))
        yes, no, abstain = (roll.declared.get(key, counts[key]) for key in VOTED)
        return cls(
            rows=(counts["yes"], counts["no"], counts["abstain"]),
            totals=(yes, no, abstain),
            blanks=counts["not_recorded"],
            silent=counts["absent"] + counts["not_recorded"],
            stated_silent=_stated_silent(roll.declared),
        )

    @property
    def stated(self) -> int:
        """All totals together."""
        return sum(self.totals) + (self.stated_silent or 0)

    @property
    def distance(self) -> int:
        """How far rows and totals lie apart in yes, no and abstain."""
        return apart(self.rows, self.totals)

    @property
    def silent_apart(self) -> bool:
        return self.stated_silent is not None and self.stated_silent != self.silent


def apart(one: Votes, other: Votes) -> int:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))


def score(votes: Votes) -> str:
    """With en dashes: "23–16–8"."""
    return "–".join(map(str, votes))


def kinds_of(roll: RollRows, sums: Sums) -> frozenset[Kind]:
    """What disagrees; empty where nothing does."""
    if not roll.positions and not roll.unknown:
        return frozenset({"missing"} if roll.declared else ())
    kinds: dict[Kind, bool] = {
        "missing": not roll.declared,
        "votes": sums.distance > 0,
        "non_voting": sums.silent_apart,
        "names": bool(roll.unknown or roll.doubled),
        "seats": bool(roll.strangers or roll.missing),
    }
    return frozenset(kind for kind, is_so in kinds.items() if is_so)


def _stated_silent(declared: Mapping[str, int]) -> int | None:
    if "non_voting" in declared:
        return declared["non_voting"]
    if set(NON_VOTING) <= declared.keys():
        return sum(declared[key] for key in NON_VOTING)
    return None
