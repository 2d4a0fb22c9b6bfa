"""Every stored reading held against its own totals and the seats of its day."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from kb.council.lookup import entitled_on
from kb.council.models import Body, StateName
from votes.analysis.audit import Disagreement, RollRows, audit
from votes.models import Reading
from votes.reading.check import Seating
from votes.services.matching import Seatings

_COLUMNS = (
    "record_id",
    "symbol",
    "roll_call__slug",
    "roll_call__held_on",
    "dated_on",
    "declared",
    "listed",
    "cells",
    "understood",
)


def audit_readings(body: Body) -> tuple[int, list[Disagreement]]:
    """How many readings of votes of a body there are, and those in which something disagrees.

    As the sources print them: what people decided about names counts, a correction of a ballot
    does not. A reading is named by its record number, else by the address of its vote.
    """
    rolls = list(_rolls(body))

    def entitled(day: date) -> frozenset[str]:
        return entitled_on(day, body)

    return len(rolls), audit(rolls, entitled, _names())


def _rolls(body: Body) -> Iterator[RollRows]:
    seatings = Seatings({})
    readings = Reading.objects.filter(roll_call__resolution__body=body)
    ordered = readings.order_by("roll_call__held_on", "pk").values_list(*_COLUMNS, named=True)
    for row in ordered.iterator(chunk_size=200):
        day = row.roll_call__held_on or row.dated_on
        yield _roll(row, day, seatings.on(body, day))


def _roll(row, day: date | None, seating: Seating | None) -> RollRows:
    positions, doubled, unknown = {}, [], []
    for cell, understood in zip(row.cells, row.understood, strict=True):
        state, position, _ = understood or (None, None, False)
        if understood is None or position is None:
            continue
        if state is None:
            unknown.append((cell["printed"], position))
        elif state in positions:
            doubled.append((state, position))
        else:
            positions[state] = position
    entitled = seating.entitled if seating else frozenset()
    return RollRows(
        record=row.record_id or row.roll_call__slug,
        symbol=row.symbol,
        day=day,
        declared=row.declared or {},
        positions=positions,
        unknown=tuple(unknown),
        doubled=tuple(doubled),
        # A source that lists only some says nothing of the others.
        entitled=entitled & positions.keys() if row.listed is not None else entitled,
        suspended=seating.suspended if seating else frozenset(),
    )


def _names() -> dict[str, list[str]]:
    """{State code: its spellings}, the short name in English first."""
    names = defaultdict(list)
    kinds = (StateName.Kind.SHORT, StateName.Kind.FORMER)
    rows = StateName.objects.filter(language="en", kind__in=kinds).order_by("-kind", "name")
    for code, name in rows.values_list("state__code", "name"):
        names[code].append(name)
    return dict(names)
