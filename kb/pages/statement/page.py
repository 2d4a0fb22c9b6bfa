"""The statement page: what was said, on whose behalf, what it asked, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse

from kb.council.lookup import state_labels
from kb.pages.parts.asked import in_short, shown_about
from kb.pages.parts.asks import ShownAsk, asks_to_show
from kb.pages.parts.cited import (
    CheckedClaim,
    ShownDocument,
    ShownQuote,
    checked_claims,
    here,
    shown_documents,
    shown_quotes,
)
from kb.pages.parts.disputes import is_open, shown_disputes
from kb.pages.parts.frames import PageHead, record_head
from kb.pages.parts.listed import ListedVote, Result, listed_vote, results_of, votes_addressed
from kb.pages.parts.mentioned import MentionedIn, mentioned_in
from kb.pages.parts.shown import Fact, Link, ShownSource, day_words, public_link
from kb.pages.parts.sourced import public_sources
from kb.pages.statement.signatories import ShownSignatories, shown_signatories
from kb.pages.vote.readings import ShownConflict
from kb.records.models import ConflictValue
from statements.models import Ask, ClaimCheck, Mention, Segment, Statement
from statements.services import ScoredAsk, score_asks

SELECTED = ("session__body", "agenda_item", "delivered_by", "spoken_by", "source")


@dataclass(frozen=True, slots=True)
class Sentence:
    address: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`sentences` are empty where they do not make up the whole text."""

    address: str
    number: str
    text: str
    sentences: list[Sentence]


@dataclass(frozen=True, slots=True)
class StatementPage:
    """What `pages/statement.html` prints."""

    head: PageHead
    title: str
    what: str
    is_described: bool
    check_against_delivery: bool
    language: str
    asks_in_short: str
    facts: list[Fact]
    paragraphs: list[Paragraph]
    asks: list[ShownAsk]
    votes: list[ListedVote]
    signatories: ShownSignatories | None
    quotes: list[ShownQuote]
    documents: list[ShownDocument]
    claims: list[CheckedClaim]
    mentioned_in: list[MentionedIn]
    conflicts: list[ShownConflict]
    sources: list[ShownSource]


def statement_page(statement: Statement, at: datetime) -> StatementPage:
    """Select `statement` with SELECTED. The number of queries does not grow with what it holds."""
    scored = score_asks(asks_to_show(Ask.objects.public(at).filter(statement=statement)), at=at)
    mentions = list(Mention.objects.public(at).filter(statement=statement).with_targets())
    votes = votes_addressed([*scored, *mentions], at)
    results = results_of(votes)
    names = state_labels()
    disputes = ConflictValue.objects.disputes(at, statement)
    is_disputed = is_open(disputes, "delivered_on")
    day, short = _day(statement, is_disputed), in_short(scored)
    signatories = shown_signatories(statement, at)
    disputed = [each.source for values in disputes.values() for each in values]
    cited = signatories.sources if signatories else []
    return StatementPage(
        head=_head(statement, day, short, at),
        title=statement.title,
        what=_what(statement),
        is_described=statement.is_described,
        check_against_delivery=statement.check_against_delivery,
        language=statement.language,
        asks_in_short=short,
        facts=_facts(statement, day, at),
        paragraphs=_paragraphs(statement),
        asks=[_ask(each, results, names, is_disputed, at) for each in scored],
        votes=[listed_vote(each, results[each.pk], at) for each in votes],
        signatories=signatories,
        quotes=shown_quotes(statement.quotes.with_speakers(), at),
        documents=shown_documents(mentions, at),
        claims=checked_claims(
            ClaimCheck.objects.public(at)
            .filter(statement=statement)
            .select_related("roll_call__resolution", "source"),
        ),
        mentioned_in=mentioned_in(Mention.objects.filter(cited_statement=statement), at),
        conflicts=shown_disputes(disputes),
        sources=public_sources([statement.source, *disputed, *cited], at),
    )


def _day(statement: Statement, is_disputed: bool) -> str:
    """Its day in words; while sources differ on it, not without saying so."""
    if statement.delivered_on is None:
        return ""
    return f"{day_words(statement.delivered_on)}{' (sources differ)' if is_disputed else ''}"


def _head(statement: Statement, day: str, short: str, at: datetime) -> PageHead:
    when = f", {day}" if day else ""
    asked = f" ({short})" if short else ""
    session = statement.session
    crumbs = [Link(str(session), session.get_absolute_url())] if session else []
    if statement.agenda_item:
        crumbs.append(Link(f"Item {statement.agenda_item.number}"))
    return record_head(
        statement,
        head_title=f"{statement.title}{asked}",
        description=f"{_what(statement)}{when}. {short + '. ' if short else ''}"
        "What was said paragraph by paragraph, who signed, and how the votes went.",
        breadcrumbs=[*(crumbs or [Link("Votes", reverse("home"))]), Link("Statement")],
        cited_as=f"“{statement.title}”{when}",
        at=at,
    )


def _what(statement: Statement) -> str:
    """ "Joint statement, general debate, oral"."""
    kind = statement.get_kind_display()
    joint = "Joint statement" if statement.is_joint else "Statement"
    if statement.kind == Statement.Kind.OTHER:
        kind = ""
    modality = statement.get_modality_display().lower()
    return ", ".join(filter(None, [joint, kind.lower().replace("upr", "UPR"), modality]))


def _facts(statement: Statement, day: str, at: datetime) -> list[Fact]:
    speaker = public_link(statement.delivered_by, at)
    session, item = statement.session, statement.agenda_item
    facts = [
        Fact("Symbol", statement.symbol),
        Fact(
            "Session",
            f"{session.body}, {session}" if session else "",
            session.get_absolute_url() if session else "",
        ),
        Fact("Agenda item", f"{item.number}: {item.title}" if item else ""),
        Fact("Delivered by", speaker.label, speaker.url),
        Fact(
            "Speaker",
            str(statement.shown_speaker(at)),
            public_link(statement.spoken_by, at).url,
        ),
        Fact("Date", day),
    ]
    return [fact for fact in facts if fact.value]


def _paragraphs(statement: Statement) -> list[Paragraph]:
    """Today's paragraphs with their sentences, in one query."""
    rows = list(Segment.objects.filter(statement=statement, is_retired=False).order_by("order"))
    sentences: dict[int | None, list[Sentence]] = {}
    for row in rows:
        sentences.setdefault(row.paragraph_id, []).append(Sentence(row.address, row.text))
    return [
        Paragraph(
            address=row.address,
            number=row.address.removeprefix("p"),
            text=row.text,
            sentences=_whole(sentences.get(row.pk, []), row.text),
        )
        for row in rows
        if row.paragraph_id is None
    ]


def _whole(sentences: Sequence[Sentence], text: str) -> list[Sentence]:
    """The sentences, if with one blank between them they are the paragraph."""
    return list(sentences) if " ".join(each.text for each in sentences) == text else []


def _ask(
    scored: ScoredAsk,
    results: dict[int, Result],
    names: dict[str, str],
    is_disputed: bool,
    at: datetime,
) -> ShownAsk:
    """Said on its own page, an ask points to its paragraph."""
    shown = shown_about(scored, results, names, at)
    return replace(
        shown,
        statement=here(scored.ask.segment),
        by="",
        is_date_disputed=is_disputed and scored.ask.made_on is None,
    )
