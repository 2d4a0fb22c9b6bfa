"""The lists of votes, texts and initiatives."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db.models import Count, F, Max, Min, QuerySet
from django.urls import reverse

from kb.pages.lists.kinds import Lines, ListedLine, PublicList, facts, in_order
from kb.pages.parts.listed import ListedVote, listed_vote, results_of, votes_to_list
from kb.pages.parts.named import text_symbol
from kb.pages.parts.shown import Link, counted
from kb.pages.parts.texts import listed_text
from kb.pages.state.record import VotedLine
from kb.search.filters import Chosen
from kb.search.keyset import Key, newest_first
from votes.filters import InitiativeFilters, ResolutionFilters, VoteFilters
from votes.models import Initiative, Resolution, RollCall
from votes.pictures import MARKS


def _votes(at: datetime) -> "QuerySet[RollCall]":
    return votes_to_list(RollCall.objects.published(at))


def _vote_lines(votes: Sequence[RollCall], filters: VoteFilters, at: datetime) -> Lines:
    """With a State chosen, each with the mark of that State. Two queries."""
    results = results_of(votes)
    lines = [listed_vote(each, results[each.pk], at) for each in votes]
    state = filters.record("state")
    if state is None:
        return Lines("votes", lines)
    cast = [results[each.pk].ballots.get(state.code, "not_recorded") for each in votes]
    return Lines(
        "voted", [VotedLine(MARKS[how], line) for how, line in zip(cast, lines, strict=True)]
    )


def _how_it_voted(chosen: Mapping[str, Chosen]) -> str:
    """ "China voted No", with what else was chosen behind it."""
    others = {name: each for name, each in chosen.items() if name not in ("state", "position")}
    state, position = chosen.get("state"), chosen.get("position")
    if state and position:
        is_vote = position.word in ("yes", "no")
        how = f"voted {position.shown}" if is_vote else position.shown.lower()
        return ", ".join(filter(None, [f"{state.shown} {how}", in_order(others)]))
    return in_order(chosen)


VOTES = PublicList(
    name="votes",
    title="Votes",
    one="vote",
    many="votes",
    about="Recorded votes with their results, the newest first, each with a page that says how "
    "each State voted, who moved, and how we know.",
    nothing_yet="No vote is public yet. Votes appear here as soon as they are published.",
    filters=VoteFilters,
    keys=(newest_first("held_on"), Key("slug")),
    rows=_votes,
    lines=_vote_lines,
    chosen_in_words=_how_it_voted,
    beside=(
        ("closest", "Closest votes"),
        ("compare", "Compare two votes"),
        ("agreement", "Who votes with whom"),
        ("groups", "Groups"),
    ),
)


def _texts(at: datetime) -> "QuerySet[Resolution]":
    return Resolution.objects.published(at).annotate(text_symbol=text_symbol(""))


def _text_lines(texts: Sequence[Resolution], filters: ResolutionFilters, at: datetime) -> Lines:
    """Three queries for the votes that settled them."""
    finals = _finals(texts, at)
    return Lines("texts", [listed_text(e, finals.get(e.pk), symbol=e.text_symbol) for e in texts])


def _finals(texts: Collection[Resolution], at: datetime) -> dict[int, ListedVote]:
    """{key of the text: the last public vote that settled it}."""
    finals = RollCall.objects.published(at).filter(resolution__in=texts, is_final=True)
    votes = list(votes_to_list(finals).order_by(F("held_on").asc(nulls_last=True), "pk"))
    results = results_of(votes)
    return {each.resolution_id: listed_vote(each, results[each.pk], at) for each in votes}


TEXTS = PublicList(
    name="resolutions",
    title="Texts",
    one="text",
    many="texts",
    about="Resolutions, decisions, President’s statements and amendments on which no vote was "
    "taken, with what became of them, the newest action first; texts that await their action "
    "stand last.",
    nothing_yet="No text is public yet. Texts appear here as soon as they are published.",
    filters=ResolutionFilters,
    keys=(newest_first("acted_on"), Key("slug")),
    rows=_texts,
    lines=_text_lines,
    beside=(("initiatives", "Initiatives"),),
)


def _initiatives(at: datetime) -> "QuerySet[Initiative]":
    return Initiative.objects.published(at)


def _initiative_lines(
    initiatives: Sequence[Initiative], filters: InitiativeFilters, at: datetime
) -> Lines:
    """Two queries for what they hold."""
    texts = Resolution.objects.published(at).filter(initiative__in=initiatives).order_by()
    held = {
        row["initiative"]: row
        for row in texts.values("initiative").annotate(
            number=Count("pk"), first=Min("acted_on"), last=Max("acted_on")
        )
    }
    votes = RollCall.objects.published(at).filter(resolution__initiative__in=initiatives)
    by_vote = dict(
        votes.order_by().values_list("resolution__initiative").annotate(number=Count("pk"))
    )
    return Lines(
        "lines", [_initiative(e, held.get(e.pk), by_vote.get(e.pk, 0)) for e in initiatives]
    )


def _initiative(initiative: Initiative, held: Mapping | None, votes: int) -> ListedLine:
    held = held or {"number": 0, "first": None, "last": None}
    years = sorted({day.year for day in (held["first"], held["last"]) if day})
    chosen = f"?initiative={initiative.slug}"
    return ListedLine(
        title=initiative.title,
        url=initiative.get_absolute_url(),
        facts=facts(
            Link(counted(held["number"], "text"), reverse("resolutions") + chosen),
            Link(counted(votes, "vote"), reverse("votes") + chosen),
            " to ".join(str(year) for year in years),
        ),
    )


INITIATIVES = PublicList(
    name="initiatives",
    title="Initiatives",
    one="initiative",
    many="initiatives",
    about="Families of successive texts under one title, by title: how each fared over the "
    "years, and who moved.",
    nothing_yet="No initiative is public yet. They appear here as soon as they are published.",
    filters=InitiativeFilters,
    keys=(Key("title"), Key("slug")),
    rows=_initiatives,
    lines=_initiative_lines,
    beside=(("resolutions", "Texts"),),
)
