"""The initiative page: its texts in order, who moved between each two, what was asked about it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from kb.council.lookup import state_labels
from kb.pages.parts.asked import in_short, shown_about
from kb.pages.parts.asks import ShownAsk, asks_to_show, by_importance
from kb.pages.parts.frames import PageHead, record_head
from kb.pages.parts.listed import (
    Result,
    actions_on,
    listed_vote,
    results_of,
    votes_to_list,
)
from kb.pages.parts.mentioned import MentionedIn, mentioned_in
from kb.pages.parts.shown import Link, ShownSource
from kb.pages.parts.sourced import public_sources
from kb.pages.parts.texts import ListedText, listed_text
from kb.pages.resolution.family import texts_in_order
from kb.pages.vote.facts import seats_of_days, voted_texts
from kb.pages.vote.states import Seats, ShownShift, shown_shift
from statements.models import Ask, Mention
from statements.services import ScoredAsk, score_asks
from votes.models import Ballot, Initiative, Resolution, RollCall


@dataclass(frozen=True, slots=True)
class InitiativePage:
    """What `pages/initiative.html` prints. `shifts` are one for each two consecutive votes."""

    head: PageHead
    title: str
    summary: str
    texts: list[ListedText]
    shifts: list[ShownShift]
    asks_in_short: str
    asks: list[ShownAsk]
    mentioned_in: list[MentionedIn]
    sources: list[ShownSource]


def initiative_page(initiative: Initiative, at: datetime) -> InitiativePage:
    """The number of queries does not grow with what it holds; each body adds one for its seats."""
    votes = _finals(initiative, at)
    results = results_of(votes)
    lines = {each.resolution_id: listed_vote(each, results[each.pk], at) for each in votes}
    texts = texts_in_order(initiative, lines, at)
    scored = _scored(texts, votes, results, at)
    shown = [listed_text(text, lines.get(text.pk)) for text in texts]
    return InitiativePage(
        head=_head(initiative, shown, at),
        title=initiative.title,
        summary=initiative.summary,
        texts=shown,
        shifts=_shifts(votes),
        asks_in_short=in_short(scored),
        asks=_asks(scored, results, at),
        mentioned_in=mentioned_in(_mentions(texts, at), at, also=(e.ask.said_in for e in scored)),
        sources=public_sources((text.source for text in texts), at),
    )


def _finals(initiative: Initiative, at: datetime) -> list[RollCall]:
    finals = RollCall.objects.published(at).of_initiative(initiative.pk)
    return list(votes_to_list(finals).order_by(F("held_on").asc(nulls_last=True), "pk"))


def _shifts(votes: Sequence[RollCall]) -> list[ShownShift]:
    """Between consecutive votes of one body. One query for the ballots, one for each body's seats.

    Only votes with ballots can be compared.
    """
    cast = voted_texts(Ballot.objects.filter(roll_call__in=votes))
    by_body: dict[int, list[RollCall]] = {}
    for each in votes:
        if each.pk in cast:
            by_body.setdefault(each.resolution.body_id, []).append(each)
    shown = []
    for held in by_body.values():
        texts = [cast[each.pk] for each in held]
        days = {text.held_on for text in texts}
        seats = Seats.around(seats_of_days(held[0].resolution.body, days), texts)
        shown += [shown_shift(before, after, seats) for before, after in pairwise(texts)]
    return shown


def _scored(
    texts: Sequence[Resolution],
    votes: Sequence[RollCall],
    results: Mapping[int, Result],
    at: datetime,
) -> list[ScoredAsk]:
    """Asks about its texts and the public votes on them."""
    about = Q(resolution__in=texts) | Q(roll_call__resolution__in=texts)
    asks = asks_to_show(Ask.objects.public(at).filter(about))
    scored = score_asks(asks, at=at, known=actions_on(votes, results))
    return [each for each in scored if each.resolution]


def _asks(
    scored: Sequence[ScoredAsk], results: Mapping[int, Result], at: datetime
) -> list[ShownAsk]:
    if not scored:
        return []
    names = state_labels()
    return by_importance(shown_about(each, results, names, at) for each in scored)


def _mentions(texts: Iterable[Resolution], at: datetime) -> "QuerySet[Mention]":
    """Of its texts and of the public votes on them."""
    about = Q(resolution__in=texts) | Q(roll_call__resolution__in=texts)
    public = Q(roll_call=None) | RollCall.visible_at(at, "roll_call__")
    return Mention.objects.filter(about, public)


def _head(initiative: Initiative, texts: Sequence[ListedText], at: datetime) -> PageHead:
    number = f"{len(texts)} text{'' if len(texts) == 1 else 's'}" if texts else "no text yet"
    voted = [text for text in texts if text.vote and text.acted_on]
    ends = [voted[0], voted[-1]] if len(voted) > 1 else voted
    course = " to ".join(f"{text.vote} in {text.acted_on.year}" for text in ends)
    course = f", {course}" if course else ""
    return record_head(
        initiative,
        head_title=f"{initiative.title}: {number}{course}",
        description=f"{initiative.title}: {number}{course}. {initiative.summary} The texts in "
        "order, who moved between them, and what was asked.",
        breadcrumbs=[Link("Initiatives", reverse("initiatives")), Link("Initiative")],
        cited_as=f"“{initiative.title}”, {number}{course}",
        at=at,
    )
