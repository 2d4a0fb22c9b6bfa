"""How each State voted, by group, with who moved and where sources differ."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString

from kb.pages.parts.shown import Link, ShownState, shown_states, state_url
from kb.pages.vote.facts import SeatFacts, VotedText
from kb.pages.vote.markup import Tile, tile_items
from votes.analysis.shifts import Shifts, shifts, summary
from votes.analysis.tally import entitled_positions, tally
from votes.pictures import MARKS, Mark, shift_diagram
from votes.reading.cells import POSITIONS, Position

EVERYBODY = "All States"
WITHOUT_RIGHT = "Also listed, without the right to vote that day"
TOOK = frozenset({"yes", "no", "abstain"})


@dataclass(frozen=True, slots=True)
class Seats:
    """The seats around a vote: who was entitled when, for which group, under which name.

    `names` and `tile_names` cover those with a seat and those with a ballot.
    """

    by_state: Mapping[str, list[SeatFacts]]
    names: Mapping[str, str]
    tile_names: Mapping[str, str]

    @classmethod
    def around(cls, by_state: Mapping[str, list[SeatFacts]], texts: Iterable[VotedText]) -> "Seats":
        names = {state: seats[0].name for state, seats in by_state.items()}
        tile_names = {state: seats[0].tile_name for state, seats in by_state.items()}
        for text in texts:
            names |= text.names
            tile_names |= text.tile_names
        return cls(by_state, names, tile_names)

    def on(self, day: date) -> dict[str, SeatFacts]:
        return {
            state: seat
            for state, seats in self.by_state.items()
            for seat in seats
            if seat.covers(day)
        }

    def entitled(self, text: VotedText) -> frozenset[str]:
        """By the seats of the day; where nobody recorded any, those who have a ballot."""
        return self.entitled_on(text.held_on) or frozenset(text.ballots)

    def entitled_on(self, day: date) -> frozenset[str]:
        seats = self.on(day)
        return frozenset(state for state, seat in seats.items() if seat.is_entitled(day))


@dataclass(frozen=True, slots=True)
class GroupOfTiles:
    """`tiles` are the items of its list, as `markup.tile_items()` makes them."""

    name: str
    words: str
    tiles: SafeString


def groups_of_tiles(
    text: VotedText, before: VotedText | None, seats: Seats, disputed: Collection[str]
) -> list[GroupOfTiles]:
    """Regional groups by name, in each the States by position, then name.

    A State that was entitled and has no ballot is not recorded. What the record holds of one that
    was not entitled stands last, and counts nowhere. Where nobody recorded the seats, all States
    make one group.
    """
    seated = seats.on(text.held_on)
    positions = entitled_positions(text.ballots, seats.entitled(text))
    was_entitled = seats.entitled(before) if before else frozenset()
    by_group: dict[str, list[Tile]] = {}
    for state, position in positions.items():
        group = seated[state].group if state in seated else EVERYBODY
        tile = _tile(state, position, before, was_entitled, seats, state in disputed)
        by_group.setdefault(group, []).append(tile)
    groups = [
        GroupOfTiles(group, tally(tile.position for tile in tiles).words, _in_order(tiles))
        for group, tiles in sorted(by_group.items())
    ]
    others = [
        _tile(state, position, None, frozenset(), seats, state in disputed)
        for state, position in text.ballots.items()
        if state not in positions
    ]
    return [*groups, GroupOfTiles(WITHOUT_RIGHT, "", _in_order(others))] if others else groups


def _in_order(tiles: list[Tile]) -> SafeString:
    return tile_items(sorted(tiles, key=lambda tile: (POSITIONS.index(tile.position), tile.name)))


def _tile(
    state: str,
    position: Position,
    before: VotedText | None,
    was_entitled: frozenset[str],
    seats: Seats,
    differs: bool,
) -> Tile:
    earlier = before.ballots.get(state) if before and state in was_entitled else None
    return Tile(
        position=position,
        name=seats.tile_names[state],
        url=state_url(state),
        earlier=earlier if _is_switch(earlier, position) else None,
        is_new=before is not None and state not in was_entitled,
        differs=differs,
    )


def _is_switch(earlier: Position | None, position: Position) -> bool:
    return earlier in TOOK and position in TOOK and earlier != position


@dataclass(frozen=True, slots=True)
class MovedRow:
    name: str
    before: Mark
    after: Mark
    url: str = ""


@dataclass(frozen=True, slots=True)
class ShownShift:
    heading: str
    before: Link
    after: Link
    summary: str
    diagram: str
    switches: list[MovedRow]
    absent: list[MovedRow]
    left: list[ShownState]
    joined: list[ShownState]


def shown_shift(
    before: VotedText, after: VotedText, seats: Seats, *, here: VotedText | None = None
) -> ShownShift:
    """Two votes of one initiative compared; `here` is the one whose page this is, if it is."""
    compared = shifts(before.ballots, after.ballots, seats.entitled(before), seats.entitled(after))
    names = seats.names
    return ShownShift(
        heading=_heading(before, after, here),
        before=_end(before, here),
        after=_end(after, here),
        summary=summary(compared),
        diagram=shift_diagram(
            compared,
            key=f"shift-{before.pk}-{after.pk}",
            before_label=str(before.held_on.year),
            after_label=str(after.held_on.year),
        ),
        switches=_rows(compared, "switches", names),
        absent=_rows(compared, "absent", names),
        left=shown_states(compared.left, before.ballots, names),
        joined=shown_states(compared.joined, after.ballots, names),
    )


def _heading(before: VotedText, after: VotedText, here: VotedText | None) -> str:
    if here is None:
        return f"Who moved from {before.held_on.year} to {after.held_on.year}"
    if here is after:
        return f"Who moved since {before.held_on.year}"
    return f"Who moved by {after.held_on.year}"


def _end(text: VotedText, here: VotedText | None) -> Link:
    return Link(text.label, "" if text is here else reverse("vote", args=[text.slug]))


def _rows(compared: Shifts, which: str, names: Mapping[str, str]) -> list[MovedRow]:
    rows = [
        MovedRow(
            names.get(move.state, move.state),
            MARKS[move.before],
            MARKS[move.after],
            state_url(move.state),
        )
        for move in getattr(compared, which)
    ]
    return sorted(rows, key=lambda row: row.name)
