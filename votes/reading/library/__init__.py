"""How the UN's libraries word a record: titles, drafts, outcomes, sessions, sponsors."""

from votes.reading.library.drafts import (
    DraftWords,
    agreed_outcome,
    draft_words,
    outcome_in,
    settles,
    subject_of,
)
from votes.reading.library.sittings import agenda_item_in, meeting_in, session_of
from votes.reading.library.sponsors import sponsors_in, sponsors_note
from votes.reading.library.texts import body_of, cleaned_title, kind_of, symbol_and_remark

OHCHR, UNDL = "OHCHR Library", "UN Digital Library"
# Those who keep the official record.
PUBLISHERS = frozenset({OHCHR, UNDL})

__all__ = [
    "OHCHR",
    "PUBLISHERS",
    "UNDL",
    "DraftWords",
    "agenda_item_in",
    "agreed_outcome",
    "body_of",
    "cleaned_title",
    "draft_words",
    "kind_of",
    "meeting_in",
    "outcome_in",
    "session_of",
    "settles",
    "sponsors_in",
    "sponsors_note",
    "subject_of",
    "symbol_and_remark",
]
