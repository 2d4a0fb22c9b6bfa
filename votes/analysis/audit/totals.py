"""Causes that lie in the figures: totals against the rows, the seats and other roll calls."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from votes.analysis.audit.rolls import Found, RollRows, Sums, Votes, apart, score

# How many cells may be off beside exchanged columns, and how many times closer the exchange must
# bring rows and totals, so that a few wrong cells between like columns are not taken for one.
MOST_OFF, TIMES_CLOSER = 4, 4
# Of roll calls that are alike in thousands, a few are seen and fewer told.
MOST_SEEN, MOST_TOLD = 20, 3
COLUMNS = ("yes", "no", "abstain")
EXCHANGES = ((0, 2, 1), (1, 0, 2), (2, 1, 0), (1, 2, 0), (2, 0, 1))


class Others:
    """All roll calls by their rows, and those of a day by their totals."""

    def __init__(self, rolls: Sequence[RollRows], sums: Sequence[Sums]) -> None:
        self.by_rows: dict[int, list[RollRows]] = defaultdict(list)
        self.fitting: dict[int, list[RollRows]] = defaultdict(list)
        self.by_totals: dict[tuple[dt.date | None, Votes], list[RollRows]] = defaultdict(list)
        for roll, counted in zip(rolls, sums, strict=True):
            if roll.positions:
                self.by_rows[_fingerprint(roll)].append(roll)
                if roll.declared and not counted.distance:
                    self.fitting[_fingerprint(roll)].append(roll)
            if roll.declared:
                self.by_totals[roll.day, counted.totals].append(roll)

    def with_the_rows_of(self, roll: RollRows, *, fitting: bool) -> list[RollRows]:
        """Other roll calls in which every row is the same: those whose totals fit it, or all."""
        found = (self.fitting if fitting else self.by_rows).get(_fingerprint(roll), ())
        return [each for each in found[:MOST_SEEN] if each.positions == roll.positions != {}]

    def with_the_totals(self, roll: RollRows, votes: Votes) -> list[RollRows]:
        """Roll calls of the day whose totals these are."""
        return list(self.by_totals.get((roll.day, votes), ())[:MOST_SEEN])


def by_totals(roll: RollRows, sums: Sums, others: Others) -> Found:
    """The likeliest cause of totals that are not those of the rows."""
    return (
        _exchanged(sums, most_off=0)
        or _rows_of_another(roll, sums, others)
        or _only_non_voting(sums)
        or _against_seats(roll, sums)
        or _exchanged(sums, most_off=MOST_OFF)
        or _blanks(sums)
        or _one_cell(sums)
        or _totals_of_another(roll, sums, others)
        or Found("unexplained", f"{_both(sums)}; nothing here explains it.")
    )


def _fingerprint(roll: RollRows) -> int:
    return hash(frozenset(roll.positions.items()))


def _both(sums: Sums) -> str:
    return f"The totals say {score(sums.totals)}, the rows give {score(sums.rows)}"


def _exchanged(sums: Sums, *, most_off: int) -> Found | None:
    """The rows fit once their columns are exchanged, but for `most_off` cells."""
    tried = []
    for order in EXCHANGES:
        moved = (sums.rows[order[0]], sums.rows[order[1]], sums.rows[order[2]])
        off = apart(moved, sums.totals)
        if off <= most_off and off * TIMES_CLOSER <= sums.distance != 0:
            columns = [name for place, name in enumerate(COLUMNS) if order[place] != place]
            tried.append((len(columns), off, columns))
    if not tried:
        return None
    _, off, (*first, last) = min(tried)
    but = f", but for {off} {'vote' if off == 1 else 'votes'}" if off else ""
    exchanged = f"{', '.join(first)} and {last} are exchanged{but}"
    return Found("columns_exchanged", f"{_both(sums)}: {exchanged}.")


def _rows_of_another(roll: RollRows, sums: Sums, others: Others) -> Found | None:
    if not sums.distance:
        return None
    where, same = "and fit the totals there", others.with_the_rows_of(roll, fitting=True)
    if not same:
        where = "whose totals they do not fit either"
        same = others.with_the_rows_of(roll, fitting=False)
    same = [other for other in same if other.record != roll.record]
    if not same:
        return None
    sentence = f"{_both(sums)}. The same rows stand under {_told(same)}, {where}."
    return Found("rows_of_another_vote", sentence, tuple(each.record for each in same))


def _only_non_voting(sums: Sums) -> Found | None:
    if sums.distance or not sums.silent_apart:
        return None
    return Found(
        "only_non_voting",
        f"The votes agree. The totals count {sums.stated_silent} that did not vote, the rows "
        f"{sums.silent}.",
    )


def _against_seats(roll: RollRows, sums: Sums) -> Found | None:
    """Totals that no vote of that day can have given. Suspended seats may be counted or not."""
    seats = len(roll.entitled)
    if not seats or not sums.distance:
        return None
    sentence = f"The totals give {sums.stated} votes; {seats} States had the right to vote."
    if sums.stated > seats + len(roll.suspended):
        return Found("totals_exceed_seats", sentence)
    if sums.stated_silent is not None and sums.stated < seats:
        return Found("totals_miss_seats", sentence)
    return None


def _blanks(sums: Sums) -> Found | None:
    """Votes that the totals count and the rows leave blank."""
    pairs = list(zip(sums.rows, sums.totals, strict=True))
    short = sum(total - row for row, total in pairs)
    if not 0 < short <= sums.blanks or any(row > total for row, total in pairs):
        return None
    cells = "1 blank cell" if short == 1 else f"{short} blank cells"
    return Found("blank_cells", f"{_both(sums)}: {cells} would make up for it.")


def _one_cell(sums: Sums) -> Found | None:
    """One State stands in another column than the totals count it in, or is one too many."""
    pairs = zip(sums.rows, sums.totals, strict=True)
    if sums.distance > 2 or any(abs(row - total) > 1 for row, total in pairs):
        return None
    return Found("one_cell", f"{_both(sums)}: one State's cell, or one total, is wrong.")


def _totals_of_another(roll: RollRows, sums: Sums, others: Others) -> Found | None:
    same = others.with_the_totals(roll, sums.rows)
    if not same:
        return None
    sentence = f"{_both(sums)}, which are the totals of {_told(same)} of the same day."
    return Found("rows_of_another_vote", sentence, tuple(each.record for each in same))


def _told(rolls: Sequence[RollRows]) -> str:
    told = [f"{roll.symbol} (record {roll.record})" for roll in rolls[:MOST_TOLD]]
    return ", ".join(told) + (f" and {len(rolls) - MOST_TOLD} more" if rolls[MOST_TOLD:] else "")
