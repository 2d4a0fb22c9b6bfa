"""Which format a text has, and the text of a file's bytes."""

from collections.abc import Callable, Mapping

from votes.reading import board, prose
from votes.reading.cells import NoVoteFoundError, ReadingError, Transcript
from votes.reading.documents import MOST_BYTES, decode

__all__ = ["FORMATS", "MOST_BYTES", "decode", "read"]

_READERS: Mapping[str, Callable[[str], list[Transcript]]] = {
    "board": board.read,
    "prose": prose.read,
}
FORMATS: tuple[str, ...] = ("auto", *_READERS)

_MOST_LINES = 200_000
_EXPECTED = (
    "a board with a mark beside each State's name, or the States listed under "
    '"In favour:", "Against:" and "Abstaining:"'
)


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
