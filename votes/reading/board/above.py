"""Which of the lines above a board are its own heading, and which are the text around it."""

from votes.reading.board.heading import (
    LONGEST_LINE,
    is_heading_shaped,
    is_of_a_meeting,
)
from votes.reading.board.totals import totals_in
from votes.reading.phrases import symbols_in, trimmed

_MOST_HEADING_LINES = 8
_MOST_BLANK_LINES = 2
_FARTHEST_SYMBOL = 60
_MOST_WORDS_OF_A_REMARK = 7
_AROUND = "“”\"'’«»()[]*_# \t"
_LINK = "]("


def lines_above(lines: list[str], first: int, after: int) -> list[str]:
    """The board's own heading: what stands between the lines `after` and `first` (1-based).

    That is all of it where a file holds nothing but headings above its board; else the lines on
    top of the board, and the paragraph over them where it is shaped as a heading.
    """
    if after == 0 and _are_heading(whole := [line for line in lines[: first - 1] if line.strip()]):
        return whole
    attached = _paragraph(lines, first - 1, after)
    if any(symbols_in(line) for line in attached):
        return attached
    number = first - 1 - len(attached)
    blanks = 0
    while number - blanks > after and not lines[number - blanks - 1].strip():
        blanks += 1
    if not 0 < blanks <= _MOST_BLANK_LINES:
        return attached
    apart = _paragraph(lines, number - blanks, after)
    return [*apart, *attached] if _stands_apart(apart) else attached


def _paragraph(lines: list[str], last: int, after: int) -> list[str]:
    """The lines that can be a heading, from line `last` upwards to a blank line or a sentence."""
    found: list[str] = []
    for number in range(last, after, -1):
        line = lines[number - 1]
        if not line.strip() or not _may_be_heading(line) or len(found) == _MOST_HEADING_LINES:
            break
        found.insert(0, line)
    return found


def _may_be_heading(line: str) -> bool:
    if len(line) > LONGEST_LINE:
        return False
    if not _ends_with_a_stop(line) or totals_in(line):
        return True
    return is_heading_shaped(line) and not _is_sentence(line)


def _are_heading(whole: list[str]) -> bool:
    return len(whole) <= _MOST_HEADING_LINES and all(
        _may_be_heading(line) and _LINK not in line for line in whole
    )


def _stands_apart(paragraph: list[str]) -> bool:
    """Whether a paragraph over a blank line is a heading: nothing but its shape tells."""
    if any(map(_is_sentence, paragraph)):
        return False
    return any(
        _begins_with_symbol(line) or _ends_with_symbol(line) or is_of_a_meeting(line)
        for line in paragraph
    )


def _is_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does, and is no "L.3: Safe water." nor "at 3 p.m."."""
    if not _ends_with_a_stop(line) or _ends_with_symbol(line):
        return False
    symbols = symbols_in(line)
    begins = bool(symbols) and not line[: symbols[0].start()].strip(_AROUND)
    return not begins and len(line.split()) > _MOST_WORDS_OF_A_REMARK


def _ends_with_a_stop(line: str) -> bool:
    text = trimmed(line).rstrip(_AROUND)
    return text.endswith((".", "!", "?")) and not text.casefold().endswith(("a.m.", "p.m."))


def _begins_with_symbol(line: str) -> bool:
    return any(match.start() < _FARTHEST_SYMBOL for match in symbols_in(line)[:1])


def _ends_with_symbol(line: str) -> bool:
    return any(not line[match.end() :].strip('\t |,;)]."') for match in symbols_in(line)[-1:])
