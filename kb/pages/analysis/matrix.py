"""The agreement of all pairs of States: a picture in which blocs show, and a row for each State."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from kb.council.lookup import state_labels
from kb.pages.analysis.choice import Choice, CountedVotes
from kb.pages.analysis.kinds import Analysis, Frame, document
from kb.pages.analysis.states import pair_url, state_agreement_url
from kb.pages.parts.frames import PageHead
from kb.pages.parts.shown import Link, counted
from votes.analysis.agreement import COLUMNS, VARIANTS, Agreement, all_pairs, percent
from votes.analysis.blocs import in_blocs
from votes.analysis.record import Record
from votes.pictures.matrix import agreement_matrix
from votes.services.analysing import read_record

# The States of one picture, and the common votes from which "most" and "least" are said of a pair.
MOST, ENOUGH = 200, 10
DESCRIPTION = (
    "Every pair of States with the number of votes in which both took a position, as a picture "
    "ordered by blocs and as a table."
)


@dataclass(frozen=True, slots=True)
class AllPairs:
    choice: Choice
    record: Record
    pairs: list[Agreement]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class StateRow:
    """`with_all` is its share over all its common votes; `most` and `least` lead to those pairs."""

    state: Link
    could_vote: int
    voted: int
    with_all: str
    most: Link
    least: Link


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """What `pages/analysis/agreement.html` prints. Without a pair, `picture` is empty."""

    head: PageHead
    title: str
    frame: Frame
    method: str
    picture: SafeString
    left_out: str
    enough: str
    votes: int
    rows: list[StateRow]


def _read(choice: Choice, where: Mapping[str, str]) -> AllPairs:
    """The number of queries does not grow with the record."""
    record = read_record(choice.votes, choice.body).record
    return AllPairs(choice, record, all_pairs(record), state_labels())


def _page(found: AllPairs, frame: Frame) -> MatrixPage:
    choice, record = found.choice, found.record
    shown = _shown(record)
    pairs = [pair for pair in found.pairs if pair.first in shown and pair.second in shown]
    order = in_blocs(pairs, choice.variant)
    title = _title(found)
    enough = min(ENOUGH, len(record.days))
    return MatrixPage(
        head=frame.head(title, DESCRIPTION, [Link("Votes", reverse("votes")), Link("Agreement")]),
        title=title,
        frame=frame,
        method=method(choice),
        picture=agreement_matrix(order, pairs, choice.variant),
        left_out=_left_out(len(record.states) - len(shown)),
        enough=counted(enough, "common vote"),
        votes=len(record.days),
        rows=_rows(found, order, enough),
    )


def method(choice: Choice) -> str:
    """What the share is, and what is left out, in two sentences."""
    return (
        f"Share: {VARIANTS[choice.variant]}. Left out are votes in which one of the two was "
        "absent, is not recorded, or had no right to vote."
    )


def _shown(record: Record) -> set[str]:
    """Those that voted most, where there are more than one picture holds."""
    by_votes = sorted(record.states, key=lambda each: -record.states[each].voted.bit_count())
    return set(by_votes[:MOST])


def _left_out(number: int) -> str:
    if not number:
        return ""
    return f"{counted(number, 'State')} that voted least are in the files alone."


def _title(found: AllPairs) -> str:
    votes = f"{counted(len(found.record.days), 'vote') or 'no vote'} {found.choice.said}"
    share = together(found.pairs, found.choice)
    if share is None:
        return f"No two States can be compared: {votes}"
    states = len(found.record.states)
    return f"Any two of {states} States voted alike {percent(share)} of the time: {votes}"


def together(pairs: Sequence[Agreement], choice: Choice) -> Fraction | None:
    """The share over all common votes of these pairs; None without any."""
    common = sum(pair.common for pair in pairs)
    if not common:
        return None
    return sum((pair.points(choice.variant) for pair in pairs), Fraction(0)) / common


def _rows(found: AllPairs, order: Sequence[str], enough: int) -> list[StateRow]:
    by_state: dict[str, list[Agreement]] = {state: [] for state in order}
    for pair in found.pairs:
        for state in pair[:2]:
            if state in by_state:
                by_state[state].append(pair)
    return [_row(found, state, pairs, enough) for state, pairs in by_state.items()]


def _row(found: AllPairs, state: str, pairs: Sequence[Agreement], enough: int) -> StateRow:
    choice, variant = found.choice, found.choice.variant
    known = [pair for pair in pairs if pair.common >= enough]
    # Of equal shares the one over more votes, then the first by code.
    shares = {pair: pair.share(variant) for pair in known}
    by_share = sorted(known, key=lambda pair: (-shares[pair], -pair.common, pair[:2]))
    least = min(known, key=lambda pair: (shares[pair], -pair.common, pair[:2]), default=None)
    own = found.record.states[state].participation
    return StateRow(
        state=Link(found.names.get(state, state), state_agreement_url(choice, state)),
        could_vote=own.total,
        voted=own.voted,
        with_all=percent(together(pairs, choice)),
        most=_other(found, state, by_share[0] if by_share else None),
        least=_other(found, state, least),
    )


def _other(found: AllPairs, state: str, pair: Agreement | None) -> Link:
    if pair is None:
        return Link("")
    other = pair.second if pair.first == state else pair.first
    share = percent(pair.share(found.choice.variant))
    name = found.names.get(other, other)
    return Link(f"{name}, {share} of {pair.common}", pair_url(found.choice, state, other))


def _document(found: AllPairs) -> Mapping[str, Any]:
    return document(
        found.choice,
        {
            "votes": len(found.record.days),
            "variants": dict(VARIANTS),
            "states": [
                {
                    "state": code,
                    "name": found.names.get(code, code),
                    "could_vote": own.participation.total,
                    **dict(own.participation.counts),
                }
                for code, own in found.record.states.items()
            ],
            "pairs": [pair.row for pair in found.pairs],
        },
    )


AGREEMENT = Analysis(
    name="agreement",
    template="pages/analysis/agreement.html",
    filters=CountedVotes,
    canonical=lambda where: where,
    read=_read,
    page=_page,
    document=_document,
    columns=COLUMNS,
    rows=lambda found: (pair.row for pair in found.pairs),
)
