"""One group of States over time: how far its members of each day held together."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import Http404
from django.utils.safestring import SafeString

from kb.council.models import Group
from kb.pages.analysis.choice import Choice, VotesByPeriod, address
from kb.pages.analysis.kinds import Analysis, Frame, Row, Where, document
from kb.pages.analysis.rolls import Roll, rolls_of
from kb.pages.analysis.states import capital
from kb.pages.parts.frames import PageHead
from kb.pages.parts.shown import Link, counted, joined, with_article
from votes.analysis.agreement import percent
from votes.analysis.groups import Cohesion, GroupVote, cohesion, group_votes
from votes.analysis.tally import IN_WORDS
from votes.pictures import tally_bar
from votes.pictures.cohesion import cohesion_chart
from votes.reading.cells import POSITIONS
from votes.services.analysing import group_terms, read_record

# The votes of least cohesion that one page lists.
LISTED = 30
FORMULA = (
    "Cohesion of a vote: the members that took the position most of them took, divided by the "
    "members that took one (yes, no or abstaining). Of a period: the mean of its votes, each vote "
    "alike. Votes in which fewer than two members took a position are left out."
)


@dataclass(frozen=True, slots=True)
class HeldVote:
    """One vote of the group."""

    roll: Roll
    vote: GroupVote

    @property
    def share(self) -> str:
        return percent(self.vote.share)

    @property
    def bar(self) -> SafeString:
        return tally_bar(self.vote.tally, key=self.roll.slug)

    @property
    def majority(self) -> str:
        return joined(IN_WORDS[each] for each in self.vote.majority)


@dataclass(frozen=True, slots=True)
class Period:
    """A year or a session with its votes; `share` is "84 %"."""

    label: str
    cohesion: Cohesion

    @property
    def share(self) -> str:
        return share_words(self.cohesion)


@dataclass(frozen=True, slots=True)
class OverTime:
    choice: Choice
    group: Group
    votes: list[HeldVote]
    periods: list[Period]
    whole: Cohesion


@dataclass(frozen=True, slots=True)
class GroupPage:
    """What `pages/analysis/group.html` prints; the newest period stands first."""

    head: PageHead
    title: str
    frame: Frame
    formula: str
    chart: SafeString
    periods: Sequence[Period]
    period_head: str
    least: Sequence[HeldVote]
    votes: int


def word_of(code: str) -> str:
    """How an address says a group: "asia-pacific"."""
    return code.lower().replace("_", "-")


def _canonical(where: Where) -> Where:
    code = where["group"].upper().replace("-", "_")
    if not Group.objects.filter(code=code).exists():
        raise Http404
    return {"group": word_of(code)}


def _read(choice: Choice, where: Where) -> OverTime:
    group = Group.objects.get(code=where["group"].upper().replace("-", "_"))
    read = read_record(choice.votes, choice.body)
    rolls = rolls_of(choice.votes)
    members = group_terms(choice.body, [group])[group.code]
    votes = [
        HeldVote(rolls[key], each)
        for each in group_votes(read.record, members)
        if (key := read.roll_calls[each.place]) in rolls
    ]
    return OverTime(
        choice=choice,
        group=group,
        votes=votes,
        periods=_periods(votes, _by(choice)),
        whole=cohesion([each.vote for each in votes]),
    )


def _by(choice: Choice) -> Callable[[HeldVote], str]:
    if choice.filters.record("by") == "session":
        return lambda each: each.roll.session
    return lambda each: str(each.roll.held_on.year)


def _periods(votes: Sequence[HeldVote], label: Callable[[HeldVote], str]) -> list[Period]:
    """In the order of their first votes: a session may resume after another began."""
    order = {each: place for place, each in reversed(list(enumerate(map(label, votes))))}
    found = sorted(votes, key=lambda each: order[label(each)])
    return [
        Period(name, cohesion([each.vote for each in held])) for name, held in groupby(found, label)
    ]


def _page(found: OverTime, frame: Frame) -> GroupPage:
    title = _title(found)
    divided = [each for each in found.votes if each.vote.share is not None]
    divided.sort(key=lambda each: (each.vote.share, -each.vote.tally.voted, -each.vote.place))
    words = {name: word for name, word in found.choice.words.items() if name != "by"}
    return GroupPage(
        head=frame.head(
            title,
            "How far its members of each day voted together, and where they were divided.",
            [Link("Groups", address("groups", {}, words)), Link(found.group.name)],
        ),
        title=title,
        frame=frame,
        formula=FORMULA,
        chart=cohesion_chart([(each.label, each.cohesion) for each in found.periods]),
        periods=found.periods[::-1],
        period_head="Session" if found.choice.filters.record("by") == "session" else "Year",
        least=divided[:LISTED],
        votes=len(found.votes),
    )


def share_words(found: Cohesion) -> str:
    return percent(found.share) if found.votes else "no vote to count"


def _title(found: OverTime) -> str:
    name, whole = capital(with_article(found.group.name)), found.whole
    if not whole.votes:
        return f"{name} had no vote to hold together in: votes {found.choice.said}"
    votes = counted(whole.votes, "vote")
    return (
        f"{name} held together at {percent(whole.share)}: {votes} {found.choice.said}, "
        f"all alike in {whole.united or 'none'}"
    )


def cohesion_row(key: str, name: str, found: Cohesion) -> Row:
    """For programs; the share from 0 to 1, None without a vote that counts."""
    share = None if found.share is None else round(float(found.share), 4)
    return {
        key: name,
        "votes": found.votes,
        "united": found.united,
        "left_out": found.left_out,
        "cohesion": share,
    }


def _group_document(found: OverTime) -> Mapping[str, Any]:
    return document(
        found.choice,
        {
            "group": found.group.code,
            "name": found.group.name,
            "formula": FORMULA,
            "whole": cohesion_row("period", "all", found.whole),
            "periods": [cohesion_row("period", e.label, e.cohesion) for e in found.periods],
            "votes": list(_vote_rows(found)),
        },
    )


def _vote_rows(found: OverTime) -> Iterator[Row]:
    for each in found.votes:
        share = each.vote.share
        yield {
            "held_on": each.roll.held_on.isoformat(),
            "vote": each.roll.slug,
            "symbol": each.roll.symbol,
            **dict(each.vote.tally.counts),
            "cohesion": None if share is None else round(float(share), 4),
        }


GROUP = Analysis(
    name="group",
    template="pages/analysis/group.html",
    filters=VotesByPeriod,
    canonical=_canonical,
    read=_read,
    page=_page,
    document=_group_document,
    columns=("held_on", "vote", "symbol", *POSITIONS, "cohesion"),
    rows=_vote_rows,
)
