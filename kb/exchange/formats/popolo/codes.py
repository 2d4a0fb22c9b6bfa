"""What the objects of Popolo share: ids behind our codes, and links."""

from collections.abc import Iterable, Mapping
from typing import Any

from kb.exchange.documents.council import BODIES, GROUPS, SESSIONS, STATES
from kb.exchange.documents.kind import Kind, Sight
from kb.exchange.files.walk import documents_of

Document = Mapping[str, Any]


class Codes:
    """{code: id} of bodies, sessions, States and groups: Popolo points by ids."""

    def __init__(self, sight: Sight) -> None:
        self.bodies = _ids(BODIES, sight)
        self.sessions = _ids(SESSIONS, sight)
        self.states = _ids(STATES, sight)
        self.groups = _ids(GROUPS, sight)


def _ids(kind: Kind, sight: Sight) -> dict[str, str]:
    return {each["code"]: each["id"] for batch in documents_of(kind, sight) for each in batch}


def page(document: Document) -> dict[str, str]:
    return {"url": document["url"], "note": "page"}


def links(sources: Iterable[Document | None]) -> list[dict[str, str]]:
    """Each address once. What cannot be opened is in our own documents alone."""
    found = {each["url"]: each["title"] for each in sources if each and each["url"]}
    return [{"url": url, "note": title} for url, title in found.items()]
