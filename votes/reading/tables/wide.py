"""Wide tables: a row a roll call and a column a State, or a row a State and a column a roll call.

Above the marks stand one or more rows of headings, with codes, names, symbols, days or titles. A
State's column is told by its shape, since nearly all of its cells are marks: no names are known
here. `grid.py` finds the shape; this module says what stands where.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from votes.reading.cells import Cell, ReadingError, Transcript
from votes.reading.phrases import days_in, symbols_in, words_beside_days
from votes.reading.tables.fields import day_in, facts_of, number_in, title_in
from votes.reading.tables.grid import Grid, grid_of
from votes.reading.tables.headings import (
    TOTALS,
    Kind,
    is_code,
    is_group,
    is_symbol,
    kind_of,
    may_name,
)
from votes.reading.tables.sheets import Row, Sheet

_FEWEST_COLUMNS = 2
_MANY_COLUMNS = 10
_WHOLE_NUMBER = re.compile(r"\A(\d{1,18})(?:\.0+)?\Z", re.ASCII)
_OF_A_RECORD: tuple[Kind, ...] = ("record_id", "symbol", "date", "title", "session")


def recognises(header: Sequence[str]) -> bool:
    """Whether these columns may be States or roll calls, and are no table of single ballots."""
    kinds = {kind_of(text) for text in header}
    if len(header) < _FEWEST_COLUMNS or ("mark" in kinds and kinds & {"state", "code"}):
        return False
    unnamed = sum(kind_of(text) is None for text in header)
    return unnamed >= _MANY_COLUMNS or any(map(may_name, header))


def read(sheets: Sequence[Sheet]) -> Iterator[Transcript]:
    """The roll calls of each sheet: from above to below, or from left to right."""
    for sheet in sheets:
        try:
            grid = grid_of(sheet)
            by_column = _has_rows_of_states(grid)
            yield from _by_column(grid) if by_column else _by_row(grid, sheet.printed_header)
        except ReadingError as error:
            if len(sheets) > 1:
                error.document = error.document or sheet.name
            raise


def _has_rows_of_states(grid: Grid) -> bool:
    """Whether a row is a State; where nothing says it, the codes and symbols decide."""
    leads = grid.leads
    beside = [value for place in leads for value in grid.values(place) if value]
    above = [text for place in grid.marks for text in grid.heading(place) if text]
    symbols_beside, symbols_above = _share(beside, _is_act), _share(above, _is_act)
    if symbols_beside != symbols_above:
        return symbols_above > symbols_beside
    kinds = {kind_of(text) for place in leads for text in grid.heading(place)}
    if kinds & {"state", "code"} or kinds & set(_OF_A_RECORD):
        return bool(kinds & {"state", "code"})
    return _share(beside, is_code) > _share(above, is_code)


def _share(texts: Sequence[str], is_such: Callable[[str], bool]) -> float:
    return sum(map(is_such, texts)) / max(1, len(texts))


def _is_act(text: str) -> bool:
    return is_symbol(text) or bool(days_in(text))


def _by_row(grid: Grid, printed_header: str) -> Iterator[Transcript]:
    """A roll call from each row that is no note, group or repeated heading."""
    names = {place: _name_of(grid.heading(place)) for place in grid.marks}
    above = printed_header or "\n".join("\t".join(head) for head in grid.heads)
    more = [] if not printed_header else ["\t".join(head) for head in grid.heads[1:]]
    for line, values, text in grid.body:
        if values in grid.heads or _is_note(grid, values):
            continue
        facts: dict[Kind, str] = {}
        for place in grid.leads:
            kind = grid.kinds[place]
            if kind and values[place]:
                facts.setdefault(kind, values[place])
        cells = [
            cell
            for place, name in names.items()
            if (cell := _cell(grid, line, name, values[place]))
        ]
        raw = "\n".join([above, *more, text or "\t".join(values)])
        yield _transcript(facts, cells, raw)


def _name_of(headings: Sequence[str]) -> str:
    """The State's name, where there is a code, too; the headings of groups are nobody's name."""
    texts = [text for text in headings if text and not is_group(text)]
    names = [text for text in texts if not is_code(text)]
    return (names or texts or [""])[-1]


def _is_note(grid: Grid, values: Sequence[str]) -> bool:
    """A row that tells what follows, what the marks mean, or how many there are below a State."""
    marks = [values[place] for place in grid.marks if values[place]]
    if marks:
        is_sum = any(kind_of(values[place]) for place in grid.leads)
        return is_sum and all(
            _WHOLE_NUMBER.match(mark) and grid.meaning(mark) is None for mark in marks
        )
    filled = [value for value in values if value]
    is_told = any(_is_act(value) or value.isdecimal() for value in filled if "=" not in value)
    return len(filled) < 2 and not is_told


def _cell(grid: Grid, line: int, name: str, mark: str) -> Cell | None:
    """The State's cell; none where the legend says that it was no member."""
    meaning = grid.meaning(mark)
    return None if meaning == "not_a_member" else Cell(line, name, mark, meaning)


