"""MARCXML voting records of the OHCHR library and of the UN Digital Library."""

from collections.abc import Iterator
from typing import BinaryIO

from votes.reading.cells import NoVoteFoundError, Transcript
from votes.reading.marcxml.ballots import cells_of, declared_in, is_vote
from votes.reading.marcxml.facts import day_of, facts_of, publisher_of, symbol_of, title_of
from votes.reading.marcxml.records import Record, records_of

__all__ = ["read"]

_VOTES = "ballots in field 967, totals in 996 or a note on the vote in 591"


def read(stream: BinaryIO) -> Iterator[Transcript]:
    """The voting records of a MARCXML file, one by one; other records are passed over.

    A record without ballots, of a text adopted without a vote or withdrawn, has no cells. Raises
    NoVoteFoundError for a file without any voting record, and ReadingError for one that is cut or
    broken, which may show only after its first records were given: take them all before any is
    stored. The stream is read once, from where it stands, and need not be seekable.
    """
    line, found = 1, False
    for record in records_of(stream):
        if not found:
            line = record.line
        if is_vote(record):
            found = True
            yield _transcript(record)
    if not found:
        raise NoVoteFoundError(line, "no record of a vote", _VOTES)


def _transcript(record: Record) -> Transcript:
    return Transcript(
        cells=cells_of(record),
        symbol=symbol_of(record) or None,
        title=title_of(record) or None,
        record_id=record.control.get("001") or None,
        date=day_of(record),
        declared=declared_in(record) or None,
        publisher=publisher_of(record),
        facts=facts_of(record),
        raw=record.raw,
    )
