"""The text that a footnote stands in, with the line of the file for every place in it."""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from votes.reading.cells import NoVoteFoundError, ReadingError
from votes.reading.phrases import visible

_BREAK = re.compile(r"\r\n|\r|\n")
_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_OBJECT = re.compile(r'\s*\{\s*["}]')
_SHAPE = "{symbol: [[paragraph, text], …]}"


@dataclass(frozen=True, slots=True)
class Passage:
    """A text; `starts` are the places where the lines numbered in `lines` begin."""

    text: str
    starts: tuple[int, ...]
    lines: tuple[int, ...]
    symbol: str | None = None

    def line_at(self, place: int) -> int:
        """The 1-based line of the file."""
        return self.lines[max(0, bisect_right(self.starts, place) - 1)]


def passages_of(text: str) -> list[Passage]:
    """The whole text, or each symbol's paragraphs where it is JSON, `{symbol: [[id, text], …]}`.

    Raises ReadingError for JSON that breaks off, NoVoteFoundError for JSON of another shape.
    """
    if _OBJECT.match(text):
        return list(_passages_of_json(text))
    flat = _BREAK.sub("\n", visible(text))
    starts = [0, *(match.end() for match in re.finditer("\n", flat))]
    return [Passage(flat, tuple(starts), tuple(range(1, len(starts) + 1)))]


def _passages_of_json(text: str) -> Iterator[Passage]:
    lines = _lines_of_strings(text)
    for symbol, paragraphs in _document(text):
        starts, numbers, parts, place = [], [], [], 0
        for paragraph in paragraphs:
            starts.append(place)
            numbers.append(next((line for value, line in lines if value == paragraph), 1))
            parts.append(_BREAK.sub("\n", visible(paragraph)))
            place += len(parts[-1]) + 2
        yield Passage("\n\n".join(parts), tuple(starts) or (0,), tuple(numbers) or (1,), symbol)


def _document(text: str) -> list[tuple[str, list[str]]]:
    try:
        pairs = json.loads(text, object_pairs_hook=tuple)
    except json.JSONDecodeError as error:
        raise ReadingError(error.lineno, "JSON that cannot be read", _SHAPE) from error
    except (ValueError, RecursionError) as error:
        raise ReadingError(1, "JSON that cannot be read", _SHAPE) from error
    try:
        return [(_text(symbol), [_paragraph(p) for p in _list(value)]) for symbol, value in pairs]
    except TypeError as error:
        raise NoVoteFoundError(1, "JSON of another shape", _SHAPE) from error


def _paragraph(value: object) -> str:
    match value:
        case [str(), str(text)]:
            return text
    raise TypeError


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _lines_of_strings(text: str) -> Iterator[tuple[str, int]]:
    """Every string of a JSON text in its order, with the line on which it begins."""
    line, place = 1, 0
    for match in _STRING.finditer(text):
        line += text.count("\n", place, match.start())
        place = match.start()
        yield json.loads(match[0], strict=False), line
