"""What each page is about, for search engines and programs, from what the page has already."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from kb.council.models import Session, State
from kb.exchange.formats import jsonld
from kb.pages.parts.shown import absolute
from kb.pages.vote.page import VotePage
from statements.models import Article, Organisation, Person, Statement
from votes.models import Resolution, RollCall

FILES = {
    "kb.json": "application/json",
    "kb.zip": "application/zip",
    "ballots.csv": "text/csv",
    "popolo.json": "application/json",
}


def of_resolution(text: Resolution) -> SafeString:
    return jsonld.in_page(
        jsonld.legislation(
            url=_url(text),
            name=text.title,
            identifier=text.symbol,
            body=text.body.name,
            acted_on=text.acted_on,
            is_adopted=text.is_adopted,
        )
    )


def of_vote(roll_call: RollCall, page: VotePage) -> SafeString:
    counts = {each.word: each.number for each in page.counts}
    return jsonld.in_page(
        jsonld.vote(
            url=_url(roll_call),
            name=page.head.head_title,
            body=roll_call.resolution.body.name,
            held_on=roll_call.held_on,
            text_url=_url(roll_call.resolution),
            counts=counts,
        )
    )


def of_statement(statement: Statement, at: datetime) -> SafeString:
    by = statement.delivered_by
    return jsonld.in_page(
        jsonld.statement(
            url=_url(statement),
            name=statement.title,
            day=statement.delivered_on,
            language=statement.language,
            author=by.name if by and by.is_public(at) else "",
        )
    )


def of_article(article: Article, at: datetime) -> SafeString:
    by = article.publisher
    return jsonld.in_page(
        jsonld.article(
            url=_url(article),
            name=article.title,
            day=article.published_on,
            language=article.language,
            publisher=by.name if by and by.is_public(at) else "",
            said=article.lede,
        )
    )


def of_organisation(organisation: Organisation) -> SafeString:
    return jsonld.in_page(
        jsonld.organisation(
            url=_url(organisation),
            name=organisation.name,
            short_name=organisation.short_name,
            website=organisation.url,
        )
    )


def of_person(person: Person) -> SafeString:
    return jsonld.in_page(jsonld.person(url=_url(person), name=person.name))


def of_state(state: State) -> SafeString:
    return jsonld.in_page(jsonld.state(url=_url(state), name=state.name, code=state.code))


def of_session(session: Session) -> SafeString:
    return jsonld.in_page(
        jsonld.session(
            url=_url(session),
            name=f"{session}, {session.body}",
            body=session.body.name,
            starts_on=session.starts_on,
            ends_on=session.ends_on,
        )
    )


def of_data() -> SafeString:
    files = {absolute(f"/export/{name}"): kind for name, kind in FILES.items()}
    return jsonld.in_page(jsonld.dataset(url=absolute(reverse("data")), files=files))


def _url(record: Any) -> str:
    return absolute(record.get_absolute_url())
