"""How often two States voted alike, of the votes in which both took a position."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Literal, NamedTuple

from votes.analysis.record import Record, StateRecord

Variant = Literal["exact", "abstain_half"]

VARIANTS: Mapping[Variant, str] = {
    "exact": "the votes in which both took the same position (yes, no or abstaining), of those in "
    "which both took one",
    "abstain_half": "the same, and a vote in which one of the two abstained counts half (the index "
    "of agreement of Arend Lijphart, 1963)",
}


COLUMNS = (
    "first",
    "second",
    "common",
    "same",
    "one_abstained",
    "opposed",
    *VARIANTS,
    "absent",
    "not_recorded",
    "not_both_entitled",
)


class Agreement(NamedTuple):
    """Two States, by code, and every vote of the record once.

    Both took a position in `common`, of which `same` and `opposed` (yes against no); in the rest
    one abstained. `absent`: both could vote, and one or both were absent. `not_recorded`: neither
    was absent, and of one or both nothing is recorded. `not_both_entitled`: all other votes.
    """

    # Twenty thousand are made at once, and a frozen dataclass takes four times as long to make.

    first: str
    second: str
    common: int
    same: int
    opposed: int
    absent: int
    not_recorded: int
    not_both_entitled: int

    @property
    def one_abstained(self) -> int:
        return self.common - self.same - self.opposed

    def points(self, variant: Variant) -> Fraction:
        """The votes that count as alike: whole ones, or halves."""
        if variant == "exact":
            return Fraction(self.same)
        return self.same + Fraction(self.one_abstained, 2)

    def share(self, variant: Variant) -> Fraction | None:
        """From 0 to 1; None without a common vote."""
        return self.points(variant) / self.common if self.common else None

    @property
    def row(self) -> dict[str, str | int | float | None]:
        """For programs, its keys as `COLUMNS`; shares with four decimals, None as above."""
        shares = {variant: self.share(variant) for variant in VARIANTS}
        return {
            "first": self.first,
            "second": self.second,
            "common": self.common,
            "same": self.same,
            "one_abstained": self.one_abstained,
            "opposed": self.opposed,
            **{
                name: None if share is None else round(float(share), 4)
                for name, share in shares.items()
            },
            "absent": self.absent,
            "not_recorded": self.not_recorded,
            "not_both_entitled": self.not_both_entitled,
        }


class _Sets(NamedTuple):
    """`said` holds the three positions beside each other, `sides` yes beside no, `turned` no
    beside yes: one `&` finds the votes alike, and one those opposed."""

    state: str
    voted: int
    said: int
    sides: int
    turned: int
    entitled: int
    absent: int
    is_whole: bool


def agreement(record: Record, first: str, second: str) -> Agreement:
    """Of two States, by code, in that order; one that could not vote at all has no common vote."""
    size = len(record.days)
    nothing = StateRecord()
    one, other = (_sets(each, record.states.get(each, nothing), size) for each in (first, second))
    return next(_pairs(one, [other], size))


def all_pairs(record: Record) -> list[Agreement]:
    """Every two of its States once, by code."""
    size = len(record.days)
    states = [_sets(state, own, size) for state, own in sorted(record.states.items())]
    found: list[Agreement] = []
    for number, one in enumerate(states, start=1):
        found += _pairs(one, states[number:], size)
    return found


def _sets(state: str, own: StateRecord, size: int) -> _Sets:
    return _Sets(
        state,
        own.voted,
        own.yes | own.no << size | own.abstain << 2 * size,
        own.yes | own.no << size,
        own.no | own.yes << size,
        own.entitled,
        own.absent,
        own.entitled == own.voted,
    )


def _pairs(one: _Sets, others: Iterable[_Sets], size: int) -> Iterator[Agreement]:
    """The innermost loop of all: where two States took a position whenever they could vote, what
    was left out needs no counting."""
    first, voted, said, sides, _, entitled, absent, is_whole = one
    for second, its_voted, its_said, _, turned, its_entitled, its_absent, also_whole in others:
        common = (voted & its_voted).bit_count()
        both, missed = common, 0
        if not (is_whole and also_whole):
            both = (entitled & its_entitled).bit_count()
            missed = (absent & its_entitled | its_absent & entitled).bit_count()
        yield Agreement(
            first,
            second,
            common,
            (said & its_said).bit_count(),
            (sides & turned).bit_count(),
            missed,
            both - common - missed,
            size - both,
        )


class CommonVotes(NamedTuple):
    """Two sets of votes: those in which both States took one position, and two."""

    alike: int
    different: int


def common_votes(record: Record, first: str, second: str) -> CommonVotes:
    nothing = StateRecord()
    one, other = (record.states.get(each, nothing) for each in (first, second))
    alike = one.yes & other.yes | one.no & other.no | one.abstain & other.abstain
    return CommonVotes(alike, one.voted & other.voted & ~alike)


def percent(share: Fraction | None) -> str:
    """ "69 %". Neither all nor nothing is said of what is only near: "over 99 %", "under 1 %"."""
    if share is None:
        return "no common votes"
    # Half a per cent goes up, as people round.
    rounded = int(share * 100 + Fraction(1, 2))
    if rounded == 100 and share < 1:
        return "over 99 %"
    if rounded == 0 and share > 0:
        return "under 1 %"
    return f"{rounded} %"
