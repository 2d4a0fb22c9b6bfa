"""The vote page: what was voted, what was asked, how each State voted, who moved, how we know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from kb.pages.parts.asks import ShownAsk, by_importance, shown_ask
from kb.pages.parts.disputes import ShownConflict, shown_disputes
from kb.pages.parts.shown import Link, ShownSource, absolute, shown_source
from kb.pages.vote import words
from kb.pages.vote.facts import (
    VotedText,
    ballots_around,
    public_readings,
    seats_of_days,
)
from kb.pages.vote.readings import ShownReadings, shown_readings, spellings
from kb.pages.vote.states import GroupOfTiles, Seats, ShownShift, groups_of_tiles, shown_shift
from kb.records.models import ConflictValue
from statements.models import Ask, ClaimCheck
from statements.outcomes import Action
from statements.services import Subject, action_on, score_asks
from votes.analysis.tally import IN_WORDS, Tally, tally
from votes.models import Reading, RollCall
from votes.pictures import MARKS, Mark, tally_bar

SELECTED = (
    "resolution__body",
    "resolution__session",
    "resolution__agenda_item",
    "resolution__initiative",
    "resolution__source",
    "draft",
    "requested_by",
    "accepted_reading__source",
)


@dataclass(frozen=True, slots=True)
class ShownClaim:
    claim: str
    by: str
    finding: str


@dataclass(frozen=True, slots=True)
class PositionCount:
    mark: Mark
    number: int
    word: str


@dataclass(frozen=True, slots=True)
class VotePage:
    """What `pages/vote.html` prints."""

    title: str
    head_title: str
    description: str
    permanent_url: str
    citation: str
    json_url: str
    csv_url: str
    breadcrumbs: list[Link]
    what: str
    draft: Link | None
    meeting: str
    held_on: date | None
    record: str
    record_label: str
    outcome: str
    note: str
    tally: Tally | None
    counts: list[PositionCount]
    bar: str
    asks: list[ShownAsk]
    groups: list[GroupOfTiles]
    tile_notes: list[str]
    shifts: list[ShownShift]
    readings: ShownReadings | None
    conflicts: list[ShownConflict]
    claims: list[ShownClaim]
    copy_text: str
    sources: list[ShownSource]


@dataclass(frozen=True, slots=True)
class Voted:
    """The vote with everything that was read for its page."""

    roll_call: RollCall
    at: datetime
    now: VotedText | None
    before: VotedText | None
    after: VotedText | None
    seats: Seats
    readings: Sequence[Reading]
    conflicts: Mapping[str, Sequence[ConflictValue]]

    @property
    def tally(self) -> Tally | None:
        """Of the ballots, with entitled States that have none as not recorded."""
        return tally(self.positions.values()) if self.now else None

    @property
    def action(self) -> Action:
        """What became of what was voted on, as outcomes of asks take it."""
        return action_on(
            Subject(self.roll_call.resolution, self.roll_call),
            ballots=self.now.ballots if self.now else {},
            entitled=self.seats.entitled(self.now) if self.now else (),
        )

    @property
    def positions(self) -> dict[str, str]:
        """{State code: position}, entitled States without a ballot as not recorded."""
        if self.now is None:
            return {}
        return dict.fromkeys(sorted(self.seats.entitled(self.now)), "not_recorded") | (
            self.now.ballots
        )

    @property
    def disputed(self) -> set[str]:
        """The States on whose ballots public sources differ."""
        return {name.removeprefix("ballot ") for name in self.conflicts}

    @property
    def accepted_reading(self) -> Reading | None:
        """The reading that the result rests on, where its source is public."""
        wanted = self.roll_call.accepted_reading_id
        return next((reading for reading in self.readings if reading.pk == wanted), None)

    @property
    def names(self) -> Mapping[str, str]:
        return self.seats.names


def read_vote(roll_call: RollCall, at: datetime) -> Voted:
    now, before, after = ballots_around(roll_call, at)
    texts = [text for text in (now, before, after) if text]
    days = {text.held_on for text in texts}
    if roll_call.held_on:
        days.add(roll_call.held_on)
    return Voted(
        roll_call=roll_call,
        at=at,
        now=now,
        before=before,
        after=after,
        seats=Seats.around(seats_of_days(roll_call.resolution.body, days), texts),
        readings=public_readings(roll_call, at),
        conflicts=ConflictValue.objects.disputes(at, roll_call, roll_call.resolution),
    )


def vote_page(roll_call: RollCall, at: datetime) -> VotePage:
    """Select `roll_call` with SELECTED. Eight queries at most, whatever the size."""
    voted = read_vote(roll_call, at)
    counted = voted.tally
    outcome = words.outcome_word(roll_call, voted.action.is_adopted)
    address = absolute(roll_call.get_absolute_url())
    return VotePage(
        title=roll_call.resolution.title,
        head_title=words.head_title(roll_call, counted, outcome),
        description=words.description(roll_call, counted, outcome),
        permanent_url=address,
        citation=words.citation(roll_call, counted, outcome, address, at),
        json_url=reverse("vote-json", args=[roll_call.slug]),
        csv_url=reverse("vote-csv", args=[roll_call.slug]),
        breadcrumbs=words.breadcrumbs(roll_call),
        what=words.what_was_voted(roll_call),
        draft=_draft(roll_call),
        meeting=words.meeting(roll_call),
        held_on=roll_call.held_on,
        record=roll_call.standing if counted else "",
        record_label=words.record_label(roll_call, voted.accepted_reading),
        outcome=outcome,
        note=words.requested(roll_call),
        tally=counted,
        counts=_counts(counted),
        bar=tally_bar(counted) if counted else "",
        asks=_asks(voted),
        groups=_groups(voted),
        tile_notes=_tile_notes(voted),
        shifts=_shifts(voted),
        readings=shown_readings(voted.readings, voted.names),
        conflicts=[
            *shown_disputes(voted.conflicts),
            *spellings(voted.readings, voted.names),
        ],
        claims=_claims(roll_call, at),
        copy_text=_copy_text(voted, outcome, address),
        sources=_sources(voted),
    )


def _draft(roll_call: RollCall) -> Link | None:
    if roll_call.draft is None:
        return None
    note = f" {roll_call.draft.note}" if roll_call.draft.note else ""
    return Link(f"{roll_call.draft}{note}", f"{roll_call.resolution.get_absolute_url()}#drafts")


def _counts(counted: Tally | None) -> list[PositionCount]:
    if counted is None:
        return []
    return [
        PositionCount(MARKS[position], number, IN_WORDS[position])
        for position, number in counted.counts
        if number
    ]


def _asks(voted: Voted) -> list[ShownAsk]:
    roll_call, at = voted.roll_call, voted.at
    asks = Ask.objects.public(at).about(roll_call).with_facts()
    scored = score_asks(asks, at=at, known={roll_call: voted.action})
    return by_importance(
        shown_ask(each, voted.names, at, positions=voted.positions) for each in scored
    )


def _groups(voted: Voted) -> list[GroupOfTiles]:
    if voted.now is None:
        return []
    return groups_of_tiles(voted.now, voted.before, voted.seats, voted.disputed)


def _tile_notes(voted: Voted) -> list[str]:
    notes = []
    if voted.now and voted.disputed & set(voted.now.ballots):
        notes.append("† The sources differ on this State: see both readings below.")
    if voted.now and voted.before:
        year = voted.before.held_on.year
        notes.append(f"Y→A: position in {year}, and now. New: had no seat at that vote.")
    return notes


def _shifts(voted: Voted) -> list[ShownShift]:
    if voted.now is None:
        return []
    pairs = [(voted.before, voted.now), (voted.now, voted.after)]
    return [
        shown_shift(before, after, voted.seats, here=voted.now)
        for before, after in pairs
        if before and after
    ]


def _claims(roll_call: RollCall, at: datetime) -> list[ShownClaim]:
    claims = ClaimCheck.objects.public(at).about(roll_call)
    return [
        ShownClaim(claim.claim, str(claim.said_in), claim.finding)
        for claim in claims.select_related("statement", "article")
    ]


def _copy_text(voted: Voted, outcome: str, address: str) -> str:
    if voted.now is None or voted.tally is None:
        return ""
    return words.copy_text(
        voted.roll_call, voted.tally, outcome, voted.positions, voted.names, address
    )


def _sources(voted: Voted) -> list[ShownSource]:
    """Of the text, of the readings, and of the disputed values; each once, public ones alone."""
    sources = [voted.roll_call.resolution.source, *(each.source for each in voted.readings)]
    sources += [value.source for values in voted.conflicts.values() for value in values]
    public = {source.pk: source for source in sources if source and source.is_public(voted.at)}
    return [shown_source(source) for source in public.values()]
