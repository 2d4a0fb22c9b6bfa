"""The headings of the United Nations General Assembly Voting Data, as R writes them.

Columns: rcid, session, importantvote, date, unres, amend, para, short, descr. The set has its own
symbols: "R/65/98" is A/RES/65/98, "ESS/10/2" a vote of the tenth emergency special session.
"""

import re
from collections.abc import Mapping

from votes.reading import library
from votes.reading.cells import Position, Subject, TextFacts

PUBLISHER = "United Nations General Assembly Voting Data"
# The codebook's numbers, beside the words that later editions print; R writes NA for no value.
MARKS: Mapping[str, Position] = {
    "1": "yes",
    "2": "abstain",
    "3": "no",
    "8": "absent",
    "NA": "not_recorded",
}
# Not a member of the United Nations on that day: no ballot.
NO_MEMBER = "9"

_OWN = re.compile(r"R/(\d{1,2})/(\d{1,3}[A-Z]{0,2})", re.ASCII)
_SPECIAL = re.compile(r"(ESS|SS)/(\d{1,2})(?:/.*)?", re.ASCII)
# Before, symbols were "A/RES/1514(XV)", and the set numbers pages of the record.
_FIRST_SESSION_IN_SYMBOLS = 31


def symbol_of(unres: str, session: str) -> str:
    """The UN's own form where it is sure, else as printed."""
    match = _OWN.fullmatch(unres)
    sure = match and match[1] == session and int(session) >= _FIRST_SESSION_IN_SYMBOLS
    return f"A/RES/{match[1]}/{match[2]}" if match and sure else unres


def facts_of(fields: Mapping[str, str], symbol: str, *, is_only_one: bool) -> TextFacts:
    """What a heading says; `is_only_one`: no other vote on the whole has this symbol."""
    subject = _subject(fields)
    whole = subject == "whole"
    return TextFacts(
        body="ga",
        session=_session(fields),
        kind=library.kind_of(symbol),
        subject=subject,
        is_final=(True if whole and symbol and is_only_one else None) if whole else False,
    )


def is_of_whole(fields: Mapping[str, str]) -> bool:
    return _subject(fields) == "whole"


def _subject(fields: Mapping[str, str]) -> Subject:
    if fields.get("amend", "") in ("1", "1.0"):
        return "amendment"
    return "paragraph" if fields.get("para", "") in ("1", "1.0") else "whole"


def _session(fields: Mapping[str, str]) -> str | None:
    printed = fields.get("unres", "")
    if match := _SPECIAL.fullmatch(printed):
        return f"{'es' if match[1] == 'ESS' else 's'}-{int(match[2])}"
    symbol = printed if printed.startswith("A/") else ""
    return library.session_of(symbol, fields.get("session", ""))
