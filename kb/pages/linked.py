"""What each page is about, for search engines and programs, from what the page has already.

Each is what jsonld.ndjson says of the record, and the page's own description.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString

from kb.council.models import Session, State
from kb.exchange.formats.jsonld import things
from kb.exchange.formats.jsonld.things import CSV, JSON, Named, Thing
from kb.pages.article import ArticlePage
from kb.pages.data import DataPage
from kb.pages.organisation import OrganisationPage
from kb.pages.parts.frames import PageHead
from kb.pages.parts.shown import Link, absolute, public_link
from kb.pages.person import PersonPage
from kb.pages.resolution.page import ResolutionPage
from kb.pages.session.page import SessionPage
from kb.pages.state.page import StatePage
from kb.pages.statement.page import StatementPage
from kb.pages.vote.page import VotePage
from statements.models import Article, Organisation, Statement
from votes.analysis.tally import IN_WORDS, Tally
from votes.models import Resolution, RollCall

FILES = {"kb.json": JSON, "kb.zip": "application/zip", "ballots.csv": CSV, "popolo.json": JSON}


def of_resolution(text: Resolution, page: ResolutionPage) -> SafeString:
    symbol = text.symbol or (page.drafts[-1].symbol if page.drafts else None)
    thing = things.legislation(
        url=page.head.permanent_url,
        name=text.title,
        kind=text.get_kind_display(),
        identifier=symbol,
        body=text.body.name,
        passed_on=text.acted_on,
        is_adopted=text.is_adopted,
    )
    return _described(thing, page.head)


def of_vote(roll_call: RollCall, page: VotePage) -> SafeString:
    text = roll_call.resolution
    thing = things.vote(
        url=page.head.permanent_url,
        body=text.body.name,
        session=Named(text.session.label, _url(text.session)),
        text=Named(text.title, _url(text), text.symbol),
        held_on=page.held_on,
        counts=_counts(page.tally, roll_call.accepted_listed) if page.tally else {},
    )
    return _described(thing, page.head)


def _counts(counted: Tally, listed: Collection[str] | None) -> dict[str, int | None]:
    """None for a position that the source does not list, while somebody is not recorded."""
    known = {*listed, "not_recorded"} if listed is not None and counted.not_recorded else IN_WORDS
    return {IN_WORDS[each]: number if each in known else None for each, number in counted.counts}


def of_statement(statement: Statement, page: StatementPage, at: datetime) -> SafeString:
    by = public_link(statement.delivered_by, at)
    authors = [things.author_organisation(_named(by))] if by.label else []
    if statement.shown_speaker(at).name:
        authors += _people(public_link(statement.spoken_by, at))
    thing = things.statement(
        url=page.head.permanent_url,
        name=page.title,
        kind=statement.get_kind_display(),
        day=statement.delivered_on,
        language=page.language,
        authors=authors,
    )
    return _described(thing, page.head)


def of_article(article: Article, page: ArticlePage, at: datetime) -> SafeString:
    by = public_link(article.publisher, at)
    is_told = bool(article.shown_author(at).name)
    author = _people(public_link(article.author, at)) if is_told else []
    thing = things.article(
        url=page.head.permanent_url,
        name=page.title,
        day=article.published_on,
        language=page.language,
        publisher=things.author_organisation(_named(by)) if by.label else None,
        author=author[0] if author else None,
        lede=page.lede,
        original=article.url,
    )
    return _described(thing, page.head)


def of_organisation(organisation: Organisation, page: OrganisationPage) -> SafeString:
    thing = things.organisation(
        url=page.head.permanent_url,
        name=page.title,
        short_name=organisation.short_name,
        website=organisation.url,
    )
    return _described(thing, page.head)


def of_person(page: PersonPage) -> SafeString:
    thing = things.person(
        url=page.head.permanent_url,
        name=page.title,
        titles=[role.title for role in page.roles],
        places=[_named(role.organisation) for role in page.roles if role.organisation.label],
    )
    return _described(thing, page.head)


def of_state(state: State, page: StatePage) -> SafeString:
    thing = things.state(
        url=page.head.permanent_url,
        name=page.title,
        code=state.code,
        is_past=state.kind == State.Kind.PAST,
    )
    return _described(thing, page.head)


def of_session(session: Session, page: SessionPage) -> SafeString:
    thing = things.session(
        url=page.head.permanent_url,
        name=session.label,
        body=session.body.name,
        starts_on=session.starts_on,
        ends_on=session.ends_on,
    )
    return _described(thing, page.head)


def of_data(page: DataPage) -> SafeString:
    files = {absolute(f"/export/{name}"): kind for name, kind in FILES.items()}
    head = page.head
    return things.in_page(
        things.dataset(url=head.permanent_url, about=head.description, files=files)
    )


def _described(thing: Thing, head: PageHead) -> SafeString:
    return things.in_page(thing | {"description": head.description})


def _people(link: Link) -> list[Thing]:
    return [things.author_person(_named(link))] if link.label else []


def _named(link: Link) -> Named:
    return Named(link.label, absolute(link.url))


def _url(record: Any) -> str:
    return absolute(record.get_absolute_url())
