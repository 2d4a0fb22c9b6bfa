"""Cells that no spreadsheet takes for a formula, and their values back without loss."""

import csv
import io
from collections.abc import Iterable, Sequence

# What a spreadsheet may run. The apostrophe itself, so that it can be undone exactly.
RISKY = ("=", "+", "-", "@", "\t", "\r", "'")


def guarded(text: str) -> str:
    """An apostrophe before a cell that begins like a formula."""
    return f"'{text}" if text.startswith(RISKY) else text


def unguarded(cell: str) -> str:
    """The text that `guarded()` was given."""
    return cell[1:] if cell.startswith("'") else cell


def csv_lines(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows of guarded cells as CSV (RFC 4180), UTF-8."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
