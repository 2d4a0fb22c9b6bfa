"""What single fields of a library's table mean: numbers, days, titles."""

import datetime as dt
import re
from functools import lru_cache

from votes.reading import library
from votes.reading.cells import TextFacts
from votes.reading.phrases import days_in
from votes.reading.tables.sheets import Row, Sheet, folded

_LONGEST_DAY = 60
_LONGEST_FIELD = 4_000
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_NUMBER = re.compile(r"(\d{1,9})(?:\.0{1,6})?", re.ASCII)


def fields_of(sheet: Sheet, row: Row) -> dict[str, str]:
    """{folded column: field}, trimmed; what is longer than any field of a record is cut off."""
    return {
        folded(column): field[:_LONGEST_FIELD].strip()
        for column, field in zip(sheet.header, row[1], strict=True)
    }


def tidy(text: str) -> str:
    """A field for people: single blanks, without signs that cannot be printed."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def number_in(field: str) -> int | None:
    """The whole number of a field, "120" or "120.0"; None for an empty or another one."""
    match = _NUMBER.fullmatch(field.strip())
    return int(match[1]) if match else None


@lru_cache(maxsize=4096)
def day_in(field: str) -> dt.date | None:
    """The day of a field, "2020-12-07" or "7 December 2020"; None where there is not one."""
    days = days_in(field[:_LONGEST_DAY])
    return days[0] if len(set(days)) == 1 else None


def title_in(field: str) -> str:
    """A title without the words for the kind of text behind it, at most 500 signs of it."""
    return library.cleaned_title(tidy(field))


def facts_of(symbol: str, session: str = "") -> TextFacts | None:
    """What a symbol alone tells of its text; None where it tells nothing ("L.13/Rev.1")."""
    facts = TextFacts(
        body=library.body_of(symbol),
        session=library.session_of(symbol, session),
        kind=library.kind_of(symbol),
    )
    return facts if facts != TextFacts() else None
