"""One vote of a passage: its headings, the list under each, and what is stated before them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from votes.reading.cells import Cell, ReadingError, Transcript
from votes.reading.phrases import is_name_shaped
from votes.reading.prose.headings import ListHeading, headings_in
from votes.reading.prose.names import names_in, without_footnotes
from votes.reading.prose.passages import Passage
from votes.reading.prose.statement import day_before, declared_in, symbol_and_title

_MOST_HEADINGS = 3000
_LONGEST_LIST = 8000
_NEAR = 1500
_FARTHEST_TITLE = 60_000
_PARAGRAPH_BREAK = re.compile(r"\n[ \t\f]{0,40}\n\s*")
_GOES_ON = re.compile(r"(?:[,;:(-]|\b(?:and|et|of|the|de|du))\s*$", re.IGNORECASE)
# A full stop ends the last list; not the one of "Dem. Rep. Congo".
_FULL_STOP = re.compile(
    r"(?<!\bRep)(?<!\bDem)(?<!\bFed)(?<!\bSt)(?<!\bRép)(?<!\bDém)\.\s+(?=[A-ZÉÀ\d\[(])"
)
_COUNT_BEFORE = re.compile(
    r"\s*\(?(\d{1,3})\)?(?:[ \t]*[–—:.,;-]|(?=[ \t]*(?:\n|\Z))|[ \t]+(?=[^\W\d_]))"
)


@dataclass(frozen=True, slots=True)
class _List:
    """The cells under one heading, the count that it prints, and where it ends."""

    cells: tuple[Cell, ...]
    count: int | None
    end: int


def votes_in(passage: Passage) -> Iterator[Transcript]:
    """The votes of a passage, in its order. Raises ReadingError where there are far too many."""
    end = 0
    headings = list(islice(headings_in(passage.text), _MOST_HEADINGS + 1))
    if len(headings) > _MOST_HEADINGS:
        line = passage.line_at(headings[-1].start)
        raise ReadingError(line, f"more than {_MOST_HEADINGS:,} lists", "a smaller text")
    groups = list(_grouped(headings))
    limits = [*(group[0].start for group in groups[1:]), len(passage.text)]
    for group, limit in zip(groups, limits, strict=False):
        lists = _lists(passage, group, limit, end)
        if lists:
            yield _transcript(passage, group, lists, end)
            end = lists[-1].end


def _grouped(headings: Sequence[ListHeading]) -> Iterator[list[ListHeading]]:
    """The headings of each vote: another begins where a heading comes again, or far away."""
    group: list[ListHeading] = []
    for heading in headings:
        seen = {other.key for other in group}
        if group and (heading.key in seen or heading.start - group[-1].end > _LONGEST_LIST):
            yield group
            group = []
        group.append(heading)
    if group:
        yield group


def _lists(passage: Passage, group: list[ListHeading], limit: int, after: int) -> list[_List]:
    """The lists of a vote; none where the headings are those of some other text."""
    if all(heading.is_common for heading in group):
        return []
    before = passage.text[max(after, group[0].start - _NEAR) : group[0].start]
    if len(group) < 2 and not declared_in(before):
        return []
    limits = [*(heading.start for heading in group[1:]), min(limit, group[-1].end + _LONGEST_LIST)]
    lists = [
        _list(passage, heading, end, is_last=heading is group[-1])
        for heading, end in zip(group, limits, strict=True)
    ]
    names = [cell.printed for found in lists for cell in found.cells]
    likely = sum(is_name_shaped(name) and not name[0].islower() for name in names)
    return lists if likely * 2 > len(names) else []


def _transcript(
    passage: Passage, group: list[ListHeading], lists: list[_List], after: int
) -> Transcript:
    start = group[0].start
    before = passage.text[max(after, start - _FARTHEST_TITLE) : start]
    symbol, title = symbol_and_title(before)
    counts = {
        heading.key: found.count
        for heading, found in zip(group, lists, strict=True)
        if found.count is not None
    }
    return Transcript(
        cells=tuple(cell for found in lists for cell in found.cells),
        symbol=passage.symbol or symbol,
        title=title,
        date=day_before(_before_statement(before)),
        declared=(counts | declared_in(before)) or None,
        listed=frozenset(heading.position for heading in group),
    )


def _before_statement(before: str) -> str:
    """The text up to the bracket of the footnote, where it has one near its lists."""
    bracket = before.rfind("[", max(0, len(before) - 600))
    return before[:bracket] if bracket >= 0 else before


def _list(passage: Passage, heading: ListHeading, limit: int, *, is_last: bool) -> _List:
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
    return _List(cells, int(count[1]) if count else heading.count, start + end)


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
    stop = _FULL_STOP.search(text, 0, end) if is_last else None
    return stop.start() if stop else end


def _closing_bracket(text: str) -> int | None:
    depth = 0
    for match in re.finditer(r"[\[\]]", text):
        depth += 1 if match[0] == "[" else -1
        if depth < 0:
            return match.start()
    return None
