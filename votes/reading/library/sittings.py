"""When a text was taken up: session, meeting, agenda item."""

import re

from votes import symbols
from votes.reading.phrases import plain

_LONGEST_WORDS = 2_000
_SPECIAL = {"es": "es-", "s": "s-", "om": "om-"}
_IN_WORDS = re.compile(
    r"\b(\d{1,3}) ?(?:st|nd|rd|th)? (emergency special|special|organizational|organisational)?"
    r" ?(?:session|sess|meeting)\b"
)
_STATED = re.compile(r"(?:(es|s|om)-?)?(\d{1,3}) ?(?:st|nd|rd|th)? ?(emsp|esp|sp)?")


def session_of(symbol: str, stated: str = "", words: str = "") -> str | None:
    """The key of a session: "43", "s-34", "es-11", "om-1".

    By the symbol, else by what a record states ("75", "10emsp", "S-34"), else by words
    ("adopted by the Human Rights Council at its 34th special session").
    """
    # Other documents go by years.
    if symbol[:2].upper() == "A/" and (session := symbols.session_of(symbol)):
        return session
    if match := _STATED.fullmatch(stated.strip().lower()):
        kind = match[1] or {"emsp": "es", "esp": "es", "sp": "s"}.get(match[3] or "", "")
        return _SPECIAL.get(kind, "") + str(int(match[2]))
    return _session_in(plain(words[:_LONGEST_WORDS]))


def _session_in(words: str) -> str | None:
    for match in _IN_WORDS.finditer(words):
        kind = match[2] or ""
        if kind.startswith("organi"):
            return f"om-{int(match[1])}"
        if not match[0].endswith("meeting"):
            return {"emergency special": "es-", "special": "s-"}.get(kind, "") + str(int(match[1]))
    return None


_MEETING_RECORD = re.compile(r"/(?:SR|PV)\.(\d{1,5})(?!\d)", re.IGNORECASE)
_MEETING_WORDS = re.compile(r"\b(\d{1,5}) ?(?:st|nd|rd|th) ?(?:plenary )?meeting\b")


def meeting_in(text: str) -> int | None:
    """The number of a meeting: of "A/HRC/43/SR.45" 45, of "Adopted at the 41st meeting" 41."""
    record = _MEETING_RECORD.search(text[:_LONGEST_WORDS])
    words = _MEETING_WORDS.search(plain(text[:_LONGEST_WORDS]))
    match = record or words
    return int(match[1]) if match else None


_LEADING_NUMBER = re.compile(r"\s*(\d{1,3})\b")


# The Council's agenda is the same each year; another body's is longer.
_MOST_ITEMS = {"hrc": 10}


def agenda_item_in(text: str, body: str | None = None) -> int | None:
    """The number of an agenda item: of "3." 3, of "72 (c)" 72; a made-up "[89]" has none."""
    match = _LEADING_NUMBER.match(text)
    number = int(match[1]) if match else 0
    return number if 0 < number <= _MOST_ITEMS.get(body or "", 999) else None
