"""What was asked, and whether it was met: the ask and the ballots, side by side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kb.pages.parts.shown import Link, ShownState, shown_states
from statements.models import Ask, Statement
from statements.outcomes import Counts, Outcome
from statements.services import ScoredAsk

LABELS = {
    "met": "Met",
    "partly_met": "Partly met",
    "not_met": "Not met",
    "moot": "Moot",
    "pending": "Pending",
    None: "Not scored",
}
COUNT_WORDS = {
    "did_as_asked": "did as asked",
    "abstained": "abstained",
    "absent": "absent",
    "not_recorded": "not recorded",
    "did_not": "did not",
}


@dataclass(frozen=True, slots=True)
class ShownCount:
    label: str
    states: list[ShownState]


@dataclass(frozen=True, slots=True)
class ShownAsk:
    outcome: str
    outcome_label: str
    words: str
    is_verbatim: bool
    target: str
    statement: Link | None
    by: str
    made_on: date | None
    timing: str
    note: str
    counts: list[ShownCount]
    about: Link | None = None


def shown_ask(
    scored: ScoredAsk,
    names: Mapping[str, str],
    at: datetime,
    *,
    positions: Mapping[str, str] | None = None,
    about: Link | None = None,
) -> ShownAsk:
    """One scored ask. `names` are the States' by code, `positions` their ballots, for the marks."""
    ask, result = scored.ask, scored.outcome
    said_in = ask.said_in
    return ShownAsk(
        outcome=(result.verdict or "not_scored").replace("_", "-"),
        outcome_label=LABELS[result.verdict],
        words=ask.text,
        is_verbatim=not said_in.is_described,
        target=_target(ask),
        statement=Link(said_in.title, _where(ask)),
        by=_by(ask, at),
        made_on=ask.asked_on,
        timing=_timing(ask.asked_on, _acted_on(scored)),
        note=_note(result, ask),
        counts=_counts(result.counts, positions or {}, names),
        about=about,
    )


def _acted_on(scored: ScoredAsk) -> date | None:
    """The day of the vote, else of the action on the text; None while neither is known."""
    if scored.roll_call and scored.roll_call.held_on:
        return scored.roll_call.held_on
    return scored.resolution.acted_on if scored.resolution else None


def _target(ask: Ask) -> str:
    if ask.target_kind == Ask.Target.COUNCIL:
        return "the Council"
    if ask.target_kind == Ask.Target.MEMBERS:
        return "all members"
    named = ask.target_state or ask.target_group
    if ask.target_kind == Ask.Target.SPONSOR:
        return f"{named} (the sponsor)" if named else "the sponsor"
    return str(named)


def _where(ask: Ask) -> str:
    url = ask.said_in.get_absolute_url()
    return f"{url}#{ask.segment.address}" if ask.segment else url


def _by(ask: Ask, at: datetime) -> str:
    """Who asked, if that organisation is public."""
    said_in = ask.said_in
    who = said_in.delivered_by if isinstance(said_in, Statement) else said_in.publisher
    return str(who) if who and who.is_public(at) else ""


def _timing(asked_on: date | None, acted_on: date | None) -> str:
    if not asked_on or not acted_on:
        return ""
    days = (acted_on - asked_on).days
    if not days:
        return "on the day of the vote"
    number = f"{abs(days)} day{'s' if abs(days) > 1 else ''}"
    return f"{number} before the vote" if days > 0 else f"{number} after the vote"


def _note(result: Outcome, ask: Ask) -> str:
    if result.made_after:
        return "Made after the vote, so it is shown but not scored."
    if result.left_out:
        return "None of those asked had a seat that day, so it is not scored."
    if result.verdict == "pending":
        return "There is no result yet."
    if result.counts is None and ask.act in {Ask.Act.RECONSIDER, Ask.Act.WITHDRAW}:
        return "This asks for an act of the sponsor; no State's ballot counts for it."
    return ""


def _counts(
    counts: Counts | None, positions: Mapping[str, str], names: Mapping[str, str]
) -> list[ShownCount]:
    if counts is None:
        return []
    return [
        ShownCount(f"{len(codes)} {words}", shown_states(codes, positions, names))
        for field, words in COUNT_WORDS.items()
        if (codes := getattr(counts, field))
    ]


def by_importance(asks: Iterable[ShownAsk]) -> list[ShownAsk]:
    """Asks that States answered with ballots come first."""
    return sorted(asks, key=lambda ask: not ask.counts)
