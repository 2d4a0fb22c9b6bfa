"""What pages and records are in the words of schema.org, from plain facts. No query.

What is empty is left out. schema.org has no word for a roll call: a vote is an Event about a
Legislation, and its counts are what a Dataset on it measures.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

Thing = dict[str, Any]
Day = date | str | None
# Nothing that a browser could take for the end of the script or a comment.
ESCAPED = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
JSON, CSV = "application/json", "text/csv"


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a page of ours. `symbol` where it has one."""

    name: str
    url: str
    symbol: str | None = None


def in_page(thing: Thing) -> SafeString:
    """For <script type="application/ld+json">: data that no browser runs."""
    return mark_safe(json.dumps(thing, ensure_ascii=False).translate(ESCAPED))


def legislation(
    *,
    url: str,
    name: str,
    kind: str,
    identifier: str | None,
    body: str,
    passed_on: Day,
    is_adopted: bool,
) -> Thing:
    """Only what was adopted has a day on which a body passed it."""
    passed = {"legislationPassedBy": _body(body), "legislationDate": _day(passed_on)}
    return _thing(
        "Legislation",
        url,
        name,
        legislationIdentifier=identifier,
        legislationType=kind,
        **(passed if is_adopted else {}),
    )


def vote(
    *,
    url: str,
    body: str,
    session: Named,
    text: Named,
    held_on: Day,
    counts: Mapping[str, int | None],
) -> Thing:
    """`counts` by position in words; none before there is a result."""
    about = _part("Legislation", text) | _known(legislationIdentifier=text.symbol)
    return _thing(
        "Event",
        url,
        f"Vote: {text.name}",
        startDate=_day(held_on),
        organizer=_body(body),
        superEvent=_part("Event", session),
        about=about,
        subjectOf=_counted(url, counts),
    )


def _counted(url: str, counts: Mapping[str, int | None]) -> Thing | None:
    told = [
        {"@type": "PropertyValue", "name": position, "value": number}
        for position, number in counts.items()
        if number
    ]
    if not told:
        return None
    beside = url.rstrip("/")
    return {
        "@type": "Dataset",
        "name": "How each State voted",
        "description": "The position of each State, and how many took each position.",
        "license": _licence(),
        "variableMeasured": told,
        "distribution": _downloads({f"{beside}.json": JSON, f"{beside}.csv": CSV}),
    }


def statement(
    *, url: str, name: str, kind: str, day: Day, language: str, authors: Sequence[Thing]
) -> Thing:
    return _thing(
        "CreativeWork",
        url,
        name,
        genre=kind,
        datePublished=_day(day),
        inLanguage=language,
        author=list(authors),
    )


def article(
    *,
    url: str,
    name: str,
    day: Day,
    language: str,
    publisher: Thing | None,
    author: Thing | None,
    lede: str | None,
    original: str | None,
) -> Thing:
    return _thing(
        "Article",
        url,
        name,
        headline=name,
        abstract=lede,
        datePublished=_day(day),
        inLanguage=language,
        publisher=publisher,
        author=author,
        isBasedOn=original,
    )


def organisation(*, url: str, name: str, short_name: str | None, website: str | None) -> Thing:
    return _thing("Organization", url, name, alternateName=short_name, sameAs=website)


def person(*, url: str, name: str, titles: Sequence[str], places: Sequence[Named]) -> Thing:
    """`titles` and `places` of all roles, in any order."""
    once = sorted({each.url: each for each in places}.values(), key=lambda each: each.url)
    return _thing(
        "Person",
        url,
        name,
        jobTitle=sorted(set(titles)),
        affiliation=[_part("Organization", each) for each in once],
    )


def state(*, url: str, name: str, code: str, is_past: bool) -> Thing:
    scheme = "ISO 3166-3" if is_past else "ISO 3166-1 alpha-3"
    identifier = {"@type": "PropertyValue", "propertyID": scheme, "value": code}
    return _thing("Country", url, name, identifier=identifier)


def session(*, url: str, name: str, body: str, starts_on: Day, ends_on: Day) -> Thing:
    return _thing(
        "Event",
        url,
        f"{body}, {name}",
        startDate=_day(starts_on),
        endDate=_day(ends_on),
        organizer=_body(body),
    )


def dataset(*, url: str, about: str, files: Mapping[str, str]) -> Thing:
    """The whole record; `files`: {address: kind of content}."""
    publisher = settings.PUBLISHER
    return _thing(
        "Dataset",
        url,
        settings.SITE_NAME,
        description=about,
        license=_licence(),
        publisher={"@type": "Organization", "name": publisher} if publisher else None,
        isAccessibleForFree=True,
        distribution=_downloads(files),
    )


def author_organisation(named: Named) -> Thing:
    return _part("Organization", named)


def author_person(named: Named) -> Thing:
    return _part("Person", named)


def _thing(kind: str, url: str, name: str, **facts: Any) -> Thing:
    beginning = {"@context": "https://schema.org", "@type": kind, "@id": url}
    return {**beginning, "url": url, "name": name, **_known(**facts)}


def _part(kind: str, named: Named) -> Thing:
    return {"@type": kind, "@id": named.url, "url": named.url, "name": named.name}


def _known(**facts: Any) -> Thing:
    return {name: value for name, value in facts.items() if value not in (None, "", [])}


def _day(day: Day) -> str | None:
    return day.isoformat() if isinstance(day, date) else day


def _body(name: str) -> Thing:
    return {"@type": "Organization", "name": name}


def _licence() -> Thing:
    return {"@type": "CreativeWork", "name": settings.LICENCE}


def _downloads(files: Mapping[str, str]) -> list[Thing]:
    return [
        {"@type": "DataDownload", "contentUrl": address, "encodingFormat": kind}
        for address, kind in files.items()
    ]
