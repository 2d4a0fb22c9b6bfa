"""The facts shipped with the product: States, names, groups, seats, sessions, agenda items.

Each file in `data/` is UTF-8 CSV with a header line equal to the fields of its row class. Dates
are ISO 8601; both ends count; an empty end is open. A seat is one term. No Django here, so that a
file can be read against these facts before there is a database.
"""

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import MISSING, Field, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar, get_args, get_origin

DATA = Path(__file__).parent / "data"


class ReferenceFileError(Exception):
    """A reference file that cannot be used, with its 1-based line, what was found and expected."""

    def __init__(self, file: str, line: int, found: str, expected: str) -> None:
        super().__init__(f"{file}: line {line}: {found}, expected {expected}")
        self.file, self.line, self.found, self.expected = file, line, found, expected


@dataclass(frozen=True, slots=True)
class StateRow:
    """A State. `since` and `until` bound what the code means, `member_…` the UN membership."""

    code: str
    alpha2: str
    m49: str
    name: str
    tile_name: str
    kind: Literal["member", "observer", "past"]
    member_since: dt.date | None = None
    member_until: dt.date | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class NameRow:
    """One spelling of a State's name. It is bounded only where it means another State otherwise.

    On any one day a spelling means one State at most. Of two States that share a spelling, the one
    with an open `until` is meant today. A formal name equal to the short one has no row.
    """

    code: str
    language: Literal["", "en", "fr", "es", "ru", "zh", "ar"]
    name: str
    kind: Literal["short", "formal", "former", "board", "code", "other"]
    since: dt.date | None = None
    until: dt.date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class GroupRow:
    code: str
    name: str
    kind: Literal["regional", "political"]


@dataclass(frozen=True, slots=True)
class GroupMemberRow:
    group: str
    state: str
    since: dt.date | None = None
    until: dt.date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body that votes. `seats` is None where every member State has a vote."""

    code: str
    name: str
    seats: int | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class SeatRow:
    body: str
    state: str
    group: str
    since: dt.date
    until: dt.date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class SuspensionRow:
    body: str
    state: str
    since: dt.date
    until: dt.date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session. `ends_on` is the last day of its last resumed part."""

    body: str
    code: str
    label: str
    kind: Literal["regular", "special"]
    number: int
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class AgendaItemRow:
    body: str
    number: int
    title: str


def states(folder: Path = DATA) -> tuple[StateRow, ...]:
    return _read(folder / "states.csv", StateRow)


def names(folder: Path = DATA) -> tuple[NameRow, ...]:
    """Every spelling of the file, then each State's own codes: alpha-3, alpha-2 and M49."""
    codes = (
        NameRow(state.code, "", code, "code", state.since, state.until)
        for state in states(folder)
        for code in (state.code, state.alpha2, state.m49)
    )
    return (*_read(folder / "state_names.csv", NameRow), *codes)


def groups(folder: Path = DATA) -> tuple[GroupRow, ...]:
    return _read(folder / "groups.csv", GroupRow)


def group_members(folder: Path = DATA) -> tuple[GroupMemberRow, ...]:
    return _read(folder / "group_members.csv", GroupMemberRow)


def bodies(folder: Path = DATA) -> tuple[BodyRow, ...]:
    return _read(folder / "bodies.csv", BodyRow)


def seats(folder: Path = DATA) -> tuple[SeatRow, ...]:
    return _read(folder / "seats.csv", SeatRow)


def suspensions(folder: Path = DATA) -> tuple[SuspensionRow, ...]:
    return _read(folder / "seat_suspensions.csv", SuspensionRow)


def sessions(folder: Path = DATA) -> tuple[SessionRow, ...]:
    return _read(folder / "sessions.csv", SessionRow)


def agenda_items(folder: Path = DATA) -> tuple[AgendaItemRow, ...]:
    return _read(folder / "agenda_items.csv", AgendaItemRow)


class Dated(Protocol):
    """Whatever holds from one day to another."""

    @property
    def since(self) -> dt.date | None: ...
    @property
    def until(self) -> dt.date | None: ...


def covers(row: Dated, day: dt.date) -> bool:
    return (row.since is None or row.since <= day) and (row.until is None or day <= row.until)


def seats_on(day: dt.date, body: str = "hrc") -> tuple[SeatRow, ...]:
    """The seats of `body` that cover `day`, suspended ones included, by State."""
    return tuple(seat for seat in seats() if seat.body == body and covers(seat, day))


def entitled_on(day: dt.date, body: str = "hrc") -> tuple[SeatRow, ...]:
    """The seats of `body` whose States may vote on `day`, by State."""
    suspended = {row.state for row in suspensions() if row.body == body and covers(row, day)}
    return tuple(seat for seat in seats_on(day, body) if seat.state not in suspended)


Row = TypeVar("Row")
PERIODS = (("since", "until"), ("member_since", "member_until"), ("starts_on", "ends_on"))


class _UnexpectedError(Exception):
    """What a line holds and what it should hold; `_read` adds the place."""

    def __init__(self, found: str, expected: str) -> None:
        super().__init__(found, expected)
        self.found, self.expected = found, expected


@cache
def _read(path: Path, row_type: type[Row]) -> tuple[Row, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file, strict=True)
        try:
            return tuple(_rows(lines, row_type))
        except _UnexpectedError as error:
            raise ReferenceFileError(
                path.name, max(lines.line_num, 1), error.found, error.expected
            ) from error
        except (UnicodeDecodeError, csv.Error) as error:
            raise ReferenceFileError(
                path.name, lines.line_num + 1, str(error), "comma-separated text in UTF-8"
            ) from error


def _rows(lines: Iterator[list[str]], row_type: type[Row]) -> Iterator[Row]:
    columns = fields(row_type)  # type: ignore[arg-type]  # every row class is a dataclass
    header = [column.name for column in columns]
    if (found := next(lines, [])) != header:
        raise _UnexpectedError(f"header {','.join(found)!r}", ",".join(header))
    for cells in lines:
        if len(cells) != len(header):
            raise _UnexpectedError(f"{len(cells)} values", str(len(header)))
        values = {c.name: _value(c, cell) for c, cell in zip(columns, cells, strict=True)}
        _check_order(values)
        yield row_type(**values)


def _value(column: Field[Any], cell: str) -> Any:
    if get_origin(column.type) is Literal:
        return _one_of(column, cell)
    if not cell:
        if column.default is MISSING:
            raise _UnexpectedError(f"no {column.name}", "one")
        return column.default
    if column.type in (dt.date, dt.date | None):
        return _day(column, cell)
    if column.type in (int, int | None):
        return _number(column, cell)
    return cell


def _one_of(column: Field[Any], cell: str) -> str:
    known = get_args(column.type)
    if cell not in known:
        raise _UnexpectedError(f"{column.name} {cell!r}", "one of " + ", ".join(map(repr, known)))
    return cell


def _day(column: Field[Any], cell: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(cell)
    except ValueError:
        day = None
    # fromisoformat also takes 20200622 and week dates.
    if day is None or day.isoformat() != cell:
        raise _UnexpectedError(f"{column.name} {cell!r}", "a date such as 2020-06-22")
    return day


def _number(column: Field[Any], cell: str) -> int:
    if not (cell.isascii() and cell.isdigit()):
        raise _UnexpectedError(f"{column.name} {cell!r}", "a whole number")
    return int(cell)


def _check_order(values: dict[str, Any]) -> None:
    for first, last in PERIODS:
        start, end = values.get(first), values.get(last)
        if start and end and end < start:
            raise _UnexpectedError(f"{last} {end}", f"a day not before {first} {start}")
