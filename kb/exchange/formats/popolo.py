"""Our documents in the words of Popolo (popoloproject.com), which other parliaments' tools read.

A State votes, so it is an organization here, as are bodies, groups and organisations. Of votes and
statements only the day is known: it stands where Popolo would take an instant.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from kb.exchange.documents.council import BODIES, GROUPS, SEATS, SESSIONS, STATES
from kb.exchange.documents.encoding import dumps
from kb.exchange.documents.kind import Kind, Sight
from kb.exchange.documents.organisations import ORGANISATIONS
from kb.exchange.documents.people import PEOPLE
from kb.exchange.documents.resolutions import RESOLUTIONS
from kb.exchange.documents.statements import STATEMENTS
from kb.exchange.documents.votes.documents import VOTES
from kb.exchange.files.walk import documents_of

Document = Mapping[str, Any]
OPTIONS = {
    "yes": "yes",
    "no": "no",
    "abstain": "abstain",
    "absent": "absent",
    "not_recorded": "not recorded",
}
RESULTS = {
    "adopted_by_vote": "pass",
    "adopted_without_vote": "pass",
    "rejected": "fail",
}


class Codes:
    """{code: id} of bodies, sessions, States and groups: Popolo points by ids."""

    def __init__(self, sight: Sight) -> None:
        self.bodies = _ids(BODIES, sight)
        self.sessions = _ids(SESSIONS, sight)
        self.states = _ids(STATES, sight)
        self.groups = _ids(GROUPS, sight)


def _ids(kind: Kind, sight: Sight) -> dict[str, str]:
    return {each["code"]: each["id"] for batch in documents_of(kind, sight) for each in batch}


def popolo(now: datetime) -> Iterator[bytes]:
    """One object with a list for each class, a line an object, sent while it is made."""
    yield b"{"
    sight = Sight.of_public(now)
    codes = Codes(sight)
    for place, (name, sources) in enumerate(CLASSES.items()):
        yield (b",\n" if place else b"") + b'"' + name.encode() + b'":['
        between = b"\n"
        for kind, make in sources:
            for batch in documents_of(kind, sight):
                lines = [dumps(found) for each in batch for found in make(each, codes)]
                if lines:
                    yield between + b",\n".join(lines)
                    between = b",\n"
        yield b"]"
    yield b"}\n"


def _body(document: Document, codes: Codes) -> Iterator[Document]:
    yield {
        "id": document["id"],
        "name": document["name"],
        "classification": "body",
        "identifiers": [{"scheme": "code", "identifier": document["code"]}],
        "founding_date": document["since"],
        "dissolution_date": document["until"],
    }


def _group(document: Document, codes: Codes) -> Iterator[Document]:
    yield {
        "id": document["id"],
        "name": document["name"],
        "classification": f"{document['kind']} group",
        "identifiers": [{"scheme": "code", "identifier": document["code"]}],
    }


def _state(document: Document, codes: Codes) -> Iterator[Document]:
    schemes = {"iso-3166-1-alpha-3": "code", "iso-3166-1-alpha-2": "alpha2", "un-m49": "m49"}
    yield {
        "id": document["id"],
        "name": document["name"],
        "classification": "state",
        "identifiers": [
            {"scheme": scheme, "identifier": document[key]}
            for scheme, key in schemes.items()
            if document[key]
        ],
        "links": [_page(document)],
    }


def _organisation(document: Document, codes: Codes) -> Iterator[Document]:
    short = document["short_name"]
    website = document["website"]
    yield {
        "id": document["id"],
        "name": document["name"],
        "other_names": [{"name": short, "note": "short name"}] if short else [],
        "classification": "organisation",
        "links": [_page(document), *([{"url": website, "note": "website"}] if website else [])],
    }


def _person(document: Document, codes: Codes) -> Iterator[Document]:
    yield {"id": document["id"], "name": document["name"], "links": [_page(document)]}


def _seat(document: Document, codes: Codes) -> Iterator[Document]:
    group = document["group"]
    yield {
        "id": document["id"],
        "label": "Seat",
        "role": "member",
        "member": {"@type": "Organization", "id": codes.states[document["state"]]},
        "organization_id": codes.bodies[document["body"]],
        "on_behalf_of_id": codes.groups[group] if group else None,
        "start_date": document["since"],
        "end_date": document["until"],
    }


def _members(document: Document, codes: Codes) -> Iterator[Document]:
    for each in document["members"]:
        yield {
            "label": f"Member of {document['name']}",
            "role": "member",
            "member": {"@type": "Organization", "id": codes.states[each["state"]]},
            "organization_id": document["id"],
            "start_date": each["since"],
            "end_date": each["until"],
        }


def _roles(document: Document, codes: Codes) -> Iterator[Document]:
    for each in document["roles"]:
        place = each["organisation"]
        yield {
            "id": each["id"],
            "role": each["title"],
            "person_id": document["id"],
            "organization_id": place["id"] if place else None,
            "start_date": each["since"],
            "end_date": each["until"],
        }


def _motion(document: Document, codes: Codes) -> Iterator[Document]:
    yield {
        "id": document["id"],
        "organization_id": codes.bodies[document["body"]],
        "legislative_session_id": codes.sessions[document["session"]],
        "text": document["title"],
        "identifier": document["symbol"],
        "classification": document["kind"],
        "date": document["acted_on"],
        "result": RESULTS.get(document["outcome"]),
        "sources": [_page(document), *_sources([document["source"]])],
    }


def _vote_event(document: Document, codes: Codes) -> Iterator[Document]:
    adopted = document["is_adopted"]
    sources = [each["source"] for each in document["readings"]]
    yield {
        "id": document["id"],
        "organization_id": codes.bodies[document["body"]],
        "legislative_session_id": codes.sessions[document["session"]],
        "identifier": document["subject_symbol"] or document["resolution"]["symbol"],
        "motion_id": document["resolution"]["id"],
        "classification": document["subject"],
        "start_date": document["held_on"],
        "result": None if adopted is None else "pass" if adopted else "fail",
        "counts": [
            {"option": OPTIONS[position], "value": number}
            for position, number in (document["counts"] or {}).items()
            if number is not None
        ],
        "votes": [
            {
                "vote_event_id": document["id"],
                "voter_id": codes.states[ballot["state"]],
                "voter": {"@type": "Organization", "name": ballot["name"]},
                "option": OPTIONS[ballot["position"]],
                "group_id": codes.groups[ballot["group"]] if ballot["group"] else None,
            }
            for ballot in document["ballots"]
        ],
        "sources": [_page(document), *_sources(sources)],
    }


def _speech(document: Document, codes: Codes) -> Iterator[Document]:
    person, by = document["speaker"]["person"], document["delivered_by"]
    session = document["session"]
    yield {
        "id": document["id"],
        "creator_id": person["id"] if person else None,
        "role": document["speaker"]["capacity"],
        "attribution_text": by["name"] if by else None,
        "text": None if document["is_described"] else document["text"],
        "date": document["delivered_on"],
        "title": document["title"],
        "type": document["kind"],
        "event_id": codes.sessions[session] if session else None,
        "sources": [_page(document), *_sources([document["source"]])],
    }


def _page(document: Document) -> dict[str, str]:
    return {"url": document["url"], "note": "page"}


def _sources(sources: Iterable[Document | None]) -> list[dict[str, str]]:
    """Links need an address; what cannot be opened is in our own documents alone."""
    return [{"url": each["url"], "note": each["title"]} for each in sources if each and each["url"]]


Make = Callable[[Document, Codes], Iterator[Document]]
CLASSES: dict[str, tuple[tuple[Kind, Make], ...]] = {
    "persons": ((PEOPLE, _person),),
    "organizations": (
        (BODIES, _body),
        (GROUPS, _group),
        (STATES, _state),
        (ORGANISATIONS, _organisation),
    ),
    "memberships": ((SEATS, _seat), (GROUPS, _members), (PEOPLE, _roles)),
    "motions": ((RESOLUTIONS, _motion),),
    "vote_events": ((VOTES, _vote_event),),
    "speeches": ((STATEMENTS, _speech),),
}
