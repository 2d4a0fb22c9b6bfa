"""Statements with their addressed paragraphs, and what stands in them."""

from typing import Any, TypeVar

from django.db import transaction

from kb.records.models import Source
from kb.records.services import Refused, save_record
from statements import segments
from statements.models import Segment, Statement
from statements.models.part import Part

PartT = TypeVar("PartT", bound=Part)


@transaction.atomic
def write_statement(
    statement: Statement, *, by: Any, reason: str = "", source: Source | None = None
) -> Statement:
    """Save a statement and its paragraphs, whose addresses last through every edit.

    Raises what save_record() raises; then neither the statement nor a paragraph is changed.
    """
    rows = list(statement.segments.all()) if statement.pk else []
    edited = _edited(statement, rows)
    before, after = _addresses(_as_segments(rows)), _addresses(edited.current)
    save_record(
        statement,
        by=by,
        reason=reason,
        source=source,
        details={"paragraphs": [before, after]} if before != after else None,
    )
    _write_segments(statement, edited, {row.address: row for row in rows})
    return statement


def _edited(statement: Statement, rows: list[Segment]) -> segments.Reanchored:
    retired = [row.address for row in rows if row.is_retired]
    return segments.reanchor(_as_segments(rows), statement.text, retired)


def _addresses(paragraphs: tuple[segments.Segment, ...]) -> list[str]:
    return [paragraph.address for paragraph in paragraphs]


def _as_segments(rows: list[Segment]) -> tuple[segments.Segment, ...]:
    current = [row for row in rows if not row.is_retired]
    sentences: dict[int | None, list[segments.Segment]] = {}
    for row in current:
        sentence = segments.Segment(row.address, row.text)
        sentences.setdefault(row.paragraph_id, []).append(sentence)
    return tuple(
        segments.Segment(row.address, row.text, tuple(sentences.get(row.pk, ())))
        for row in current
        if row.paragraph_id is None
    )


def _write_segments(
    statement: Statement, edited: segments.Reanchored, rows: dict[str, Segment]
) -> None:
    paragraphs, sentences = [], []
    order = 0
    for paragraph in edited.current:
        order += 1
        head = _row(statement, paragraph, order, rows)
        paragraphs.append(head)
        for sentence in paragraph.sentences:
            order += 1
            part = _row(statement, sentence, order, rows)
            part.paragraph = head
            sentences.append(part)
    # Paragraphs first: their sentences point to them.
    _store(paragraphs)
    _store(sentences)
    gone = [segment.address for segment in edited.retired]
    statement.segments.filter(address__in=gone).update(is_retired=True)


def _row(
    statement: Statement, segment: segments.Segment, order: int, rows: dict[str, Segment]
) -> Segment:
    row = rows.get(segment.address) or Segment(statement=statement, address=segment.address)
    row.text, row.order = segment.text, order
    return row


def _store(rows: list[Segment]) -> None:
    Segment.objects.bulk_create([row for row in rows if row._state.adding])
    Segment.objects.bulk_update([row for row in rows if not row._state.adding], ["text", "order"])


@transaction.atomic
def add_part(
    part: PartT, *, by: Any, address: str = "", reason: str = "", source: Source | None = None
) -> PartT:
    """Save a quote, ask, mention or claim check.

    `address` ("p5s2") is the paragraph or sentence of the statement it stands in.
    """
    if address:
        part.segment = _segment_at(part, address)
    return save_record(part, by=by, reason=reason, source=source)


def _segment_at(part: Part, address: str) -> Segment:
    found = Segment.objects.filter(statement=part.statement, address=address, is_retired=False)
    segment = found.first() if part.statement else None
    if segment is None:
        raise Refused(f"“{part.said_in}” has no paragraph or sentence {address}.")
    return segment


def addresses_after(statement: Statement) -> frozenset[str]:
    """The addresses of the paragraphs and sentences that `statement` has once it is saved."""
    edited = _edited(statement, list(statement.segments.all()) if statement.pk else [])
    return frozenset(
        each.address for paragraph in edited.current for each in (paragraph, *paragraph.sentences)
    )
