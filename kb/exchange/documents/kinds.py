"""Every kind of record that partners get, in the order in which a reader of kb.json needs them."""

from kb.exchange.documents.council import BODIES, GROUPS, SEATS, SESSIONS, STATES
from kb.exchange.documents.kind import Kind

KINDS: tuple[Kind, ...] = (BODIES, SESSIONS, STATES, GROUPS, SEATS)
