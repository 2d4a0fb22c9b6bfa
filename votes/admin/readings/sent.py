"""A saved grid: which rows a person changed, and what each change decides."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from kb.council.models import State
from votes.admin.readings.rows import GridRow, Sent
from votes.reading.cells import POSITIONS
from votes.reading.names import name_key
from votes.services import Decided


@dataclass(frozen=True, slots=True)
class Changed:
    """One row that a person changed, with State codes where a decision takes States."""

    place: int
    state: str = ""
    position: str = ""
    is_learnt: bool = False
    is_left_out: bool = False

    def decided(self, states: Mapping[str, State]) -> list[Decided]:
        if self.is_left_out:
            return [Decided(self.place)]
        found = []
        if self.state:
            found.append(Decided(self.place, states[self.state], remember=self.is_learnt))
        if self.position:
            found.append(Decided(self.place, position=self.position))
        return found


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of looking through a form: the changes, or why a row cannot be taken."""

    changed: list[Changed]
    problems: dict[int, str]

    def decided(self) -> list[Decided]:
        codes = {each.state for each in self.changed if each.state}
        states = {state.code: state for state in State.objects.filter(code__in=codes)}
        return [one for each in self.changed for one in each.decided(states)]


def sent_rows(data: QueryDict, rows: Iterable[GridRow]) -> dict[int, Sent]:
    return {
        row.place: Sent(
            position=data.get(f"position-{row.place}", ""),
            state=data.get(f"state-{row.place}", "").strip(),
            is_confirmed=f"confirm-{row.place}" in data,
            is_learnt=f"learn-{row.place}" in data,
            is_left_out=f"leave-{row.place}" in data,
        )
        for row in rows
    }


def look_through(
    rows: Sequence[GridRow], sent: Mapping[int, Sent], labels: Mapping[str, str], *, learns: bool
) -> Looked:
    """Compare each row as it was opened with what was sent."""
    codes = {name_key(name): code for code, name in labels.items()}
    codes |= {code.lower(): code for code in labels}
    changed, problems = [], {}
    for row in rows:
        found = _look(row, sent[row.place], codes)
        if isinstance(found, str):
            problems[row.place] = found
        elif found is not None:
            changed.append(found if learns else _unlearnt(found))
    return Looked(changed, problems)


def _unlearnt(changed: Changed) -> Changed:
    return Changed(changed.place, changed.state, changed.position, False, changed.is_left_out)


def _look(row: GridRow, sent: Sent, codes: Mapping[str, str]) -> Changed | str | None:
    """A change, or a sentence that refuses it, or None where nothing was touched."""
    if sent.is_left_out:
        return None if row.is_left_out else Changed(row.place, is_left_out=True)
    state = codes.get(name_key(sent.state)) if sent.state else ""
    if state is None:
        return f"“{sent.state[:60]}” is no name or code of a State. Choose one from the list."
    if not state and sent.is_confirmed:
        state = row.suggestion
    if sent.position and sent.position not in POSITIONS:
        return "Choose one of the five positions."
    # An empty field says nothing: the name may have been learnt since the page was opened.
    named = state if state != row.state else ""
    position = sent.position if sent.position != row.position or row.is_left_out else ""
    if row.is_left_out and not position:
        return "To take this cell in again, choose its position."
    if not named and not position:
        return None
    return Changed(row.place, named, position, sent.is_learnt and row.needs_name)
