"""What pages and records are in the words of schema.org, from plain facts. No query.

A vote is an Event about a Legislation; its counts are PropertyValues, since schema.org has no word
for a roll call.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from kb.exchange.documents.articles import ARTICLES
from kb.exchange.documents.council import SESSIONS, STATES
from kb.exchange.documents.encoding import dumps
from kb.exchange.documents.kind import Kind, Sight
from kb.exchange.documents.organisations import ORGANISATIONS
from kb.exchange.documents.people import PEOPLE
from kb.exchange.documents.resolutions import RESOLUTIONS
from kb.exchange.documents.statements import STATEMENTS
from kb.exchange.documents.votes.documents import VOTES
from kb.exchange.files.walk import documents_of

Thing = dict[str, Any]
Day = date | str | None
# Nothing that a browser could take for the end of the script or a comment.
ESCAPED = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def in_page(thing: Thing) -> SafeString:
    """For <script type="application/ld+json">: data that no browser runs."""
    return mark_safe(json.dumps(thing, ensure_ascii=False).translate(ESCAPED))


def legislation(
    *, url: str, name: str, identifier: str, body: str, acted_on: Day, is_adopted: bool
) -> Thing:
    found = _thing("Legislation", url, name, legislationIdentifier=identifier)
    if is_adopted:
        found |= _known(legislationDate=_day(acted_on), legislationPassedBy=_body(body))
    return found


def vote(
    *, url: str, name: str, body: str, held_on: Day, text_url: str, counts: Mapping[str, int | None]
) -> Thing:
    told = [
        {"@type": "PropertyValue", "name": position.replace("_", " "), "value": number}
        for position, number in counts.items()
        if number is not None
    ]
    return _thing(
        "Event",
        url,
        name,
        startDate=_day(held_on),
        organizer=_body(body),
        about={"@type": "Legislation", "@id": text_url, "url": text_url},
        additionalProperty=told,
    )


def statement(*, url: str, name: str, day: Day, language: str, author: str) -> Thing:
    return _thing(
        "CreativeWork", url, name, datePublished=_day(day), inLanguage=language, author=_by(author)
    )


def article(*, url: str, name: str, day: Day, language: str, publisher: str, said: str) -> Thing:
    return _thing(
        "Article",
        url,
        name,
        headline=name,
        description=said,
        datePublished=_day(day),
        inLanguage=language,
        publisher=_by(publisher),
    )


def organisation(*, url: str, name: str, short_name: str, website: str) -> Thing:
    return _thing("Organization", url, name, alternateName=short_name, sameAs=website)


def person(*, url: str, name: str) -> Thing:
    return _thing("Person", url, name)


def state(*, url: str, name: str, code: str) -> Thing:
    identifier = {"@type": "PropertyValue", "propertyID": "ISO 3166-1 alpha-3", "value": code}
    return _thing("Country", url, name, identifier=identifier)


def session(*, url: str, name: str, body: str, starts_on: Day, ends_on: Day) -> Thing:
    return _thing(
        "Event", url, name, startDate=_day(starts_on), endDate=_day(ends_on), organizer=_body(body)
    )


def dataset(*, url: str, files: Mapping[str, str]) -> Thing:
    """The whole record; `files`: {address: kind of content}."""
    return _thing(
        "Dataset",
        url,
        settings.SITE_NAME,
        description="What was asked at the UN Human Rights Council, and how each State voted.",
        license=settings.LICENCE,
        publisher=_by(settings.PUBLISHER),
        isAccessibleForFree=True,
        distribution=[
            {"@type": "DataDownload", "contentUrl": address, "encodingFormat": kind}
            for address, kind in files.items()
        ],
    )


def _thing(kind: str, url: str, name: str, **facts: Any) -> Thing:
    beginning = {"@context": "https://schema.org", "@type": kind, "@id": url}
    return {**beginning, "url": url, "name": name, **_known(**facts)}


def _known(**facts: Any) -> Thing:
    return {name: value for name, value in facts.items() if value not in (None, "", [], {})}


def _day(day: Day) -> str | None:
    return day.isoformat() if isinstance(day, date) else day


def _body(name: str) -> Thing:
    return {"@type": "GovernmentOrganization", "name": name}


def _by(name: str) -> Thing | None:
    return {"@type": "Organization", "name": name} if name else None


def linked_lines(now: datetime) -> Iterator[bytes]:
    """Every public record that has a page, a line each."""
    sight = Sight.of_public(now)
    for kind, make in LINKED.items():
        for documents in documents_of(kind, sight):
            yield b"".join(dumps(make(each)) + b"\n" for each in documents)


def _adopted(document: Mapping[str, Any]) -> bool:
    return document["outcome"] in ("adopted_by_vote", "adopted_without_vote")


def _text_url(document: Mapping[str, Any]) -> str:
    return f"{settings.PUBLIC_URL}/resolutions/{document['resolution']['slug']}/"


def _name(named: Mapping[str, Any] | None) -> str:
    return named["name"] if named else ""


LINKED: dict[Kind, Callable[[Mapping[str, Any]], Thing]] = {
    SESSIONS: lambda e: session(
        url=e["url"],
        name=e["label"],
        body=e["body"],
        starts_on=e["starts_on"],
        ends_on=e["ends_on"],
    ),
    STATES: lambda e: state(url=e["url"], name=e["name"], code=e["code"]),
    RESOLUTIONS: lambda e: legislation(
        url=e["url"],
        name=e["title"],
        identifier=e["symbol"] or "",
        body=e["body"],
        acted_on=e["acted_on"],
        is_adopted=_adopted(e),
    ),
    VOTES: lambda e: vote(
        url=e["url"],
        name=e["title"],
        body=e["body"],
        held_on=e["held_on"],
        text_url=_text_url(e),
        counts=e["counts"] or {},
    ),
    STATEMENTS: lambda e: statement(
        url=e["url"],
        name=e["title"],
        day=e["delivered_on"],
        language=e["language"],
        author=_name(e["delivered_by"]),
    ),
    ARTICLES: lambda e: article(
        url=e["url"],
        name=e["title"],
        day=e["published_on"],
        language=e["language"],
        publisher=_name(e["publisher"]),
        said=e["lede"] or "",
    ),
    ORGANISATIONS: lambda e: organisation(
        url=e["url"],
        name=e["name"],
        short_name=e["short_name"] or "",
        website=e["website"] or "",
    ),
    PEOPLE: lambda e: person(url=e["url"], name=e["name"]),
}
