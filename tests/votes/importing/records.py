"""Records of a library for tests: plain functions, a sensible record with no arguments."""

from datetime import date
from itertools import count

from votes.reading.cells import Cell, TextFacts, Transcript

LIBRARY = "OHCHR Library"
DAY = date(2020, 6, 22)
MARKS = {"yes": "Y", "no": "N", "abstain": "A", "absent": ".", "not_recorded": ""}
NAMES = {"AUS": "AUSTRALIA", "CHL": "CHILE", "IND": "INDIA", "NGA": "NIGERIA", "PAK": "PAKISTAN"}
POSITIONS = {"AUS": "no", "CHL": "abstain", "IND": "no", "NGA": "yes", "PAK": "yes"}
numbers = count(90_000)


def make_record(positions: dict[str, str] | None = None, *, names=None, **fields) -> Transcript:
    """The record of a text adopted by a vote; `positions` by State code, `{}` for no roll call."""
    positions = POSITIONS if positions is None else positions
    number = str(next(numbers))
    names = NAMES | (names or {})
    cells = tuple(
        Cell(row, names.get(code, code), MARKS[position], position)
        for row, (code, position) in enumerate(positions.items(), start=2)
    )
    fields = {
        "record_id": number,
        "symbol": f"A/HRC/RES/43/{number}",
        "title": f"Text number {number}",
        "date": DAY,
        "publisher": LIBRARY,
        "facts": make_facts(drafts=(f"A/HRC/43/L.{number[-3:]}",)),
    } | fields
    if "raw" not in fields:
        listed = "".join(f"{each.printed}={each.mark};" for each in cells)
        fields["raw"] = f"{fields['record_id']}|{fields['symbol']}|{fields['title']}|{listed}"
    return Transcript(cells=cells, **fields)


def make_facts(**fields) -> TextFacts:
    stated = {
        "body": "hrc",
        "session": "43",
        "kind": "resolution",
        "outcome": "adopted_by_vote",
        "is_final": True,
        "meeting": 45,
        "agenda_item": 3,
    }
    return TextFacts(**(stated | fields))


def make_amendment(amends: str, symbol: str = "A/HRC/43/L.70", **fields) -> Transcript:
    facts = {"kind": "amendment", "subject": "amendment", "amends": amends}
    facts |= {"outcome": "rejected", "is_final": False, "drafts": ()}
    return make_record(
        symbol=symbol, facts=make_facts(**(facts | fields.pop("facts", {}))), **fields
    )
