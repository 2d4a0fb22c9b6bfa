"""Readings side by side, and the values on which sources differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb.pages.shown import Link
from kb.records.models import ConflictValue
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
        state, position = understood or (None, None)
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
    states = "State" if same == 1 else "States"
    return f"{same} {states} as printed" if readings == 1 else f"{same} {states} that agree"


@dataclass(frozen=True, slots=True)
class OtherValue:
    value: str
    source: Link


@dataclass(frozen=True, slots=True)
class ShownConflict:
    field: str
    chosen: str
    reason: str
    others: list[OtherValue]


def shown_conflicts(by_field: Mapping[str, Sequence[ConflictValue]]) -> list[ShownConflict]:
    """Each dispute with the value our pages show, the reason, and what each source says."""
    return [_shown_conflict(values) for values in by_field.values()]


def _shown_conflict(values: Sequence[ConflictValue]) -> ShownConflict:
    conflict = values[0].conflict
    chosen = next((value for value in values if value.is_chosen), None)
    others = [value for value in values if value is not chosen]
    return ShownConflict(
        field=conflict.label,
        chosen=_in_words(chosen.value) if chosen else "",
        reason=conflict.reason,
        others=[
            OtherValue(
                value.printed or _in_words(value.value),
                Link(str(value.source), value.source.url),
            )
            for value in others
        ],
    )


def _in_words(value: str) -> str:
    return MARKS[value].word if value in MARKS else value
