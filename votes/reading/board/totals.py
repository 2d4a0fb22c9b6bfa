"""The totals that a board prints beside its cells: "YES 23 NO 16 ABST 6"."""

import re
from collections.abc import Iterable

from votes.reading.board.rows import Row, is_mark
from votes.reading.marks import MARKS
from votes.reading.phrases import plain

_LONGEST_LINE = 200
_FILLERS = frozenset(
    {"total", "totals", "totaux", "result", "results", "resultat", "resultats", "vote", "votes"}
    | {"voix", "voting", "the", "of", "and", "et", "tally", "count", "counts"}
)
_TOKEN = re.compile(r"\d{1,4}|[^\W\d_]+(?:'[^\W\d_]+)*|[+]")
_TOTAL_WORDS = frozenset({"total", "totals", "totaux", "result", "resultat", "votes", "voix"})
_LONGEST_LABEL = 4


def totals_in(line: str) -> dict[str, int]:
    """The labelled totals of a line that holds nothing else; empty for any other line."""
    if len(line) > _LONGEST_LINE or not any(map(str.isdigit, line)):
        return {}
    parts = _labels_and_numbers(_TOKEN.findall(plain(line)))
    labels, numbers = parts[::2], parts[1::2]
    if parts and isinstance(parts[0], int):
        labels, numbers = numbers, labels
    if len(labels) != len(numbers):
        return {}
    totals: dict[str, int] = {}
    for label, number in zip(labels, numbers, strict=True):
        if not isinstance(label, str) or not isinstance(number, int):
            return {}
        totals[label] = number
    return totals


def _labels_and_numbers(tokens: list[str]) -> list[str | int]:
    parts: list[str | int] = []
    while tokens:
        if tokens[0].isdigit():
            parts.append(int(tokens[0]))
            tokens = tokens[1:]
            continue
        length = next((n for n in range(_LONGEST_LABEL, 0, -1) if " ".join(tokens[:n]) in MARKS), 0)
        if length:
            parts.append(total_named(" ".join(tokens[:length])))
        elif tokens[0] not in _FILLERS:
            return []
        tokens = tokens[length or 1 :]
    return parts


def total_named(label: str) -> str:
    """The key of a total: "not voting" counts the absent and the unrecorded together."""
    position = MARKS[label]
    return "non_voting" if position == "absent" and not label.startswith("absent") else position


def totals_under_labels(rows: Iterable[Row]) -> dict[str, int]:
    """A row "Total 23 16 6" under a row "YES NO ABST", column by column."""
    labels: Row | None = None
    for row in rows:
        if labels and plain(row.field(0)).rstrip(":") in _TOTAL_WORDS:
            pairs = zip(labels.fields, row.fields, strict=False)
            return {
                total_named(plain(label)): int(number)
                for label, number in pairs
                if plain(label) in MARKS and number.isascii() and number.isdigit()
            }
        if sum(map(is_mark, row.fields)) > 1 and not row.is_core:
            labels = row
    return {}
