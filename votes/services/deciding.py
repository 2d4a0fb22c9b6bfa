"""What people decide about the cells of a reading. The cells themselves stay as printed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from kb.council.models import State, StateName
from kb.records.ledger import writes
from kb.records.parts import part_change
from kb.records.services import Refused, save_record
from votes.models import CellDecision, Reading
from votes.reading.cells import POSITIONS
from votes.reading.names import NameIndex
from votes.services.matching import keep_understood, known_names, understand

What = CellDecision.What
LONGEST_NAME = StateName._meta.get_field("name").max_length


@dataclass(frozen=True, slots=True)
class Decided:
    """Which State a cell is, or which position it shows; with neither, it is left out.

    `cell` is its place in the reading, from 0. With `remember` the printed spelling is learnt as a
    name of that State from the day of the vote on.
    """

    cell: int
    state: State | None = None
    position: str = ""
    remember: bool = False

    @property
    def what(self) -> str:
        return What.STATE if self.state else What.POSITION if self.position else What.LEAVE_OUT


class RefusedCells(Refused):
    """`cells` says why, cell by cell: {place: sentence}."""

    def __init__(self, cells: Mapping[int, str]) -> None:
        super().__init__(" ".join(cells.values()))
        self.cells = dict(cells)


@writes
def decide_cells(
    *, reading: Reading, decided: Iterable[Decided], by: Any, reason: str = ""
) -> list[CellDecision]:
    """Keep several decisions at once: all of them, or none. Raises RefusedCells, StaleRecord."""
    decided, now = list(decided), timezone.now()
    names = known_names() if any(each.remember for each in decided) else NameIndex()
    refused = {each.cell: why for each in decided if (why := _refusal(reading, each, names))}
    if refused:
        raise RefusedCells(refused)
    rows = [_row(reading, each, reason, by, now) for each in decided]
    for each in decided:
        if each.state and each.remember:
            _learn(reading, each, by)
    keep_understood(reading, understand(reading))
    save_record(
        reading, by=by, reason=reason, action="cell decided", details=_said(reading, decided)
    )
    return rows


def decide_cell(
    *,
    reading: Reading,
    cell: int,
    by: Any,
    state: State | None = None,
    position: str = "",
    reason: str = "",
    remember: bool = False,
) -> CellDecision:
    """Keep one decision: `decide_cells` of a single `Decided`."""
    decided = Decided(cell, state, position, remember)
    return decide_cells(reading=reading, decided=[decided], by=by, reason=reason)[0]


def accept_suggestion(*, reading: Reading, cell: int, by: Any) -> CellDecision:
    """Confirm what was suggested for a cell, and learn the spelling."""
    understood = understand(reading)
    suggested = dict(zip(understood.places, understood.matches, strict=True)).get(cell)
    if suggested is None or suggested.suggestion is None:
        raise Refused("There is no suggestion for this cell.")
    state = State.objects.get(code=suggested.suggestion)
    return decide_cell(reading=reading, cell=cell, state=state, by=by, remember=True)


def _refusal(reading: Reading, decided: Decided, names: NameIndex) -> str:
    if not 0 <= decided.cell < len(reading.cells):
        return f"This reading has {len(reading.cells)} cells; there is none at {decided.cell}."
    if decided.state is not None and decided.position:
        return "Decide one thing at a time: the State of a cell, or its position."
    if decided.position and decided.position not in POSITIONS:
        known = ", ".join(POSITIONS)
        return f"“{decided.position}” is no position. It is one of: {known}."
    if decided.state is not None and decided.remember:
        return _refused_name(reading, decided, names)
    return ""


def _refused_name(reading: Reading, decided: Decided, names: NameIndex) -> str:
    """Not another State's own name: the next board would take the one for the other."""
    printed = _printed(reading, decided)
    if len(printed) > LONGEST_NAME:
        return f"A name of more than {LONGEST_NAME} characters cannot be learnt."
    meant = names.state_of(printed, reading.roll_call.held_on or reading.dated_on)
    if meant in (None, decided.state.code):
        return ""
    return (
        f"“{printed}” is a name of {State.objects.get(code=meant)}. It can be read as "
        f"{decided.state} in this reading, but not be learnt as its name."
    )


def _row(reading: Reading, decided: Decided, reason: str, by: Any, now: datetime) -> CellDecision:
    row = CellDecision(
        reading=reading,
        cell=decided.cell,
        what=decided.what,
        state=decided.state,
        position=decided.position,
        reason=reason,
        by=by,
        at=now,
    )
    try:
        row.full_clean()
    except ValidationError as error:
        raise RefusedCells({decided.cell: " ".join(error.messages)}) from error
    row.save()
    return row


def _learn(reading: Reading, decided: Decided, by: Any) -> None:
    """The State's own history tells where a spelling came from."""
    name, is_new = StateName.objects.get_or_create(
        state=decided.state,
        name=_printed(reading, decided),
        kind=StateName.Kind.LEARNT,
        defaults={"since": reading.roll_call.held_on or reading.dated_on},
    )
    if is_new:
        save_record(
            State.objects.get(pk=decided.state.pk),
            by=by,
            source=reading.source,
            action="name learnt",
            details=part_change(name, None),
        )


def _printed(reading: Reading, decided: Decided) -> str:
    return reading.cells[decided.cell]["printed"]


def _said(reading: Reading, decided: Iterable[Decided]) -> dict[str, list[str | None]]:
    """For the ledger: what each cell prints, and what it was decided to be."""
    words: dict[int, list[str]] = {}
    for each in decided:
        word = each.state.code if each.state else each.position
        words.setdefault(each.cell, []).extend([word] if word else [])
    said = {
        f"cell {cell}": [reading.cells[cell]["printed"], ", ".join(found) or None]
        for cell, found in words.items()
    }
    learnt = [_printed(reading, each) for each in decided if each.state and each.remember]
    return said | ({"learnt name": [None, "; ".join(learnt)]} if learnt else {})
