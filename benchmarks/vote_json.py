"""A vote as JSON, uncached: ours beside careful serialisers of Django REST framework."""

from collections.abc import Iterator, Sequence

from django.urls import reverse

from benchmarks.databases import Database
from benchmarks.measure import each, sees_server
from benchmarks.page import browser, queries_of, vote_of
from benchmarks.table import Goal, Row, Skip

SIZES = (193,)
QUERIES, RATIO = Goal("≤", 3), Goal("≤", 0.2, of_ratio=True)


def run(database: Database, sizes: Sequence[int]) -> Iterator[Row]:
    """Anonymous requests through the whole stack, one after the other, nothing kept in between."""
    if not sees_server():
        raise Skip("the database server runs where its processor time cannot be read")
    get = browser()
    for size in sizes:
        slug = vote_of(size).slug
        ours, theirs = reverse("api-votes-one", args=[slug]), reverse("yardstick-vote", args=[slug])
        answers = [len(get(url)) for url in (ours, theirs)]
        queries = [len(queries_of(get, url)) for url in (ours, theirs)]
        own, other = (each(lambda url=url: get(url)) for url in (ours, theirs))
        for what, figure, yardstick, goal in (
            ("bytes", *answers, None),
            ("queries", *queries, QUERIES),
            ("CPU ms", 1000 * own, 1000 * other, RATIO),
        ):
            yield Row(f"vote as JSON, {what}", database.name, size, figure, yardstick, goal)
