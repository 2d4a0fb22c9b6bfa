"""Votes as lines of a list: what was voted, the answer, and how far the result is settled."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F
from django.utils.safestring import SafeString

from kb.pages.vote import words
from statements.models import ClaimCheck, Mention
from statements.outcomes import Action
from statements.services import ScoredAsk, Subject, action_on
from statements.services.rows import ballots_of, entitled_on
from votes.analysis.tally import Tally, tally
from votes.models import RollCall
from votes.pictures import tally_bar
from votes.reading.cells import Position

# What a line needs of its roll call.
LISTED = ("resolution__body", "resolution__session", "draft")


@dataclass(frozen=True, slots=True)
class Result:
    """The ballots of one vote by State code, and the codes of those who could vote."""

    ballots: Mapping[str, Position]
    entitled: frozenset[str]

    @property
    def positions(self) -> dict[str, Position]:
        """Entitled States without a ballot are not recorded."""
        return dict.fromkeys(sorted(self.entitled), "not_recorded") | dict(self.ballots)

    @property
    def tally(self) -> Tally | None:
        return tally(self.positions.values()) if self.ballots else None


@dataclass(frozen=True, slots=True)
class ListedVote:
    title: str
    url: str
    symbol: str
    what: str
    is_final: bool
    held_on: date | None
    record: str
    record_label: str
    outcome: str
    score: str
    bar: SafeString
    asks: str = ""


def votes_addressed(
    about: Iterable[ScoredAsk | Mention | ClaimCheck], at: datetime
) -> list[RollCall]:
    """The public votes that these are about, in the order in which they were taken. One query."""
    named = {each.roll_call.pk for each in about if each.roll_call}
    votes = RollCall.objects.published(at).filter(pk__in=named).select_related(*LISTED)
    return list(votes.order_by(F("held_on").asc(nulls_last=True), "slug"))


def results_of(roll_calls: Collection[RollCall]) -> dict[int, Result]:
    """{key of the vote: result}: two queries for any number of votes, none for none."""
    days = {each: (each.resolution.body_id, each.held_on) for each in roll_calls if each.held_on}
    ballots = ballots_of(roll_calls)
    entitled = entitled_on(set(days.values()))
    return {
        each.pk: Result(ballots.get(each.pk, {}), entitled.get(days.get(each), frozenset()))
        for each in roll_calls
    }


def actions_on(
    roll_calls: Iterable[RollCall], results: Mapping[int, Result]
) -> dict[RollCall, Action]:
    """What became of each vote, as the outcomes of asks take it."""
    return {each: _action_on(each, results[each.pk]) for each in roll_calls}


def _action_on(roll_call: RollCall, result: Result) -> Action:
    subject = Subject(roll_call.resolution, roll_call)
    return action_on(subject, ballots=result.ballots, entitled=result.entitled)


def listed_vote(roll_call: RollCall, result: Result, asks: str = "") -> ListedVote:
    """One line. Select `roll_call` with LISTED. `asks` says in short what became of them."""
    counted = result.tally
    return ListedVote(
        title=roll_call.resolution.title,
        url=roll_call.get_absolute_url(),
        symbol=words.voted_symbol(roll_call),
        what=words.what_was_voted(roll_call),
        is_final=roll_call.is_final,
        held_on=roll_call.held_on,
        record=roll_call.standing if counted else "",
        record_label=roll_call.get_standing_display(),
        outcome=words.outcome_word(roll_call, _action_on(roll_call, result).is_adopted),
        score=counted.score if counted else "",
        bar=tally_bar(counted, key=roll_call.slug) if counted else SafeString(""),
        asks=asks,
    )
