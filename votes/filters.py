"""Filters of the lists of votes, texts and initiatives."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kb.council.filters import SessionFilter, StateFilter
from kb.council.models import AgendaItem, Seat, SeatSuspension, Session, State, during
from kb.search.filters import (
    ListFilters,
    NumberFilter,
    Option,
    RecordFilter,
    WordFilter,
    WordsFilter,
)
from votes.models import Ballot, Initiative, Resolution, RollCall, Sponsorship

POSITION_LABELS = {
    "yes": "Yes",
    "no": "No",
    "abstain": "Abstain",
    "absent": "Absent",
    "not_recorded": "Not recorded",
}
RESULTS = [("adopted", "Adopted"), ("not_adopted", "Not adopted")]
STATED = {
    Resolution.Outcome.ADOPTED_BY_VOTE: "adopted",
    Resolution.Outcome.ADOPTED_WITHOUT_VOTE: "adopted",
    Resolution.Outcome.REJECTED: "not_adopted",
}
# In the order in which the rule takes them.
COUNTED = ("yes", "no", "not_recorded", "abstain", "absent")
HAS_RESULT = ~Q(standing=RollCall.Standing.NONE)


class InitiativeFilter(RecordFilter):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"records": _public_initiatives, "label": "Initiative"}
        expected = "the word in the address of a public initiative"
        super().__init__(*args, expected=expected, **kwargs)


def _public_initiatives(at: datetime) -> "QuerySet[Initiative]":
    return Initiative.objects.published(at)


def _initiatives_with_texts(at: datetime) -> "QuerySet[Initiative]":
    texts = Resolution.objects.published(at).exclude(initiative=None)
    return _public_initiatives(at).filter(pk__in=texts.values("initiative"))


def _sessions_with_texts(at: datetime) -> "QuerySet[Session]":
    texts = Resolution.objects.published(at)
    return Session.objects.filter(pk__in=texts.values("session")).order_by("-starts_on", "code")


def _sessions_with_votes(at: datetime) -> "QuerySet[Session]":
    votes = RollCall.objects.published(at)
    sessions = Session.objects.filter(pk__in=votes.values("resolution__session"))
    return sessions.order_by("-starts_on", "code")


class VoteFilters(ListFilters):
    """With `state`, votes with a result on days when that State had the right to vote."""

    day_column = "held_on"
    q = WordsFilter(
        "resolution__title",
        "resolution__symbol",
        "draft__symbol",
        "subject_symbol",
        "subject_label",
        label="Title or symbol",
    )
    session = SessionFilter("resolution__session", offered=_sessions_with_votes)
    state = StateFilter(method="open_to", phrase="{} could vote")
    position = WordFilter(
        method="answered", choices=POSITION_LABELS.items(), label="How it voted", needs="state"
    )
    result = WordFilter(method="decided", choices=RESULTS, label="Result", is_computed=True)
    subject = WordFilter("subject", choices=RollCall.Subject.choices, label="What was voted on")
    standing = WordFilter("standing", choices=RollCall.Standing.choices, label="Record")
    initiative = InitiativeFilter("resolution__initiative", offered=_initiatives_with_texts)

    class Meta:
        model = RollCall
        fields: list[str] = []

    def open_to(self, votes: "QuerySet[RollCall]", name: str, state: State) -> "QuerySet[RollCall]":
        """Seats decide; where nobody recorded any that day, whoever has a ballot could vote."""
        seats = _seats("resolution__body", "held_on")
        own = Ballot.objects.filter(roll_call=OuterRef("pk"), state=state)
        could = Exists(seats.filter(state=state)) | (Exists(own) & ~Exists(seats))
        return votes.filter(HAS_RESULT, could)

    def answered(
        self, votes: "QuerySet[RollCall]", name: str, position: str
    ) -> "QuerySet[RollCall]":
        """A State that could vote and has no ballot is not recorded."""
        ballots = Ballot.objects.filter(roll_call=OuterRef("pk"), state=self.record("state"))
        if position == "not_recorded":
            return votes.filter(~Exists(ballots.exclude(position=position)))
        return votes.filter(Exists(ballots.filter(position=position)))

    def decided(self, votes: "QuerySet[RollCall]", name: str, result: str) -> "QuerySet[RollCall]":
        """By the rule of `Action.result`, with three queries."""
        rows = votes.order_by().annotate(seats=_number_of(_seats("resolution__body", "held_on")))
        columns = ("pk", "subject", "standing", "is_final", "resolution__outcome", "seats")
        ballots = Ballot.objects.filter(roll_call__in=votes.order_by().values("pk"))
        cast, seated = _counts(ballots), _counts(_of_seated(ballots))
        found = [
            row["pk"]
            for row in rows.values(*columns)
            if _result(row, seated if row["seats"] else cast) == result
        ]
        return votes.filter(pk__in=found)


def _seats(body: str, day: str) -> "QuerySet[Seat]":
    """Seats with the right to vote, for the row of an outer query; its columns are named."""
    day_outside = OuterRef(OuterRef(day))
    suspended = SeatSuspension.objects.filter(during(day_outside), seat=OuterRef("pk"))
    return Seat.objects.filter(~Exists(suspended), body=OuterRef(body)).on(OuterRef(day)).order_by()


def _number_of(seats: "QuerySet[Seat]") -> Coalesce:
    number = seats.values("body").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number), 0)


def _counts(ballots: "QuerySet[Ballot]") -> dict[tuple[int, str], int]:
    """{(key of the vote, position): how many ballots}. Grouped over a join, for speed."""
    rows = ballots.order_by().values_list("roll_call", "position").annotate(number=Count("pk"))
    return {(vote, position): number for vote, position, number in rows}


def _of_seated(ballots: "QuerySet[Ballot]") -> "QuerySet[Ballot]":
    """Those of States with the right to vote that day. Each has one seat in a body at a time."""
    day = F("roll_call__held_on")
    seated = ballots.filter(
        Q(state__seats__until__isnull=True) | Q(state__seats__until__gte=day),
        state__seats__body=F("roll_call__resolution__body"),
        state__seats__since__lte=day,
    ).annotate(seat=F("state__seats"))
    suspended = SeatSuspension.objects.filter(during(OuterRef("roll_call__held_on")))
    # Hardly any seat was ever suspended: only of those the days are looked at.
    ever = SeatSuspension.objects.values("seat")
    return seated.filter(~Q(seat__in=ever) | ~Exists(suspended.filter(seat=OuterRef("seat"))))


def _result(row: dict[str, Any], counts: dict[tuple[int, str], int]) -> str:
    """ "adopted", "not_adopted", or "" where neither can be said."""
    stated = STATED.get(row["resolution__outcome"], "")
    is_whole = row["subject"] == RollCall.Subject.WHOLE
    if row["standing"] == RollCall.Standing.NONE:
        by_vote = row["resolution__outcome"] != Resolution.Outcome.ADOPTED_WITHOUT_VOTE
        return stated if is_whole and row["is_final"] and by_vote else ""
    yes, no, unknown, *others = (counts.get((row["pk"], each), 0) for each in COUNTED)
    if row["seats"]:
        unknown = row["seats"] - yes - no - sum(others)
    is_certain = yes > no + unknown or yes + unknown <= no
    says_nothing = yes == no == 0
    if not is_certain and (says_nothing or (is_whole and stated)):
        return stated if is_whole else ""
    return "adopted" if yes > no else "not_adopted"


class ItemFilter(NumberFilter):
    """By the number of the agenda item, offered with its title."""

    def options(self) -> list[Option]:
        texts = Resolution.objects.published(self.parent.at).exclude(agenda_item=None)
        items = AgendaItem.objects.filter(pk__in=texts.values("agenda_item")).order_by("number")
        named: dict[str, str] = {}
        for item in items:
            named.setdefault(str(item.number), f"{item.number}: {item.title}")
        return list(named.items())

    def shown(self, value: int) -> str:
        return f"Item {value}"


class ResolutionFilters(ListFilters):
    q = WordsFilter("title", "symbol", "drafts__symbol", label="Title or symbol")
    session = SessionFilter("session", offered=_sessions_with_texts)
    item = ItemFilter("agenda_item__number", least=1, most=999, label="Agenda item")
    kind = WordFilter("kind", choices=Resolution.Kind.choices, label="Kind")
    outcome = WordFilter("outcome", choices=Resolution.Outcome.choices, label="Outcome")
    sponsor = StateFilter(method="put_forward_by", label="Sponsor", phrase="sponsored by {}")
    initiative = InitiativeFilter("initiative", offered=_initiatives_with_texts)

    class Meta:
        model = Resolution
        fields: list[str] = []

    def put_forward_by(
        self, texts: "QuerySet[Resolution]", name: str, state: State
    ) -> "QuerySet[Resolution]":
        sponsored = Sponsorship.objects.filter(state=state)
        return texts.filter(pk__in=sponsored.values("resolution"))


class InitiativeFilters(ListFilters):
    q = WordsFilter("title", "summary", label="Title or summary")

    class Meta:
        model = Initiative
        fields: list[str] = []
