"""The shape of a wide table: its rows of headings, its body, and the columns that hold marks."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from votes.reading.cells import NoVoteFoundError, ReadingError
from votes.reading.marks import position_of
from votes.reading.phrases import trimmed
from votes.reading.tables.headings import Kind, is_code, is_symbol, kind_of
from votes.reading.tables.legends import Legend, Meaning, legend_of, mark_key
from votes.reading.tables.sheets import Row, Sheet

MOST_CELLS = 10_000_000
MOST_HEADINGS = 8
_LONGEST_UNKNOWN_MARK = 3
_MOST_UNKNOWN_MARKS = 8
_ROWS_WITH_NOTES = 50
# What must stand beside marks that could be anything.
_TELLING: frozenset[Kind | None] = frozenset(
    ("symbol", "record_id", "date", "title", "state", "code")
)
_EXPECTED = "a table of marks with a column for each State or for each vote"
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?(?:e-\d+)? ?%?", re.IGNORECASE)
_SHARE = re.compile(r"-?\d*[.,](?!0+$)\d+(?:e-\d+)?|\d+(?:[.,]\d+)? ?%", re.IGNORECASE)
_DAY_OR_SYMBOL = re.compile(r"(?=.*\d)(?=.*[-/.]).{5,}|\d{1,2} \w+ \d{4}")
_CODE_IN_TWO_LETTERS = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table taken apart. `heads` are its rows of headings, `body` the rows under them, trimmed.

    `kinds` say for each column what its headings call it (None: nothing we know). `marks` are the
    columns that hold marks, from left to right, and `leads` those beside. `meaning` reads a mark.
    """

    heads: tuple[tuple[str, ...], ...]
    body: tuple[Row, ...]
    kinds: tuple[Kind | None, ...]
    marks: tuple[int, ...]
    leads: tuple[int, ...]
    meaning: Callable[[str], Meaning | None]

    def heading(self, column: int) -> list[str]:
        return [head[column] for head in self.heads]

    def values(self, column: int) -> list[str]:
        return [values[column] for _, values, _ in self.body]


def grid_of(sheet: Sheet) -> Grid:
    """The sheet's table. Raises NoVoteFoundError where it holds no marks under headings."""
    rows = _rows_of(sheet)
    header = tuple(map(trimmed, sheet.header))
    meaning = _meaning_by(legend_of(_texts_of(sheet.printed_header, header, rows)), rows)
    heads = [header]
    while rows and len(heads) < MOST_HEADINGS and _continues(heads, rows[0][1], meaning):
        heads.append(rows.pop(0)[1])
    if not rows:
        raise NoVoteFoundError(1, "a table without rows", _EXPECTED)
    kinds = tuple(_kind_of_column([head[place] for head in heads]) for place in range(len(header)))
    _refuse_agreement(heads, rows, kinds)
    marks = _mark_columns(heads, rows, kinds, meaning)
    leads = tuple(sorted(set(range(len(kinds))) - set(marks)))
    _refuse_marks_without_names(rows, heads, marks, leads, meaning)
    return Grid(tuple(heads), tuple(rows), kinds, marks, leads, meaning)


def _refuse_marks_without_names(
    rows: Sequence[Row],
    heads: Sequence[Sequence[str]],
    marks: Sequence[int],
    leads: Sequence[int],
    meaning: Callable[[str], Meaning | None],
) -> None:
    """Raise ReadingError where a column of marks has nothing above it."""
    for place in leads:
        if place > marks[0] and not any(head[place] for head in heads):
            for line, values, _ in rows:
                if values[place] and meaning(values[place]):
                    found = f'"{values[place]}" in column {place + 1}, which has no heading'
                    raise ReadingError(line, found, "a State or a vote named above each mark")


def _rows_of(sheet: Sheet) -> list[Row]:
    most = MOST_CELLS // max(1, len(sheet.header))
    rows: list[Row] = []
    for line, values, text in sheet.rows:
        if len(rows) >= most:
            raise ReadingError(line, "still no end", f"a wide table of at most {most:,} rows")
        rows.append((line, tuple(map(_trimmed, values)), text))
    return rows


