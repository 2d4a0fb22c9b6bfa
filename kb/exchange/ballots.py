"""The ballots of one vote as rows: first whose count, and what else the record holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kb.council.lookup import entitled_on, seats_on
from votes.analysis.tally import entitled_positions
from votes.models import RollCall
from votes.reading.cells import Position


@dataclass(frozen=True, slots=True)
class Ballots:
    """`positions` as accepted, by State code; `entitled` those with the right to vote that day.

    `groups` gives the code of the group for which a State had its seat that day.
    """

    positions: Mapping[str, Position]
    entitled: frozenset[str]
    names: Mapping[str, str]
    groups: Mapping[str, str | None]

    @property
    def counted(self) -> dict[str, Position]:
        """Of the entitled alone, those without a ballot as not recorded; empty before a result."""
        return entitled_positions(self.positions, self.entitled) if self.positions else {}

    @property
    def rows(self) -> list[dict[str, Any]]:
        counted = self.counted
        return [
            {
                "state": code,
                "name": self.names[code],
                "group": self.groups.get(code),
                "position": position,
                "entitled": code in counted,
            }
            for code, position in sorted({**self.positions, **counted}.items())
        ]


def read_ballots(roll_call: RollCall) -> Ballots:
    """Three queries; one before a day is known."""
    rows = list(roll_call.ballots.values_list("state__code", "state__name", "position"))
    day, body = roll_call.held_on, roll_call.resolution.body
    seats = seats_on(day, body) if day else {}
    return Ballots(
        positions={code: position for code, _, position in rows},
        entitled=entitled_on(day, body) if day else frozenset(),
        names={code: seat.state.name for code, seat in seats.items()}
        | {code: name for code, name, _ in rows},
        groups={code: seat.group.code if seat.group else None for code, seat in seats.items()},
    )
