"""Every kind of record that partners get, in the order in which a reader of kb.json needs them."""

from kb.exchange.documents.articles import ARTICLES
from kb.exchange.documents.asks import ASKS
from kb.exchange.documents.conflicts import CONFLICTS
from kb.exchange.documents.council import BODIES, GROUPS, SEATS, SESSIONS, STATES
from kb.exchange.documents.initiatives import INITIATIVES
from kb.exchange.documents.kind import Kind
from kb.exchange.documents.organisations import ORGANISATIONS
from kb.exchange.documents.people import PEOPLE
from kb.exchange.documents.resolutions import RESOLUTIONS
from kb.exchange.documents.sources import SOURCES
from kb.exchange.documents.statements import STATEMENTS
from kb.exchange.documents.votes.documents import VOTES

KINDS: tuple[Kind, ...] = (
    SOURCES,
    BODIES,
    SESSIONS,
    STATES,
    GROUPS,
    SEATS,
    INITIATIVES,
    RESOLUTIONS,
    VOTES,
    STATEMENTS,
    ARTICLES,
    ORGANISATIONS,
    PEOPLE,
    CONFLICTS,
)
# Those of kb.json, and asks, which stand there within statements, articles and votes.
LISTED: tuple[Kind, ...] = (*KINDS, ASKS)
