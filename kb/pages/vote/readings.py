"""Readings side by side, cell by cell, and the names that they misprint."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb.pages.parts.disputes import OtherValue, ShownConflict
from kb.pages.parts.shown import Link
from votes.models import Reading
from votes.pictures import MARKS, Mark


@dataclass(frozen=True, slots=True)
class ShownCell:
    printed: str
    printed_mark: str
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class ReadingRow:
    name: str
    cells: list[ShownCell | None]


@dataclass(frozen=True, slots=True)
class ShownReadings:
    heading: str
    note: str
    sources: list[Link]
    differing: list[ReadingRow]
    same: list[ReadingRow]
    same_label: str


def shown_readings(readings: Sequence[Reading], names: Mapping[str, str]) -> ShownReadings | None:
    """A row for each State that any reading lists; cells that no name is known for come last."""
    if not readings:
        return None
    cells = [_cells_by_state(reading) for reading in readings]
    states = dict.fromkeys(state for each in cells for state in each)
    differing, same = [], []
    for state in sorted(states, key=lambda code: names.get(code, code)):
        row = ReadingRow(names.get(state, state), [each.get(state) for each in cells])
        (differing if _differs(row) else same).append(row)
    return ShownReadings(
        heading="What the source says" if len(readings) == 1 else "What each source says",
        note=_note(readings, differing),
        sources=[Link(str(reading.source)) for reading in readings],
        differing=differing,
        same=same,
        same_label=_same_label(len(readings), len(same)),
    )


def _cells_by_state(reading: Reading) -> dict[str, ShownCell]:
    shown = {}
    for cell, understood in zip(reading.cells, reading.understood, strict=True):
        state, position, _ = understood or (None, None, False)
        mark = MARKS[position] if position else None
        shown[state or cell["printed"]] = ShownCell(cell["printed"], cell["mark"], mark)
    return shown


def _differs(row: ReadingRow) -> bool:
    return len({cell.mark for cell in row.cells if cell}) > 1


def _note(readings: Sequence[Reading], differing: Sequence[ReadingRow]) -> str:
    if len(readings) == 1:
        return "Every cell as it is printed, beside what we take it to mean."
    if not differing:
        return "They agree on every State that more than one of them lists."
    number = len(differing)
    return f"They differ on {number} State{'s' if number > 1 else ''}."


def _same_label(readings: int, same: int) -> str:
    states, agree = ("State", "agrees") if same == 1 else ("States", "agree")
    return f"{same} {states} {'as printed' if readings == 1 else f'that {agree}'}"


def spellings(readings: Sequence[Reading], names: Mapping[str, str]) -> list[ShownConflict]:
    """Names that a source misprints: which State it is, and who said so."""
    return [
        ShownConflict(
            field=f"Name of {names.get(state, state)}",
            chosen=names.get(state, state),
            reason="read so by staff",
            others=[OtherValue(printed, Link(str(reading.source), reading.source.url))],
        )
        for reading in readings
        for state, printed in reading.spellings.items()
    ]
