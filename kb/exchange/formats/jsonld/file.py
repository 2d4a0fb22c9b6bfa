"""jsonld.ndjson: every public record that has a page, in the words of schema.org, a line each."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from kb.exchange.documents.articles import ARTICLES
from kb.exchange.documents.council import BODIES, SESSIONS, STATES
from kb.exchange.documents.encoding import dumps
from kb.exchange.documents.kind import Kind, Sight
from kb.exchange.documents.organisations import ORGANISATIONS
from kb.exchange.documents.people import PEOPLE
from kb.exchange.documents.resolutions import RESOLUTIONS
from kb.exchange.documents.statements import STATEMENTS
from kb.exchange.documents.votes.documents import VOTES
from kb.exchange.files.walk import documents_of
from kb.exchange.formats.jsonld import things
from kb.exchange.formats.jsonld.things import Named, Thing
from statements.models import Statement
from votes.analysis.tally import IN_WORDS
from votes.models import Resolution

Document = Mapping[str, Any]
ADOPTED = {Resolution.Outcome.ADOPTED_BY_VOTE, Resolution.Outcome.ADOPTED_WITHOUT_VOTE}


class Names:
    """{code: name} of bodies, and {code: session}: documents point to both by their codes."""

    def __init__(self, sight: Sight) -> None:
        self.bodies = {each["code"]: each["name"] for each in _all(BODIES, sight)}
        self.sessions = {
            each["code"]: Named(each["label"], each["url"]) for each in _all(SESSIONS, sight)
        }


def _all(kind: Kind, sight: Sight) -> Iterator[Document]:
    return (each for batch in documents_of(kind, sight) for each in batch)


def linked_lines(now: datetime) -> Iterator[bytes]:
    sight = Sight.of_public(now)
    names = Names(sight)
    for kind, make in LINKED.items():
        for documents in documents_of(kind, sight):
            yield b"".join(dumps(make(each, names)) + b"\n" for each in documents)


def _session(document: Document, names: Names) -> Thing:
    return things.session(
        url=document["url"],
        name=document["label"],
        body=names.bodies[document["body"]],
        starts_on=document["starts_on"],
        ends_on=document["ends_on"],
    )


def _state(document: Document, names: Names) -> Thing:
    return things.state(
        url=document["url"],
        name=document["name"],
        code=document["code"],
        is_past=document["kind"] == "past",
    )


def _resolution(document: Document, names: Names) -> Thing:
    drafts = document["drafts"]
    return things.legislation(
        url=document["url"],
        name=document["title"],
        kind=str(Resolution.Kind(document["kind"]).label),
        identifier=document["symbol"] or (drafts[-1]["symbol"] if drafts else None),
        body=names.bodies[document["body"]],
        passed_on=document["acted_on"],
        is_adopted=document["outcome"] in ADOPTED,
    )


def _vote(document: Document, names: Names) -> Thing:
    text = document["resolution"]
    counts = document["counts"] or {}
    return things.vote(
        url=document["url"],
        body=names.bodies[document["body"]],
        session=names.sessions[document["session"]],
        text=Named(document["title"], _page("resolutions", text), text["symbol"]),
        held_on=document["held_on"],
        counts={words: counts.get(position) for position, words in IN_WORDS.items()},
    )


def _statement(document: Document, names: Names) -> Thing:
    by, person = document["delivered_by"], document["speaker"]["person"]
    authors = [_organisation_named(by), _person_named(person)]
    return things.statement(
        url=document["url"],
        name=document["title"],
        kind=str(Statement.Kind(document["kind"]).label),
        day=document["delivered_on"],
        language=document["language"],
        authors=[each for each in authors if each],
    )


def _article(document: Document, names: Names) -> Thing:
    return things.article(
        url=document["url"],
        name=document["title"],
        day=document["published_on"],
        language=document["language"],
        publisher=_organisation_named(document["publisher"]),
        author=_person_named(document["author"]),
        lede=document["lede"],
        original=document["original_url"],
    )


def _organisation(document: Document, names: Names) -> Thing:
    return things.organisation(
        url=document["url"],
        name=document["name"],
        short_name=document["short_name"],
        website=document["website"],
    )


def _person(document: Document, names: Names) -> Thing:
    places = [each["organisation"] for each in document["roles"] if each["organisation"]]
    return things.person(
        url=document["url"],
        name=document["name"],
        titles=[each["title"] for each in document["roles"]],
        places=[Named(each["name"], _page("organisations", each)) for each in places],
    )


def _organisation_named(named: Document | None) -> Thing | None:
    if not named:
        return None
    return things.author_organisation(Named(named["name"], _page("organisations", named)))


def _person_named(named: Document | None) -> Thing | None:
    return things.author_person(Named(named["name"], _page("people", named))) if named else None


def _page(folder: str, named: Document) -> str:
    return f"{settings.PUBLIC_URL}/{folder}/{named['slug']}/"


LINKED: dict[Kind, Callable[[Document, Names], Thing]] = {
    SESSIONS: _session,
    STATES: _state,
    RESOLUTIONS: _resolution,
    VOTES: _vote,
    STATEMENTS: _statement,
    ARTICLES: _article,
    ORGANISATIONS: _organisation,
    PEOPLE: _person,
}
