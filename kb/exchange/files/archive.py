"""kb.zip: every file in one, sent while it is made, its contents signed by the last of them."""

import hashlib
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import datetime
from typing import IO

from django.conf import settings

from kb.exchange.documents.encoding import dumps
from kb.exchange.documents.kind import Kind, Sight, instant_words
from kb.exchange.documents.kinds import KINDS
from kb.exchange.documents.statements import STATEMENTS
from kb.exchange.files import document
from kb.exchange.files.csv_cells import csv_lines
from kb.exchange.files.made import BALLOTS, file_named
from kb.exchange.files.tables import Table, rows_of, tables_of
from kb.exchange.files.walk import documents_of
from kb.exchange.formats.akoma_ntoso.file import akoma_ntoso
from kb.exchange.formats.jsonld.file import linked_lines
from kb.exchange.formats.popolo.file import popolo
from kb.exchange.ledger.head import signed_head

CHUNK = 2**16
# How much of a file waits in memory; the rest of it on disk.
IN_MEMORY = 2**20
README = """\
{site}, as it stood at {now}. Licence: {licence}.

kb.json             everything as one document
<kind>.ndjson       the same records, a line for each
<table>.csv         the same, laid flat; datapackage.json says what each table holds
ballots.ndjson      every ballot as a line
popolo.json         votes and speeches in the words of Popolo
jsonld.ndjson       records in the words of schema.org, a line for each
akoma-ntoso/        each statement as a document of Akoma Ntoso 3.0
ledger-head.json    the SHA-256 of every file and the end of the ledger, signed

A cell of a table that a spreadsheet would take for a formula begins with an apostrophe.
All fields are explained at {url}/about/data/ and in docs/data-format.md of the project.
"""


class _Sink:
    """What is written waits here until it is sent. It cannot be sought in, as nothing sent can."""

    def __init__(self) -> None:
        self._held = bytearray()

    def write(self, data: bytes) -> int:
        self._held += data
        return len(data)

    def flush(self) -> None:
        pass

    def taken(self) -> bytes:
        held, self._held = bytes(self._held), bytearray()
        return held


class Archive:
    """A zip that is sent while it grows. Every member bears the instant of the export."""

    def __init__(self, now: datetime) -> None:
        self._sink, self._now = _Sink(), now
        self._zip = zipfile.ZipFile(self._sink, "w", zipfile.ZIP_DEFLATED)  # type: ignore[arg-type]
        self.digests: dict[str, str] = {}

    def add(self, name: str, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The bytes that can be sent while the member is written."""
        info = zipfile.ZipInfo(name, self._now.timetuple()[:6])
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        digest = hashlib.sha256()
        with self._zip.open(info, "w", force_zip64=True) as member:
            for chunk in chunks:
                digest.update(chunk)
                member.write(chunk)
                if sent := self._sink.taken():
                    yield sent
        self.digests[name] = digest.hexdigest()
        if sent := self._sink.taken():
            yield sent

    def close(self) -> bytes:
        self._zip.close()
        return self._sink.taken()


def archive(now: datetime) -> Iterator[bytes]:
    """Each kind is walked once: what belongs into other files meanwhile waits on disk."""
    made = Archive(now)
    yield from made.add("README.txt", [_readme(now)])
    yield from made.add("datapackage.json", _chunks("datapackage.json", now))
    with ExitStack() as stack:
        spooled = {kind: _Spooled(kind, stack) for kind in KINDS}
        for files in spooled.values():
            files.fill(now)
            yield from files.into(made)
        yield from made.add("kb.json", _whole(spooled, now))
    for name in (f"{BALLOTS}.ndjson", f"{BALLOTS}.csv"):
        yield from made.add(name, _chunks(name, now))
    for name, chunks in _in_other_words(now):
        yield from made.add(name, chunks)
    head = dumps(signed_head(made.digests, now)) + b"\n"
    yield from made.add("ledger-head.json", [head])
    yield made.close()


def _chunks(name: str, now: datetime) -> Iterator[bytes]:
    found = file_named(name)
    return found.chunks(now) if found else iter(())


def _readme(now: datetime) -> bytes:
    return README.format(
        site=settings.SITE_NAME,
        now=instant_words(now),
        licence=settings.LICENCE,
        url=settings.PUBLIC_URL,
    ).encode()


def _in_other_words(now: datetime) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Popolo, schema.org and Akoma Ntoso."""
    yield "popolo.json", popolo(now)
    yield "jsonld.ndjson", linked_lines(now)
    for documents in documents_of(STATEMENTS, Sight.of_public(now)):
        for each in documents:
            yield f"akoma-ntoso/{each['slug']}.akn.xml", [akoma_ntoso(each)]


class _Spooled:
    """The lines of a kind and the rows of its tables, in temporary files."""

    def __init__(self, kind: Kind, stack: ExitStack) -> None:
        self.kind = kind
        self.lines = _spool(stack)
        self.tables: dict[Table, IO[bytes]] = {
            each: _spool(stack) for each in tables_of(kind) if each.name != BALLOTS
        }

    def fill(self, now: datetime) -> None:
        for table, file in self.tables.items():
            file.write(csv_lines([table.head]))
        for documents in documents_of(self.kind, Sight.of_public(now)):
            for each in documents:
                self.lines.write(dumps(each) + b"\n")
            for table, file in self.tables.items():
                file.write(csv_lines(row for each in documents for row in rows_of(each, table)))

    def into(self, made: Archive) -> Iterator[bytes]:
        yield from made.add(f"{self.kind.name}.ndjson", _read(self.lines))
        for table, file in self.tables.items():
            yield from made.add(f"{table.name}.csv", _read(file))


def _spool(stack: ExitStack) -> IO[bytes]:
    return stack.enter_context(tempfile.SpooledTemporaryFile(max_size=IN_MEMORY))


def _read(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(CHUNK):
        yield chunk


def _whole(spooled: dict[Kind, _Spooled], now: datetime) -> Iterator[bytes]:
    """kb.json out of the lines that are there already: whole lines, so that commas fit between."""
    yield document.beginning(now)
    for kind, files in spooled.items():
        files.lines.seek(0)
        yield document.key_of(kind)
        yield from document.listed(files.lines)
    yield document.ending()
