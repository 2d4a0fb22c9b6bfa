"""Totals that a source states, beside what its own rows add up to. Neither is right: both show."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from kb.pages.parts.disputes import OtherValue, ShownConflict
from kb.pages.parts.shown import Link, joined
from votes.analysis.tally import IN_WORDS
from votes.models import Reading
from votes.reading.cells import POSITIONS
from votes.reading.check import NON_VOTING

SCORE = ("yes", "no", "abstain")
PARTS: Mapping[str, Collection[str]] = {
    **{position: (position,) for position in POSITIONS},
    "non_voting": NON_VOTING,
}
WORDS: Mapping[str, str] = {**IN_WORDS, "non_voting": "not voting"}


def totals_note(reading: Reading, *, is_alone: bool) -> str:
    """ "The source's own totals are 20–10–16; its rows give 16–15–15.", or nothing to tell.

    `is_alone`: no other source stands beside it, from which it must be told apart.
    """
    if (found := _disagreement(reading)) is None:
        return ""
    declared, counted = found
    if is_alone:
        return f"The source's own totals are {declared}; its rows give {counted}."
    return f"{reading.source}: its own totals are {declared}; its rows give {counted}."


def shown_totals(readings: Sequence[Reading], ours: str) -> list[ShownConflict]:
    """Each such source, both values and `ours`, the counts that the page shows."""
    return list(_conflicts(readings, ours))


def _conflicts(readings: Sequence[Reading], ours: str) -> Iterator[ShownConflict]:
    for reading in readings:
        if found := _disagreement(reading):
            declared, counted = found
            source, url = str(reading.source), reading.source.url
            said = [
                OtherValue(declared, Link(f"{source}, its own totals", url)),
                OtherValue(counted, Link(f"{source}, its rows", url)),
            ]
            yield ShownConflict(field="Totals", chosen=ours, reason="", others=said)


def _disagreement(reading: Reading) -> tuple[str, str] | None:
    """What it declares and what its rows give, in the same words; None where both agree.

    A position of which it lists no State cannot be added up.
    """
    positions = Counter(_positions(reading))
    listed = set(POSITIONS if reading.listed is None else reading.listed)
    declared = {
        key: number
        for key, number in (reading.declared or {}).items()
        if key in PARTS and listed.issuperset(PARTS[key])
    }
    counted = {key: sum(positions[each] for each in PARTS[key]) for key in declared}
    differing = [key for key in declared if declared[key] != counted[key]]
    if not differing:
        return None
    return _said(declared, differing), _said(counted, differing)


def _positions(reading: Reading) -> Iterator[str | None]:
    """As understood; a row that staff left out still stands in the source, as it is printed."""
    for cell, understood in zip(reading.cells, reading.understood, strict=True):
        yield understood[1] if understood else cell["position"]


def _said(totals: Mapping[str, int], differing: Collection[str]) -> str:
    """The three of a score together, whichever differs; the others where they differ."""
    has_score = totals.keys() >= set(SCORE) and any(key in SCORE for key in differing)
    score = ["–".join(str(totals[key]) for key in SCORE)] if has_score else []
    others = [
        f"{totals[key]} {WORDS[key]}"
        for key in PARTS
        if key in differing and not (has_score and key in SCORE)
    ]
    return joined([*score, *others])
