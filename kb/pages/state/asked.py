"""What was asked of a State: by its name, and as one of the Council, its members or a group."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q

from kb.council.lookup import covers
from kb.council.models import GroupMembership, Seat, State
from kb.pages.parts.aligned import AlignedRow, aligned_organisations
from kb.pages.parts.asked import in_short, shown_asked
from kb.pages.parts.asks import COUNT_WORDS, ShownAsk, asks_to_show
from statements.models import Ask
from statements.services import ScoredAsk, score_asks
from votes.models import Resolution

TOGETHER = {
    Ask.Target.COUNCIL: "Asks of the Council as a whole",
    Ask.Target.MEMBERS: "Asks of all members",
    Ask.Target.GROUP: "Asks of groups to which it belongs or belonged",
}
EVERYBODY = (Ask.Target.COUNCIL, Ask.Target.MEMBERS)


@dataclass(frozen=True, slots=True)
class CountedAsks:
    """`label` is "3 did as asked"; the asks are the ones that it counts."""

    label: str
    asks: list[ShownAsk]


@dataclass(frozen=True, slots=True)
class AskedTogether:
    """`summary` is "Did as asked on 3 of 5 scored asks." and says what was left out."""

    heading: str
    summary: str
    counts: list[CountedAsks]


@dataclass(frozen=True, slots=True)
class AskedOfState:
    in_short: str
    by_name: list[ShownAsk]
    together: list[AskedTogether]
    by_organisation: list[AlignedRow]


def asked_of(state: State, seats: Sequence[Seat], at: datetime) -> AskedOfState:
    """The number of queries does not grow with the asks.

    What was asked of everybody counts where it is about what was decided while it had a seat.
    """
    groups = GroupMembership.objects.filter(state=state).values("group")
    addressed = (
        Q(target_state=state)
        | (Q(target_kind__in=EVERYBODY) & _while_it_sat(seats, at))
        | Q(target_kind=Ask.Target.GROUP, target_group__in=groups)
    )
    found = score_asks(asks_to_show(Ask.objects.public(at).filter(addressed)), at=at)
    scored = [
        each for each in found if each.ask.target_kind not in EVERYBODY or _sat_for(seats, each)
    ]
    by_name = [each for each in scored if each.ask.target_state_id == state.pk]
    return AskedOfState(
        in_short=in_short(by_name),
        by_name=[replace(ask, target_url="") for ask in shown_asked(by_name, at)],
        together=_together(state, scored, at),
        by_organisation=aligned_organisations(state.code, scored, at),
    )


def _while_it_sat(seats: Sequence[Seat], at: datetime) -> Q:
    """Asks that may be about such a decision, by the days of public texts alone."""
    about = Q(pk__in=[])
    for text in ("resolution__", "roll_call__resolution__"):
        acted_on = f"{text}acted_on"
        days = Q(**{f"{acted_on}__isnull": True}) if seats else Q(pk__in=[])
        for seat in seats:
            days |= Q(**{f"{acted_on}__range": (seat.since, seat.until or date.max)})
        about |= Resolution.visible_at(at, text) & days
    return about


def _sat_for(seats: Sequence[Seat], scored: ScoredAsk) -> bool:
    text, roll_call = scored.resolution, scored.roll_call
    day = (roll_call.held_on if roll_call else None) or (text.acted_on if text else None)
    return day is not None and any(covers(seat.since, seat.until, day) for seat in seats)


def _together(state: State, scored: Sequence[ScoredAsk], at: datetime) -> list[AskedTogether]:
    """Only where its own ballot, or its sponsorship, counts for at least one of these asks."""
    found = []
    for target, heading in TOGETHER.items():
        asks = [each for each in scored if each.ask.target_kind == target]
        by_answer: dict[str, list[ScoredAsk]] = {}
        for each in asks:
            by_answer.setdefault(_answer(state, each), []).append(each)
        left_out = by_answer.pop("", [])
        if by_answer:
            found.append(AskedTogether(heading, *_counted(by_answer, left_out, at)))
    return found


def _answer(state: State, scored: ScoredAsk) -> str:
    """In which list of the outcome the State stands; empty where it stands in none."""
    counts = scored.outcome.counts
    if counts is None or scored.outcome.verdict is None:
        return ""
    return next((name for name in COUNT_WORDS if state.code in getattr(counts, name)), "")


def _counted(
    by_answer: dict[str, list[ScoredAsk]], left_out: Sequence[ScoredAsk], at: datetime
) -> tuple[str, list[CountedAsks]]:
    number = sum(len(asks) for asks in by_answer.values())
    did = len(by_answer.get("did_as_asked", ()))
    asks = "1 scored ask" if number == 1 else f"{number} scored asks"
    counts = [
        CountedAsks(f"{len(by_answer[name])} {words}", shown_asked(by_answer[name], at))
        for name, words in COUNT_WORDS.items()
        if name in by_answer
    ]
    summary = f"Did as asked on {did} of {asks}."
    if left_out:
        counts.append(CountedAsks(f"{len(left_out)} left out", shown_asked(left_out, at)))
        summary += (
            " Left out are asks that are not scored, on which no ballot counts, or on which it had "
            "no vote."
        )
    return summary, counts
