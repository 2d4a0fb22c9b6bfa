"""A reading as rows to look through: each cell with what it is understood to be, and findings."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from votes.models import CellDecision, Reading
from votes.pictures.marks import MARKS
from votes.reading.cells import POSITIONS, Cell
from votes.reading.check import Finding, counted
from votes.reading.names import Match
from votes.services import Understood


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form says, or would say, of one row. `state` is typed: a name or a code."""

    position: str = ""
    state: str = ""
    is_confirmed: bool = False
    is_learnt: bool = False
    is_left_out: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    letter: str
    word: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class GridRow:
    """One cell. `state` and `suggestion` are codes, `state_name` and `suggested_name` their names.

    `sent` fills the form, `is_unsaved` says that a person chose it and it is not stored; `problem`
    says why it was refused, `others` what somebody else decided since the page was opened.
    """

    place: int
    line: int
    printed: str
    mark: str
    position: str
    state: str
    state_name: str
    suggestion: str
    suggested_name: str
    is_left_out: bool
    is_named: bool
    is_reread: bool
    findings: tuple[Finding, ...]
    sent: Sent
    is_unsaved: bool = False
    problem: str = ""
    others: str = ""

    @property
    def choices(self) -> list[Choice]:
        return [
            Choice(value, MARKS[value].letter, MARKS[value].word, value == self.sent.position)
            for value in POSITIONS
        ]

    @property
    def is_open(self) -> bool:
        return bool(self.problem) or any(finding.blocks for finding in self.findings)

    @property
    def needs_name(self) -> bool:
        return not self.state and not self.is_left_out


@dataclass(frozen=True, slots=True)
class Count:
    position: str
    letter: str
    word: str
    number: int
    declared: int | None


def grid_rows(reading: Reading, understood: Understood) -> list[GridRow]:
    """One row a cell, in the order of the source, those that were left out included."""
    kept = dict(
        zip(
            understood.places,
            zip(understood.transcript.cells, understood.matches, strict=True),
            strict=True,
        )
    )
    findings: dict[int | None, list[Finding]] = defaultdict(list)
    for finding in understood.findings:
        findings[finding.place].append(finding)
    return [
        _row(place, cell, kept.get(place), understood, tuple(findings[place]))
        for place, cell in enumerate(reading.transcript.cells)
    ]


def _row(
    place: int,
    printed: Cell,
    kept: tuple[Cell, Match] | None,
    understood: Understood,
    findings: tuple[Finding, ...],
) -> GridRow:
    cell, match = kept or (printed, Match())
    state, suggestion = match.state or "", match.suggestion or ""
    position = cell.position or ""
    name = understood.labels.get(state, state)
    return GridRow(
        place=place,
        line=cell.row,
        printed=cell.printed,
        mark=cell.mark,
        position=position,
        state=state,
        state_name=name,
        suggestion=suggestion,
        suggested_name=understood.labels.get(suggestion, suggestion),
        is_left_out=kept is None,
        is_named=place in understood.named,
        is_reread=cell.position != printed.position,
        findings=findings,
        sent=Sent(position, name, is_learnt=bool(suggestion), is_left_out=kept is None),
    )


def findings_about_all(understood: Understood) -> list[Finding]:
    """Those about no single cell: seats that are missing, totals that differ."""
    return [finding for finding in understood.findings if finding.place is None]


def counts_of(understood: Understood) -> list[Count]:
    declared = understood.transcript.declared or {}
    return [
        Count(
            position, MARKS[position].letter, MARKS[position].word, number, declared.get(position)
        )
        for position, number in counted(understood.transcript.cells).items()
    ]


def states_to_choose(understood: Understood) -> list[str]:
    """The names of all States, those with a seat that day first."""
    labels, seated = understood.labels, understood.seated
    return [labels[code] for code in sorted(labels, key=lambda c: (c not in seated, labels[c]))]


def in_words(decisions: Iterable[CellDecision]) -> dict[int, str]:
    """{place: what others decided, by whom} for decisions with their State and person."""
    said: dict[int, list[str]] = defaultdict(list)
    for each in decisions:
        what = each.state or (MARKS[each.position].word if each.position else "left out")
        said[each.cell].append(f"{what} ({each.by or 'the system'})")
    return {place: "; ".join(words) for place, words in said.items()}


def filled(
    rows: Sequence[GridRow],
    sent: Mapping[int, Sent],
    *,
    problems: Mapping[int, str] | None = None,
    others: Mapping[int, str] | None = None,
) -> list[GridRow]:
    """The rows with what a person chose instead of what is stored."""
    problems, others = problems or {}, others or {}
    return [
        replace(
            row,
            sent=sent.get(row.place, row.sent),
            is_unsaved=row.place in sent,
            problem=problems.get(row.place, ""),
            others=others.get(row.place, ""),
        )
        for row in rows
    ]
