"""What a file would do to a register, or did, row by row."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from import_export.results import Result, RowResult

from kb.records.registers.tables import TableError
from kb.records.services import Refused

WORDS = {"new": "New", "update": "Changed", "invalid": "Refused", "error": "Refused"}


@dataclass(frozen=True, slots=True)
class Change:
    """One column of one row, as the file writes it. `label` names the column."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """`number` is that of the spreadsheet, `word` one of New, Changed, Refused."""

    number: int
    name: str
    word: str
    changes: tuple[Change, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """Rows that are as before are only counted. `problems` are those of the file as a whole."""

    rows: tuple[RowOutcome, ...]
    unchanged: int
    problems: tuple[str, ...]

    @cached_property
    def refused(self) -> tuple[RowOutcome, ...]:
        return tuple(row for row in self.rows if row.problems)

    @cached_property
    def written(self) -> tuple[RowOutcome, ...]:
        return tuple(row for row in self.rows if not row.problems)

    @property
    def is_refused(self) -> bool:
        return bool(self.problems or self.refused)

    @property
    def counts(self) -> str:
        """ "2 new, 1 changed, 40 as before"."""
        new = sum(row.word == WORDS["new"] for row in self.written)
        changed = len(self.written) - new
        return f"{new} new, {changed} changed, {self.unchanged} as before"

    @property
    def digest(self) -> str:
        """The same for the same changes to the same stored values."""
        return hashlib.sha256(repr((self.rows, self.unchanged)).encode()).hexdigest()


def outcome_of(result: Result) -> Outcome:
    skipped = RowResult.IMPORT_TYPE_SKIP
    return Outcome(
        rows=tuple(_row(row) for row in result.rows if row.import_type != skipped),
        unchanged=result.totals[skipped],
        problems=tuple(text for each in result.base_errors for text in _sentences(each.error)),
    )


def _row(result: Any) -> RowOutcome:
    errors = [each.error for each in result.errors]
    if result.validation_error is not None:
        errors.append(result.validation_error)
    return RowOutcome(
        number=result.number,
        name=result.name,
        word=WORDS[result.import_type],
        changes=tuple(result.diff or ()),
        problems=tuple(text for error in errors for text in _sentences(error)),
    )


def _sentences(error: Exception) -> Iterable[str]:
    if isinstance(error, ValidationError):
        if not hasattr(error, "error_dict"):
            return error.messages
        return [
            text if field == NON_FIELD_ERRORS else f"{field}: {text}"
            for field, texts in error.message_dict.items()
            for text in texts
        ]
    if isinstance(error, (Refused, TableError)):
        return [str(error)]
    return ["It contradicts what is stored already, and cannot be written."]
