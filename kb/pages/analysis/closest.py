"""The closest votes: ties first, then by the margin between yes and no."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from kb.pages.analysis.choice import Choice, ChosenVotes
from kb.pages.analysis.kinds import Analysis, Frame, Row, document
from kb.pages.analysis.rolls import Roll, rolls_of
from kb.pages.parts.frames import PageHead
from kb.pages.parts.shown import Link, counted
from votes.analysis.closeness import Close, closest
from votes.analysis.record import tallies
from votes.pictures import tally_bar
from votes.reading.cells import POSITIONS
from votes.services.analysing import read_record

# The votes that one page lists.
LISTED = 50
COLUMNS = ("held_on", "vote", "symbol", "margin", *POSITIONS)


@dataclass(frozen=True, slots=True)
class CloseVote:
    """A vote with its margin, "tie" or "by 3"."""

    roll: Roll
    close: Close

    @property
    def margin(self) -> str:
        return f"by {self.close.margin}" if self.close.margin else "tie"

    @property
    def bar(self) -> SafeString:
        return tally_bar(self.close.tally, key=self.roll.slug)


@dataclass(frozen=True, slots=True)
class ClosestVotes:
    choice: Choice
    votes: int
    closest: list[CloseVote]


@dataclass(frozen=True, slots=True)
class ClosestPage:
    """What `pages/analysis/closest.html` prints. `not_listed` are those of larger margin."""

    head: PageHead
    title: str
    frame: Frame
    rows: Sequence[CloseVote]
    not_listed: int
    votes: int


def _read(choice: Choice, where: Mapping[str, str]) -> ClosestVotes:
    read = read_record(choice.votes, choice.body)
    rolls = rolls_of(choice.votes)
    found = [
        CloseVote(rolls[key], close)
        for close in closest(tallies(read.record))
        if (key := read.roll_calls[close.place]) in rolls
    ]
    return ClosestVotes(choice, len(read.record.days), found)


def _page(found: ClosestVotes, frame: Frame) -> ClosestPage:
    title = _title(found)
    return ClosestPage(
        head=frame.head(
            title,
            "Votes by the margin between yes and no, ties first.",
            [Link("Votes", reverse("votes")), Link("Closest votes")],
        ),
        title=title,
        frame=frame,
        rows=found.closest[:LISTED],
        not_listed=max(0, len(found.closest) - LISTED),
        votes=found.votes,
    )


def _title(found: ClosestVotes) -> str:
    votes = f"{counted(found.votes, 'vote') or 'no vote'} {found.choice.said}"
    if not found.closest:
        return f"No vote has a margin: {votes}"
    nearest = found.closest[0]
    ties = sum(not each.close.margin for each in found.closest)
    if ties:
        return f"{counted(ties, 'tie')} among {votes}"
    return f"The closest was decided by {nearest.close.margin}: {votes}"


def _document(found: ClosestVotes) -> Mapping[str, Any]:
    return document(found.choice, {"votes": found.votes, "closest": list(_rows(found))})


def _rows(found: ClosestVotes) -> Iterator[Row]:
    for each in found.closest:
        yield {
            "held_on": each.roll.held_on.isoformat(),
            "vote": each.roll.slug,
            "symbol": each.roll.symbol,
            "margin": each.close.margin,
            **dict(each.close.tally.counts),
        }


CLOSEST = Analysis(
    name="closest",
    template="pages/analysis/closest.html",
    filters=ChosenVotes,
    canonical=lambda where: where,
    read=_read,
    page=_page,
    document=_document,
    columns=COLUMNS,
    rows=_rows,
)
