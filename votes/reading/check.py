"""What a reading leaves open, in sentences: names, marks, seats and totals."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from votes.reading.cells import POSITIONS, Cell, Transcript
from votes.reading.marks import marks_in
from votes.reading.names import Match

VOTING = ("yes", "no", "abstain")
NON_VOTING = ("absent", "not_recorded")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. `blocks` says whether it must be settled before acceptance.

    `row` is the 1-based line of the file that it is about, where it is about one, and `place` that
    cell's place among the cells, from 0.
    """

    code: str
    message: str
    blocks: bool
    row: int | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Seating:
    """Who had a seat on the day: alpha-3 codes, and names for the sentences."""

    entitled: frozenset[str]
    suspended: frozenset[str]
    names: Mapping[str, str]


class Row(NamedTuple):
    place: int
    cell: Cell
    match: Match


def counted(cells: Sequence[Cell]) -> dict[str, int]:
    """{position: cells}, whether or not their names are known."""
    counts = Counter(cell.position for cell in cells)
    return {position: counts[position] for position in POSITIONS}


def check(
    transcript: Transcript,
    matches: Sequence[Match],
    *,
    names: Mapping[str, str],
    seating: Seating | None = None,
) -> list[Finding]:
    """Every finding, those about cells in the order of the cells.

    `matches` stand for the cells one by one. Without `seating` (no date) no seat is checked.
    """
    pairs = zip(transcript.cells, matches, strict=True)
    rows = [Row(place, cell, match) for place, (cell, match) in enumerate(pairs)]
    open_rows = (row for row in rows if not _is_clear(row))
    findings = [finding for row in open_rows for finding in _about_cell(row, names)]
    findings += _doubles(rows, names)
    if seating is not None:
        findings += _about_seats(rows, seating)
        findings += _not_listed(transcript, rows, seating)
        findings += _totals_against_seats(transcript, seating)
    findings += _about_totals(transcript)
    return findings


def _is_clear(row: Row) -> bool:
    """A name and one mark that are known: nearly every cell of a record of thousands of votes."""
    return bool(row.match.state and row.cell.position and row.cell.mark)


def _about_cell(row: Row, names: Mapping[str, str]) -> Iterator[Finding]:
    place, cell, match = row
    if match.state is None:
        yield _about_name(row, names)
    if len(marks_in(cell.mark)) > 1:
        message = f"Line {cell.row}: {cell.printed} has more than one mark, “{cell.mark}”."
        yield Finding("too_many_marks", message, True, cell.row, place)
    elif cell.position is None:
        message = f"Line {cell.row}: the mark “{cell.mark}” of {cell.printed} is not known."
        yield Finding("unknown_mark", message, True, cell.row, place)
    elif not cell.mark:
        message = f"Line {cell.row}: {cell.printed} has no mark. It counts as not recorded."
        yield Finding("blank_mark", message, False, cell.row, place)


def _about_name(row: Row, names: Mapping[str, str]) -> Finding:
    place, cell, match = row
    unknown = f"Line {cell.row}: “{cell.printed}” is not a name we know."
    if match.suggestion is None:
        message = f"{unknown} Say which State it is."
        return Finding("unknown_name", message, True, cell.row, place)
    name = names.get(match.suggestion, match.suggestion)
    message = f"{unknown} Is it {name} ({match.suggestion})?"
    return Finding("suggestion_waiting", message, True, cell.row, place)


def _doubles(rows: Sequence[Row], names: Mapping[str, str]) -> Iterator[Finding]:
    named = [row.match.state for row in rows if row.match.state]
    if len(set(named)) == len(named):
        return
    cells: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.match.state:
            cells[row.match.state].append(row)
    for state, found in cells.items():
        if len(found) > 1:
            where = " and ".join(str(row.cell.row) for row in found)
            message = f"{names.get(state, state)} stands {len(found)} times, on lines {where}."
            last = found[-1]
            yield Finding("duplicate_state", message, True, last.cell.row, last.place)


def _about_seats(rows: Sequence[Row], seating: Seating) -> Iterator[Finding]:
    for place, cell, match in rows:
        if match.state is None or match.state in seating.entitled:
            continue
        name = seating.names.get(match.state, match.state)
        if match.state in seating.suspended:
            message = f"Line {cell.row}: the seat of {name} was suspended that day."
            yield Finding("seat_suspended", message, False, cell.row, place)
        else:
            message = f"Line {cell.row}: {name} had no seat that day."
            yield Finding("no_seat", message, True, cell.row, place)


def _not_listed(transcript: Transcript, rows: Sequence[Row], seating: Seating) -> Iterator[Finding]:
    listed = {row.match.state or row.match.suggestion for row in rows}
    missing = sorted(seating.entitled - listed)
    for state in missing:
        name = seating.names.get(state, state)
        yield Finding("seat_missing", f"{name} had a seat that day and is not listed.", False)
    if missing and transcript.listed is not None:
        message = (
            f"The source lists {len(seating.entitled) - len(missing)} of the "
            f"{len(seating.entitled)} States entitled to vote."
        )
        yield Finding("incomplete", message, False)


def _totals_against_seats(transcript: Transcript, seating: Seating) -> Iterator[Finding]:
    """All totals together. A source may count suspended seats among those that did not vote."""
    declared = transcript.declared or {}
    if not set(VOTING) <= set(declared):
        return
    stated, seats = sum(declared.values()), len(seating.entitled)
    says_all = not declared.keys().isdisjoint(("non_voting", "absent"))
    blanks = 0 if "non_voting" in declared else counted(transcript.cells)["not_recorded"]
    is_short = says_all and stated + blanks < seats
    if is_short or stated > seats + len(seating.suspended):
        message = f"The totals give {stated} votes; {seats} States had the right to vote."
        yield Finding("seats_mismatch", message, False)


def _about_totals(transcript: Transcript) -> Iterator[Finding]:
    counts = counted(transcript.cells)
    for key, stated in (transcript.declared or {}).items():
        positions: Collection[str] = NON_VOTING if key == "non_voting" else (key,)
        found = sum(counts[position] for position in positions)
        if found != stated:
            words = key.replace("_", " ")
            message = f"The source states {stated} {words}; its cells give {found}."
            yield Finding("count_mismatch", message, False)
