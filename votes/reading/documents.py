"""Files from outside before anybody knows their format: unpacked, bounded, and as text."""

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from votes.reading.cells import ReadingError

# A text of words, such as a board or a page of prose.
MOST_BYTES = 5_000_000
# A table, unpacked: the whole General Assembly since 1946 is 30 MB.
MOST_TABLE_BYTES = 1_000_000_000
MOST_LINE = 1_000_000
_CHUNK = 131_072
_OR_CP1252 = "votes.reading.or_cp1252"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_TEXT_CONTROLS = frozenset(b"\t\n\r\f\v\x1a\x1b")
_PLAIN_TEXT = "a text file (save a spreadsheet as CSV, copy the text out of a PDF)"
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its name for messages, and its bytes in a stream that can be rewound."""

    name: str
    stream: BinaryIO

    def start(self, length: int = 4096) -> bytes:
        """The first bytes, unpacked; the document stays at its beginning."""
        with self.unpacked() as stream:
            return stream.read(length)

    def unpacked(self) -> BinaryIO:
        """The bytes from the beginning, out of a gzip wrapper if there is one.

        Reading them raises ReadingError where the wrapper is broken or holds too much.
        """
        self.stream.seek(0)
        head = self.stream.read(2)
        self.stream.seek(0)
        source = gzip.GzipFile(fileobj=self.stream) if head == _GZIP else self.stream
        return io.BufferedReader(_Bounded(source), 65_536)  # type: ignore[arg-type]

    def text(self) -> str:
        """All of it as text. Raises ReadingError for a document that is too large or no text."""
        with self.unpacked() as stream:
            data = stream.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise ReadingError(1, f"more than {MOST_BYTES:,} bytes", f"at most {MOST_BYTES:,}")
        return decode(data)


class _Bounded(io.RawIOBase):
    """Another stream up to a size; broken packing is an error with a sentence."""

    def __init__(self, source: BinaryIO) -> None:
        self._source, self._left = source, MOST_TABLE_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            data = self._source.read(len(buffer))
        except (OSError, EOFError, zlib.error) as error:
            raise ReadingError(1, "a broken gzip file", "a whole one") from error
        self._left -= len(data)
        if self._left < 0:
            raise ReadingError(
                1, f"more than {MOST_TABLE_BYTES:,} bytes", f"at most {MOST_TABLE_BYTES:,}"
            )
        buffer[: len(data)] = data
        return len(data)


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


def _checked(text: str) -> str:
    for number, line in enumerate(text.split("\n"), start=1):
        if any(ord(letter) < 32 and ord(letter) not in _TEXT_CONTROLS for letter in line):
            raise ReadingError(number, "bytes that are no text", _PLAIN_TEXT)
    return text


def lines_of(document: Document) -> Iterator[str]:
    """Its lines one by one without their ends, whatever its size, in the encodings of `decode`.

    Raises ReadingError for bytes that are no text and for a line of more than MOST_LINE signs.
    """
    encoding = "utf-16" if document.start(2) in _UTF_16 else "utf-8-sig"
    text = io.TextIOWrapper(document.unpacked(), encoding, _OR_CP1252)
    rest, number = "", 1
    try:
        while chunk := text.read(_CHUNK):
            if "\0" in chunk:
                line = number + chunk.count("\n", 0, chunk.index("\0"))
                raise ReadingError(line, "bytes that are no text", _PLAIN_TEXT)
            lines = (rest + chunk).split("\n")
            rest = lines.pop()
            if len(rest) > MOST_LINE:
                found = f"a line of more than {MOST_LINE:,} signs"
                raise ReadingError(number + len(lines), found, f"at most {MOST_LINE:,}")
            yield from lines
            number += len(lines)
    except UnicodeDecodeError as error:
        raise ReadingError(number, "bytes that are no text", _PLAIN_TEXT) from error
    if rest:
        yield rest


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """What `decode` does for a whole file, for the bytes of a stream that are no UTF-8."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252"), error.end


codecs.register_error(_OR_CP1252, _as_cp1252)
