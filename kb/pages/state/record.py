"""A State's record in numbers, its latest votes, and where it changed its position."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F
from django.urls import reverse
from django.utils.safestring import SafeString

from kb.council.models import State
from kb.pages.parts.listed import ListedVote, listed_vote, results_of, votes_to_list
from kb.pages.parts.shown import Link, day_words
from kb.pages.state.facts import Cast, Record
from votes.analysis.course import Step, course
from votes.analysis.tally import IN_WORDS, Tally, tally
from votes.models import Initiative, RollCall
from votes.pictures import MARKS, Mark, tally_bar

LATEST = 50
DIRECTIONS = {"towards": "towards the text", "away": "away from the text", None: "no change"}


@dataclass(frozen=True, slots=True)
class LinkedCount:
    mark: Mark
    number: int
    word: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """`headline` is "Voted on 38 of 40"; `url` leads to the list of these votes."""

    headline: str
    url: str
    counts: list[LinkedCount]
    bar: SafeString
    notes: list[str]


@dataclass(frozen=True, slots=True)
class VotedLine:
    mark: Mark
    vote: ListedVote


@dataclass(frozen=True, slots=True)
class StepRow:
    """Two positions on one initiative; `direction` is "towards the text", or says no change."""

    initiative: Link
    before: Mark
    before_vote: Link
    after: Mark
    after_vote: Link
    direction: str
    on: date


@dataclass(frozen=True, slots=True)
class ShownSwitches:
    """`compared` are all pairs of consecutive votes, switches included."""

    summary: str
    switches: list[StepRow]
    apart: list[StepRow]
    compared: list[StepRow]
    compared_label: str


def tally_of(record: Record) -> Tally:
    return tally(each.position for each in record.entitled if each.position)


def shown_record(state: State, record: Record) -> ShownRecord | None:
    """None where the State could vote on nothing that is public and has a result."""
    counted = tally_of(record)
    if not counted.total:
        return None
    return ShownRecord(
        headline=f"Voted on {counted.voted} of {counted.total}",
        url=votes_url(state),
        counts=[
            LinkedCount(MARKS[position], number, IN_WORDS[position], votes_url(state, position))
            for position, number in counted.counts
            if number
        ],
        bar=tally_bar(counted),
        notes=_notes(record),
    )


def votes_url(state: State, position: str = "") -> str:
    chosen = f"&position={position}" if position else ""
    return f"{reverse('votes')}?state={state.code.lower()}{chosen}"


def _notes(record: Record) -> list[str]:
    notes = ["Of the public votes with a result on days when it had the right to vote."]
    if record.without_right:
        ballots = "1 ballot" if record.without_right == 1 else f"{record.without_right} ballots"
        notes.append(
            f"Sources list {ballots} of days when it had no right to vote; they do not count."
        )
    return notes


def latest_votes(record: Record, at: datetime) -> list[VotedLine]:
    """The newest with the mark of the State. Three queries."""
    newest = {each.pk: each for each in reversed(record.entitled[-LATEST:])}
    votes = votes_to_list(RollCall.objects.published(at).filter(pk__in=newest))
    found = list(votes.order_by(F("held_on").desc(), "-is_final", "slug"))
    results = results_of(found)
    return [
        VotedLine(MARKS[newest[each.pk].position], listed_vote(each, results[each.pk], at))
        for each in found
    ]


def shown_switches(state: State, record: Record, at: datetime) -> ShownSwitches | None:
    """By initiative, the newest change first. One query. None where nothing can be compared."""
    families: dict[int, list[Cast]] = {}
    for each in record.votes:
        if each.initiative:
            families.setdefault(each.initiative, []).append(each)
    titles = {
        each.pk: Link(each.title, each.get_absolute_url())
        for each in Initiative.objects.published(at).filter(pk__in=families)
    }
    switches, apart, compared = [], [], []
    for key, votes in families.items():
        steps = course(state.code, [each.position for each in votes])
        switches += _rows(steps.switches, votes, titles[key])
        apart += _rows(steps.changed_apart, votes, titles[key])
        compared += _rows(steps.compared, votes, titles[key])
    if not compared and not apart:
        return None
    return ShownSwitches(
        summary=_summary(len(switches), len(compared)),
        switches=_newest_first(switches),
        apart=_newest_first(apart),
        compared=_newest_first(compared),
        compared_label=f"Every pair that was compared ({len(compared)})",
    )


def _rows(steps: Sequence[Step], votes: Sequence[Cast], initiative: Link) -> list[StepRow]:
    return [
        StepRow(
            initiative=initiative,
            before=MARKS[step.move.before],
            before_vote=_vote(votes[step.first]),
            after=MARKS[step.move.after],
            after_vote=_vote(votes[step.second]),
            direction=DIRECTIONS[step.move.direction],
            on=votes[step.second].held_on,
        )
        for step in steps
    ]


def _vote(cast: Cast) -> Link:
    return Link(day_words(cast.held_on), reverse("vote", args=[cast.slug]))


def _newest_first(rows: Sequence[StepRow]) -> list[StepRow]:
    return sorted(rows, key=lambda row: row.on, reverse=True)


def _summary(switched: int, compared: int) -> str:
    """How often it switched, of how many pairs, and which pairs these are."""
    rule = (
        "consecutive final votes on one initiative at which it could vote, and said yes, no or "
        "abstain, both times."
    )
    if not compared:
        return f"There is no pair of {rule}"
    if compared == 1:
        return f"It {'switched' if switched else 'did not switch'} between the only two {rule}"
    return f"It switched in {switched or 'none'} of {compared} pairs of {rule}"
