"""What became of asks, from the public record: a fixed number of queries for any number of asks."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from statements.models import Ask
from statements.models.ask import final_votes
from statements.outcomes import Action, Outcome, outcome
from statements.services.rows import asked_states, ballots_of, entitled_on
from votes.models import Resolution, RollCall
from votes.reading.cells import Position

# A text that met this fate never came to the votes on parts of it either.
NEVER_VOTED = {Resolution.Outcome.WITHDRAWN, Resolution.Outcome.NOT_CONSIDERED}
UNSETTLED = {Resolution.Outcome.PENDING, Resolution.Outcome.DEFERRED}


@dataclass(frozen=True, slots=True)
class Subject:
    """The text that an ask is about, and the vote on it or on a part of it."""

    text: Resolution
    roll_call: RollCall | None

    @property
    def day(self) -> date | None:
        return (self.roll_call.held_on if self.roll_call else None) or self.text.acted_on

    @property
    def is_whole(self) -> bool:
        return self.roll_call is None or self.roll_call.subject == RollCall.Subject.WHOLE


@dataclass(frozen=True, slots=True)
class ScoredAsk:
    """An ask with its outcome, and the public text and vote that it went by, if there are any."""

    ask: Ask
    outcome: Outcome
    resolution: Resolution | None
    roll_call: RollCall | None


def action_on(
    subject: Subject, *, ballots: Mapping[str, Position], entitled: Collection[str]
) -> Action:
    """What became of a text, or of the part of it that was voted on separately. No query.

    `ballots` are the accepted positions by State code, `entitled` the codes of the States with the
    right to vote that day; where nobody recorded the seats, whoever has a ballot was entitled.
    """
    fate = subject.text.outcome
    if not subject.is_whole and fate not in NEVER_VOTED:
        fate = Resolution.Outcome.PENDING
    return Action(
        fate=fate,
        # A day that is only planned says nothing of what came before or after it.
        acted_on=subject.day if ballots or fate not in UNSETTLED else None,
        ballots=ballots,
        entitled=frozenset(entitled) or frozenset(ballots),
    )


def score_asks(
    asks: Iterable[Ask], *, at: datetime, known: Mapping[RollCall, Action] | None = None
) -> list[ScoredAsk]:
    """The outcome of each ask as the public may know it at `at`, in the order given.

    A text or vote that is not public at `at` counts as if it were not there. Asks come
    `with_facts()`. `known` spares the queries for public votes whose facts the caller has already:
    of the final votes of one text the last one at least, or none.
    """
    asks, known = list(asks), known or {}
    subjects = _subjects(asks, at, known)
    actions = _actions(set(subjects.values()), known)
    asked = asked_states(
        {ask.target_group for ask in subjects if ask.target_group},
        {subject.text for ask, subject in subjects.items() if ask.act == Ask.Act.CO_SPONSOR},
    )
    scored = []
    for ask in asks:
        subject = subjects.get(ask)
        if subject is None:
            scored.append(ScoredAsk(ask, outcome(ask.facts(at), Action()), None, None))
            continue
        action = replace(actions[subject], sponsors=asked.sponsors(subject.text))
        group = ask.target_group
        states = asked.members(group, subject.day) if group else frozenset()
        found = outcome(ask.facts(at, states), action)
        scored.append(ScoredAsk(ask, found, subject.text, subject.roll_call))
    return scored


def _subjects(
    asks: list[Ask], at: datetime, known: Mapping[RollCall, Action]
) -> dict[Ask, Subject]:
    """What each ask is about: the vote it names, else the text's final one. Public things alone."""
    finals = _final_votes({ask.resolution for ask in asks if ask.roll_call is None}, at, known)
    subjects = {}
    for ask in asks:
        text, roll_call = ask.text_asked_about, ask.roll_call
        if text is None or not text.is_public(at):
            continue
        if roll_call is None:
            subjects[ask] = Subject(text, finals.get(text.pk))
        elif roll_call.is_public(at):
            subjects[ask] = Subject(text, roll_call)
        elif roll_call.subject == RollCall.Subject.WHOLE:
            subjects[ask] = Subject(text, None)
    return subjects


def _final_votes(
    texts: set[Resolution | None], at: datetime, known: Mapping[RollCall, Action]
) -> dict[int, RollCall]:
    """{key of the text: its final vote}, the last one if there are several."""
    finals = [each for each in known if each.is_final]
    covered = {each.resolution_id for each in finals}
    missing = [text for text in texts if text and text.pk not in covered]
    if missing:
        finals += final_votes(at).filter(resolution__in=missing)
    finals.sort(key=lambda each: (each.held_on or date.max, each.pk))
    return {each.resolution_id: each for each in finals}


def _actions(subjects: set[Subject], known: Mapping[RollCall, Action]) -> dict[Subject, Action]:
    actions = {each: known[each.roll_call] for each in subjects if each.roll_call in known}
    missing = [each for each in subjects if each not in actions]
    ballots = ballots_of([each.roll_call for each in missing if each.roll_call])
    entitled = entitled_on({(each.text.body_id, each.day) for each in missing if each.day})
    for each in missing:
        actions[each] = action_on(
            each,
            ballots=ballots.get(each.roll_call.pk, {}) if each.roll_call else {},
            entitled=entitled.get((each.text.body_id, each.day), frozenset()),
        )
    return actions
