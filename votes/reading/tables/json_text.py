"""JSON from outside: parsed within bounds, and every object knows where it stands."""

import json
import re
from bisect import bisect_right
from collections.abc import Iterable
from json.decoder import JSONObject  # type: ignore[attr-defined]
from json.scanner import py_make_scanner  # type: ignore[attr-defined]
from typing import Any, Union

from votes.reading.cells import ReadingError

MOST_DEPTH = 40
_TOKEN = re.compile(r'"(?:[^"\\]|\\(?:.|\Z))*+(?:"|\Z)|[\[{]|[\]}]', re.DOTALL)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


class Placed(dict[str, "Value"]):
    """An object with its text and the 1-based line on which it begins."""

    line: int = 1
    text: str = ""


# Numbers stay as printed: "120.0" is no float here, and no number is too large.
Value = Union[str, bool, None, list["Value"], Placed]  # noqa: UP007 recursive


def parsed(text: str, first_line: int = 1) -> Value:
    """The JSON of a text. Raises ReadingError with line and column for what is none."""
    _refuse_depth(text, first_line)
    try:
        return _Decoder(text, first_line).value()
    except json.JSONDecodeError as error:
        line = first_line + error.lineno - 1
        found = f"broken JSON at column {error.colno}: {error.msg[:1].lower()}{error.msg[1:]}"
        raise ReadingError(line, found, "JSON to its end") from error


def _refuse_depth(text: str, first_line: int) -> None:
    """Raise ReadingError for brackets within brackets, before anything follows them down."""
    depth = 0
    for token in _TOKEN.finditer(text):
        sign = token[0]
        depth += (sign in "[{") - (sign in "]}")
        if depth > MOST_DEPTH:
            line = first_line + text.count("\n", 0, token.start())
            found = f"brackets nested more than {MOST_DEPTH} deep"
            raise ReadingError(line, found, "a list of votes")


class _Decoder(json.JSONDecoder):
    """The library's own decoder, with a place for every object."""

    def __init__(self, text: str, first_line: int) -> None:
        super().__init__(parse_int=str, parse_float=str, parse_constant=self._constant)
        self._text, self._first_line = text, first_line
        self._ends = [match.start() for match in re.finditer("\n", text)]
        self._latest = 0
        self.parse_object = self._object
        self.scan_once = py_make_scanner(self)

    def value(self) -> Value:
        value: Value = self.decode(self._text)
        return value

    def _line(self, place: int) -> int:
        return self._first_line + bisect_right(self._ends, place - 1)

    def _constant(self, name: str) -> Value:
        raise ReadingError(self._line(self._latest), name, "a number or null")

    def _object(
        self, s_and_end: tuple[str, int], strict: bool, scan_once: Any, *rest: Any
    ) -> tuple[Placed, int]:
        start = s_and_end[1] - 1
        self._latest = start
        line = self._line(start)

        def placed(pairs: Iterable[tuple[str, Value]]) -> Placed:
            found = Placed()
            for key, value in pairs:
                if key in found:
                    raise ReadingError(line, f'the key "{key[:40]}" twice', "each key once")
                found[key] = value
            found.line = line
            return found

        result, end = JSONObject(s_and_end, strict, scan_once, None, placed)
        result.text = self._text[start:end]
        return result, end


def printed(value: Value, line: int) -> str:
    """A single value as text, trimmed; nothing for null. Raises ReadingError for no text."""
    if not isinstance(value, str):
        return "" if value is None else str(value).lower()
    if _UNPRINTABLE.search(value):
        raise ReadingError(line, "signs that are no text", "words and numbers")
    return value.strip()
