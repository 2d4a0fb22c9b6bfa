"""Articles: what was published about votes and statements."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from kb.exchange.documents.asks import AskDocument
from kb.exchange.documents.conflicts import ConflictDocument, conflicts_about
from kb.exchange.documents.fields import day, flag, many, one, web_address, words
from kb.exchange.documents.kind import Kind, Sight, day_words, head, page_url
from kb.exchange.documents.named import speaker_told
from kb.exchange.documents.parts import (
    ClaimCheckDocument,
    MentionDocument,
    PartsOf,
    QuoteDocument,
)
from kb.exchange.documents.shapes import OURS, PAGE, Head, SourceNamed, SpeakerNamed
from kb.exchange.documents.sources import source_told
from kb.search.keyset import Key, newest_first
from statements.filters import ArticleFilters
from statements.models import Article

WROTE = "the article"


class ArticleDocument(Head):
    slug = words("The word in its address.", OURS)
    url = web_address(PAGE, OURS)
    title = words("As printed.", WROTE)
    publisher = one(SpeakerNamed, "The organisation that published it.", WROTE, null=True)
    author = one(SpeakerNamed, "Who wrote it, where that may be told.", WROTE, null=True)
    source = one(SourceNamed, "Where it was read.", "staff", null=True)
    published_on = day("The date that it bears.", WROTE, null=True)
    lede = words("The sentences under the title.", WROTE, null=True)
    body = words("The text; a blank line parts paragraphs.", WROTE, null=True)
    is_described = flag("Whether lede and body are our account of it.", "staff")
    language = words("The language of the text, by its ISO 639 code.", WROTE)
    original_url = web_address("Where it can be read.", "staff", null=True)
    image_credit = words("As printed: “UN Webcast”.", WROTE, null=True)
    quotes = many(QuoteDocument, "Words of others in it.", WROTE)
    asks = many(AskDocument, "What it asks, and what became of it.", WROTE)
    mentions = many(MentionDocument, "The documents that it cites.", WROTE)
    claim_checks = many(ClaimCheckDocument, "Its claims beside the record.", "staff")
    conflicts = many(ConflictDocument, "Where public sources differ about it.", OURS)


def _rows(at: datetime) -> "QuerySet[Article]":
    return Article.objects.published(at).select_related("publisher", "author", "source")


def _documents(rows: Sequence[Article], sight: Sight) -> list[dict[str, Any]]:
    parts, conflicts = PartsOf(rows, sight), conflicts_about(rows, sight)
    return [
        _document(each, sight) | parts.of(each) | {"conflicts": conflicts.get(each.public_id, [])}
        for each in rows
    ]


def _document(row: Article, sight: Sight) -> dict[str, Any]:
    is_told = bool(row.shown_author(sight.at).name)
    return head(row, sight) | {
        "slug": row.slug,
        "url": page_url(row),
        "title": row.title,
        "publisher": speaker_told(row.publisher, sight),
        "author": speaker_told(row.author, sight) if is_told else None,
        "source": source_told(row.source, sight),
        "published_on": day_words(row.published_on),
        "lede": row.lede or None,
        "body": row.body or None,
        "is_described": row.is_described,
        "language": row.language,
        "original_url": row.url or None,
        "image_credit": row.image_credit or None,
    }


ARTICLES = Kind(
    name="articles",
    one="article",
    about="What was published about votes and statements, the newest first.",
    model=Article,
    shape=ArticleDocument,
    rows=_rows,
    documents=_documents,
    filters=ArticleFilters,
    keys=(newest_first("published_on"), Key("slug")),
)
