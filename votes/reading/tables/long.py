"""Any table with a row a ballot, whose columns tell by their names what they hold.

A table of headings, a row a roll call, may come with it and is joined on the record's id; without
one, the ballots' own columns say what they say. The rows of a roll call need not stand together.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from votes.reading import library
from votes.reading.cells import Cell, NoVoteFoundError, ReadingError, TextFacts, Transcript
from votes.reading.tables import assembly
from votes.reading.tables.ballots import Ballots
from votes.reading.tables.fields import day_in, fields_of, tidy, title_in
from votes.reading.tables.grouping import Group, Keyed, grouped, only_one, raw_of
from votes.reading.tables.headings import may_name
from votes.reading.tables.sheets import Row, Sheet, column_of, folded

_IDS = ("record_id", "rcid", "undl_id", "vote_id", "rollcall_id", "roll_call_id", "roll_call")
_SYMBOL = ("symbol", "unres", "resolution", "resolution_symbol", "res")
_NAME = (
    *("country_name", "countryname", "ms_name", "state_name", "country", "state"),
    *("member_state", "member", "name"),
)
_CODE = ("iso3", "iso3c", "country_code", "ms_code", "state_code", "iso2c", "iso", "code")
_MARK = ("vote", "position", "ms_vote", "vote_cast", "ballot")
_TITLE = ("title", "descr", "description", "short", "resolution_title")
_DATE = ("date", "vote_date", "held_on", "day")
_RECORD_WORDS = (*_SYMBOL, *_TITLE, *_DATE)
_FEWEST_STATES = 3
# Columns that only a parliament's roll call has: its members are persons.
_PERSONS = (
    *("mep_id", "mep", "epid", "first_name", "last_name", "firstname", "lastname", "given_name"),
    *("family_name", "surname", "bioguide_id", "icpsr", "party", "party_code", "party_name"),
    *("political_group", "politician", "politician_id", "legislator", "legislator_id", "mp"),
)
_FEWEST_BALLOTS = 20
_MOST_BALLOTS_OF_ONE = 3
_STATES_VOTE = "a vote of States, with one ballot each"


def recognises(header: Sequence[str]) -> bool:
    """Ballots of records; or headings of records, which are of use only together with ballots."""
    columns = set(map(folded, header))
    if columns.intersection(_MARK) and columns.intersection(_NAME + _CODE):
        return bool(columns.intersection(_IDS + _SYMBOL))
    if sum(map(may_name, header)) >= _FEWEST_STATES:
        # A column for each State beside the heading: a wide table.
        return False
    return bool(columns.intersection(_IDS)) and len(columns.intersection(_RECORD_WORDS)) > 1


def read(sheets: Sequence[Sheet]) -> Iterator[Transcript]:
    """Every roll call, in the order of the headings, else of the ballots."""
    yield from _Tables(sorted(sheets, key=_has_ballots)).transcripts()


def _has_ballots(sheet: Sheet) -> bool:
    columns = set(map(folded, sheet.header))
    return bool(columns.intersection(_MARK) and columns.intersection(_NAME + _CODE))


class _Tables:
    """The tables that are read together, headings first."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._is_assembly = any(column_of(sheet.header, "rcid") is not None for sheet in sheets)
        self._marks: set[str] = set()
        self._once: set[int] = set()
        self._again: set[int] = set()
        self._sheets = sheets
        for sheet in sheets:
            _refuse_persons(sheet)
        self._listed_in = [place for place, sheet in enumerate(sheets) if _has_ballots(sheet)]
        self._told_in = [place for place in range(len(sheets)) if place not in self._listed_in]
        if not self._listed_in:
            expected = "a table of ballots with it, a row for each State's vote"
            raise NoVoteFoundError(1, "a table without any column of votes", expected)

    def transcripts(self) -> Iterator[Transcript]:
        ballots = {place: self._ballots(self._sheets[place]) for place in self._listed_in}
        for group in grouped(*map(self._keyed, self._sheets)):
            listed = only_one(group, self._listed_in, self._sheets)
            if listed is not None:
                yield self._transcript(group, listed, ballots[listed])

    def _ballots(self, sheet: Sheet) -> Ballots:
        name = column_of(sheet.header, *_NAME, *_CODE)
        code, mark = column_of(sheet.header, *_CODE), column_of(sheet.header, *_MARK)
        known = assembly.MARKS if self._is_assembly else {}
        return Ballots(name=name or 0, code=code, mark=mark or 0, known=known)

    def _keyed(self, sheet: Sheet) -> Keyed:
        look = None
        if _has_ballots(sheet):
            look = partial(self._look_at_marks, column_of(sheet.header, *_MARK) or 0)
        elif self._is_assembly:
            look = partial(self._look_at_symbols, sheet)
        return Keyed(sheet, column_of(sheet.header, *_IDS, *_SYMBOL) or 0, look)

    def _look_at_marks(self, mark: int, rows: list[Row]) -> list[Row]:
        """Which marks occur in the file, since that says whom it lists."""
        found = {values[mark] for _, values, _ in rows}
        if self._is_assembly and assembly.NO_MEMBER in found:
            rows = [row for row in rows if row[1][mark] != assembly.NO_MEMBER]
        if len(self._marks) < _MOST_MARKS:
            self._marks |= found - {assembly.NO_MEMBER}
        return rows

    def _look_at_symbols(self, sheet: Sheet, rows: list[Row]) -> list[Row]:
        """Which symbols are of one vote on the whole, and which of several."""
        for row in rows:
            fields = _fields(sheet, row)
            if assembly.is_of_whole(fields):
                # Numbers for texts: a set of millions of symbols would not stay small.
                symbol = hash(_symbol(fields, is_assembly=True))
                (self._again if symbol in self._once else self._once).add(symbol)
        return rows

    def _transcript(self, group: Group, listed: int, ballots: Ballots) -> Transcript:
        told = only_one(group, self._told_in, self._sheets, most=1)
        source = listed if told is None else told
        fields = _fields(self._sheets[source], group.rows[source][0])
        symbol = _symbol(fields, is_assembly=self._is_assembly)
        has_id = any(name in fields for name in _IDS)
        places = [listed] if told is None else [told, listed]
        cells = ballots.cells(group.rows[listed])
        _refuse_many_of_each(cells)
        return Transcript(
            cells=cells,
            symbol=symbol or None,
            title=title_in(_first(fields, _TITLE)) or None,
            record_id=group.key.strip() if has_id else None,
            date=day_in(_first(fields, _DATE)),
            listed=self._listed(ballots),
            publisher=assembly.PUBLISHER if self._is_assembly else None,
            facts=self._facts(fields, symbol),
            raw=raw_of(group, self._sheets, places),
        )

    def _facts(self, fields: dict[str, str], symbol: str) -> TextFacts:
        if self._is_assembly:
            is_only_one = hash(symbol) in self._once and hash(symbol) not in self._again
            return assembly.facts_of(fields, symbol, is_only_one=is_only_one)
        return TextFacts(
            body=library.body_of(symbol, fields.get("body", "")),
            session=library.session_of(symbol, fields.get("session", "")),
            kind=library.kind_of(symbol),
            meeting=library.meeting_in(fields.get("meeting", "")),
        )

    def _listed(self, ballots: Ballots) -> frozenset[str] | None:
        """The positions that the file uses, where it has no row for a State that did not vote."""
        positions = {ballots.position(mark) for mark in self._marks}
        if positions & {"absent", "not_recorded", None}:
            return None
        return frozenset(position for position in positions if position)


