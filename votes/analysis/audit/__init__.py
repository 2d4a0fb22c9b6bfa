"""Where the rows of a roll call disagree with its totals or with the seats, and why.

Nothing is mended here: neither side of a disagreement is known to be right.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from votes.analysis.audit.rolls import Cause, Disagreement, Found, Kind, RollRows, Sums, kinds_of
from votes.analysis.audit.seats import Names, SeatsOn, by_seats
from votes.analysis.audit.totals import Others, by_totals

__all__ = ["Cause", "Disagreement", "Kind", "RollRows", "audit", "by_cause"]


def audit(rolls: Sequence[RollRows], seats_on: SeatsOn, names: Names) -> list[Disagreement]:
    """Every roll call of one body in which something disagrees, in the order given.

    `seats_on` gives the States entitled on a day; `names` each State's spellings, its own name
    first. A suspended seat that is listed, and a State without a seat that only did not vote, are
    no disagreement. Time grows with the number of rows.
    """
    sums = [Sums.of(roll) for roll in rolls]
    others = Others(rolls, sums)
    found = []
    for roll, counted in zip(rolls, sums, strict=True):
        if kinds := kinds_of(roll, counted):
            cause = (
                _nothing_beside(roll)
                or by_seats(roll, seats_on, names)
                or by_totals(roll, counted, others)
            )
            found.append(Disagreement(roll.record, roll.symbol, kinds, *cause))
    return found


def by_cause(found: Iterable[Disagreement]) -> dict[Cause, int]:
    """How many there are of each cause, the most frequent first."""
    return dict(Counter(each.cause for each in found).most_common())


def _nothing_beside(roll: RollRows) -> Found | None:
    """Totals alone, or rows alone: there is nothing to hold the one against."""
    if not roll.positions and not roll.unknown:
        return Found("no_rows", "The source gives totals and lists no State.")
    if not roll.declared and not (roll.strangers or roll.doubled or roll.unknown or roll.missing):
        return Found("no_totals", "The source lists States and gives no totals.")
    return None
