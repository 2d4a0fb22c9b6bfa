"""The only writers of texts' parts, readings and ballots."""

from votes.services.accepting import accept_reading, correct_ballot, differences
from votes.services.comparing import compare_roll_calls, final_roll_call
from votes.services.matching import Understood, understand
from votes.services.recording import accept_suggestion, decide_cell, record_reading
from votes.services.texts import add_draft, add_to_text, adopt

__all__ = [
    "Understood",
    "accept_reading",
    "accept_suggestion",
    "add_draft",
    "add_to_text",
    "adopt",
    "compare_roll_calls",
    "correct_ballot",
    "decide_cell",
    "differences",
    "final_roll_call",
    "record_reading",
    "understand",
]
