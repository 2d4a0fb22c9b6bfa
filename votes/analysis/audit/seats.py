"""Causes that the seats of the day bring to light: who is listed and who should be."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from rapidfuzz import fuzz

from votes.analysis.audit.rolls import Found, RollRows

# "Swaziland" and "Switzerland" score 70. It only words a sentence for a person.
ALIKE = 60
MOST_WRONG_CODES = 3
YEARS_AROUND = (1, -1, 2, -2, 3, -3)

SeatsOn = Callable[[dt.date], frozenset[str]]
Names = Mapping[str, Sequence[str]]


def by_seats(roll: RollRows, seats_on: SeatsOn, names: Names) -> Found | None:
    """The likeliest cause of who stands in the rows; None where they are the day's members."""
    strangers, missing = roll.strangers, roll.missing
    if roll.doubled:
        return _listed_twice(roll, missing, names)
    if strangers and missing:
        return (
            _wrong_codes(strangers, missing, names)
            or _another_year(roll, strangers, missing, seats_on)
            or _no_seat(strangers, names)
        )
    if strangers:
        return _no_seat(strangers, names)
    if roll.unknown:
        printed = ", ".join(f"“{name}”" for name, _ in roll.unknown[:5])
        return Found("unknown_names", f"Nobody knows which State is meant by {printed}.")
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        sentence = f"{_named(missing, names)} had a seat that day and {verb} not listed."
        return Found("not_listed", sentence)
    return None


def _listed_twice(roll: RollRows, missing: Sequence[str], names: Names) -> Found:
    twice = sorted({state for state, _ in roll.doubled})
    sentence = f"{_named(twice, names)} {'stands' if len(twice) == 1 else 'stand'} more than once"
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        sentence += f", and {_named(missing, names)} {verb} not listed"
    return Found("listed_twice", f"{sentence}.")


def _wrong_codes(strangers: list[str], missing: list[str], names: Names) -> Found | None:
    """Each stranger stands for a missing State of like code or name: SVN for SVK."""
    if len(strangers) != len(missing) or len(strangers) > MOST_WRONG_CODES:
        return None
    likeness = {(s, m): _likeness(s, m, names) for s in strangers for m in missing}
    pairs = dict(_closest_pairs(likeness))
    if len(pairs) < len(strangers):
        return None
    told = " and ".join(f"{stranger} for {meant}" for stranger, meant in sorted(pairs.items()))
    return Found("wrong_code", f"A code or name was mistaken: {told}.")


def _closest_pairs(likeness: Mapping[tuple[str, str], float]) -> Iterator[tuple[str, str]]:
    taken: set[str] = set()
    for pair, alike in sorted(likeness.items(), key=lambda item: (-item[1], item[0])):
        if alike >= ALIKE and taken.isdisjoint(pair):
            taken.update(pair)
            yield pair


def _likeness(one: str, other: str, names: Names) -> float:
    """From 0 to 100: of two letters in the same place of the codes, or of any two names."""
    by_code = 100 * sum(a == b for a, b in zip(one, other, strict=False)) / 3
    by_name = (
        fuzz.ratio(a.casefold(), b.casefold())
        for a in names.get(one, ())
        for b in names.get(other, ())
    )
    return max([by_code, *by_name])


def _another_year(
    roll: RollRows, strangers: list[str], missing: list[str], seats_on: SeatsOn
) -> Found | None:
    """All strangers had a seat in that year, and none of the missing."""
    for day in _days_around(roll.day):
        seats = seats_on(day)
        if seats.issuperset(strangers) and seats.isdisjoint(missing):
            sentence = (
                f"The rows are those of the members of {day.year}: {len(strangers)} of them had "
                f"no seat that day, and {len(missing)} members of that day are not listed."
            )
            return Found("members_of_another_year", sentence)
    return None


def _days_around(day: dt.date | None) -> Iterable[dt.date]:
    """Two days of each year around: seats change in January, and once changed in June."""
    if day is None:
        return
    for years in YEARS_AROUND:
        year = day.year + years
        if dt.MINYEAR <= year <= dt.MAXYEAR:
            halves = (dt.date(year, 1, 15), dt.date(year, 7, 15))
            yield from halves if years > 0 else reversed(halves)


def _no_seat(strangers: Sequence[str], names: Names) -> Found:
    return Found("no_seat", f"{_named(strangers, names)} voted without a seat that day.")


def _named(states: Sequence[str], names: Names) -> str:
    known = [next(iter(names.get(state, ())), state) for state in states]
    *first, last = known
    return f"{', '.join(first)} and {last}" if first else last
