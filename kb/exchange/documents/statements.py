"""Statements: what was said, paragraph by paragraph, by whom, and what it asks."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from kb.exchange.documents.asks import AskDocument
from kb.exchange.documents.conflicts import ConflictDocument, conflicts_about
from kb.exchange.documents.fields import (
    Document,
    day,
    flag,
    list_of,
    many,
    one,
    web_address,
    whole_number,
    word,
    words,
)
from kb.exchange.documents.kind import Kind, Sight, day_words, head, page_url
from kb.exchange.documents.named import speaker_told
from kb.exchange.documents.parts import (
    ClaimCheckDocument,
    MentionDocument,
    PartsOf,
    QuoteDocument,
)
from kb.exchange.documents.shapes import OURS, PAGE, Head, SourceNamed, SpeakerNamed
from kb.exchange.documents.signatures import SignatureDocument, signatures_of
from kb.exchange.documents.sources import source_told
from kb.search.keyset import Key, newest_first
from statements.filters import StatementFilters
from statements.models import Segment, Statement

SAID = "the statement"


class SentenceDocument(Document):
    address = words("Its lasting address: p5s2.", OURS)
    text = words("Its words.", SAID)


class ParagraphDocument(Document):
    address = words("Its lasting address: p5.", OURS)
    text = words("Its words.", SAID)
    sentences = many(SentenceDocument, "Its sentences in their order.", SAID)


class SpokenByDocument(Document):
    person = one(SpeakerNamed, "Who delivered it, where that may be told.", SAID, null=True)
    capacity = words("In what capacity.", SAID, null=True)


class StatementDocument(Head):
    slug = words("The word in its address.", OURS)
    url = web_address(PAGE, OURS)
    title = words("What readers will look for.", "staff")
    kind = word("The occasion, or its form.", Statement.Kind.values, SAID)
    modality = word("How it reached its audience.", Statement.Modality.values, SAID)
    is_joint = flag("Whether it was made with others.", SAID)
    session = words("The code of the session at which it was made.", SAID, null=True)
    agenda_item = whole_number("The item under which it was made.", SAID, null=True)
    symbol = words("A written statement's own: A/HRC/43/NGO/1.", SAID, null=True)
    delivered_by = one(SpeakerNamed, "The organisation that delivered it.", SAID, null=True)
    speaker = one(SpokenByDocument, "The person who delivered it.", SAID)
    source = one(SourceNamed, "Where text and facts come from.", "staff", null=True)
    delivered_on = day("The day on which it was made.", SAID, null=True)
    declared_signatories = whole_number("How many it says it has.", SAID, null=True)
    check_against_delivery = flag("Whether the text may differ from what was said.", SAID)
    is_described = flag("Whether the text is our account, not the words.", "staff")
    language = words("The language of the text, by its ISO 639 code.", SAID)
    text = words("The whole text; a blank line parts paragraphs.", SAID, null=True)
    paragraphs = many(ParagraphDocument, "The text under its lasting addresses.", SAID)
    retired_addresses = list_of(
        words("An address.", OURS), "Addresses that no longer lead to anything.", OURS
    )
    signatures = many(SignatureDocument, "Who signed, as far as it is known and told.", SAID)
    quotes = many(QuoteDocument, "Words of others in it.", SAID)
    asks = many(AskDocument, "What it asks, and what became of it.", SAID)
    mentions = many(MentionDocument, "The documents that it cites.", SAID)
    claim_checks = many(ClaimCheckDocument, "Its claims beside the record.", "staff")
    conflicts = many(ConflictDocument, "Where public sources differ about it.", OURS)


def _rows(at: datetime) -> "QuerySet[Statement]":
    related = ("session", "agenda_item", "delivered_by", "spoken_by", "source")
    return Statement.objects.published(at).select_related(*related)


def _documents(rows: Sequence[Statement], sight: Sight) -> list[dict[str, Any]]:
    paragraphs, retired = _segments(rows)
    signatures, parts = signatures_of(rows, sight), PartsOf(rows, sight)
    conflicts = conflicts_about(rows, sight)
    return [
        _document(each, sight)
        | {
            "paragraphs": paragraphs[each.pk],
            "retired_addresses": retired[each.pk],
            "signatures": signatures[each.pk],
            **parts.of(each),
            "conflicts": conflicts.get(each.public_id, []),
        }
        for each in rows
    ]


def _document(row: Statement, sight: Sight) -> dict[str, Any]:
    shown = row.shown_speaker(sight.at)
    return head(row, sight) | {
        "slug": row.slug,
        "url": page_url(row),
        "title": row.title,
        "kind": row.kind,
        "modality": row.modality,
        "is_joint": row.is_joint,
        "session": row.session.code if row.session else None,
        "agenda_item": row.agenda_item.number if row.agenda_item else None,
        "symbol": row.symbol or None,
        "delivered_by": speaker_told(row.delivered_by, sight),
        "speaker": {
            "person": speaker_told(row.spoken_by, sight) if shown.name else None,
            "capacity": shown.capacity or None,
        },
        "source": source_told(row.source, sight),
        "delivered_on": day_words(row.delivered_on),
        "declared_signatories": row.declared_signatories,
        "check_against_delivery": row.check_against_delivery,
        "is_described": row.is_described,
        "language": row.language,
        "text": row.text or None,
    }


def _segments(
    rows: Sequence[Statement],
) -> tuple[dict[int, list[dict[str, Any]]], dict[int, list[str]]]:
    """{key of the statement: its paragraphs}, and the addresses out of use. One query."""
    paragraphs: dict[int, list[dict[str, Any]]] = defaultdict(list)
    retired: dict[int, list[str]] = defaultdict(list)
    by_key: dict[int, dict[str, Any]] = {}
    columns = ("pk", "statement_id", "paragraph_id", "address", "text", "is_retired")
    found = Segment.objects.filter(statement__in=rows).order_by("statement_id", "order", "pk")
    for key, statement, paragraph, address, said, is_retired in found.values_list(*columns):
        if is_retired:
            retired[statement].append(address)
        elif paragraph is None:
            by_key[key] = {"address": address, "text": said, "sentences": []}
            paragraphs[statement].append(by_key[key])
        else:
            by_key[paragraph]["sentences"].append({"address": address, "text": said})
    for addresses in retired.values():
        addresses.sort(key=lambda address: (len(address), address))
    return paragraphs, retired


STATEMENTS = Kind(
    name="statements",
    one="statement",
    about="What was said to the Council and published about its votes, the newest first.",
    model=Statement,
    shape=StatementDocument,
    rows=_rows,
    documents=_documents,
    filters=StatementFilters,
    keys=(newest_first("delivered_on"), Key("slug")),
)
