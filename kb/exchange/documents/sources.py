"""Sources: only those that something public cites."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from kb.exchange.documents.disputes import disputed_conflicts
from kb.exchange.documents.fields import day
from kb.exchange.documents.kind import Kind, Sight, day_words, head
from kb.exchange.documents.shapes import Head, SourceNamed
from kb.records.filters import SourceFilters
from kb.records.models import ConflictValue, Source
from kb.search.keyset import Key
from statements.filters import about_texts
from statements.models import Article, Ask, ClaimCheck, Signature, Statement
from votes.models import Ballot, Reading, Resolution, RollCall


class SourceDocument(Head, SourceNamed):
    retrieved_on = day("The day on which it was last read.", "staff", null=True)


def source_named(source: Source) -> dict[str, Any]:
    """A source where it is cited. The caller has seen that it is public."""
    return {
        "id": str(source.public_id),
        "kind": source.kind,
        "title": source.title,
        "publisher": source.publisher or None,
        "reference": source.reference or None,
        "url": source.url or None,
        "dated_on": day_words(source.dated_on),
    }


def source_told(source: Source | None, sight: Sight) -> dict[str, Any] | None:
    """A source that may be missing, or not be public."""
    return source_named(source) if source and source.is_public(sight.at) else None


def _sources(rows: Sequence[Source], sight: Sight) -> list[dict[str, Any]]:
    return [
        head(source, sight)
        | source_named(source)
        | {"retrieved_on": day_words(source.retrieved_on)}
        for source in rows
    ]


def cited_sources(at: datetime) -> "QuerySet[Source]":
    """Public sources without which something public would lack its evidence.

    Others were read for what nobody may see yet: that they exist would tell of it.
    """
    corrected = Ballot.objects.filter(
        RollCall.visible_at(at, "roll_call__"), correction__isnull=False
    )
    disputed = ConflictValue.objects.filter(conflict__in=disputed_conflicts(at).values("pk"))
    texts = Resolution.objects.published(at).order_by().values("pk")
    amended = Ask.objects.public(at).filter(about_texts(texts, at), amended_as_asked=True)
    cited = Q(pk__in=amended.order_by().values("amended_source"))
    for rows, column in (
        (Resolution.objects.published(at), "source"),
        (Statement.objects.published(at), "source"),
        (Article.objects.published(at), "source"),
        (Signature.objects.published(at), "source"),
        (Reading.objects.public(at), "source"),
        (ClaimCheck.objects.public(at), "source"),
        (corrected, "correction"),
        (disputed, "source"),
    ):
        cited |= Q(pk__in=rows.order_by().values(column))
    return Source.objects.published(at).filter(cited)


SOURCES = Kind(
    name="sources",
    one="source",
    about="Where facts come from: boards, official records, reports, press releases.",
    model=Source,
    shape=SourceDocument,
    rows=cited_sources,
    documents=_sources,
    filters=SourceFilters,
    keys=(Key("title"), Key("public_id", UUID)),
    named_by="public_id",
)
