"""Tables of votes: a row a ballot, a row a record, or a column a State."""

from collections.abc import Iterator, Sequence
from types import ModuleType

from votes.reading.cells import NoVoteFoundError, ReadingError, Transcript
from votes.reading.documents import Document
from votes.reading.tables import bulk, json_tables, long, ohchr, readings, wide
from votes.reading.tables.headings import kind_of
from votes.reading.tables.packages import is_package
from votes.reading.tables.sheets import Sheet, csv_sheets
from votes.reading.tables.spreadsheets import xlsx_sheets

# In the order in which they are asked. Those that know their columns by name come before the one
# that goes by the shape of the cells.
NAMED: tuple[ModuleType, ...] = (readings, ohchr, bulk, long)
LAYOUTS: tuple[ModuleType, ...] = (*NAMED, wide)

_EXPECTED = (
    "a row for each ballot, with columns for the record, the State and the vote, or a column for "
    "each State"
)


def sheets_of(document: Document) -> Iterator[Sheet]:
    """The tables of a workbook, of JSON, or of a text with columns.

    Raises NoVoteFoundError where there is none, and ReadingError for a broken one.
    """
    if is_workbook(document):
        yield from xlsx_sheets(document)
    elif is_json(document):
        yield from json_tables.json_sheets(document)
    else:
        yield from csv_sheets(document)


def is_workbook(document: Document) -> bool:
    """Whether it is packed as a workbook is: no text at all."""
    return is_package(document.start(8))


def is_json(document: Document) -> bool:
    """Whether it begins as JSON does, or lines of it: no other format begins so."""
    return json_tables.is_json(document.start())


def is_named(sheet: Sheet) -> bool:
    """Whether a layout knows the sheet by the names of its columns."""
    return any(layout.recognises(sheet.header) for layout in NAMED)


def has_heads(sheet: Sheet) -> bool:
    """Whether the first row says what stands below, and is no row of a board itself."""
    heads = [kind_of(column) for column in sheet.header if column]
    return bool(set(heads) & {"state", "code", "record_id", "symbol", "date", "title"})


def read(sheets: Sequence[Sheet]) -> Iterator[Transcript]:
    """The votes of all sheets; those that belong together are joined.

    Raises ReadingError where a sheet holds no votes or is broken; `document` names its file.
    """
    of_layout: dict[ModuleType, list[Sheet]] = {layout: [] for layout in LAYOUTS}
    for sheet in sheets:
        of_layout[_layout_of(sheet)].append(sheet)
    for layout, known in of_layout.items():
        if known:
            yield from _named(known, layout.read(known))


def _layout_of(sheet: Sheet) -> ModuleType:
    for layout in LAYOUTS:
        if layout.recognises(sheet.header):
            return layout
    error = NoVoteFoundError(1, "a table without any column of votes", _EXPECTED)
    error.document = sheet.name
    raise error


def _named(sheets: Sequence[Sheet], transcripts: Iterator[Transcript]) -> Iterator[Transcript]:
    """The same; an error that names no file is about the first of these."""
    try:
        yield from transcripts
    except ReadingError as error:
        error.document = error.document or sheets[0].name
        raise
