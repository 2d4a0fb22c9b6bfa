"""Which format a file has: the one door through which any file is read."""

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from votes.reading import board, marcxml, prose, tables
from votes.reading.cells import NoVoteFoundError, ReadingError, Transcript
from votes.reading.documents import MOST_BYTES, Document, decode
from votes.reading.tables.sheets import Row, Sheet, UnevenRowError

__all__ = ["FORMATS", "MOST_BYTES", "decode", "read", "read_documents", "together"]

_READERS: dict[str, Callable[[str], list[Transcript]]] = {
    "board": board.read,
    "prose": prose.read,
}
FORMATS: tuple[str, ...] = ("auto", *_READERS, "marcxml", "tables")

_MOST_LINES = 200_000
_EXPECTED = (
    "a board with a mark beside each State's name, or the States listed under "
    '"In favour:", "Against:" and "Abstaining:"'
)


_MARC_ELEMENT = re.compile(rb"<(?:[\w.-]{1,30}:)?(?:record|collection)\b")


def read_documents(
    documents: Sequence[Document],
    format: str = "auto",  # noqa: A002 the option's name
) -> Iterator[Transcript]:
    """Every vote of some files; `format` is one of FORMATS, for all of them.

    Tables given together are joined, so a table of ballots may come with one of headings. Records
    of texts on which no roll call was taken have no cells. Errors may show only after the first
    votes were given: take them all before any is stored. Raises ReadingError, whose `document` is
    the file's name.
    """
    sheets: list[Sheet] = []
    for document in documents:
        try:
            found = _sheets(document, format)
            if found:
                sheets += found
            else:
                yield from _read_alone(document, format)
        except ReadingError as error:
            error.document = error.document or document.name
            raise
    yield from tables.read(sheets)


def together(documents: Sequence[Document], format: str = "auto") -> list[list[Document]]:  # noqa: A002
    """The documents in groups that are read at one go: all tables in one, every other alone."""
    alone: list[list[Document]] = []
    joined: list[Document] = []
    for document in documents:
        try:
            is_table = bool(_sheets(document, format))
        except ReadingError as error:
            error.document = error.document or document.name
            raise
        if is_table:
            joined.append(document)
        else:
            alone.append([document])
    return [joined, *alone] if joined else alone


def _sheets(document: Document, chosen: str) -> list[Sheet]:
    """The document's tables, where it is to be read as such, together with others."""
    if chosen == "tables":
        return list(tables.sheets_of(document))
    if chosen != "auto" or _is_marcxml(document):
        return []
    is_json = tables.is_json(document)
    try:
        return [each for each in tables.sheets_of(document) if is_json or tables.is_named(each)]
    except ReadingError as error:
        if is_json and not isinstance(error, NoVoteFoundError):
            raise
        # The other formats say what is wrong with it; a text in paragraphs may be JSON, too.
        return []


def _read_alone(document: Document, chosen: str) -> Iterator[Transcript]:
    if chosen == "marcxml" or (chosen == "auto" and _is_marcxml(document)):
        with document.unpacked() as stream:
            yield from marcxml.read(stream)
    elif chosen != "auto":
        yield from _actions_in(document.text(), chosen)
    elif tables.is_workbook(document):
        yield from _read_workbook(document)
    else:
        yield from _read_words_or_shape(document)


def _read_words_or_shape(document: Document) -> Iterator[Transcript]:
    """A board or prose; else a table that is known by the shape of its cells."""
    try:
        yield from _actions_in(document.text())
        return
    except ReadingError as error:
        refusal = error
    sheets = _shaped(document)
    has_heads = any(map(tables.has_heads, sheets))
    if not isinstance(refusal, NoVoteFoundError) and not has_heads:
        # It resembles a board, but cannot be told apart.
        raise refusal
    try:
        yield from tables.read(sheets)
    except NoVoteFoundError:
        raise refusal from None
    except UnevenRowError:
        # Commas in a letter are no columns.
        if has_heads:
            raise
        raise refusal from None
    if not sheets:
        raise refusal


def _shaped(document: Document) -> list[Sheet]:
    try:
        return list(tables.sheets_of(document))
    except ReadingError:
        return []


def _read_workbook(document: Document) -> Iterator[Transcript]:
    """Each worksheet by the shape of its cells or as a board; one without votes is passed over."""
    found, refusal = False, None
    for sheet in tables.sheets_of(document):
        rows = list(sheet.rows)
        try:
            yield from _read_worksheet(sheet, rows)
            found = True
        except NoVoteFoundError as error:
            error.document = sheet.name
            refusal = refusal or error
    if not found and refusal:
        raise refusal


def _read_worksheet(sheet: Sheet, rows: Sequence[Row]) -> list[Transcript]:
    try:
        return list(tables.read([replace(sheet, rows=iter(rows))]))
    except NoVoteFoundError:
        return read(_text_of(sheet, rows))


def _text_of(sheet: Sheet, rows: Sequence[Row]) -> str:
    """The worksheet with tabs between its columns, each row on the line that has its number."""
    first = rows[0][0] - 1 if rows else 1
    lines = {first: "\t".join(sheet.header)}
    lines.update((line, "\t".join(values)) for line, values, _ in rows)
    return "\n".join(lines.get(line, "") for line in range(1, max(lines) + 1))


def _is_marcxml(document: Document) -> bool:
    try:
        start = document.start().replace(b"\0", b"")
    except ReadingError:
        return False
    is_xml = start.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(b"<")
    return is_xml and _MARC_ELEMENT.search(start) is not None


def read(text: str, format: str = "auto") -> list[Transcript]:  # noqa: A002 the option's name
    """Every vote of a text, in its order; `format` is one of FORMATS.

    Raises ReadingError where there is none, in the words of the format that comes nearest.
    """
    return _read(text, format, _READERS)


def _read(
    text: str, chosen: str, readers: Mapping[str, Callable[[str], list[Transcript]]]
) -> list[Transcript]:
    if max(text.count("\n"), text.count("\r")) > _MOST_LINES:
        raise ReadingError(_MOST_LINES, "still no end", f"a text of at most {_MOST_LINES:,} lines")
    if chosen != "auto":
        return readers[chosen](text)
    found: list[Transcript] = []
    errors: list[ReadingError] = []
    for reader in readers.values():
        try:
            found += [each for each in reader(text) if not _is_read(each, found)]
        except ReadingError as error:
            errors.append(error)
    if not found:
        raise _nearest(errors)
    return sorted(found, key=_first_row)


def _actions_in(text: str, chosen: str = "auto") -> list[Transcript]:
    """As `read()`, with texts adopted without a vote; each knows the whole text that it is from."""
    found = _read(text, chosen, _READERS | {"prose": prose.read_actions})
    return [each if each.raw else replace(each, raw=text) for each in found]


def _first_row(transcript: Transcript) -> int:
    """Where its cells begin; what has none comes last."""
    return min((cell.row for cell in transcript.cells), default=sys.maxsize)


def _is_read(transcript: Transcript, found: list[Transcript]) -> bool:
    """Whether another format has read some of these lines: totals on a board are no lists."""
    rows = {cell.row for cell in transcript.cells}
    return any(not rows.isdisjoint(cell.row for cell in other.cells) for other in found)


def _nearest(errors: list[ReadingError]) -> ReadingError:
    recognised = [error for error in errors if not isinstance(error, NoVoteFoundError)]
    return recognised[0] if recognised else NoVoteFoundError(1, "no vote found", _EXPECTED)
