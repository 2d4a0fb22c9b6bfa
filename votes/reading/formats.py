"""Which format a text has, and the text of a file's bytes."""

from collections.abc import Callable, Mapping

from votes.reading import board, prose
from votes.reading.cells import NoVoteFoundError, ReadingError, Transcript

_READERS: Mapping[str, Callable[[str], list[Transcript]]] = {
    "board": board.read,
    "prose": prose.read,
}
FORMATS: tuple[str, ...] = ("auto", *_READERS)

MOST_BYTES = 5_000_000
_MOST_LINES = 200_000
_EXPECTED = (
    "a board with a mark beside each State's name, or the States listed under "
    '"In favour:", "Against:" and "Abstaining:"'
)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_TEXT_CONTROLS = frozenset(b"\t\n\r\f\v\x1a\x1b")


def read(text: str, format: str = "auto") -> list[Transcript]:  # noqa: A002 the option's name
    """Every vote of a text, in its order; `format` is one of FORMATS.

    Raises ReadingError where there is none, in the words of the format that comes nearest.
    """
    if max(text.count("\n"), text.count("\r")) > _MOST_LINES:
        raise ReadingError(_MOST_LINES, "still no end", f"a text of at most {_MOST_LINES:,} lines")
    if format != "auto":
        return _READERS[format](text)
    found: list[Transcript] = []
    errors: list[ReadingError] = []
    for reader in _READERS.values():
        try:
            found += [each for each in reader(text) if not _is_read(each, found)]
        except ReadingError as error:
            errors.append(error)
    if not found:
        raise _nearest(errors)
    return sorted(found, key=lambda transcript: min(cell.row for cell in transcript.cells))


def _is_read(transcript: Transcript, found: list[Transcript]) -> bool:
    """Whether another format has read some of these lines: totals on a board are no lists."""
    rows = {cell.row for cell in transcript.cells}
    return any(not rows.isdisjoint(cell.row for cell in other.cells) for other in found)


def _nearest(errors: list[ReadingError]) -> ReadingError:
    recognised = [error for error in errors if not isinstance(error, NoVoteFoundError)]
    return recognised[0] if recognised else NoVoteFoundError(1, "no vote found", _EXPECTED)


def decode(data: bytes) -> str:
    """The text of a file: UTF-8 with or without a byte order mark, UTF-16 with one, else cp1252.

    Raises ReadingError for a file that is too large or is no text.
    """
    if len(data) > MOST_BYTES:
        raise ReadingError(1, f"a file of {len(data):,} bytes", f"at most {MOST_BYTES:,}")
    if data.startswith(_UTF_16):
        return _checked(_decoded(data, "utf-16"))
    try:
        return _checked(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _checked(_decoded(data, "cp1252"))


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ReadingError(line, "bytes that are no text", _PLAIN_TEXT) from error


_PLAIN_TEXT = "a text file (save a spreadsheet as CSV, copy the text out of a PDF)"


def _checked(text: str) -> str:
    for number, line in enumerate(text.split("\n"), start=1):
        if any(ord(letter) < 32 and ord(letter) not in _TEXT_CONTROLS for letter in line):
            raise ReadingError(number, "bytes that are no text", _PLAIN_TEXT)
    return text
