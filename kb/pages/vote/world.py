"""The map of the world, where so many States vote that it has hardly a gap."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from kb.pages.parts.shown import joined
from votes.pictures import off_the_map, world_map
from votes.reading.cells import Position

MANY = 100


@dataclass(frozen=True, slots=True)
class ShownWorld:
    """`picture` is SVG; `note` names the States that have no tile on it, empty where all have."""

    picture: SafeString
    note: str


def shown_world(positions: Mapping[str, Position], names: Mapping[str, str]) -> ShownWorld | None:
    """None for a vote of a hundred States or fewer."""
    if len(positions) <= MANY:
        return None
    left_out = [names.get(code, code) for code in off_the_map(positions)]
    note = f"Not on the map, and in the list below: {joined(left_out)}." if left_out else ""
    return ShownWorld(world_map(positions), note)
