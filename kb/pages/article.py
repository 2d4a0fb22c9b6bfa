"""The article page: what was published about votes and statements, and what the record says."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse

from kb.council.lookup import state_labels
from kb.pages.parts.asked import shown_about
from kb.pages.parts.asks import ShownAsk, asks_to_show
from kb.pages.parts.cited import (
    CheckedClaim,
    ShownDocument,
    ShownQuote,
    checked_claims,
    shown_documents,
    shown_quotes,
)
from kb.pages.parts.disputes import shown_disputes
from kb.pages.parts.frames import PageHead, record_head, shortened
from kb.pages.parts.listed import ListedVote, listed_vote, results_of, votes_addressed
from kb.pages.parts.shown import Fact, Link, ShownSource, day_words, public_link
from kb.pages.parts.sourced import public_sources
from kb.pages.vote.readings import ShownConflict
from kb.records.models import ConflictValue
from statements.models import Article, Ask, ClaimCheck, Mention
from statements.services import score_asks

SELECTED = ("publisher", "author", "source")
BLANK_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """What `pages/article.html` prints. Whom staff may ask about it is not among it."""

    head: PageHead
    title: str
    is_described: bool
    language: str
    facts: list[Fact]
    lede: str
    paragraphs: list[str]
    quotes: list[ShownQuote]
    asks: list[ShownAsk]
    votes: list[ListedVote]
    documents: list[ShownDocument]
    claims: list[CheckedClaim]
    conflicts: list[ShownConflict]
    sources: list[ShownSource]


def article_page(article: Article, at: datetime) -> ArticlePage:
    """Select `article` with SELECTED. The number of queries does not grow with what it holds."""
    scored = score_asks(asks_to_show(Ask.objects.public(at).filter(article=article)), at=at)
    mentions = list(Mention.objects.public(at).filter(article=article).with_targets())
    claims = list(
        ClaimCheck.objects.public(at)
        .filter(article=article)
        .select_related("roll_call__resolution", "source")
    )
    votes = votes_addressed([*scored, *mentions, *claims], at)
    results = results_of(votes)
    names = state_labels()
    disputes = ConflictValue.objects.disputes(at, article)
    shown = [shown_about(each, results, names, at) for each in scored]
    checked = [claim.source for claim in claims]
    disputed = [each.source for values in disputes.values() for each in values]
    return ArticlePage(
        head=_head(article, at),
        title=article.title,
        is_described=article.is_described,
        language=article.language,
        facts=_facts(article, at),
        lede=article.lede,
        paragraphs=[part for part in BLANK_LINES.split(article.body.strip()) if part],
        quotes=shown_quotes(article.quotes.with_speakers(), at),
        asks=[replace(ask, statement=None, by="") for ask in shown],
        votes=[listed_vote(each, results[each.pk], at) for each in votes],
        documents=shown_documents([each for each in mentions if not each.roll_call], at),
        claims=checked_claims(claims),
        conflicts=shown_disputes(disputes),
        sources=public_sources([article.source, *disputed, *checked], at),
    )


def _head(article: Article, at: datetime) -> PageHead:
    day = f", {day_words(article.published_on)}" if article.published_on else ""
    publisher = public_link(article.publisher, at).label
    by = f", {publisher}" if publisher else ""
    return record_head(
        article,
        head_title=f"{article.title}{day}",
        description=f"Article{by}{day}: {article.lede or article.title} The votes it is about, the "
        "quotes, and its claims held against the record.",
        breadcrumbs=[Link("Votes", reverse("home")), Link("Article")],
        cited_as=f"“{shortened(article.title)}”{by}{day}",
        at=at,
    )


def _facts(article: Article, at: datetime) -> list[Fact]:
    publisher = public_link(article.publisher, at)
    facts = [
        Fact("Published by", publisher.label, publisher.url),
        Fact("Author", str(article.shown_author(at)), public_link(article.author, at).url),
        Fact("Date", day_words(article.published_on) if article.published_on else ""),
        Fact("Where to read it", article.url, article.url),
        Fact("Image credit", article.image_credit),
    ]
    return [fact for fact in facts if fact.value]
