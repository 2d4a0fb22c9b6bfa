"""A MARCXML file as a stream of records: bounded, without a DTD, with the line of each field."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.parsers.expat import ErrorString, ExpatError
from xml.parsers.expat import errors as expat_errors

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import DefusedXMLParser  # type: ignore[import-untyped]

from votes.reading.cells import NoVoteFoundError, ReadingError
from votes.reading.documents import MOST_TABLE_BYTES

MARC = "http://www.loc.gov/MARC21/slim"
MOST_RECORD_BYTES = 4_000_000
MOST_FIELDS = 5_000
MOST_CHARACTERS = 100_000
MOST_DEPTH = 40
_CHUNK = 65_536
# A tag or comment that expat waits for the end of: it would read it again with each chunk.
_MOST_WAITING = 1_000_000
_ENCODINGS = re.compile(
    r"utf-?8|utf-?16(?:[bl]e)?|(?:us-)?ascii|iso[-_]?8859[-_]\d{1,2}|latin-?\d"
    r"|(?:windows-|cp-?)125\d|cp(?:437|850|852|866)|koi8-[ru]",
    re.IGNORECASE,
)
_CUT = frozenset(
    (
        expat_errors.XML_ERROR_NO_ELEMENTS,
        expat_errors.XML_ERROR_UNCLOSED_TOKEN,
        expat_errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
        expat_errors.XML_ERROR_PARTIAL_CHAR,
    )
)
_WHOLE = "a whole MARCXML file"
_RECORDS = f'MARCXML: <record> elements, alone or in a <collection>, of "{MARC}" or no namespace'


@dataclass(frozen=True, slots=True)
class Field:
    """One datafield: its line, tag, two indicators, and subfields in order as (code, text)."""

    line: int
    tag: str
    indicators: str
    subfields: tuple[tuple[str, str], ...]

    def first(self, code: str) -> str:
        return next((text for each, text in self.subfields if each == code), "")


@dataclass(slots=True, eq=False)
class Record:
    """One record: its line, control fields by tag, datafields in order, and its own XML.

    Each is equal to itself alone.
    """

    line: int
    control: dict[str, str] = field(default_factory=dict)
    fields: list[Field] = field(default_factory=list)
    raw: str = ""

    def tagged(self, *tags: str) -> list[Field]:
        return [each for each in self.fields if each.tag in tags]

    def texts(self, tag: str, code: str) -> list[str]:
        """The texts of one subfield in every field of a tag, the empty ones left out."""
        return [
            text
            for each in self.fields
            if each.tag == tag
            for letter, text in each.subfields
            if letter == code and text
        ]

    def text(self, tag: str, code: str) -> str:
        return next(iter(self.texts(tag, code)), "")


def records_of(stream: BinaryIO) -> Iterator[Record]:
    """The records of a file one by one; no more than a chunk and a record are held.

    Raises NoVoteFoundError for what is no MARCXML, and ReadingError for MARCXML that is cut,
    broken, hostile or too large: also after records have been given.
    """
    reader = _Reader()
    while chunk := stream.read(_CHUNK):
        yield from reader.fed(chunk)
    yield from reader.fed(b"", final=True)
    if not reader.is_marc:
        raise NoVoteFoundError(1, "XML without records of MARC 21", _RECORDS)


class _Reader:
    """Takes bytes, gives the records that ended in them."""

    def __init__(self) -> None:
        self.is_marc = False
        self._size = self._lines_before = 0
        self._buffer = bytearray()
        self._base = 0
        self._encoding = "utf-8"
        self._path: list[str] = []
        self._record: Record | None = None
        self._record_at = 0
        self._field: tuple[int, str, str, list[tuple[str, str]]] | None = None
        self._code: str | None = None
        self._text: list[str] = []
        self._length = 0
        self._done: list[Record] = []
        # A target without methods: the handlers below take its place.
        self._expat = DefusedXMLParser(target=object(), forbid_dtd=True).parser
        self._expat.XmlDeclHandler = self._declared
        self._expat.StartElementHandler = self._start
        self._expat.EndElementHandler = self._end
        self._expat.CharacterDataHandler = self._characters
        self._expat.DefaultHandlerExpand = None

    def fed(self, chunk: bytes, *, final: bool = False) -> list[Record]:
        if not self._size:
            chunk = self._without_blank_start(chunk)
            self._encoding = _encoding_of(chunk)
        self._size += len(chunk)
        if self._size > MOST_TABLE_BYTES:
            raise self._error(
                f"more than {MOST_TABLE_BYTES:,} bytes", f"at most {MOST_TABLE_BYTES:,}"
            )
        self._buffer += chunk
        self._parse(chunk, final)
        self._forget()
        done, self._done = self._done, []
        return done

    def _without_blank_start(self, chunk: bytes) -> bytes:
        """XML may not begin with blank lines, but what people paste does."""
        bare = chunk.lstrip(b" \t\r\n")
        self._lines_before += chunk[: len(chunk) - len(bare)].count(b"\n")
        return bare

    @property
    def _line(self) -> int:
        return int(self._expat.CurrentLineNumber) + self._lines_before

    def _parse(self, chunk: bytes, final: bool) -> None:
        try:
            self._expat.Parse(chunk, final)
        except DefusedXmlException as error:
            raise self._error(
                "a DTD, an entity or an external reference", "plain MARCXML"
            ) from error
        except ExpatError as error:
            raise self._broken(error.code) from error

    def _broken(self, code: int) -> ReadingError:
        line, reason = self._line, ErrorString(code)
        if not self.is_marc:
            return NoVoteFoundError(line, f"no MARCXML ({reason})", _RECORDS)
        if reason in _CUT:
            return ReadingError(line, f"the end of the file inside {self._place()}", _WHOLE)
        return ReadingError(line, f"broken XML ({reason}) inside {self._place()}", _WHOLE)

    def _place(self) -> str:
        if self._record is None:
            return "the collection"
        name = self._record.control.get("001")
        return f"record {name}" if name else "a record"

    def _error(self, found: str, expected: str) -> ReadingError:
        return ReadingError(self._line, found, expected)

    def _too_much(self, what: str, most: int, unit: str) -> ReadingError:
        return self._error(f"{what} of more than {most:,} {unit}", f"at most {most:,}")

    def _forget(self) -> None:
        """Drop the bytes that no open record needs, and refuse what never ends."""
        here = max(self._expat.CurrentByteIndex, 0)
        if self._size - here > _MOST_WAITING:
            raise self._too_much("a tag or comment", _MOST_WAITING, "bytes")
        keep = self._record_at if self._record else here
        if self._record and self._size - keep > MOST_RECORD_BYTES:
            raise self._too_much(self._place(), MOST_RECORD_BYTES, "bytes")
        del self._buffer[: keep - self._base]
        self._base = keep

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding is None:
            return
        if not _ENCODINGS.fullmatch(encoding):
            raise self._error(
                f'the encoding "{encoding[:40]}"', "UTF-8, UTF-16, ISO 8859 or Windows"
            )
        if not self._encoding.startswith("utf-16"):
            self._encoding = encoding

    def _start(self, name: str, listed: list[str]) -> None:
        if len(self._path) >= MOST_DEPTH:
            raise self._error(f"elements {MOST_DEPTH:,} deep", "a record, its fields and subfields")
        space, _, local = name.rpartition("}")
        kind = local if space in ("", MARC) else ""
        self._path.append(kind)
        if kind in ("collection", "record"):
            self.is_marc = True
        if kind == "record":
            self._open_record()
        elif self._record is not None:
            self._open_part(kind, dict(zip(listed[::2], listed[1::2], strict=True)))

    def _open_record(self) -> None:
        if self._record is not None:
            raise self._error("a record inside a record", "records one after the other")
        self._record = Record(self._line)
        self._record_at = self._expat.CurrentByteIndex

    def _open_part(self, kind: str, attributes: dict[str, str]) -> None:
        if kind == "datafield":
            indicators = (attributes.get("ind1") or " ")[0] + (attributes.get("ind2") or " ")[0]
            tag = attributes.get("tag", "")
            self._field = (self._line, tag, indicators, [])
        elif kind == "controlfield":
            self._code = attributes.get("tag", "")
        elif kind == "subfield":
            self._code = attributes.get("code", "")
        self._text, self._length = [], 0

    def _characters(self, text: str) -> None:
        if self._code is None:
            return
        self._length += len(text)
        if self._length > MOST_CHARACTERS:
            raise self._too_much("a field", MOST_CHARACTERS, "characters")
        self._text.append(text)

    def _end(self, name: str) -> None:
        kind = self._path.pop()
        if self._record is None:
            return
        if kind == "subfield" and self._field is not None and self._code is not None:
            self._field[3].append((self._code, _flat("".join(self._text))))
        elif kind == "controlfield" and self._code is not None:
            self._record.control.setdefault(self._code, _flat("".join(self._text)))
        elif kind == "datafield" and self._field is not None:
            line, tag, indicators, subfields = self._field
            self._record.fields.append(Field(line, tag, indicators, tuple(subfields)))
            self._field = None
            if len(self._record.fields) > MOST_FIELDS:
                raise self._too_much(self._place(), MOST_FIELDS, "fields")
        elif kind == "record":
            self._close_record(self._record)
        self._code = None

    def _close_record(self, record: Record) -> None:
        start = self._record_at - self._base
        mark = ">".encode(self._encoding)
        end = self._buffer.find(mark, self._expat.CurrentByteIndex - self._base) + len(mark)
        record.raw = _standing_alone(self._buffer[start:end].decode(self._encoding, "replace"))
        self._done.append(record)
        self._record = self._field = None


def _encoding_of(start: bytes) -> str:
    """UTF-16 as its first bytes show, else UTF-8 until the file declares something else."""
    if start[:2] in (b"\xff\xfe", b"<\x00"):
        return "utf-16-le"
    return "utf-16-be" if start[:2] in (b"\xfe\xff", b"\x00<") else "utf-8"


_PREFIX = re.compile(r"<([\w.-]{1,40}):record(?=[\s>])")


def _standing_alone(xml: str) -> str:
    """The record's XML with the declaration of its prefix, which the collection around it had."""
    match = _PREFIX.match(xml)
    if match is None or f"xmlns:{match[1]}=" in xml[: xml.index(">")]:
        return xml
    return f'{match[0]} xmlns:{match[1]}="{MARC}"{xml[match.end() :]}'


def _flat(text: str) -> str:
    """The text trimmed; where a printer of XML broke its lines, on one line."""
    return " ".join(text.split()) if "\n" in text else text.strip()
