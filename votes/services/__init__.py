"""The only writers of texts' parts, readings and ballots."""

from votes.services.accepting import accept_reading, correct_ballot, differences
from votes.services.comparing import compare_roll_calls, final_roll_call, texts_called
from votes.services.deciding import (
    Decided,
    RefusedCells,
    accept_suggestion,
    decide_cell,
    decide_cells,
)
from votes.services.matching import Understood, understand
from votes.services.recording import record_reading
from votes.services.texts import add_draft, add_to_text, adopt, correct_draft, save_text

__all__ = [
    "Decided",
    "RefusedCells",
    "Understood",
    "accept_reading",
    "accept_suggestion",
    "add_draft",
    "add_to_text",
    "adopt",
    "compare_roll_calls",
    "correct_ballot",
    "correct_draft",
    "decide_cell",
    "decide_cells",
    "differences",
    "final_roll_call",
    "record_reading",
    "save_text",
    "texts_called",
    "understand",
]
