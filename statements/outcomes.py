"""What became of an ask: met, partly met, not met, moot or pending, and who is behind it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from votes.reading.cells import Position

Target = Literal["council", "state", "group", "members", "sponsor"]
Act = Literal["reject", "adopt", "amend", "withdraw", "reconsider", "co_sponsor"]
Fate = Literal[
    "pending",
    "adopted_by_vote",
    "adopted_without_vote",
    "rejected",
    "withdrawn",
    "not_considered",
    "deferred",
]
Verdict = Literal["met", "partly_met", "not_met", "moot", "pending"]

# The position that serves an ask, unless the ask names one.
SERVES: Mapping[Act, Position] = {"reject": "no", "adopt": "yes"}

# What the text's fate says where no ballots decide. A deferred text still awaits its action.
Result = Literal["adopted", "not_adopted", "withdrawn", "not_considered", "pending"]
RESULTS: Mapping[Fate, Result] = {
    "pending": "pending",
    "deferred": "pending",
    "withdrawn": "withdrawn",
    "not_considered": "not_considered",
    "adopted_by_vote": "adopted",
    "adopted_without_vote": "adopted",
    "rejected": "not_adopted",
}

# The Council: by the position that serves the ask, and the result.
COUNCIL: Mapping[tuple[Position, Result], Verdict] = {
    ("no", "not_adopted"): "met",
    ("no", "adopted"): "not_met",
    ("yes", "adopted"): "met",
    ("yes", "not_adopted"): "not_met",
}
# The sponsor: by the act, and what became of the text.
SPONSOR: Mapping[tuple[Act, Literal["withdrawn", "amended", "put_to_action"]], Verdict] = {
    ("withdraw", "withdrawn"): "met",
    ("withdraw", "amended"): "partly_met",
    ("withdraw", "put_to_action"): "not_met",
    ("reconsider", "withdrawn"): "met",
    ("reconsider", "amended"): "partly_met",
    ("reconsider", "put_to_action"): "not_met",
    ("amend", "withdrawn"): "moot",
    ("amend", "amended"): "met",
    ("amend", "put_to_action"): "not_met",
}
# Where the text was never put to the vote, for asks that wanted a vote or a sponsor.
UNVOTED: Mapping[Result, Verdict] = {
    "pending": "pending",
    "withdrawn": "moot",
    "not_considered": "moot",
}


@dataclass(frozen=True, slots=True)
class AskFacts:
    """One ask. `states` are the codes of the State or of the group's members on the day.

    `position` is named where the act alone does not say it, as on an amendment. `amended_as_asked`
    is said by staff, with a source.
    """

    target: Target
    act: Act
    position: Position | None = None
    states: frozenset[str] = frozenset()
    made_on: dt.date | None = None
    made_after_vote: bool = False
    amended_as_asked: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """What became of the text, amendment or motion that an ask is about.

    `ballots` holds the accepted positions by State code and is empty without a recorded vote.
    `entitled` are the States with the right to vote that day; one without a ballot is not recorded.
    """

    fate: Fate = "pending"
    acted_on: dt.date | None = None
    ballots: Mapping[str, Position] = field(default_factory=dict)
    entitled: frozenset[str] = frozenset()
    sponsors: frozenset[str] = frozenset()

    @property
    def result(self) -> Result:
        """The ballots decide, of those who voted yes or no; a tie is no adoption.

        Where ballots that are not recorded could turn that, the fate of the text goes first, if the
        record gives one. Where none of those recorded is yes or no, or there are no ballots, it
        alone decides.
        """
        stated = RESULTS[self.fate]
        if not self.ballots:
            return stated
        positions = [self.position_of(state) for state in self.entitled]
        yes, no, unknown = (positions.count(p) for p in ("yes", "no", "not_recorded"))
        is_certain = yes > no + unknown or yes + unknown <= no
        says_nothing = yes == no == 0
        if not is_certain and (says_nothing or stated in {"adopted", "not_adopted"}):
            return stated
        return "adopted" if yes > no else "not_adopted"

    @property
    def is_adopted(self) -> bool | None:
        """What the vote decided; None without ballots, or where they and the record do not say."""
        if not self.ballots or self.result not in {"adopted", "not_adopted"}:
            return None
        return self.result == "adopted"

    @property
    def was_put_to_action(self) -> bool:
        return bool(self.ballots) or RESULTS[self.fate] in {"adopted", "not_adopted"}

    def position_of(self, state: str) -> Position:
        return self.ballots.get(state, "not_recorded")


@dataclass(frozen=True, slots=True)
class Counts:
    """The entitled States behind an outcome: sorted codes, each State in one list."""

    did_as_asked: tuple[str, ...] = ()
    abstained: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    not_recorded: tuple[str, ...] = ()
    did_not: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """`verdict` is None for an ask that is not scored, and a flag says why.

    `made_after`: it was made after the vote. `left_out`: none of the States asked had a seat.
    `counts` is None where no ballot counts.
    """

    verdict: Verdict | None
    counts: Counts | None = None
    made_after: bool = False
    left_out: bool = False


def outcome(ask: AskFacts, action: Action) -> Outcome:
    """What became of `ask`, by the rules of the method page. An ask of the day counts as before."""
    if ask.made_after_vote or _is_later(ask.made_on, action.acted_on):
        return Outcome(None, made_after=True)
    if ask.act in {"withdraw", "reconsider", "amend"}:
        return Outcome(_of_the_sponsor(ask, action))
    if ask.act == "co_sponsor":
        return _of_co_sponsors(ask, action)
    if ask.target == "council":
        return _of_the_council(ask, action)
    return _of_states(ask, action)


def _is_later(made_on: dt.date | None, acted_on: dt.date | None) -> bool:
    return made_on is not None and acted_on is not None and made_on > acted_on


def _of_the_sponsor(ask: AskFacts, action: Action) -> Verdict:
    if action.was_put_to_action:
        return SPONSOR[ask.act, "amended" if ask.amended_as_asked else "put_to_action"]
    if action.result == "withdrawn":
        return SPONSOR[ask.act, "withdrawn"]
    return UNVOTED[action.result]


def _of_co_sponsors(ask: AskFacts, action: Action) -> Outcome:
    if not action.was_put_to_action:
        return Outcome(UNVOTED[action.result])
    # A sponsor needs no seat: a State that is asked by name counts in any case.
    if ask.target == "state":
        return Outcome("met" if ask.states & action.sponsors else "not_met")
    asked = _asked(ask, action)
    counts = Counts(
        did_as_asked=tuple(sorted(asked & action.sponsors)),
        did_not=tuple(sorted(asked - action.sponsors)),
    )
    return _of_many(counts, asked)


def _of_the_council(ask: AskFacts, action: Action) -> Outcome:
    wanted = _wanted(ask)
    verdict = COUNCIL.get((wanted, action.result)) or UNVOTED[action.result]
    counts = _count(action, action.entitled, wanted) if action.ballots else None
    return Outcome(verdict, counts)


def _of_states(ask: AskFacts, action: Action) -> Outcome:
    if not action.ballots:
        return Outcome(_without_ballots(action))
    asked = _asked(ask, action)
    counts = _count(action, asked, _wanted(ask))
    if ask.target == "state" and asked:
        return Outcome(_of_one(counts), counts)
    return _of_many(counts, asked)


def _without_ballots(action: Action) -> Verdict:
    """No vote, nothing to do as asked. A vote whose ballots are not known yet is pending."""
    if action.fate == "adopted_without_vote":
        return "moot"
    return UNVOTED.get(action.result, "pending")


def _asked(ask: AskFacts, action: Action) -> frozenset[str]:
    return action.entitled if ask.target == "members" else ask.states & action.entitled


def _wanted(ask: AskFacts) -> Position:
    return ask.position or SERVES[ask.act]


def _of_one(counts: Counts) -> Verdict:
    if counts.did_as_asked:
        return "met"
    return "not_met" if counts.did_not else "partly_met"


def _of_many(counts: Counts, asked: frozenset[str]) -> Outcome:
    if not asked:
        return Outcome(None, left_out=True)
    if len(counts.did_as_asked) == len(asked):
        return Outcome("met", counts)
    return Outcome("partly_met" if counts.did_as_asked else "not_met", counts)


def _count(action: Action, states: frozenset[str], wanted: Position) -> Counts:
    lists: dict[str, list[str]] = {}
    for state in sorted(states):
        position = action.position_of(state)
        lists.setdefault("asked" if position == wanted else position, []).append(state)
    return Counts(
        did_as_asked=tuple(lists.get("asked", ())),
        abstained=tuple(lists.get("abstain", ())),
        absent=tuple(lists.get("absent", ())),
        not_recorded=tuple(lists.get("not_recorded", ())),
        did_not=tuple(sorted(lists.get("yes", []) + lists.get("no", []))),
    )
