"""Every public document of a kind, in batches: memory stays the same however many there are."""

from collections.abc import Iterator
from typing import Any

from kb.exchange.documents.kind import Kind, Sight

# A batch of votes is the largest: 50 of the General Assembly take 35 MB while they are laid out.
FIRST, BATCH = 10, 50


def rows_of(kind: Kind, sight: Sight) -> Iterator[list[Any]]:
    """Batches of records in the order of their ids, which is the same in every database.

    The first are small, so that a file begins at once.
    """
    rows, size = kind.rows(sight.at).order_by("public_id"), FIRST
    batch = list(rows[:size])
    while batch:
        yield batch
        size = min(2 * size, BATCH)
        batch = list(rows.filter(public_id__gt=batch[-1].public_id)[:size])


def documents_of(kind: Kind, sight: Sight) -> Iterator[list[dict[str, Any]]]:
    for batch in rows_of(kind, sight):
        yield kind.documents(batch, sight)
