"""The public readings of some votes: what each source says, as printed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from kb.exchange.documents.kind import Sight, day_words, instant_words
from kb.exchange.documents.sources import source_named
from kb.records.prepared import prepared
from votes.models import Reading, RollCall
from votes.reading.cells import POSITIONS

DECLARED = (*POSITIONS, "non_voting")


def readings_of(votes: Sequence[RollCall], sight: Sight) -> dict[int, list[Reading]]:
    """{key of the vote: its public readings, the first recorded first}. One query."""
    if len(votes) == 1:
        rows = _of_one(vote=votes[0].pk, at=sight.at)
    else:
        rows = _readings([vote.pk for vote in votes], sight.at)
    found: dict[int, list[Reading]] = defaultdict(list)
    for row in rows:
        row.cells = orjson.loads(row.cells_json)
        row.understood = orjson.loads(row.understood_json)
        found[row.roll_call_id].append(row)
    return found


@prepared
def _of_one(*, vote: int, at: datetime) -> "QuerySet[Reading]":
    return _readings([vote], at)


def _readings(votes: Sequence[int], at: datetime) -> "QuerySet[Reading]":
    """Cells come as text: orjson reads them three times as fast as Django does."""
    rows = Reading.objects.public(at).filter(roll_call__in=votes)
    rows = rows.annotate(
        cells_json=Cast("cells", TextField()), understood_json=Cast("understood", TextField())
    )
    rows = rows.select_related("source").defer("text", "cells", "understood")
    return rows.order_by("recorded_at", "pk")


def reading_document(row: Reading) -> dict[str, Any]:
    return {
        "id": str(row.public_id),
        "version": row.version,
        "source": source_named(row.source),
        "record_id": row.record_id or None,
        "symbol": row.symbol or None,
        "title": row.title or None,
        "date": day_words(row.dated_on),
        "clock": row.clock or None,
        "declared": _declared(row.declared),
        "listed": listed_words(row.listed),
        "sha256": row.sha256,
        "recorded_at": instant_words(row.recorded_at),
        "cells": [_cell(*each) for each in zip(row.cells, row.understood, strict=True)],
    }


def _declared(totals: Mapping[str, int] | None) -> dict[str, int | None] | None:
    """The keys in one order, whatever the database keeps."""
    return None if totals is None else {name: totals.get(name) for name in DECLARED}


def listed_words(positions: Sequence[str] | None) -> list[str] | None:
    return None if positions is None else [each for each in POSITIONS if each in positions]


def _cell(cell: Mapping[str, Any], understood: Sequence[Any] | None) -> dict[str, Any]:
    """As printed, then what we made of it."""
    state, position, named_by_a_person = understood or (None, None, False)
    return {
        "row": cell["row"],
        "printed": cell["printed"],
        "mark": cell["mark"],
        "position": position,
        "state": state,
        "named_by_a_person": named_by_a_person,
        "left_out": understood is None,
    }
