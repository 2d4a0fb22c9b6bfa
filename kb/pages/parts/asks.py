"""What was asked, and whether it was met: the ask and the ballots, side by side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F
from django.db.models.functions import Coalesce

from kb.pages.parts.named import text_symbol
from kb.pages.parts.shown import Link, ShownState, public_link, shown_states, with_article
from statements.models import Ask, Statement
from statements.models.ask import AskQuerySet
from statements.outcomes import Counts, Outcome
from statements.services import ScoredAsk
from votes.models import Resolution, RollCall

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
# What happened to a text without a vote, as "before …" says it.
WITHOUT_VOTE = {
    Resolution.Outcome.ADOPTED_WITHOUT_VOTE: "the text was adopted",
    Resolution.Outcome.WITHDRAWN: "the text was withdrawn",
    Resolution.Outcome.NOT_CONSIDERED: "the text was set aside",
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
    is_date_disputed: bool = False
    target_url: str = ""
    by_url: str = ""


def asks_to_show(asks: AskQuerySet) -> AskQuerySet:
    """Asks with all that an outcome and a line need of them, in the same query.

    They come as they follow each other in their statement.
    """
    bodies = ("resolution__body", "roll_call__resolution__body")
    symbol = Coalesce(text_symbol("resolution"), text_symbol("roll_call__resolution"))
    asks = asks.with_facts().select_related(*bodies).annotate(text_symbol=symbol)
    return asks.order_by(F("segment__order").asc(nulls_last=True), "pk")


def shown_ask(
    scored: ScoredAsk,
    names: Mapping[str, str],
    at: datetime,
    *,
    positions: Mapping[str, str] | None = None,
    about: Link | None = None,
) -> ShownAsk:
    """One scored ask, selected as `asks_to_show()`.

    `names` are the States' by code, `positions` their ballots, for the marks.
    """
    ask, result = scored.ask, scored.outcome
    said_in = ask.said_in
    acted_on, event = _action(scored)
    by = _by(ask, at)
    return ShownAsk(
        outcome=(result.verdict or "not_scored").replace("_", "-"),
        outcome_label=LABELS[result.verdict],
        words=ask.text,
        is_verbatim=not said_in.is_described,
        target=_target(ask, scored.resolution),
        statement=Link(said_in.title, ask.get_absolute_url()),
        by=by.label,
        made_on=ask.asked_on,
        timing=_timing(ask.asked_on, acted_on, event),
        note=_note(result, ask, event),
        counts=_counts(result.counts, positions or {}, names),
        about=about,
        target_url=ask.target_state.get_absolute_url() if ask.target_state else "",
        by_url=by.url,
    )


def _action(scored: ScoredAsk) -> tuple[date | None, str]:
    """The day that the ask is held against, None while it is not known, and what happened then."""
    text, roll_call = scored.resolution, scored.roll_call
    if text is None:
        return None, "the vote"
    has_result = roll_call is not None and roll_call.standing != RollCall.Standing.NONE
    if text.outcome in WITHOUT_VOTE and not has_result:
        return text.acted_on, WITHOUT_VOTE[text.outcome]
    return (roll_call.held_on if roll_call else None) or text.acted_on, "the vote"


def _target(ask: Ask, text: Resolution | None) -> str:
    """Of a text that is not public nothing is said, not even its body."""
    if ask.target_kind == Ask.Target.COUNCIL:
        is_council = text is None or text.body.code == "hrc"
        return "the Council" if is_council else f"the {text.body}"
    if ask.target_kind == Ask.Target.MEMBERS:
        return "all members"
    target = ask.target_state or ask.target_group
    named = with_article(str(target)) if target else ""
    if ask.target_kind == Ask.Target.SPONSOR:
        return f"{named} (the sponsor)" if named else "the sponsor"
    return named


def _by(ask: Ask, at: datetime) -> Link:
    """Who asked, if that organisation is public."""
    said_in = ask.said_in
    return public_link(
        said_in.delivered_by if isinstance(said_in, Statement) else said_in.publisher, at
    )


def _timing(asked_on: date | None, acted_on: date | None, event: str) -> str:
    if not asked_on or not acted_on:
        return ""
    days = (acted_on - asked_on).days
    if not days:
        return f"on the day {'of' if event == 'the vote' else 'when'} {event}"
    number = f"{abs(days)} day{'s' if abs(days) > 1 else ''}"
    return f"{number} {'before' if days > 0 else 'after'} {event}"


def _note(result: Outcome, ask: Ask, event: str) -> str:
    if result.made_after:
        return f"Made after {event}, so it is shown but not scored."
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
    """Asks of one statement together, in the order given: one may lean on the one before it.

    Statements with an ask that States answered with ballots come first, the earlier before the
    later.
    """
    by_statement: dict[str, list[ShownAsk]] = {}
    for ask in asks:
        page = ask.statement.url.partition("#")[0] if ask.statement else ""
        by_statement.setdefault(page, []).append(ask)
    return [ask for asked in sorted(by_statement.values(), key=_importance) for ask in asked]


def _importance(asks: Iterable[ShownAsk]) -> tuple[bool, date]:
    asks = list(asks)
    first = min(ask.made_on or date.max for ask in asks)
    return not any(ask.counts for ask in asks), first
