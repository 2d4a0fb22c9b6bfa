"""What a document of Akoma Ntoso says of itself: work, expression, manifestation, references."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator

from django.conf import settings

from kb.exchange.formats.akoma_ntoso.words import Document, add

US, NOBODY = "#publisher", "not-stated"
# Akoma Ntoso names languages by ISO 639-2; ours are of ISO 639-1 where that has one.
LANGUAGES = {"ar": "ara", "en": "eng", "es": "spa", "fr": "fra", "ru": "rus", "zh": "zho"}


def identify(meta: ET.Element, document: Document) -> None:
    """Without a day of its own, a statement has the one on which it was published here."""
    since = (document["public_since"] or "")[:10]
    day = document["delivered_on"] or since
    what = "delivered" if document["delivered_on"] else "published here"
    language = LANGUAGES.get(document["language"], document["language"])
    uri = f"/akn/un/statement/{day}/{document['slug']}"
    known = add(meta, "identification", source=US)
    work = _level(known, "FRBRWork", uri, document["url"], (day, what), authors(document))
    add(work, "FRBRcountry", value="un")
    add(work, "FRBRsubtype", value=document["kind"])
    if document["symbol"]:
        add(work, "FRBRnumber", value=document["symbol"])
    uri = f"{uri}/{language}@"
    spoken = _level(known, "FRBRExpression", uri, document["url"], (day, what), authors(document))
    add(spoken, "FRBRlanguage", language=language)
    published = (since or day, "published here")
    written = _level(known, "FRBRManifestation", f"{uri}.xml", document["url"], published, [US])
    add(written, "FRBRformat", value="application/akn+xml")


def _level(
    parent: ET.Element, name: str, uri: str, page: str, day: tuple[str, str], by: list[str]
) -> ET.Element:
    level = add(parent, name)
    add(level, "FRBRthis", value=f"{uri}/!main")
    add(level, "FRBRuri", value=uri)
    add(level, "FRBRalias", value=page, name="page")
    add(level, "FRBRdate", date=day[0], name=day[1])
    for author in by:
        add(level, "FRBRauthor", href=author)
    return level


def authors(document: Document) -> list[str]:
    by, person = document["delivered_by"], document["speaker"]["person"]
    found = [organisation_key(by)] if by else []
    found += [person_key(person)] if person else []
    return [f"#{key}" for key in found or [NOBODY]]


def organisation_key(named: Document) -> str:
    return f"organisation-{named['slug']}"


def person_key(named: Document) -> str:
    return f"person-{named['slug']}"


def refer(meta: ET.Element, document: Document) -> None:
    """Each organisation, person, session and text once, with its page."""
    found = add(meta, "references", source=US)
    us = settings.PUBLISHER or settings.SITE_NAME
    _told(found, "TLCOrganization", US[1:], settings.PUBLIC_URL, us)
    if authors(document) == [f"#{NOBODY}"]:
        _told(found, "TLCConcept", NOBODY, "/akn/ontology/concept/not-stated", "Not stated")
    for each in {each["slug"]: each for each in _organisations(document)}.values():
        page = page_of("organisations", each)
        _told(found, "TLCOrganization", organisation_key(each), page, each["name"])
    for each in {each["slug"]: each for each in _people(document)}.values():
        _told(found, "TLCPerson", person_key(each), page_of("people", each), each["name"])
    if code := document["session"]:
        _told(found, "TLCEvent", "session", f"{settings.PUBLIC_URL}/sessions/{code}/", code)
    for slug, symbol in _texts(document).items():
        page = f"{settings.PUBLIC_URL}/resolutions/{slug}/"
        _told(found, "TLCReference", f"text-{slug}", page, symbol, name="resolution")


def _told(parent: ET.Element, kind: str, key: str, url: str, words: str, **more: str) -> ET.Element:
    return add(parent, kind, eId=key, href=url, showAs=words, **more)


def _organisations(document: Document) -> Iterator[Document]:
    named = (document, "delivered_by"), *((each, "organisation") for each in document["signatures"])
    return (holder[key] for holder, key in named if holder[key])


def _people(document: Document) -> Iterator[Document]:
    holders = document["speaker"], *document["signatures"], *document["quotes"]
    return (holder["person"] for holder in holders if holder["person"])


def _texts(document: Document) -> dict[str, str]:
    """{slug: symbol} of the texts that are asked about or cited."""
    named = [each["resolution"] for each in (*document["asks"], *document["mentions"])]
    return {each["slug"]: each["symbol"] or each["slug"] for each in named if each}


def page_of(folder: str, named: Document) -> str:
    return f"{settings.PUBLIC_URL}/{folder}/{named['slug']}/"
