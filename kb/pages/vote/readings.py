"""Readings side by side, cell by cell, and the names that they misprint."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from kb.pages.parts.disputes import OtherValue, ShownConflict
from kb.pages.parts.shown import Link, joined, state_url
from kb.pages.vote.markup import ReadingRow, ShownCell, reading_rows
from kb.pages.vote.totals import totals_note
from votes.models import Reading
from votes.pictures import MARKS


@dataclass(frozen=True, slots=True)
class ShownReadings:
    """`differing` and `same` are table rows, as `markup.reading_rows()` makes them."""

    heading: str
    notes: list[str]
    sources: list[Link]
    differing: SafeString
    same: SafeString
    same_label: str


def shown_readings(
    readings: Sequence[Reading], names: Mapping[str, str], entitled: Collection[str]
) -> ShownReadings | None:
    """A row for each State that any reading lists, with every cell that it has there.

    `entitled` are the codes of the States with the right to vote that day.
    """
    if not readings:
        return None
    cells = [_cells_by_state(reading) for reading in readings]
    states = dict.fromkeys(state for each in cells for state in each)
    is_alone = len(readings) == 1
    differing, same = [], []
    for state in sorted(states, key=lambda code: names.get(code, code)):
        found = [each.get(state, []) for each in cells]
        is_known = state in names
        row = ReadingRow(names.get(state, state), found, state_url(state) if is_known else "")
        (differing if not is_alone and _differs(row) else same).append(row)
    return ShownReadings(
        heading="What the source says" if is_alone else "What each source says",
        notes=[
            _note(readings, differing),
            *(note for each in readings if (note := totals_note(each, is_alone=is_alone))),
            *(note for each in readings if (note := _not_listed(each, names, entitled, is_alone))),
        ],
        sources=[Link(str(reading.source)) for reading in readings],
        differing=reading_rows(differing, differs=True),
        same=reading_rows(same, differs=False),
        same_label=_as_printed(len(readings[0].cells)) if is_alone else _agreeing(len(same)),
    )


def _cells_by_state(reading: Reading) -> dict[str, list[ShownCell]]:
    """By State code, else by the name as printed. One that was left out stands by its namesake."""
    cells = list(zip(reading.cells, reading.understood, strict=True))
    states = {cell["printed"]: found[0] for cell, found in cells if found and found[0]}
    shown: dict[str, list[ShownCell]] = {}
    for cell, found in cells:
        printed = cell["printed"]
        state, position, _ = found or (states.get(printed), None, False)
        mark = MARKS[position] if position else None
        here = ShownCell(printed, cell["mark"], mark, is_left_out=found is None)
        shown.setdefault(state or printed, []).append(here)
    return shown


def _differs(row: ReadingRow) -> bool:
    shown = [cell for cells in row.cells for cell in cells if not cell.is_left_out]
    return len({cell.mark for cell in shown}) > 1


def _note(readings: Sequence[Reading], differing: Sequence[ReadingRow]) -> str:
    if len(readings) == 1:
        return "Every cell as it is printed, beside what we take it to mean."
    if not differing:
        return "They agree on every State that more than one of them lists."
    number = len(differing)
    return f"They differ on {number} State{'s' if number > 1 else ''}."


def _not_listed(
    reading: Reading, names: Mapping[str, str], entitled: Collection[str], is_alone: bool
) -> str:
    """Which States a source leaves out that lists everybody, once each of its names is known."""
    if reading.listed is not None or any(each and not each[0] for each in reading.understood):
        return ""
    listed = {each[0] for each in reading.understood if each}
    missing = sorted(names.get(state, state) for state in entitled if state not in listed)
    source = "the source" if is_alone else str(reading.source)
    return f"Not listed by {source}: {joined(missing)}." if missing else ""


def _as_printed(cells: int) -> str:
    return f"{cells} cell{'' if cells == 1 else 's'} as printed"


def _agreeing(states: int) -> str:
    return f"{states} {'State that agrees' if states == 1 else 'States that agree'}"


def spellings(readings: Sequence[Reading], names: Mapping[str, str]) -> list[ShownConflict]:
    """Names that a source misprints: which State it is, and who said so."""
    return [
        ShownConflict(
            field=f"Name of {names.get(state, state)}",
            chosen=names.get(state, state),
            reason="Read so by staff.",
            others=[OtherValue(printed, Link(str(reading.source), reading.source.url))],
        )
        for reading in readings
        for state, printed in reading.spellings.items()
    ]
