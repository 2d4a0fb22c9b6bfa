"""One page of the feed: what changed behind a cursor, with the documents as they are now."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from kb.exchange.documents.encoding import document_hash
from kb.exchange.documents.kind import Kind, Sight, instant_words
from kb.exchange.documents.kinds import KINDS
from kb.exchange.feed.settling import feed_state, settle
from kb.exchange.models import FeedState, PublicRecord
from kb.exchange.snapshot import snapshot
from kb.search.parameters import BadParameter

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
CURSOR = re.compile(r"([0-9a-z]{1,12})-([0-9a-f]{8})")
TRIES = 5

Made = dict[tuple[str, UUID], tuple[str, dict[str, Any]]]


class BeginAnew(Exception):
    """The cursor is of another feed, or of one that was set back. There is no way on from it."""


class Busy(Exception):
    """What comes next is being written just now: a moment later it can be told."""


@dataclass(frozen=True, slots=True)
class FeedPage:
    """`after` is the cursor to go on from; `has_more` says whether there is more already."""

    results: list[dict[str, Any]]
    after: str
    has_more: bool


def feed_page(after: str, limit: int) -> FeedPage:
    """The changes behind the cursor `after`, from the beginning where it is empty.

    Raises BadParameter for what is no cursor, BeginAnew for one that leads nowhere, and Busy.
    """
    cursor = _read(after) if after else None
    page = None
    for _ in range(TRIES):
        settle()
        with snapshot():
            state = feed_state()
            if state.settled_at is None:
                continue
            page, is_whole = _page(state, _position(cursor, state), limit)
        if is_whole:
            return page
    if page is None or not page.results:
        raise Busy
    return page


def _page(state: FeedState, position: int, limit: int) -> tuple[FeedPage, bool]:
    """The page, and whether it goes as far as it should.

    A document that differs from what was settled belongs to a change that is not settled yet, so
    the page ends before it: to leave it out could leave a gap, to give it a wrong state for ever.
    """
    rows = list(
        PublicRecord.objects.filter(position__gt=position).order_by("position")[: limit + 1]
    )
    given = rows[:limit]
    made = _documents(given, state.settled_at)
    results = []
    for row in given:
        digest, document = made.get((row.kind, row.record), ("", None))
        if digest != row.digest:
            break
        results.append(_result(row, document, state))
        position = row.position
    is_whole = len(results) == len(given)
    page = FeedPage(results, cursor_of(position, state.word), has_more=len(results) < len(rows))
    return page, is_whole


def _result(row: PublicRecord, document: dict[str, Any] | None, state: FeedState) -> dict[str, Any]:
    return {
        "cursor": cursor_of(row.position, state.word),
        "kind": row.kind,
        "id": str(row.record),
        "action": "upsert" if document else "tombstone",
        "hash": row.digest or None,
        "changed_at": instant_words(row.changed_at),
        "document": document,
    }


def _documents(rows: Sequence[PublicRecord], at: datetime) -> Made:
    """As of the last settling: since then nothing was released, or it is not settled yet."""
    ids: dict[str, list[UUID]] = defaultdict(list)
    for row in rows:
        ids[row.kind].append(row.record)
    made: Made = {}
    for kind in KINDS:
        for document in _documents_of(kind, ids.get(kind.name, []), at):
            made[kind.name, UUID(document["id"])] = document_hash(document), document
    return made


def _documents_of(kind: Kind, ids: list[UUID], at: datetime) -> list[dict[str, Any]]:
    if not ids:
        return []
    rows = list(kind.rows(at).filter(public_id__in=ids))
    return kind.documents(rows, Sight.of_public(at)) if rows else []


def cursor_of(position: int, word: str) -> str:
    """ "1a-5f3c09d2": a position, and the feed that it is one of."""
    digits = ""
    while position:
        position, digit = divmod(position, len(DIGITS))
        digits = DIGITS[digit] + digits
    return f"{digits or '0'}-{word}"


def _read(after: str) -> tuple[int, str]:
    found = CURSOR.fullmatch(after)
    if found is None:
        raise BadParameter("after", "a cursor, as an answer of the feed gives it")
    return int(found[1], len(DIGITS)), found[2]


def _position(cursor: tuple[int, str] | None, state: FeedState) -> int:
    if cursor is None:
        return 0
    position, word = cursor
    if word != state.word or position > state.position:
        raise BeginAnew
    return position
