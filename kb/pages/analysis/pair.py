"""Two States: how often they voted alike, year by year, and every vote in which they differed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from kb.council.lookup import state_labels
from kb.pages.analysis.choice import Choice, CountedVotes
from kb.pages.analysis.kinds import Analysis, Frame, Row, document
from kb.pages.analysis.matrix import method
from kb.pages.analysis.one_state import took_part
from kb.pages.analysis.rolls import Roll, rolls_of
from kb.pages.analysis.states import canonical_states, capital, state_agreement_url
from kb.pages.parts.frames import PageHead
from kb.pages.parts.shown import Link, joined, state_url, with_article
from votes.analysis.agreement import (
    VARIANTS,
    Agreement,
    CommonVotes,
    agreement,
    common_votes,
    percent,
)
from votes.analysis.record import places
from votes.pictures import MARKS, Mark
from votes.reading.cells import Position
from votes.services.analysing import ReadRecord, read_record

# The newest votes of difference that one page lists.
LISTED = 300
COLUMNS = ("held_on", "vote", "symbol", "first", "second", "alike")


@dataclass(frozen=True, slots=True)
class CommonVote:
    """One vote in which both took a position."""

    roll: Roll
    first: Position
    second: Position

    @property
    def is_alike(self) -> bool:
        return self.first == self.second

    @property
    def marks(self) -> tuple[Mark, Mark]:
        return MARKS[self.first], MARKS[self.second]


@dataclass(frozen=True, slots=True)
class Pair:
    """`common` are in the order in which they were taken."""

    choice: Choice
    read: ReadRecord
    agreement: Agreement
    common: list[CommonVote]
    names: tuple[str, str]


@dataclass(frozen=True, slots=True)
class YearRow:
    """`differed` are those of the year that the page lists, the newest first."""

    year: int
    alike: int
    common: int
    share: str
    differed: list[CommonVote]


@dataclass(frozen=True, slots=True)
class PairPage:
    """What `pages/analysis/agreement_pair.html` prints; the newest year stands first."""

    head: PageHead
    title: str
    frame: Frame
    method: str
    states: list[Link]
    agreement: Agreement
    left_out: list[str]
    years: list[YearRow]
    differed: int
    not_listed: int
    votes: int


def _read(choice: Choice, where: Mapping[str, str]) -> Pair:
    first, second = (code.upper() for code in where.values())
    read = read_record(choice.votes, choice.body, states=(first, second))
    names = state_labels()
    return Pair(
        choice=choice,
        read=read,
        agreement=agreement(read.record, first, second),
        common=list(_common(choice, read, first, second)),
        names=(names[first], names[second]),
    )


def _common(choice: Choice, read: ReadRecord, first: str, second: str) -> Iterator[CommonVote]:
    both: CommonVotes = common_votes(read.record, first, second)
    rolls = rolls_of(choice.votes) if both.alike or both.different else {}
    for place in places(both.alike | both.different):
        cast = read.record.positions(place)
        roll = rolls.get(read.roll_calls[place])
        if roll:
            yield CommonVote(roll, cast[first], cast[second])


def _page(found: Pair, frame: Frame) -> PairPage:
    title, choice = _title(found), found.choice
    codes = found.agreement[:2]
    names = both_names(found.names)
    differed = [each for each in found.common if not each.is_alike]
    return PairPage(
        head=frame.head(
            title,
            f"Every vote in which {names} differed, and how often they voted alike year by year.",
            [
                Link("Agreement", choice.address("agreement")),
                Link(found.names[0], state_agreement_url(choice, codes[0])),
                Link(found.names[1]),
            ],
        ),
        title=title,
        frame=frame,
        method=method(choice),
        states=[Link(*each) for each in zip(found.names, map(state_url, codes), strict=True)],
        agreement=found.agreement,
        left_out=_left_out(found),
        years=_years(found, differed[-LISTED:]),
        differed=len(differed),
        not_listed=max(0, len(differed) - LISTED),
        votes=len(found.read.record.days),
    )


def _title(found: Pair) -> str:
    """ "Chile and China voted alike on 31 of 45 votes (69 %) of the Human Rights Council"."""
    pair, choice = found.agreement, found.choice
    names = capital(both_names(found.names))
    if not pair.common:
        return f"{names} have no common votes among those {choice.said}"
    share = percent(pair.share(choice.variant))
    votes = "vote" if pair.common == 1 else "votes"
    alike = f"{names} voted alike on {pair.same} of {pair.common} {votes}"
    if choice.variant == "exact":
        return f"{alike} ({share}) {choice.said}"
    return f"{alike} {choice.said}: {share} where an abstention counts half"


def both_names(names: Iterable[str]) -> str:
    return joined(with_article(name) for name in names)


def _left_out(found: Pair) -> list[str]:
    """Of all votes, those that are not common, and why; then how far each took part."""
    pair, record = found.agreement, found.read.record
    counted = (
        (pair.not_both_entitled, "one of the two, or both, had no right to vote"),
        (pair.absent, "one was absent, or both were"),
        (pair.not_recorded, "what one of them did, or both, is not recorded"),
    )
    said = [f"{number} left out: {why}." for number, why in counted if number]
    took = zip(pair[:2], found.names, strict=True)
    return [*said, *(took_part(record, state, name) for state, name in took)]


def _years(found: Pair, listed: Iterable[CommonVote]) -> list[YearRow]:
    variant = found.choice.variant
    differed: dict[int, list[CommonVote]] = {}
    for each in listed:
        differed.setdefault(each.roll.held_on.year, []).insert(0, each)
    rows = []
    for year, votes in groupby(found.common, key=lambda each: each.roll.held_on.year):
        pair = _counted(found.agreement, list(votes))
        share = percent(pair.share(variant))
        rows.append(YearRow(year, pair.same, pair.common, share, differed.get(year, [])))
    return rows[::-1]


def _counted(pair: Agreement, votes: list[CommonVote]) -> Agreement:
    """The same two States in these votes alone."""
    opposed = sum({each.first, each.second} == {"yes", "no"} for each in votes)
    same = sum(each.is_alike for each in votes)
    return pair._replace(common=len(votes), same=same, opposed=opposed)


def _document(found: Pair) -> Mapping[str, Any]:
    about = {"votes": len(found.read.record.days), "variants": dict(VARIANTS)}
    return document(
        found.choice, about | found.agreement.row | {"common_votes": list(_rows(found))}
    )


def _rows(found: Pair) -> Iterator[Row]:
    for each in found.common:
        yield {
            "held_on": each.roll.held_on.isoformat(),
            "vote": each.roll.slug,
            "symbol": each.roll.symbol,
            "first": each.first,
            "second": each.second,
            "alike": "true" if each.is_alike else "false",
        }


PAIR = Analysis(
    name="agreement-pair",
    template="pages/analysis/agreement_pair.html",
    filters=CountedVotes,
    canonical=canonical_states,
    read=_read,
    page=_page,
    document=_document,
    columns=COLUMNS,
    rows=_rows,
)
