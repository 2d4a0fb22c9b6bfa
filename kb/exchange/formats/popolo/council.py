"""People, organizations, memberships and events. A State votes, so it is an organization here."""

from collections.abc import Iterator
from typing import Any

from kb.exchange.formats.popolo.codes import Codes, Document, page


def body(document: Document, codes: Codes) -> Iterator[Document]:
    yield _organization(
        document,
        classification="body",
        identifiers=[_identifier("code", document["code"])],
        founding_date=document["since"],
        dissolution_date=document["until"],
    )


def group(document: Document, codes: Codes) -> Iterator[Document]:
    yield _organization(
        document,
        classification=f"{document['kind']} group",
        identifiers=[_identifier("code", document["code"])],
    )


def state(document: Document, codes: Codes) -> Iterator[Document]:
    """Its names as sources print them; a past State has its code from another part of ISO 3166."""
    is_past = document["kind"] == "past"
    told = {
        "ISO 3166-3" if is_past else "ISO 3166-1 alpha-3": document["code"],
        "ISO 3166-1 alpha-2": document["alpha2"],
        "UN M49": document["m49"],
    }
    yield _organization(
        document,
        classification="state",
        identifiers=[_identifier(scheme, code) for scheme, code in told.items() if code],
        other_names=[
            {
                "name": each["name"],
                "start_date": each["since"],
                "end_date": each["until"],
                "note": ", ".join(filter(None, [each["kind"], each["language"]])),
            }
            for each in document["names"]
        ],
        links=[page(document)],
    )


def organisation(document: Document, codes: Codes) -> Iterator[Document]:
    short, website = document["short_name"], document["website"]
    yield _organization(
        document,
        classification="organisation",
        other_names=[{"name": short, "note": "short name"}] if short else [],
        links=[page(document), *([{"url": website, "note": "website"}] if website else [])],
    )


def _organization(document: Document, **facts: Any) -> Document:
    nothing = {
        "classification": None,
        "identifiers": [],
        "other_names": [],
        "founding_date": None,
        "dissolution_date": None,
        "links": [],
    }
    return {"id": document["id"], "name": document["name"]} | nothing | facts


def _identifier(scheme: str, code: str) -> dict[str, str]:
    return {"scheme": scheme, "identifier": code}


def person(document: Document, codes: Codes) -> Iterator[Document]:
    yield {"id": document["id"], "name": document["name"], "links": [page(document)]}


def seat(document: Document, codes: Codes) -> Iterator[Document]:
    """Held for the regional group that elected the State."""
    for_group = document["group"]
    yield _membership(
        document,
        id=document["id"],
        role="member",
        member=_state_named(document["state"], codes),
        organization_id=codes.bodies[document["body"]],
        on_behalf_of_id=codes.groups[for_group] if for_group else None,
    )


def members(document: Document, codes: Codes) -> Iterator[Document]:
    for each in document["members"]:
        yield _membership(
            each,
            role="member",
            member=_state_named(each["state"], codes),
            organization_id=document["id"],
        )


def roles(document: Document, codes: Codes) -> Iterator[Document]:
    for each in document["roles"]:
        place = each["organisation"]
        yield _membership(
            each,
            id=each["id"],
            role=each["title"],
            person_id=document["id"],
            organization_id=place["id"] if place else None,
        )


def _membership(dated: Document, **facts: Any) -> Document:
    nothing = {
        "id": None,
        "role": None,
        "person_id": None,
        "member": None,
        "organization_id": None,
        "on_behalf_of_id": None,
    }
    return nothing | facts | {"start_date": dated["since"], "end_date": dated["until"]}


def _state_named(code: str, codes: Codes) -> Document:
    """Popolo has a person's id alone: another member is named by an object."""
    return {"@type": "Organization", "id": codes.states[code]}


def session(document: Document, codes: Codes) -> Iterator[Document]:
    """What `legislative_session_id` and `event_id` lead to."""
    yield {
        "id": document["id"],
        "name": document["label"],
        "classification": f"{document['kind']} session",
        "identifiers": [_identifier("code", document["code"])],
        "organization_id": codes.bodies[document["body"]],
        "start_date": document["starts_on"],
        "end_date": document["ends_on"],
        "sources": [page(document)],
    }
