"""The totals that a board prints beside its cells: "YES 23 NO 16 ABST 6"."""

import re
from collections.abc import Iterable

from votes.reading.board.rows import Row, is_mark
from votes.reading.marks import MARKS
from votes.reading.phrases import plain

_LONGEST_LINE = 200
_FILLERS = frozenset(
    {"total", "totals", "totaux", "result", "results", "resultat", "resultats", "vote", "votes"}
    | {"voix", "voting", "the", "of", "and", "et", "tally", "count", "counts", "final", "by"}
    | {"with", "adopted", "rejected", "adopte", "adoptee", "rejete", "rejetee"}
    | {"votos", "voto", "totales", "resultado", "resultados", "y", "con", "por", "votacion"}
    | {"aprobado", "aprobada", "rechazado", "rechazada"}
    | {"всего", "итого", "итоги", "голосов", "голоса", "голос", "результаты", "и", "голосования"}
    | {"票", "共", "总计", "合计", "结果", "表决结果", "和", "获得通过", "通过"}
    | {"المجموع", "صوت", "صوتا", "اصوات", "النتيجة", "نتيجة", "التصويت"}
)
_IN_WORDS = re.compile(
    r"(?:result |adopted |rejected |by |an? |recorded |vote |of |the )*"
    r"(?P<yes>\d{1,3}) (?:votes? )?to (?P<no>\d{1,3}|none)"
    r"(?: (?:with |and )?(?P<abstain>\d{1,3}|no) abstentions?)?"
)
_TOKEN = re.compile(r"\d{1,4}|[^\W\d_]+(?:'[^\W\d_]+)*|[+]")
_TOTAL_WORDS = frozenset(
    {"total", "totals", "totaux", "result", "resultat", "votes", "voix", "totales", "votos"}
    | {"resultado", "всего", "итого", "总计", "合计", "المجموع"}
)
_LONGEST_LABEL = 4


def totals_in(line: str) -> dict[str, int]:
    """The labelled totals of a line that holds nothing else; empty for any other line."""
    if len(line) > _LONGEST_LINE or not any(map(str.isdigit, line)):
        return {}
    words = " ".join(re.findall(r"\w+", plain(line)))
    if ("vote" in words or "abst" in words) and (match := _IN_WORDS.fullmatch(words)):
        stated = {key: text for key, text in match.groupdict().items() if text}
        return {key: int(text) if text.isdigit() else 0 for key, text in stated.items()}
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
    """A row of numbers ("Total 23 16 6") under a row "YES NO ABST", column by column."""
    labels: Row | None = None
    for row in rows:
        if labels and is_of_numbers(row):
            pairs = zip(labels.fields, row.fields, strict=False)
            return {
                total_named(plain(label)): int(number)
                for label, number in pairs
                if plain(label) in MARKS and number.isascii() and number.isdigit()
            }
        if sum(map(is_mark, row.fields)) > 1 and not row.is_core:
            labels = row
    return {}


def is_of_numbers(row: Row) -> bool:
    """Whether a row holds nothing but numbers, with "Total" before them or without."""
    first, *others = [text for text in row.fields if text] or [""]
    is_total = plain(first).rstrip(":") in _TOTAL_WORDS
    return (is_total or first.isdigit()) and bool(others) and all(map(str.isdigit, others))
