"""Sources, initiatives and texts out of a bundle."""

from collections.abc import Mapping
from typing import Any

from kb.exchange.bundle.known import Known, day, words
from kb.exchange.bundle.reading import Bundle, BundleError
from kb.exchange.documents.council import BODIES, GROUPS, SESSIONS, STATES
from kb.exchange.documents.initiatives import INITIATIVES
from kb.exchange.documents.resolutions import RESOLUTIONS
from kb.exchange.documents.sources import SOURCES
from kb.records.models import Source
from votes.models import Draft, FollowUp, Initiative, Resolution, Sponsorship
from votes.symbols import lookup_key


def add_sources(bundle: Bundle, known: Known) -> None:
    documents = bundle.of(SOURCES)
    sources = [
        Source(
            kind=each["kind"],
            title=each["title"],
            publisher=words(each["publisher"]),
            reference=words(each["reference"]),
            url=words(each["url"]),
            dated_on=day(each["dated_on"]),
            retrieved_on=day(each["retrieved_on"]),
        )
        for each in documents
    ]
    known.add(SOURCES, documents, sources)


def add_initiatives(bundle: Bundle, known: Known) -> None:
    documents = bundle.of(INITIATIVES)
    initiatives = [
        Initiative(slug=each["slug"], title=each["title"], summary=words(each["summary"]))
        for each in documents
    ]
    known.add(INITIATIVES, documents, initiatives)


def add_resolutions(bundle: Bundle, known: Known) -> None:
    documents = bundle.of(RESOLUTIONS)
    places = [f"resolutions[{place}]" for place in range(len(documents))]
    texts = [_text(each, known, place) for each, place in zip(documents, places, strict=True)]
    known.prepare(RESOLUTIONS, documents, texts)
    for text, each, place in zip(texts, documents, places, strict=True):
        text.amends = known.named(RESOLUTIONS, each["amends"], f"{place}.amends")
        symbols = [draft["symbol"] for draft in each["drafts"]]
        known.texts[text] = text.search_title, text.symbols_in_words(symbols)
    known.write(texts)
    for text, each, place in zip(texts, documents, places, strict=True):
        _add_parts(text, each, known, place)
    known.flush_rows()


def _text(document: Mapping[str, Any], known: Known, place: str) -> Resolution:
    return Resolution(
        slug=document["slug"],
        kind=document["kind"],
        title=document["title"],
        symbol=words(document["symbol"]),
        body=known.coded(BODIES, document["body"], f"{place}.body"),
        session=known.coded(SESSIONS, document["session"], f"{place}.session"),
        agenda_item=agenda_item(known, document["body"], document["agenda_item"], place),
        initiative=known.named(INITIATIVES, document["initiative"], f"{place}.initiative"),
        source=known.named(SOURCES, document["source"], f"{place}.source"),
        outcome=document["outcome"],
        acted_on=day(document["acted_on"]),
    )


def agenda_item(known: Known, body: str, number: int | None, place: str) -> Any:
    if number is None:
        return None
    if (body, number) not in known.items:
        raise BundleError(f"{place}.agenda_item: the agenda of “{body}” has no item {number}")
    return known.items[body, number]


def _add_parts(text: Resolution, document: Mapping[str, Any], known: Known, place: str) -> None:
    for draft in document["drafts"]:
        known.hold(
            Draft(
                resolution=text,
                symbol=draft["symbol"],
                symbol_key=lookup_key(draft["symbol"]),
                order=draft["order"],
                note=words(draft["note"]),
                tabled_on=day(draft["tabled_on"]),
            )
        )
    for sponsor in document["sponsors"]:
        at = f"{place}.sponsors"
        known.hold(
            Sponsorship(
                resolution=text,
                name_as_printed=sponsor["name_as_printed"],
                state=known.coded(STATES, sponsor["state"], at),
                on_behalf_of=known.coded(GROUPS, sponsor["on_behalf_of"], at),
                role=sponsor["role"],
                joined_on=day(sponsor["joined_on"]),
            )
        )
    for order in document["follow_ups"]:
        due = known.coded(SESSIONS, order["due_session"], f"{place}.follow_ups")
        known.hold(
            FollowUp(
                resolution=text,
                paragraph=words(order["paragraph"]),
                description=order["description"],
                due_session=due,
            )
        )
