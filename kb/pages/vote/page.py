"""The vote page: what was voted, what was asked, how each State voted, who moved, how we know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.urls import reverse

from kb.pages.parts.asks import ShownAsk, asks_to_show, by_importance, shown_ask
from kb.pages.parts.cited import CheckedClaim
from kb.pages.parts.disputes import ShownConflict, differing, shown_disputes
from kb.pages.parts.frames import PageHead
from kb.pages.parts.listed import Result, action_of
from kb.pages.parts.shown import Link, ShownSource
from kb.pages.parts.sourced import public_sources
from kb.pages.vote import words
from kb.pages.vote.facts import VotedText, public_readings, read_around
from kb.pages.vote.readings import ShownReadings, shown_readings, spellings
from kb.pages.vote.selected import complete
from kb.pages.vote.states import GroupOfTiles, Seats, ShownShift, groups_of_tiles, shown_shift
from kb.pages.vote.totals import shown_totals
from kb.pages.vote.world import ShownWorld, shown_world
from kb.records.models import ConflictValue, Source
from statements.models import Ask, ClaimCheck
from statements.outcomes import Action
from statements.services import score_asks
from votes.analysis.tally import IN_WORDS, Tally
from votes.models import Reading, RollCall
from votes.pictures import MARKS, Mark, tally_bar


@dataclass(frozen=True, slots=True)
class PositionCount:
    mark: Mark
    number: int
    word: str


@dataclass(frozen=True, slots=True)
class VotePage:
    """What `pages/vote.html` prints."""

    head: PageHead
    title: str
    json_url: str
    csv_url: str
    what: str
    draft: Link | None
    meeting: str
    held_on: date | None
    record: str
    record_label: str
    outcome: str
    score: str
    said_counts: str
    note: str
    tally: Tally | None
    counts: list[PositionCount]
    bar: str
    asks: list[ShownAsk]
    world: ShownWorld | None
    groups: list[GroupOfTiles]
    tile_notes: list[str]
    shifts: list[ShownShift]
    readings: ShownReadings | None
    conflicts: list[ShownConflict]
    claims: list[CheckedClaim]
    copy_text: str
    sources: list[ShownSource]


@dataclass(frozen=True)
class Voted:
    """The vote with everything that was read for its page."""

    roll_call: RollCall
    at: datetime
    now: VotedText | None
    before: VotedText | None
    after: VotedText | None
    seats: Seats
    readings: Sequence[Reading]
    claims: Mapping[str, Sequence[ConflictValue]]
    result: Result

    @cached_property
    def ours(self) -> dict[str, str]:
        """What this page shows of the fields over which sources may differ."""
        roll_call, ballots = self.roll_call, self.now.ballots if self.now else {}
        ours = {f"ballot {state}": position for state, position in ballots.items()}
        if roll_call.draft:
            ours["draft"] = roll_call.draft.symbol
        if roll_call.held_on:
            ours["held_on"] = roll_call.held_on.isoformat()
        return ours

    @cached_property
    def conflicts(self) -> dict[str, Sequence[ConflictValue]]:
        return differing(self.claims, self.ours)

    @cached_property
    def disputed(self) -> set[str]:
        """The States on whose ballots public sources differ."""
        return {name.removeprefix("ballot ") for name in self.conflicts}

    @cached_property
    def accepted_reading(self) -> Reading | None:
        """The reading that the result rests on, where its source is public."""
        wanted = self.roll_call.accepted_reading_id
        return next((reading for reading in self.readings if reading.pk == wanted), None)

    @property
    def names(self) -> Mapping[str, str]:
        return self.seats.names


def read_vote(roll_call: RollCall, at: datetime) -> Voted:
    around = read_around(roll_call, at)
    now, texts = around.now, [around.now, around.before, around.after]
    seats = Seats.around(around.seats, filter(None, texts))
    return Voted(
        roll_call=roll_call,
        at=at,
        now=now,
        before=around.before,
        after=around.after,
        seats=seats,
        readings=public_readings(roll_call, at),
        claims=_said_of(roll_call, at),
        result=Result(now.ballots, seats.entitled(now)) if now else Result(),
    )


def _said_of(roll_call: RollCall, at: datetime) -> Mapping[str, Sequence[ConflictValue]]:
    """What public sources say of disputed fields of the vote and of its text."""
    if not roll_call.has_conflicts:
        return {}
    return ConflictValue.objects.claims(at, roll_call, roll_call.resolution)


def vote_page(roll_call: RollCall, at: datetime) -> VotePage:
    """Select `roll_call` `with_page_facts()`.

    Whatever the size, three more queries at most, and four for what was said about it.
    """
    complete(roll_call)
    voted = read_vote(roll_call, at)
    action, counted = action_of(roll_call, voted.result), voted.result.tally
    answer = words.answer(roll_call, action.is_adopted, counted, at, roll_call.accepted_listed)
    head = words.head(roll_call, answer, at)
    return VotePage(
        head=head,
        title=roll_call.resolution.title,
        json_url=reverse("vote-json", args=[roll_call.slug]),
        csv_url=reverse("vote-csv", args=[roll_call.slug]),
        what=words.what_was_voted(roll_call),
        draft=_draft(roll_call),
        meeting=words.meeting(roll_call),
        held_on=roll_call.held_on,
        record=roll_call.standing if counted else "",
        record_label=words.record_label(roll_call, voted.accepted_reading),
        outcome=answer.headline,
        score=answer.score,
        said_counts=answer.said_counts,
        note=words.requested(roll_call),
        tally=counted,
        counts=_counts(counted),
        bar=tally_bar(counted) if counted else "",
        asks=_asks(voted, action),
        world=shown_world(voted.result.positions, voted.names),
        groups=_groups(voted),
        tile_notes=_tile_notes(voted),
        shifts=_shifts(voted),
        readings=shown_readings(voted.readings, voted.names, _entitled(voted)),
        conflicts=[
            *shown_disputes(voted.conflicts, voted.ours),
            *shown_totals(voted.readings, answer.score or answer.said_counts),
            *spellings(voted.readings, voted.names),
        ],
        claims=_claims(roll_call, at),
        copy_text=_copy_text(voted, answer, head.permanent_url),
        sources=public_sources(_sources(voted), at),
    )


def _entitled(voted: Voted) -> frozenset[str]:
    held_on = voted.roll_call.held_on
    return voted.seats.entitled_on(held_on) if held_on else frozenset()


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


def _asks(voted: Voted, action: Action) -> list[ShownAsk]:
    roll_call, at = voted.roll_call, voted.at
    if not roll_call.has_asks:
        return []
    asks = asks_to_show(Ask.objects.public(at).about(roll_call, at))
    scored = score_asks(asks, at=at, known={roll_call: action})
    positions = voted.result.positions
    return by_importance(shown_ask(each, voted.names, at, positions=positions) for each in scored)


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


def _claims(roll_call: RollCall, at: datetime) -> list[CheckedClaim]:
    """Each links to where it was said."""
    if not roll_call.has_claims:
        return []
    claims = ClaimCheck.objects.public(at).about(roll_call)
    return [
        CheckedClaim(
            claim=claim.claim,
            finding=claim.finding,
            about=Link(str(claim.said_in), claim.said_in.get_absolute_url()),
            source=Link(str(claim.source), claim.source.url) if claim.source else None,
        )
        for claim in claims.select_related("statement", "article", "source")
    ]


def _copy_text(voted: Voted, answer: words.Answer, address: str) -> str:
    if voted.now is None:
        return ""
    return words.copy_text(voted.roll_call, answer, voted.result.positions, voted.names, address)


def _sources(voted: Voted) -> list[Source | None]:
    """Of the text, of the readings, and of the disputed values."""
    disputed = [value.source for values in voted.conflicts.values() for value in values]
    return [voted.roll_call.resolution.source, *(each.source for each in voted.readings), *disputed]
