"""Cells that no spreadsheet takes for a formula, and their values back without loss."""

import csv
import io
from collections.abc import Iterable, Sequence

from kb.records.registers import tables

APOSTROPHE = "'"


def guarded(text: str) -> str:
    """An apostrophe before a cell that begins like a formula, or with an apostrophe.

    So whoever takes one apostrophe off every cell that begins with one has all values back. Tables
    that staff type leave plain apostrophes alone (kb.records.registers): there nobody put one more.
    """
    return APOSTROPHE + text if text.startswith(APOSTROPHE) else tables.guarded(text)


def unguarded(cell: str) -> str:
    """The text that `guarded()` was given."""
    return cell.removeprefix(APOSTROPHE)


def csv_lines(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows of guarded cells as CSV (RFC 4180), UTF-8."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
