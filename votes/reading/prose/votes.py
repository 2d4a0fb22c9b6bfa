"""One vote of a passage: its headings, the list under each, and what is stated before them."""

import re
from collections.abc import Iterator, Sequence

from votes.reading.cells import Cell, Transcript, is_name_shaped
from votes.reading.prose.headings import ListHeading, headings_in
from votes.reading.prose.names import names_in, without_footnotes
from votes.reading.prose.passages import Passage
from votes.reading.prose.statement import day_before, declared_in, symbol_and_title

_LONGEST_LIST = 8000
_PARAGRAPH_BREAK = re.compile(r"\n[ \t\f]{0,40}\n\s*")
_GOES_ON = re.compile(r"(?:[,;:(-]|\b(?:and|et|of|the|de|du))\s*$", re.IGNORECASE)
# A full stop ends the last list; not the one of "Dem. Rep. Congo".
_FULL_STOP = re.compile(
    r"(?<!\bRep)(?<!\bDem)(?<!\bFed)(?<!\bSt)(?<!\bRép)(?<!\bDém)\.\s+(?=[A-ZÉÀ\d\[(])"
)
_COUNT_BEFORE = re.compile(r"\s*\(?(\d{1,3})\)?(?:\s*[–—:.,;-]|\s*$|\s+(?=[^\W\d_]))")


def votes_in(passage: Passage) -> Iterator[Transcript]:
    """The votes of a passage, in its order."""
    end = 0
    for headings in _grouped(list(headings_in(passage.text))):
        transcript, after = _vote(passage, headings, end)
        if transcript:
            yield transcript
            end = after


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


def _vote(
    passage: Passage, headings: list[ListHeading], after: int
) -> tuple[Transcript | None, int]:
    before = passage.text[after : headings[0].start]
    stated = declared_in(before.rpartition("\n\n\n")[2])
    if len(headings) < 2 and not stated:
        return None, after
    cells: list[Cell] = []
    declared = dict(stated)
    end = after
    for heading, limit in zip(headings, [*(h.start for h in headings[1:]), None], strict=True):
        listed, count, end = _list(passage, heading, limit)
        cells += listed
        if count is not None:
            declared[heading.key] = count
    if not cells or sum(is_name_shaped(cell.printed) for cell in cells) * 2 < len(cells):
        return None, after
    symbol, title = symbol_and_title(before)
    return Transcript(
        cells=tuple(cells),
        symbol=passage.symbol or symbol,
        title=title,
        date=day_before(_before_statement(before)),
        declared=declared or None,
        listed=frozenset(heading.position for heading in headings),
    ), end


def _before_statement(before: str) -> str:
    """The text up to the bracket of the footnote, where it has one near its lists."""
    bracket = before.rfind("[", max(0, len(before) - 600))
    return before[:bracket] if bracket >= 0 else before


def _list(
    passage: Passage, heading: ListHeading, limit: int | None
) -> tuple[list[Cell], int | None, int]:
    """The cells under one heading, the count that it prints, and where the list ends."""
    stop = heading.end + _LONGEST_LIST if limit is None else limit
    text = without_footnotes(passage.text[heading.end : stop])
    count = _COUNT_BEFORE.match(text)
    skipped = count.end() if count else 0
    end = _end_of_list(text[skipped:], is_last=limit is None) + skipped
    names = names_in(text[skipped:end], heading.end + skipped)
    cells = [
        Cell(passage.line_at(place), name, heading.printed, heading.position)
        for place, name in names
    ]
    stated = int(count[1]) if count else heading.count
    return cells, stated, heading.end + end


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
