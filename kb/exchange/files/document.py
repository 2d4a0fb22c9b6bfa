"""kb.json: everything that is public as one document."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings

from kb.exchange.documents.encoding import dumps
from kb.exchange.documents.kind import Kind, Sight, instant_words
from kb.exchange.documents.kinds import KINDS
from kb.exchange.files.walk import documents_of

SCHEMA_VERSION = "1.0"


def whole(now: datetime) -> Iterator[bytes]:
    """The keys in the order of the contract, a line a record. The first bytes need no query."""
    yield beginning(now)
    for kind in KINDS:
        yield key_of(kind)
        yield from listed(lines(kind, now))
    yield ending()


def beginning(now: datetime) -> bytes:
    facts = {
        "schema_version": SCHEMA_VERSION,
        "generated_at": instant_words(now),
        "licence": settings.LICENCE,
        "publisher": settings.PUBLISHER or None,
    }
    return dumps(facts)[:-1]


def key_of(kind: Kind) -> bytes:
    return b',\n"' + kind.name.encode() + b'":['


def listed(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Lines as the rest of a list: a comma between them, closed at the end."""
    is_first = True
    for chunk in chunks:
        between = b"\n" if is_first else b",\n"
        yield between + chunk[:-1].replace(b"\n", b",\n")
        is_first = False
    yield b"]"


def ending() -> bytes:
    return b"}\n"


def lines(kind: Kind, now: datetime) -> Iterator[bytes]:
    """NDJSON: a line for each record, several in a chunk, each line ended."""
    for documents in documents_of(kind, Sight.of_public(now)):
        yield b"".join(dumps(each) + b"\n" for each in documents)
