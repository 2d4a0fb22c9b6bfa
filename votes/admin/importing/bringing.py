"""Files through the readers and the service, with the bounds of a page; and what came of it."""

import hashlib
import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from math import inf
from typing import Any

from django.db import IntegrityError

from kb.records.services import Refused
from votes.admin.importing.forms import DRAFTS
from votes.admin.importing.rights import reach_of
from votes.reading.cells import ReadingError, Transcript
from votes.reading.documents import Document
from votes.reading.formats import read_documents
from votes.services.importing.report import Report
from votes.services.importing.run import import_transcripts

# What a page does while somebody waits, and other writers with them.
MOST_RECORDS = 5_000
MOST_CELLS = 250_000
MOST_UNPACKED = 100_000_000
# As long as another writer waits on SQLite. Records that are on record already take the longest.
MOST_SECONDS = 20
ON_THE_SERVER = "Bring it in on the server, with manage.py import_votes."
_CHUNK = 1_000_000


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody chose to import, and how. `files` are (name, content)."""

    files: tuple[tuple[str, bytes], ...]
    accept: str
    body: str
    left_out: tuple[str, ...] = ()

    @property
    def names(self) -> str:
        return ", ".join(f"“{name}”" for name, _ in self.files)


def bring(chosen: Chosen, *, by: Any, is_rehearsal: bool) -> Report:
    """Raises Refused, with a sentence, for files of which nothing can be brought in."""
    documents = [Document(name, BytesIO(content)) for name, content in chosen.files]
    try:
        for document in documents:
            _refuse_large(document)
        return import_transcripts(
            _bounded(read_documents(documents), MOST_SECONDS if is_rehearsal else inf),
            by=by,
            as_="" if chosen.accept == DRAFTS else chosen.accept,
            body=chosen.body,
            left_out=chosen.left_out,
            may_change=reach_of(by),
            is_rehearsal=is_rehearsal,
        )
    except ReadingError as error:
        name = error.document or documents[0].name
        raise Refused(
            f"“{name}”, line {error.line}: {error.found}. Expected: {error.expected}."
        ) from error
    except IntegrityError as error:
        raise Refused(
            "Two records of these files cannot stand beside each other, or somebody saved one of "
            "them at the same moment. Nothing was written."
        ) from error


def digest(report: Report) -> str:
    """By which an import that does what its preview showed is known again."""
    return hashlib.sha256(json.dumps(report.plain(), sort_keys=True).encode()).hexdigest()


def _refuse_large(document: Document) -> None:
    size = 0
    with document.unpacked() as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > MOST_UNPACKED:
                most = MOST_UNPACKED // 1_000_000
                raise Refused(f"“{document.name}” unpacks to over {most} MB. {ON_THE_SERVER}")


def _bounded(transcripts: Iterable[Transcript], seconds: float) -> Iterator[Transcript]:
    """What was previewed in time may take longer when it is written."""
    cells, end = 0, time.monotonic() + seconds
    for number, transcript in enumerate(transcripts, start=1):
        cells += len(transcript.cells)
        if number > MOST_RECORDS or cells > MOST_CELLS:
            raise Refused(
                f"This is more than {MOST_RECORDS:,} records, or more than {MOST_CELLS:,} votes of "
                f"States. {ON_THE_SERVER}"
            )
        if time.monotonic() > end:
            raise Refused(f"This takes longer than {seconds:.0f} seconds. {ON_THE_SERVER}")
        yield transcript
