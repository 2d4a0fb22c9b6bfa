"""The readings of a vote side by side: a column a reading, a row a State."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from kb.council.lookup import state_labels
from kb.records.models import Source
from votes.admin.readings.pages import day_words
from votes.analysis.tally import Tally, tally
from votes.models import Reading, RollCall
from votes.pictures import MARKS, Mark
from votes.services import Understood, differences, understand
from votes.services.accepting import Account

OFFICIAL_KINDS = {Source.Kind.ADOPTED_TEXT, Source.Kind.LIBRARY_RECORD, Source.Kind.DRAFT_REPORT}


@dataclass(frozen=True, slots=True)
class Column:
    """One reading: which source, its counts, what forbids its acceptance, and where to mend it."""

    reading: Reading
    understood: Understood
    heading: str
    about: str
    url: str
    blocking: list[str]

    @property
    def public_id(self) -> str:
        return str(self.reading.public_id)

    @property
    def counts(self) -> Tally:
        return tally(each.position for each in self.understood.transcript.cells if each.position)

    @property
    def is_official(self) -> bool:
        return self.reading.source.kind in OFFICIAL_KINDS


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One State: its mark in each reading, None where that one does not list it."""

    code: str
    name: str
    marks: list[Mark | None]


@dataclass(frozen=True, slots=True)
class Value:
    """A position that sources give for a disputed State: which ones, and as printed."""

    position: str
    word: str
    sources: str


@dataclass(frozen=True, slots=True)
class Disputed:
    code: str
    name: str
    values: list[Value]


@dataclass(frozen=True, slots=True)
class Compared:
    columns: list[Column]
    disputed: list[Disputed]
    differing: list[ComparedRow]
    agreeing: list[ComparedRow]

    @property
    def preferred(self) -> Column | None:
        """The reading that one would accept: the latest of an official source, else the latest."""
        official = [column for column in self.columns if column.is_official]
        return (official or self.columns or [None])[-1]

    def asks_about(self, column: Column) -> list[Disputed]:
        """The States to choose for, if this reading becomes the result."""
        return [each for each in self.disputed if each.code in column.understood.cells]


def compared(roll_call: RollCall) -> Compared:
    """Everything about the readings of a vote. A fixed number of queries a reading."""
    readings = list(
        roll_call.readings.select_related("source", "recorded_by", "roll_call__resolution__body")
    )
    columns = [_column(reading, understand(reading)) for reading in readings]
    labels, differing = state_labels(), differences(roll_call)
    listed = {code for column in columns for code in column.understood.cells}
    rows = [
        ComparedRow(code, labels.get(code, code), [_mark(column, code) for column in columns])
        for code in sorted(listed, key=lambda code: labels.get(code, code))
    ]
    return Compared(
        columns=columns,
        disputed=[Disputed(c, labels.get(c, c), _values(a)) for c, a in differing.items()],
        differing=[row for row in rows if row.code in differing],
        agreeing=[row for row in rows if row.code not in differing],
    )


def _column(reading: Reading, understood: Understood) -> Column:
    source = reading.source
    day = f", {day_words(source.dated_on)}" if source.dated_on else ""
    return Column(
        reading=reading,
        understood=understood,
        heading=str(source),
        about=f"{source.get_kind_display()}{day}",
        url=reverse("admin:votes_reading_cells", args=[reading.public_id]),
        blocking=[finding.message for finding in understood.blocking],
    )


def _mark(column: Column, code: str) -> Mark | None:
    cell = column.understood.cells.get(code)
    return MARKS[cell.position] if cell and cell.position else None


def _values(accounts: list[Account]) -> list[Value]:
    said: Mapping[str, list[str]] = {}
    for account in accounts:
        printed = f" (prints “{account.printed}”)" if account.printed else ""
        said.setdefault(account.position, []).append(f"{account.source}{printed}")
    return [Value(pos, MARKS[pos].word, "; ".join(sources)) for pos, sources in said.items()]
