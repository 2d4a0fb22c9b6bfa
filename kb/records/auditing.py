"""Proves the chain of the ledger: a pure walk over its rows, which names the first wrong place."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from kb.records.chain import GENESIS, content_digest, link_digest
from kb.records.ledger import facts, instant
from kb.records.models import Ledger

REMOVED = "removed"
# A row about the ledger itself: it says nothing of what became of the record.
ERASED = "erased"


class ChainRow(NamedTuple):
    """One row of the ledger, as stored."""

    id: int
    kind: str
    record: UUID
    version: int
    action: str
    changes: Any
    reason: str
    source_id: int | None
    by_id: int | None
    at: datetime
    salt: str
    content_digest: str
    previous: str
    digest: str

    @property
    def is_erased(self) -> bool:
        """Content and salt are gone, as the database allows; the digest of the content stays."""
        return self.changes is None and not self.reason and not self.salt

    def facts(self) -> list[Any]:
        return facts(self._asdict())


@dataclass(frozen=True, slots=True)
class Finding:
    """`code` for programs, `message` a sentence for people."""

    code: str
    message: str


class Standing(NamedTuple):
    """What the newest row says of a record."""

    kind: str
    version: int
    is_removed: bool


@dataclass(slots=True)
class Walk:
    """What one pass over the chain found. `end` is the digest that the next row would stand on."""

    heads: set[str]
    rows: int = 0
    erased: int = 0
    end: str = GENESIS
    findings: list[Finding] = field(default_factory=list)
    newest: dict[UUID, Standing] = field(default_factory=dict)
    found_heads: set[str] = field(default_factory=set)

    def missing_heads(self) -> set[str]:
        return self.heads - self.found_heads


def ledger_rows() -> Iterator[ChainRow]:
    """Every row in the order of the chain, without holding them all."""
    rows = Ledger.objects.order_by("pk").values_list(*ChainRow._fields)
    return map(ChainRow._make, rows.iterator(chunk_size=2000))


def stored_place(digest: str) -> int | None:
    """The key of the row that has this digest, None where none has."""
    return Ledger.objects.filter(digest=digest).values_list("pk", flat=True).first()


def walk(
    rows: Iterable[ChainRow],
    *,
    heads: Collection[str] = (),
    place_of: Callable[[str], int | None] = stored_place,
) -> Walk:
    """Follow the chain from its beginning. `heads` are digests that must stand in it.

    `place_of` tells where a digest stands, and is asked only where the chain is broken.
    """
    walked = Walk(set(heads))
    if GENESIS in walked.heads:
        walked.found_heads.add(GENESIS)
    for row in rows:
        walked.rows += 1
        walked.findings += _faults_of(row, walked, place_of)
        walked.erased += row.is_erased
        walked.end = row.digest
        if row.digest in walked.heads:
            walked.found_heads.add(row.digest)
        if row.action != ERASED:
            walked.newest[row.record] = Standing(row.kind, row.version, row.action == REMOVED)
    return walked


def _faults_of(
    row: ChainRow, walked: Walk, place_of: Callable[[str], int | None]
) -> Iterator[Finding]:
    where = described(row, walked.rows)
    if row.previous != walked.end:
        yield _broken_link(row, where, place_of(row.previous))
    content = content_digest(row.salt, row.changes, row.reason)
    if content != row.content_digest and not row.is_erased:
        yield Finding("content_changed", f"Changes or reason are not as first written: {where}.")
    if row.digest != link_digest(row.previous, row.content_digest, row.facts()):
        yield Finding(
            "facts_changed",
            "Kind, record, version, action, source, person, time or a digest is not as first "
            f"written: {where}.",
        )


def _broken_link(row: ChainRow, where: str, place: int | None) -> Finding:
    if row.previous == GENESIS:
        return Finding("row_inserted", f"What begins the chain is not its first row: {where}.")
    if place is None:
        return Finding("row_missing", f"The row that stood before is not there: {where}.")
    if place < row.id:
        return Finding("row_inserted", f"A row was put in or moved before this one: {where}.")
    return Finding("row_moved", f"This row stands before the one that it follows: {where}.")


def described(row: ChainRow, number: int) -> str:
    """The row in words, with its place counted from 1."""
    what = f"{row.action} {row.kind} {row.record}, version {row.version}"
    return f"row {number:,}, {what}, {instant(row.at)}"