def _trimmed(value: str) -> str:
    return value.strip() if value.isascii() else trimmed(value)


def _texts_of(printed: str, header: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """Where a legend may stand: above and in the headings, or alone in a row."""
    texts = [printed, *header]
    for _, values, _ in [*rows[:_ROWS_WITH_NOTES], *rows[-_ROWS_WITH_NOTES:]]:
        filled = [value for value in values if value]
        if len(filled) == 1 or "=" in "".join(filled):
            texts += filled
    return texts


def _meaning_by(legend: Legend, rows: Sequence[Row]) -> Callable[[str], Meaning | None]:
    """How marks are read: by the file's own legend first; a dash is No only beside a plus."""
    has_plus = any("+" in values for _, values, _ in rows)

    def meaning(mark: str) -> Meaning | None:
        by_legend = legend.get(mark_key(mark)) if legend and mark else None
        return by_legend or position_of(mark, plus_and_minus=has_plus)

    return meaning


def _continues(
    heads: Sequence[Sequence[str]],
    values: Sequence[str],
    meaning: Callable[[str], Meaning | None],
) -> bool:
    """Whether a row under the headings is one more row of headings."""
    filled = [value for value in values if value]
    if sum(_is_mark(value, meaning) for value in filled) * 4 > len(filled) or len(filled) < 2:
        return False
    unnamed = [
        place
        for place in range(len(values))
        if any(head[place] for head in heads) and not any(kind_of(head[place]) for head in heads)
    ]
    if len(unnamed) * 2 < len(filled) and len(unnamed) < 3:
        # Above it stands no more than a title.
        return kind_of(heads[-1][0]) is None and len(set(filled)) == len(filled)
    under = [values[place] for place in unnamed if values[place]]
    if not under or len(under) * 2 < len(unnamed):
        return False
    if kind_of(values[0]) is not None:
        return True
    if values[0] and all(map(str.isdecimal, under)):
        return False
    above = [text for place in unnamed if (text := heads[-1][place])]
    return _are_headings(under, above)


def _are_headings(under: Sequence[str], above: Sequence[str]) -> bool:
    if sum(_DAY_OR_SYMBOL.fullmatch(text) is not None for text in under) * 2 > len(under):
        return True
    if len(set(under)) * 10 < len(under) * 9:
        return False
    labels = sum(len(text) > 1 and not text.startswith("-") for text in under)
    return labels * 10 >= len(under) * 9 and _are_codes(under) != _are_codes(above)


def _are_codes(texts: Sequence[str]) -> bool:
    return sum(map(is_code, texts)) * 10 >= len(texts) * 8


def _is_mark(value: str, meaning: Callable[[str], Meaning | None]) -> bool:
    return meaning(value) is not None and _CODE_IN_TWO_LETTERS.fullmatch(value) is None


def _kind_of_column(headings: Sequence[str]) -> Kind | None:
    """What the headings call a column; a title under a symbol ("Theme") is nothing but a title."""
    kind = next((kind for text in headings if (kind := kind_of(text))), None)
    return None if kind == "other" and any(map(is_symbol, headings)) else kind


def _mark_columns(
    heads: Sequence[Sequence[str]],
    rows: Sequence[Row],
    kinds: Sequence[Kind | None],
    meaning: Callable[[str], Meaning | None],
) -> tuple[int, ...]:
    """The columns of marks; between and beside known ones, blank and unknown ones too."""
    known: list[int] = []
    unsure: dict[int, Counter[str]] = {}
    for place, counts in _counts_under_names(heads, rows, kinds):
        unknown = [value for value in counts if meaning(value) is None]
        if counts and sum(counts[value] for value in unknown) * 2 <= counts.total():
            known.append(place)
        elif kinds[place] is None and max(map(len, unknown), default=0) <= _LONGEST_UNKNOWN_MARK:
            unsure[place] = counts
    if not known:
        return _unknown_columns(kinds, unsure)
    beside = [
        place
        for place, counts in unsure.items()
        if not counts
        or any(map(meaning, counts))
        or any(is_code(head[place]) for head in heads)
        or (place > known[0] and not all(map(_NUMBER.fullmatch, counts)))
    ]
    columns = tuple(sorted(known + beside))
    _refuse_bare(heads, rows, columns)
    return columns


def _refuse_bare(
    heads: Sequence[Sequence[str]], rows: Sequence[Row], columns: Sequence[int]
) -> None:
    """Raise NoVoteFoundError for marks under nobody's name, or beside nothing but themselves."""
    names = [tuple(head[place] for head in heads) for place in columns]
    texts = [text for name in names for text in name if text]
    beside = set(range(len(heads[0]))) - set(columns)
    is_alone = not any(values[place] for _, values, _ in rows for place in beside)
    kinds = {kind_of(head[place]) for head in heads for place in beside}
    is_told = bool(kinds & _TELLING)
    is_bare = (is_alone and not _are_codes(texts)) or (len(columns) == 1 and not is_told)
    if is_bare or len(set(names)) * 4 < len(names) * 3:
        raise NoVoteFoundError(rows[0][0], "marks without a name for each column", _EXPECTED)


def _counts_under_names(
    heads: Sequence[Sequence[str]], rows: Sequence[Row], kinds: Sequence[Kind | None]
) -> Iterator[tuple[int, Counter[str]]]:
    """The values, counted, of each column whose headings may name a State or a roll call."""
    for place, values in enumerate(zip(*(values for _, values, _ in rows), strict=True)):
        counts = Counter(values)
        counts.pop("", None)
        if _may_head_marks([head[place] for head in heads], kinds[place], bool(counts)):
            yield place, counts


def _may_head_marks(headings: Sequence[str], kind: Kind | None, has_values: bool) -> bool:
    """Whether these headings may name a State or a roll call: NO is Norway if marks stand below."""
    if kind is not None:
        return has_values and any(map(_CODE_IN_TWO_LETTERS.fullmatch, headings))
    texts = [text for text in headings if text]
    return any(is_code(text) or (len(text) > 1 and position_of(text) is None) for text in texts)


def _unknown_columns(
    kinds: Sequence[Kind | None], unsure: Mapping[int, Counter[str]]
) -> tuple[int, ...]:
    """Columns whose marks nobody knows, where everything else says that they are votes."""
    marks = {value for counts in unsure.values() for value in counts}
    if len(unsure) < 2 or not _TELLING & set(kinds) or not 1 <= len(marks) <= _MOST_UNKNOWN_MARKS:
        raise NoVoteFoundError(1, "no column of marks", _EXPECTED)
    return tuple(unsure)


def _refuse_agreement(
    heads: Sequence[Sequence[str]], rows: Sequence[Row], kinds: Sequence[Kind | None]
) -> None:
    """Raise ReadingError for a table with a number for each pair of States."""
    names = {text for head in heads for text in head if text}
    for place in range(min(3, len(kinds))):
        beside = {values[place] for _, values, _ in rows if values[place]}
        others = names - {head[place] for head in heads}
        is_square = len(beside & others) * 2 > min(len(beside), len(others)) and len(beside) > 1
        cells = [
            value
            for _, values, _ in rows
            for value, kind in zip(values[place + 1 :], kinds[place + 1 :], strict=True)
            if value and kind is None
        ]
        numbers = _count(_NUMBER, cells) * 2 > len(cells)
        shares = _count(_SHARE, cells) * 2 > len(cells)
        if (is_square and numbers) or shares:
            found = "an agreement matrix: a number for each pair of States"
            raise ReadingError(rows[0][0], found, "a vote of each State")


def _count(shape: re.Pattern[str], texts: Sequence[str]) -> int:
    return sum(shape.fullmatch(text) is not None for text in texts)
