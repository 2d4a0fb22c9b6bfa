"""The doors for outside files. Any bytes give votes or a ReadingError: nothing else, and soon."""

import contextlib
import datetime as dt
import io
import time
from collections.abc import Callable, Iterable

from kb.council import reference
from votes import symbols
from votes.reading import board, formats, marcxml, prose, tables
from votes.reading.cells import POSITIONS, ReadingError, Transcript
from votes.reading.documents import Document, decode, lines_of
from votes.reading.names import KnownName, NameIndex, match

# CPU seconds for at most MOST_BYTES, with the slower bytecode that a fuzzer runs.
MOST_SECONDS = 5.0
MOST_BYTES = 100_000
_MOST_NAMES = 200
_DAY = dt.date(2020, 6, 22)


class SlowError(Exception):
    """A small input that takes too long: somewhere the work grows faster than the input."""


class UnsoundError(Exception):
    """A transcript that says what no source can say."""


def _sound(transcripts: Iterable[Transcript]) -> None:
    for transcript in transcripts:
        for cell in transcript.cells:
            if cell.row < 1 or cell.position not in (*POSITIONS, None):
                raise UnsoundError(repr(cell))


def _board(data: bytes) -> None:
    _sound(board.read(decode(data)))


def _prose(data: bytes) -> None:
    _sound(prose.read(decode(data)))


def _marcxml(data: bytes) -> None:
    _sound(marcxml.read(io.BytesIO(data)))


def _tables(name: str) -> Callable[[bytes], None]:
    def read(data: bytes) -> None:
        document = Document(name, io.BytesIO(data))
        _sound(tables.read(list(tables.sheets_of(document))))

    return read


def _documents(data: bytes) -> None:
    document = Document("file", io.BytesIO(data))
    with contextlib.suppress(ReadingError):
        document.text()
    for _ in lines_of(document):
        pass


def _formats(data: bytes) -> None:
    document = Document("file", io.BytesIO(data))
    _sound(formats.read_documents([document]))


_INDEX = NameIndex.of(
    KnownName(row.name, row.code, row.since, row.until) for row in reference.names()
)


def _names(data: bytes) -> None:
    printed = data.decode("utf-8", "replace").split("\n")[:_MOST_NAMES]
    match(printed, _INDEX, on=_DAY)
    match(printed, _INDEX, on=None)


def _symbols(data: bytes) -> None:
    typed = data.decode("utf-8", "replace")
    symbols.slug(typed)
    for key in symbols.candidates(typed):
        symbols.draft_number(key)
    symbols.vote_slug("a-hrc-res-43-21", subject="paragraph", is_final=False, label=typed)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "board": _board,
    "prose": _prose,
    "marcxml": _marcxml,
    "csv": _tables("file.csv"),
    "xlsx": _tables("file.xlsx"),
    "json": _tables("file.json"),
    "documents": _documents,
    "formats": _formats,
    "names": _names,
    "symbols": _symbols,
}


def try_once(reader: str, data: bytes) -> None:
    """Read some bytes; raises what no reader may raise, and SlowError."""
    started = time.process_time()
    with contextlib.suppress(ReadingError):
        TARGETS[reader](data)
    seconds = time.process_time() - started
    if seconds > MOST_SECONDS:
        raise SlowError(f"{reader}: {len(data):,} bytes took {seconds:.1f} s")
