"""The packages in which spreadsheets come: refused before they unfold, where they hold too much.

An .xlsx file is a zip of XML parts. What counts is what its directory says that they unfold to, and
then their markup, looked through by streaming before anything is built from it.
"""

import io
import zipfile
import zlib
from typing import BinaryIO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.sax import make_parser  # type: ignore[import-untyped]

from votes.reading.cells import NoVoteFoundError, ReadingError
from votes.reading.documents import Document

MOST_PACKED = 50_000_000
MOST_UNPACKED = 200_000_000
MOST_ENTRIES = 2_000
MOST_ROWS = 1_000_000
# Real workbooks unfold to five to fifty times their size; small ones may be mostly blank.
MOST_RATIO = 100
_SMALL = 10_000_000
# A row of 2,000 cells has some 8,000 elements, a cell's text at most 32,767 signs.
_MOST_ELEMENTS = 200_000
_MOST_DEPTH = 100
_LONGEST_TAG = 1_000_000
_CHUNK = 65_536
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_EXPECTED = "an .xlsx workbook (save the file again as one, or as CSV)"
_OTHERS = {
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a presentation",
    "xl/workbook.bin": "a binary workbook (.xlsb)",
    "content.xml": "an OpenDocument file (.ods, .odt)",
}
_BROKEN = "a broken workbook: it is cut off or damaged"


def is_package(start: bytes) -> bool:
    """Whether a file that begins so is a workbook, or some other office file."""
    return start.startswith((_ZIP, _OLE))


def package_of(document: Document) -> BinaryIO:
    """The workbook's package in memory, looked through.

    Raises NoVoteFoundError for a file that is no office file, and ReadingError for another one, for
    a locked or broken one, and for one that holds too much.
    """
    with document.unpacked() as stream:
        data = stream.read(MOST_PACKED + 1)
    if not is_package(data):
        raise NoVoteFoundError(1, "no workbook", _EXPECTED)
    if len(data) > MOST_PACKED:
        raise ReadingError(1, f"more than {MOST_PACKED:,} bytes", f"at most {MOST_PACKED:,}")
    if data.startswith(_OLE):
        raise _locked() if _ENCRYPTED in data else ReadingError(1, _OLD, _EXPECTED)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _refuse_others(package)
            _refuse_too_much(package, len(data))
            for entry in package.infolist():
                _look_through(package, entry)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise ReadingError(1, _BROKEN, "a whole one") from error
    except (NotImplementedError, RuntimeError) as error:
        # A way of packing that nobody's spreadsheet uses, or one with a password.
        raise _locked() from error
    return io.BytesIO(data)


_OLD = "a file of an old Office version (.xls, .doc)"


def _locked() -> ReadingError:
    return ReadingError(1, "a file locked with a password", "one saved without a password")


def _refuse_others(package: zipfile.ZipFile) -> None:
    names = set(package.namelist())
    for name, found in _OTHERS.items():
        if name in names:
            raise ReadingError(1, found, _EXPECTED)
    if "[Content_Types].xml" not in names:
        raise ReadingError(1, "a zip file that is no workbook", "the file that was put into it")


def _refuse_too_much(package: zipfile.ZipFile, packed: int) -> None:
    """Raise ReadingError by the directory alone; a part never unfolds to more than it says."""
    entries = package.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES:
        raise ReadingError(1, f"a workbook of {len(entries):,} parts", f"at most {MOST_ENTRIES:,}")
    if unpacked > MOST_UNPACKED:
        found = f"a workbook that unfolds to {unpacked:,} bytes"
        raise ReadingError(1, found, f"at most {MOST_UNPACKED:,}")
    if unpacked > max(_SMALL, packed * MOST_RATIO):
        found = f"a workbook that unfolds to {unpacked // packed} times its size"
        raise ReadingError(1, found, f"at most {MOST_RATIO} times")


def _look_through(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    with package.open(entry) as part:
        head = part.read(64)
        # Also with a byte order mark and in UTF-16.
        if not head.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<"):
            return
    with package.open(entry) as part:
        _look_through_markup(part)  # type: ignore[arg-type]


def _look_through_markup(part: BinaryIO) -> None:
    parser = make_parser()
    parser.setContentHandler(_Counter())
    since_tag = 0
    try:
        while chunk := part.read(_CHUNK):
            since_tag = 0 if b">" in chunk else since_tag + len(chunk)
            if since_tag > _LONGEST_TAG:
                raise ReadingError(1, "a part of the workbook without an end", "text in cells")
            parser.feed(chunk)
        parser.close()
    except DefusedXmlException as error:
        raise ReadingError(1, "XML that defines entities", "a plain workbook") from error
    except SAXException as error:
        raise ReadingError(1, _BROKEN, "a whole one") from error


class _Counter(ContentHandler):
    """Counts the elements of a part: openpyxl holds a row, or a part without rows, at once."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._rows = self._elements = 0

    def startElement(self, name: str, attrs: object) -> None:  # noqa: N802 the interface's name
        self._depth += 1
        self._elements += 1
        if self._depth in _HOLDERS.get(name.rpartition(":")[2], ()):
            self._rows += 1
            self._elements = 0
        if self._rows > MOST_ROWS:
            raise ReadingError(MOST_ROWS, "still no end", f"at most {MOST_ROWS:,} rows")
        if self._elements > _MOST_ELEMENTS or self._depth > _MOST_DEPTH:
            found = "a part of the workbook that is too large or too deep"
            raise ReadingError(max(1, self._rows), found, "a table of at most 2,000 columns")

    def endElement(self, name: str) -> None:  # noqa: N802
        self._depth -= 1


# What is read one at a time, with the depth where it stands: rows, shared texts, pivot records.
_HOLDERS = {"row": (3,), "si": (2,), "r": (2,)}
