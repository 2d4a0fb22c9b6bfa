"""What is written of statements, and what became of the asks in them."""

from statements.services.scoring import ScoredAsk, Subject, action_on, score_asks
from statements.services.writing import add_part, addresses_after, write_statement

__all__ = [
    "ScoredAsk",
    "Subject",
    "action_on",
    "add_part",
    "addresses_after",
    "score_asks",
    "write_statement",
]
