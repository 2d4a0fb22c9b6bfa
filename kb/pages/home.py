"""The first page: votes to come, the latest votes with what became of the asks, statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from kb.pages.parts.asked import in_short
from kb.pages.parts.frames import PageHead
from kb.pages.parts.listed import ListedVote, actions_on, listed_vote, results_of, votes_to_list
from kb.pages.parts.shown import Link, absolute
from statements.models import Ask, Statement
from statements.services import ScoredAsk, score_asks
from votes.models import Resolution, RollCall

# The newest of each kind.
SHOWN = 20
# A vote on these may be to come.
AWAITING = (Resolution.Outcome.PENDING, Resolution.Outcome.DEFERRED)
VOTED = (Resolution.Outcome.ADOPTED_BY_VOTE, Resolution.Outcome.REJECTED)
# A vote that was planned on these was not held, be it that parts of some were voted on.
NOT_HELD = Q(resolution__outcome=Resolution.Outcome.WITHDRAWN) | Q(
    subject=RollCall.Subject.WHOLE,
    resolution__outcome__in=(
        Resolution.Outcome.NOT_CONSIDERED,
        Resolution.Outcome.ADOPTED_WITHOUT_VOTE,
        Resolution.Outcome.DEFERRED,
    ),
)
NO_BALLOTS = Q(standing=RollCall.Standing.NONE)
UNKNOWN = "how each State voted is not on record yet"


@dataclass(frozen=True, slots=True)
class ListedStatement:
    title: str
    url: str
    kind: str
    by: str
    delivered_on: date | None


@dataclass(frozen=True, slots=True)
class HomePage:
    """What `pages/home.html` prints. `texts_to_come` await action and have no vote on record."""

    head: PageHead
    to_come: list[ListedVote]
    texts_to_come: list[Link]
    latest: list[ListedVote]
    statements: list[ListedStatement]


def home_page(at: datetime) -> HomePage:
    """The number of queries does not grow with the lists."""
    to_come, latest = _to_come(at), _latest(at)
    votes = [*to_come, *latest]
    results = results_of(votes)
    asks = _asks_by_vote(votes, results, at)
    lines = [
        listed_vote(each, results[each.pk], at, in_short(asks.get(each.pk, ()))) for each in votes
    ]
    return HomePage(
        head=PageHead(
            head_title="What was asked at the Human Rights Council, and how each State voted",
            description=(
                "Votes of the UN Human Rights Council beside what organisations asked of the "
                "States: who did as asked, who did not, who moved, and how we know."
            ),
            permanent_url=absolute(reverse("home")),
            breadcrumbs=[],
        ),
        to_come=lines[: len(to_come)],
        texts_to_come=_texts_to_come(at),
        latest=[
            _of_the_past(line, vote)
            for line, vote in zip(lines[len(to_come) :], latest, strict=True)
        ],
        statements=_statements(at),
    )


def _awaited(at: datetime) -> Q:
    ahead = Q(held_on=None) | Q(held_on__gte=timezone.localdate(at))
    return NO_BALLOTS & ahead & Q(resolution__outcome__in=AWAITING)


def _to_come(at: datetime) -> list[RollCall]:
    """The next ones first, then those for which no day is known."""
    votes = votes_to_list(RollCall.objects.published(at).filter(_awaited(at)))
    return list(votes.order_by(F("held_on").asc(nulls_last=True), "slug")[:SHOWN])


def _latest(at: datetime) -> list[RollCall]:
    """Those with a result, and those that were held although no source of theirs is accepted."""
    held = Q(held_on__lte=timezone.localdate(at)) & ~NOT_HELD & ~_awaited(at)
    votes = votes_to_list(RollCall.objects.published(at).filter(~NO_BALLOTS | held))
    return list(votes.order_by("-held_on", "-is_final", "slug")[:SHOWN])


def _of_the_past(line: ListedVote, vote: RollCall) -> ListedVote:
    """Of a vote that was held it is not said that it has no result, but what is not known of it."""
    is_whole_text = vote.is_final and line.is_whole
    if vote.standing != RollCall.Standing.NONE:
        return line
    if is_whole_text and vote.resolution.outcome in VOTED:
        # The answer gives what became of the text, and says the same of its States.
        return line
    part = line.answer.part
    return replace(line, headline=f"{part}, {UNKNOWN}" if part else capfirst(UNKNOWN))


def _texts_to_come(at: datetime) -> list[Link]:
    voted = RollCall.objects.published(at).values("resolution")
    texts = Resolution.objects.published(at).filter(outcome=Resolution.Outcome.PENDING)
    texts = texts.exclude(pk__in=voted).order_by("-session__starts_on", "title")[:SHOWN]
    return [Link(text.title, text.get_absolute_url()) for text in texts]


def _asks_by_vote(
    votes: Sequence[RollCall], results: Mapping[int, object], at: datetime
) -> dict[int, list[ScoredAsk]]:
    finals = [each.resolution_id for each in votes if each.is_final]
    about = Q(roll_call__in=votes) | Q(roll_call=None, resolution__in=finals)
    asks = Ask.objects.public(at).filter(about).with_facts()
    by_vote: dict[int, list[ScoredAsk]] = {}
    for each in score_asks(asks, at=at, known=actions_on(votes, results)):
        if each.roll_call:
            by_vote.setdefault(each.roll_call.pk, []).append(each)
    return by_vote


def _statements(at: datetime) -> list[ListedStatement]:
    statements = Statement.objects.published(at).select_related("delivered_by")[:SHOWN]
    return [
        ListedStatement(
            title=each.title,
            url=each.get_absolute_url(),
            kind=each.get_kind_display(),
            by=_by(each, at),
            delivered_on=each.delivered_on,
        )
        for each in statements
    ]


def _by(statement: Statement, at: datetime) -> str:
    speaker = statement.delivered_by
    return str(speaker) if speaker and speaker.is_public(at) else ""
