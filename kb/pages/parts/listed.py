"""Votes as lines of a list: what was voted, the answer, and how far the result is settled."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.db.models import F, QuerySet
from django.utils.safestring import SafeString

from kb.pages.parts.named import text_symbol
from kb.pages.vote import words
from statements.models import ClaimCheck, Mention
from statements.outcomes import Action
from statements.services import ScoredAsk, Subject, action_on
from statements.services.rows import ballots_of, entitled_on
from votes.analysis.tally import Tally, entitled_positions, tally
from votes.models import RollCall
from votes.pictures import tally_bar
from votes.reading.cells import Position


@dataclass(frozen=True)
class Result:
    """The ballots of one vote by State code, and the codes of those who could vote."""

    ballots: Mapping[str, Position] = field(default_factory=dict)
    entitled: frozenset[str] = frozenset()

    @cached_property
    def positions(self) -> dict[str, Position]:
        """Of the entitled States alone, those without a ballot as not recorded; empty before."""
        return entitled_positions(self.ballots, self.entitled) if self.ballots else {}

    @cached_property
    def tally(self) -> Tally | None:
        return tally(self.positions.values()) if self.ballots else None


@dataclass(frozen=True, slots=True)
class ListedVote:
    """`headline` and `answer` name the amendment, paragraph or motion.

    `headline` is "Adopted 23–16–8", `symbol` stands for whole texts alone.
    """

    title: str
    url: str
    headline: str
    answer: words.Answer
    is_whole: bool
    symbol: str
    what: str
    is_final: bool
    held_on: date | None
    record: str
    record_label: str
    bar: SafeString
    asks: str = ""


def votes_addressed(
    about: Iterable[ScoredAsk | Mention | ClaimCheck], at: datetime
) -> list[RollCall]:
    """The public votes that these are about, in the order in which they were taken. One query."""
    named = {each.roll_call.pk for each in about if each.roll_call}
    votes = votes_to_list(RollCall.objects.published(at).filter(pk__in=named))
    return list(votes.order_by(F("held_on").asc(nulls_last=True), "slug"))


def votes_to_list(votes: "QuerySet[RollCall]") -> "QuerySet[RollCall]":
    """Votes with all that a line needs of them, in the same query."""
    selected = votes.select_related("resolution__body", "resolution__session")
    return selected.annotate(
        text_symbol=text_symbol(), accepted_listed=F("accepted_reading__listed")
    )


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
    return {each: action_of(each, results[each.pk]) for each in roll_calls}


def action_of(roll_call: RollCall, result: Result) -> Action:
    subject = Subject(roll_call.resolution, roll_call)
    return action_on(subject, ballots=result.ballots, entitled=result.entitled)


def listed_vote(roll_call: RollCall, result: Result, at: datetime, asks: str = "") -> ListedVote:
    """One line. Select `roll_call` `votes_to_list()`. `asks` says in short what became of them."""
    counted = result.tally
    is_whole = roll_call.subject == RollCall.Subject.WHOLE
    is_adopted = action_of(roll_call, result).is_adopted
    answer = words.answer(roll_call, is_adopted, counted, at, roll_call.accepted_listed)
    return ListedVote(
        title=roll_call.resolution.title,
        url=roll_call.get_absolute_url(),
        headline=answer.in_full,
        answer=answer,
        is_whole=is_whole,
        symbol=roll_call.text_symbol if is_whole else "",
        what=words.WHAT[roll_call.subject] if is_whole else words.voted_on(roll_call),
        is_final=roll_call.is_final,
        held_on=roll_call.held_on,
        record=roll_call.standing if counted else "",
        record_label=roll_call.get_standing_display(),
        bar=tally_bar(counted, key=roll_call.slug) if counted else SafeString(""),
        asks=asks,
    )
