"""What the tests of tables share: files typed in, and the door that reads them."""

import csv
import gzip
import io
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from votes.reading.cells import Transcript
from votes.reading.documents import Document
from votes.reading.formats import read_documents


def document(content: str | bytes, name: str = "table.csv") -> Document:
    data = content.encode() if isinstance(content, str) else content
    return Document(name, io.BytesIO(data))


def read(*contents: str | bytes) -> list[Transcript]:
    """The votes of some files, named file-1, file-2, … in errors."""
    named = (document(each, f"file-{place}") for place, each in enumerate(contents, start=1))
    return list(read_documents(list(named)))


def read_files(*paths: Path) -> Iterator[Transcript]:
    with ExitStack() as opened:
        files = [opened.enter_context(path.open("rb")) for path in paths]
        names = [path.name for path in paths]
        yield from read_documents(list(map(Document, names, files)))


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """The rows as the standard library reads them: an independent count."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", errors="replace", newline="") as lines:
        yield from csv.DictReader(lines)


def ballots_of(path: Path, record: str, name: str, mark: str) -> dict[str, list[tuple[str, str]]]:
    """{record: [(name, mark), …]} in the order of the file."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows_of(path):
        found.setdefault(row[record], []).append((row[name], row[mark]))
    return found


def ballots_in(transcript: Transcript) -> list[tuple[str, str]]:
    return [(cell.printed, cell.mark) for cell in transcript.cells]
