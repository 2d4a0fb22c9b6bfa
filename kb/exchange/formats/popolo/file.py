"""popolo.json: what is public in the words of Popolo (popoloproject.com), sent while it is made."""

from collections.abc import Callable, Iterator
from datetime import datetime

from kb.exchange.documents.council import BODIES, GROUPS, SEATS, SESSIONS, STATES
from kb.exchange.documents.encoding import dumps
from kb.exchange.documents.kind import Kind, Sight
from kb.exchange.documents.organisations import ORGANISATIONS
from kb.exchange.documents.people import PEOPLE
from kb.exchange.documents.resolutions import RESOLUTIONS
from kb.exchange.documents.statements import STATEMENTS
from kb.exchange.documents.votes.documents import VOTES
from kb.exchange.files.walk import documents_of
from kb.exchange.formats.popolo import council, votes
from kb.exchange.formats.popolo.codes import Codes, Document

Make = Callable[[Document, Codes], Iterator[Document]]
CLASSES: dict[str, tuple[tuple[Kind, Make], ...]] = {
    "persons": ((PEOPLE, council.person),),
    "organizations": (
        (BODIES, council.body),
        (GROUPS, council.group),
        (STATES, council.state),
        (ORGANISATIONS, council.organisation),
    ),
    "memberships": (
        (SEATS, council.seat),
        (GROUPS, council.members),
        (PEOPLE, council.roles),
    ),
    "events": ((SESSIONS, council.session),),
    "motions": ((RESOLUTIONS, votes.motion),),
    "vote_events": ((VOTES, votes.vote_event),),
    "speeches": ((STATEMENTS, votes.speech),),
}


def popolo(now: datetime) -> Iterator[bytes]:
    """One object with a list for each class, a line an object; batch by batch."""
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