_MOST_MARKS = 100


def _refuse_persons(sheet: Sheet) -> None:
    """Raise ReadingError for the roll call of a parliament, by its columns of persons."""
    for column in sheet.header:
        if folded(column) in _PERSONS:
            error = ReadingError(1, f'a roll call of persons (column "{column}")', _STATES_VOTE)
            error.document = sheet.name
            raise error


def _refuse_many_of_each(cells: Sequence[Cell]) -> None:
    """Raise ReadingError where the States have several ballots each: those of their members."""
    states = {cell.printed for cell in cells}
    if len(cells) >= _FEWEST_BALLOTS and len(cells) > len(states) * _MOST_BALLOTS_OF_ONE:
        found = f"{len(cells)} ballots of {len(states)} States"
        raise ReadingError(cells[0].row, found, _STATES_VOTE)


def _fields(sheet: Sheet, row: Row) -> dict[str, str]:
    """{column: field}; the NA that R writes for no value is an empty field."""
    fields = fields_of(sheet, row)
    return {column: "" if field == "NA" else field for column, field in fields.items()}


def _first(fields: dict[str, str], columns: Iterable[str]) -> str:
    return next((fields[column] for column in columns if fields.get(column)), "")


def _symbol(fields: dict[str, str], *, is_assembly: bool) -> str:
    printed = tidy(_first(fields, _SYMBOL))
    return assembly.symbol_of(printed, fields.get("session", "")) if is_assembly else printed
