"""How far States did as organisations asked: counted over asks, never without their number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kb.council.lookup import state_labels
from kb.pages.parts.asks import COUNT_WORDS
from kb.pages.parts.shown import Link, public_link, state_url
from statements.alignment import Alignment, AskedBallot, alignment, asked_position
from statements.models import Statement
from statements.services import ScoredAsk
from statements.services.rows import ballots_of, entitled_on
from votes.analysis.tally import entitled_positions
from votes.reading.cells import Position


@dataclass(frozen=True, slots=True)
class AlignedRow:
    """One State, or one organisation, with its counts."""

    who: Link
    alignment: Alignment


@dataclass(frozen=True, slots=True)
class _Answered:
    """One ask with the ballots of the States that it asked; without any it is left out."""

    scored: ScoredAsk
    asked: Position | None
    ballots: Mapping[str, Position]

    def row(self, state: str) -> AskedBallot:
        return AskedBallot(self.asked, self.ballots.get(state))


def aligned_states(scored: Sequence[ScoredAsk]) -> list[AlignedRow]:
    """Each State whose ballots answered one of these asks; those that did most first.

    Three queries.
    """
    answered = _answered(scored)
    states = {state for each in answered for state in each.ballots}
    names = state_labels() if states else {}
    rows = [
        AlignedRow(
            Link(names.get(state, state), state_url(state)),
            alignment(each.row(state) for each in answered),
        )
        for state in states
    ]
    return _in_order(rows)


def aligned_organisations(
    state: str, scored: Sequence[ScoredAsk], at: datetime
) -> list[AlignedRow]:
    """Each public organisation that asked something of this State's ballot. Two queries."""
    by_organisation: dict[Link, list[AskedBallot]] = {}
    for each in _answered(scored):
        said_in = each.scored.ask.said_in
        is_statement = isinstance(said_in, Statement)
        by = public_link(said_in.delivered_by if is_statement else said_in.publisher, at)
        if by.label:
            by_organisation.setdefault(by, []).append(each.row(state))
    rows = [AlignedRow(by, alignment(found)) for by, found in by_organisation.items()]
    return _in_order(row for row in rows if row.alignment.counted)


def _in_order(rows: Iterable[AlignedRow]) -> list[AlignedRow]:
    return sorted(rows, key=lambda row: (-row.alignment.did_as_asked, row.who.label))


def _answered(scored: Sequence[ScoredAsk]) -> list[_Answered]:
    """Two queries. Whom an ask asked, its outcome says; what they did, their ballots say."""
    voted = {each.roll_call.pk: each for each in scored if each.roll_call and _counts(each)}
    cast = ballots_of([each.roll_call for each in voted.values()])
    entitled = entitled_on({_meeting(each) for each in voted.values()})
    positions = {
        key: entitled_positions(cast.get(key, {}), entitled[_meeting(each)])
        for key, each in voted.items()
    }
    found = []
    for each in scored:
        asked = asked_position(each.ask.act, each.ask.position_asked or None)
        held = positions.get(each.roll_call.pk, {}) if asked and each.roll_call else {}
        ballots = {state: held[state] for state in _counts(each) if state in held}
        found.append(_Answered(each, asked, ballots))
    return found


def _meeting(scored: ScoredAsk) -> tuple[int, date]:
    return scored.resolution.body_id, scored.roll_call.held_on


def _counts(scored: ScoredAsk) -> list[str]:
    """The States asked whose ballots count; none where the ask is not scored by ballots."""
    counts = scored.outcome.counts
    if counts is None or scored.outcome.verdict is None:
        return []
    return [state for name in COUNT_WORDS for state in getattr(counts, name)]
