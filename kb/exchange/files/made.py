"""The files that there are: a name, its kind of content, and how it is made."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from kb.exchange.documents.encoding import dumps
from kb.exchange.documents.kind import Kind, Sight
from kb.exchange.documents.kinds import KINDS
from kb.exchange.files.ballots import CSV_HEAD, ballot_lines, ballot_rows
from kb.exchange.files.csv_cells import csv_lines
from kb.exchange.files.document import lines, whole
from kb.exchange.files.package import datapackage
from kb.exchange.files.tables import Table, rows_of, tables_of
from kb.exchange.files.walk import documents_of
from kb.exchange.formats.jsonld.file import linked_lines
from kb.exchange.formats.popolo.file import popolo

JSON, NDJSON, CSV = "application/json", "application/x-ndjson", "text/csv; charset=utf-8"
BALLOTS = "ballots"


@dataclass(frozen=True, slots=True)
class File:
    """`chunks` makes its bytes, of what is public at an instant, a few at a time."""

    name: str
    content_type: str
    chunks: Callable[[datetime], Iterator[bytes]]


def file_named(name: str) -> File | None:
    """ "kb.json", "votes.ndjson", "ballots.csv", "datapackage.json"; None for any other."""
    return FILES.get(name)


def _all() -> Iterator[File]:
    yield File("kb.json", JSON, whole)
    yield File("datapackage.json", JSON, _datapackage)
    for kind in KINDS:
        yield File(f"{kind.name}.ndjson", NDJSON, _lines_of(kind))
        for each in tables_of(kind):
            yield File(f"{each.name}.csv", CSV, _rows_of(each))
    yield File(f"{BALLOTS}.ndjson", NDJSON, ballot_lines)
    yield File(f"{BALLOTS}.csv", CSV, _ballot_table)
    yield File("popolo.json", JSON, popolo)
    yield File("jsonld.ndjson", NDJSON, linked_lines)


def _datapackage(now: datetime) -> Iterator[bytes]:
    yield dumps(datapackage(now)) + b"\n"


def _lines_of(kind: Kind) -> Callable[[datetime], Iterator[bytes]]:
    return lambda now: lines(kind, now)


def _rows_of(found: Table) -> Callable[[datetime], Iterator[bytes]]:
    return lambda now: csv_table(found, now)


def csv_table(found: Table, now: datetime) -> Iterator[bytes]:
    yield csv_lines([found.head])
    for documents in documents_of(found.kind, Sight.of_public(now)):
        yield csv_lines(row for each in documents for row in rows_of(each, found))


def _ballot_table(now: datetime) -> Iterator[bytes]:
    """The same rows as a walk through all documents of votes would give, faster."""
    yield csv_lines([CSV_HEAD])
    yield from ballot_rows(now)


FILES = {each.name: each for each in _all()}
