"""What was found, as lines; the kinds there are, by the words of their addresses."""

from dataclasses import dataclass

from kb.search.models import SearchEntry
from kb.search.words import excerpt
from votes.models.resolution import AMENDMENT


@dataclass(frozen=True, slots=True)
class FoundLine:
    """`kind` says what it is. `said` is a part of its text, its symbols or another name of it."""

    kind: str
    title: str
    url: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """`word` stands in the address. `record` is the kind of its entries, if it has any."""

    word: str
    one: str
    many: str
    record: str = ""


KINDS = (
    Kind("states", "State", "States"),
    Kind("sessions", "Session", "Sessions"),
    Kind("resolutions", "Text", "Texts", "votes.resolution"),
    Kind("votes", "Vote", "Votes", "votes.rollcall"),
    Kind("initiatives", "Initiative", "Initiatives", "votes.initiative"),
    Kind("statements", "Statement", "Statements", "statements.statement"),
    Kind("articles", "Article", "Articles", "statements.article"),
    Kind("organisations", "Organisation", "Organisations", "statements.organisation"),
    Kind("people", "Person", "People", "statements.person"),
)
BY_RECORD = {kind.record: kind for kind in KINDS if kind.record}


def line_of(entry: SearchEntry, words: list[str]) -> FoundLine:
    """The title of a vote's or an amendment's entry says that it is one; here the kind does."""
    kind = BY_RECORD[entry.kind].one
    if entry.kind == "votes.resolution" and entry.title.startswith(AMENDMENT):
        kind = AMENDMENT.removesuffix(": ")
    title = entry.title.removeprefix(f"{kind}: ")
    return FoundLine(kind, title, entry.url, excerpt(entry.body, words))
