"""The list under one heading: its names, the count that it prints, and where it ends."""

import re
from dataclasses import dataclass

from votes.reading.cells import Cell
from votes.reading.prose.absent import absent_in
from votes.reading.prose.headings import ListHeading
from votes.reading.prose.names import names_in, without_footnotes
from votes.reading.prose.passages import Passage
from votes.reading.prose.totals import declared_in

LONGEST_LIST = 8000
_PARAGRAPH_BREAK = re.compile(r"\n[ \t\f]{0,40}\n\s*")
_GOES_ON = re.compile(
    r"(?:[,;:(،؛、，；：（-]|\b(?:and|et|of|the|de|du|y|e|del|la|и)|和|以及)\s*$", re.IGNORECASE
)
# A full stop ends the last list; not the one of "Dem. Rep. Congo".
_FULL_STOP = re.compile(
    r"(?<!\bRep)(?<!\bDem)(?<!\bFed)(?<!\bSt)(?<!\bRép)(?<!\bDém)(?<!\bРесп)(?<!\bДем)"
    r"\.\s+(?=[A-ZÀ-ÞЀ-Я\u0620-\u064a㐀-鿿\d\[(])|。|؟"
)
_NUMBERED_PARAGRAPH = re.compile(r"[ \t]*\d{1,4}\.[ \t]+[^\W\d_]")
_COUNT_BEFORE = re.compile(
    r"\s*\(?(\d{1,3})\)?(?:[ ]?(?:票|голос\w{0,4}|votos?|voix|votes?|صوت\w{0,2}))?"
    r"(?:[ \t]*[–—:.,;،、。；-]|(?=[ \t]*(?:\n|\Z))|[ \t]+(?=[^\W\d_]))"
)


@dataclass(frozen=True, slots=True)
class NameList:
    """The cells under one heading, the count that it prints, and the place where it ends."""

    cells: tuple[Cell, ...]
    count: int | None
    end: int


def list_under(passage: Passage, heading: ListHeading, limit: int, *, is_last: bool) -> NameList:
    """The list between a heading and the place `limit`, cut where its text ends."""
    whole = passage.text[heading.end : limit]
    count = _COUNT_BEFORE.match(whole)
    start = heading.end + (count.end() if count else 0)
    text = without_footnotes(passage.text[start:limit])
    is_total = count is not None and _PARAGRAPH_BREAK.match(text)
    end = 0 if is_total else _end_of_list(text, is_last=is_last)
    cells = tuple(
        Cell(passage.line_at(place), name, heading.printed, heading.position)
        for place, name in names_in(text[:end], start)
    )
    return NameList(cells, int(count[1]) if count else heading.count, start + end)


def _end_of_list(text: str, *, is_last: bool) -> int:
    """Where a list ends: at its bracket, else at a blank line or full stop that does end it."""
    bracket = _closing_bracket(text)
    if bracket is not None:
        return bracket
    end = next(
        (
            match.start()
            for match in _PARAGRAPH_BREAK.finditer(text)
            if text[: match.start()].strip() and not _GOES_ON.search(text[: match.start()][-40:])
        ),
        len(text),
    )
    if not is_last:
        return end
    end = _before_statement(text, end)
    stop = _FULL_STOP.search(text, 0, end)
    return stop.start() if stop else end


def _before_statement(text: str, end: int) -> int:
    """Where the next lines, without a blank one between, speak of something else."""
    start = text.find("\n", 0, end)
    while start >= 0:
        line_end = text.find("\n", start + 1, end)
        line = text[start + 1 : line_end if line_end >= 0 else end]
        if _is_statement(line) and text[:start].strip():
            return start
        start = line_end
    return end


def _is_statement(line: str) -> bool:
    """Whether a line begins a numbered paragraph, or states a vote or who took no part in it."""
    if _NUMBERED_PARAGRAPH.match(line) or any(absent_in(line)):
        return True
    return any(map(str.isdecimal, line)) and bool(declared_in(line))


def _closing_bracket(text: str) -> int | None:
    depth = 0
    for match in re.finditer(r"[\[\]]", text):
        depth += 1 if match[0] == "[" else -1
        if depth < 0:
            return match.start()
    return None