def _by_column(grid: Grid) -> Iterator[Transcript]:
    """A roll call from each column of marks; the rows are States, and some of them totals."""
    labels = [_label_of(grid, head) for head in grid.heads]
    states = [row for row in grid.body if not _is_of_group(grid, row)]
    named = [(row, _names_in(grid, row[1])) for row in states]
    for place in grid.marks:
        facts: dict[Kind, str] = {}
        for label, text in zip(labels, grid.heading(place), strict=True):
            _tell(facts, label, text)
        cells = []
        raw = ["\t".join(filter(None, grid.heading(place)))]
        for (line, values, _), (name, total) in named:
            raw.append("\t".join([values[lead] for lead in grid.leads] + [values[place]]))
            if total and _WHOLE_NUMBER.fullmatch(values[place]):
                facts.setdefault(total, values[place])
            elif not total and (cell := _cell(grid, line, name, values[place])):
                cells.append(cell)
        yield _transcript(facts, cells, "\n".join(raw))


def _label_of(grid: Grid, head: Sequence[str]) -> Kind | None:
    """What a row of headings tells, as the one text beside it says; several head columns."""
    beside = [head[place] for place in grid.leads if head[place]]
    kind = kind_of(beside[0]) if len(beside) == 1 else None
    return None if kind in ("state", "code") else kind


def _tell(facts: dict[Kind, str], label: Kind | None, text: str) -> None:
    """Sort the heading of a column into symbol, day and title, unless a label says what it is."""
    if label or not text:
        facts.update({label: text} if label and text else {})
        return
    symbols = symbols_in(text)
    symbol = symbols[0][0] if len(symbols) == 1 else ""
    if not symbol and is_symbol(text):
        symbol = text
    rest = (text.replace(symbol, " ", 1) if symbol else text).strip(" -–—:,")
    if symbol:
        facts.setdefault("symbol", symbol)
    if days_in(rest) and not words_beside_days(rest):
        facts.setdefault("date", rest.strip("()"))
    elif rest:
        facts["title"] = f"{facts['title']} – {rest}" if "title" in facts else rest


def _names_in(grid: Grid, values: Sequence[str]) -> tuple[str, Kind | None]:
    """The State that a row names, and the total that it holds instead of marks, if it does."""
    texts = [(_lead(grid, place), values[place]) for place in grid.leads if values[place]]
    marks = [values[place] for place in grid.marks if values[place]]
    if marks and all(map(_WHOLE_NUMBER.fullmatch, marks)):
        for _, text in texts:
            kind = kind_of(text)
            if kind in TOTALS or kind == "other":
                return text, kind
    by_kind = [text for kind, text in texts if kind == "state" and not is_code(text)]
    names = [text for kind, text in texts if kind != "other" and not is_code(text)]
    codes = [text for _, text in texts if is_code(text)]
    return (by_kind or names or codes or [""])[0], None


def _lead(grid: Grid, place: int) -> Kind | None:
    """What a column beside the marks tells; "Date" over "Country" is a label, and then a name."""
    kinds = [kind_of(text) for text in grid.heading(place)]
    return "state" if "state" in kinds else grid.kinds[place]


def _is_of_group(grid: Grid, row: Row) -> bool:
    """A row that holds no mark: the heading of a group of States, a note, or nothing."""
    line, values, _ = row
    if any(values[place] for place in grid.marks):
        if not any(values[place] for place in grid.leads):
            raise ReadingError(line, "a row of marks without a State", "its name or code beside")
        return False
    texts = [values[place] for place in grid.leads if values[place]]
    return not texts or any("=" in text or is_group(text) for text in texts)


def _transcript(facts: dict[Kind, str], cells: Sequence[Cell], raw: str) -> Transcript:
    totals: dict[str, int] = {
        kind: number for kind in TOTALS if (number := number_in(facts.get(kind, ""))) is not None
    }
    if "yes" not in totals:
        # A column "No." alone counts rows, not votes.
        totals = {}
    symbol = facts.get("symbol", "")
    return Transcript(
        cells=tuple(cells),
        symbol=symbol or None,
        title=title_in(facts.get("title", "")) or None,
        record_id=_WHOLE_NUMBER.sub(r"\1", facts.get("record_id", "")) or None,
        date=day_in(facts.get("date", "")),
        declared=totals or None,
        facts=facts_of(symbol, facts.get("session", "")),
        raw=raw,
    )
