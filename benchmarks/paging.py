"""The last page of the list of votes beside its first, and beside a list that counts its rows.

The oldest votes have a third of the newest ones' ballots, which flatters the last page: so the time
to find its rows is measured alone, too.
"""

from collections.abc import Iterator, Sequence

import orjson
from django.urls import reverse
from django.utils import timezone

from benchmarks import general_assembly
from benchmarks.careful_drf import Pages
from benchmarks.databases import Database
from benchmarks.load import bring_in
from benchmarks.measure import each, sees_server
from benchmarks.page import browser, queries_of
from benchmarks.table import Goal, Row, Skip
from kb.exchange.documents.votes.documents import VOTES
from kb.search.keyset import page_of
from votes.models import Ballot, RollCall

SIZES = general_assembly.SIZES
LAST, COUNTS = Goal("≤", 1.2, of_ratio=True), Goal("≤", 0)
LIMIT = 50


def run(database: Database, sizes: Sequence[int]) -> Iterator[Row]:
    if not sees_server():
        raise Skip("the database server runs where its processor time cannot be read")
    for size in sorted(sizes):
        bring_in(size)
        yield from _pages(database, Ballot.objects.count())


def _pages(database: Database, size: int) -> Iterator[Row]:
    get, after = browser(), _start_of_last()
    first = f"{reverse('api-votes')}?limit={LIMIT}"
    last = f"{first}&after={after}"
    answer = orjson.loads(get(last))
    assert len(answer["results"]) == LIMIT
    assert answer["next"] is None
    # Django REST framework's pages count from 1; its last one may be short, so the one before.
    counted = f"{reverse('yardstick-votes')}?page={RollCall.objects.count() // Pages.page_size}"
    at_first, at_last, theirs = (each(lambda url=url: get(url)) for url in (first, last, counted))
    found_first, found_last = (each(lambda key=key: _rows(key)) for key in ("", after))
    counting = sum("COUNT(" in sql for url in (first, last) for sql in queries_of(get, url))
    for what, figure, yardstick, goal in (
        ("last page beside the first, CPU ms", 1000 * at_last, 1000 * at_first, LAST),
        ("the rows of both alone, CPU ms", 1000 * found_last, 1000 * found_first, LAST),
        ("last page beside DRF's, CPU ms", 1000 * at_last, 1000 * theirs, None),
        ("queries that count", counting, None, COUNTS),
    ):
        yield Row(f"list of votes, {what}", database.name, size, figure, yardstick, goal)


def _rows(after: str) -> list[RollCall]:
    return page_of(VOTES.rows(timezone.now()), VOTES.keys, after=after, limit=str(LIMIT)).rows


def _start_of_last() -> str:
    """Behind which vote the last 50 of the list stand."""
    keys = [key.name for key in VOTES.keys]
    rows = RollCall.objects.published(timezone.now()).order_by("held_on", "-slug")
    held_on, slug = rows.values_list(*keys)[LIMIT]
    return f"{held_on},{slug}"
