"""Motions, vote events and speeches.

Of all three only the day is known: it stands where Popolo would take an instant.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kb.exchange.formats.popolo.codes import Codes, Document, links, page

OPTIONS = {
    "yes": "yes",
    "no": "no",
    "abstain": "abstain",
    "absent": "absent",
    "not_recorded": "not recorded",
}
# A text that was withdrawn, deferred or not acted on has no result.
RESULTS = {
    "adopted_by_vote": "pass",
    "adopted_without_vote": "pass",
    "rejected": "fail",
}
DECIDED = {True: "pass", False: "fail", None: None}
DIVIDED = "divided"


def motion(document: Document, codes: Codes) -> Iterator[Document]:
    """A text. `date` is the day on which its first draft was tabled."""
    drafts = document["drafts"]
    symbols = [draft["symbol"] for draft in drafts]
    yield {
        "id": document["id"],
        "organization_id": codes.bodies[document["body"]],
        "legislative_session_id": codes.sessions[document["session"]],
        "text": document["title"],
        "identifier": document["symbol"] or (symbols[-1] if symbols else None),
        "classification": document["kind"],
        "date": drafts[0]["tabled_on"] if drafts else None,
        "result": RESULTS.get(document["outcome"]),
        "sources": [page(document), *links([document["source"]])],
    }


def vote_event(document: Document, codes: Codes) -> Iterator[Document]:
    is_whole = document["subject"] == "whole"
    result = DECIDED[document["is_adopted"]]
    yield {
        "id": document["id"],
        "organization_id": codes.bodies[document["body"]],
        "legislative_session_id": codes.sessions[document["session"]],
        "identifier": document["subject_symbol"] or document["resolution"]["symbol"],
        "motion_id": document["resolution"]["id"] if is_whole else None,
        **({} if is_whole else {"motion": _part(document, result, codes)}),
        "classification": document["subject"],
        "start_date": document["held_on"],
        "result": result,
        "counts": _counts(document["counts"] or {}),
        "group_results": list(_group_results(document["ballots"], codes)),
        "votes": [_vote(ballot, codes) for ballot in document["ballots"]],
        "sources": [page(document), *links(each["source"] for each in document["readings"])],
    }


def _part(document: Document, result: str | None, codes: Codes) -> Document:
    """An amendment, paragraph or motion: its result is not that of the text."""
    label = document["subject_label"]
    return {
        "id": None,
        "organization_id": codes.bodies[document["body"]],
        "legislative_session_id": codes.sessions[document["session"]],
        "text": f"{label}: {document['title']}" if label else document["title"],
        "identifier": document["subject_symbol"],
        "classification": document["subject"],
        "date": None,
        "result": result,
        "sources": [page(document)],
    }


def _counts(counts: Mapping[str, int | None]) -> list[dict[str, Any]]:
    """Of the States entitled to vote. A position that the source does not list has no count."""
    return [
        {"option": OPTIONS[position], "value": number}
        for position, number in counts.items()
        if number is not None
    ]


def _group_results(ballots: Sequence[Document], codes: Codes) -> Iterator[Document]:
    """The option that all entitled States of a regional group took, or that they were divided."""
    found: dict[str, Counter[str]] = {}
    for ballot in ballots:
        if ballot["group"] and ballot["entitled"]:
            found.setdefault(ballot["group"], Counter())[ballot["position"]] += 1
    for code, counted in sorted(found.items()):
        options = [OPTIONS[position] for position in OPTIONS if counted[position]]
        yield {
            "group_id": codes.groups[code],
            "result": options[0] if len(options) == 1 else DIVIDED,
            "counts": _counts({each: counted[each] for each in OPTIONS if counted[each]}),
        }


def _vote(ballot: Document, codes: Codes) -> Document:
    """A position without the right to vote that day weighs nothing."""
    return {
        "voter_id": codes.states[ballot["state"]],
        "voter": {"@type": "Organization", "name": ballot["name"]},
        "option": OPTIONS[ballot["position"]],
        "group_id": codes.groups[ballot["group"]] if ballot["group"] else None,
        "weight": int(ballot["entitled"]),
    }


def speech(document: Document, codes: Codes) -> Iterator[Document]:
    """Our account of a statement is not its text."""
    person, by = document["speaker"]["person"], document["delivered_by"]
    named = by or person
    session = document["session"]
    yield {
        "id": document["id"],
        "creator_id": person["id"] if person else None,
        "role": document["speaker"]["capacity"],
        "attribution_text": named["name"] if named else None,
        "text": None if document["is_described"] else document["text"],
        "date": document["delivered_on"],
        "title": document["title"],
        "type": document["kind"],
        "position": None,
        "event_id": codes.sessions[session] if session else None,
        "sources": [page(document), *links([document["source"]])],
    }
