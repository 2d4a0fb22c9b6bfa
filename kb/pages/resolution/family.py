"""The family of texts under one initiative, with the result of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kb.pages.parts.listed import ListedVote
from votes.models import Resolution


@dataclass(frozen=True, slots=True)
class FamilyText:
    """`url` is empty for the text whose page this is.

    `vote` is the score of the text, "23–16–8", or says which motion settled it; it and `vote_url`
    are empty without a public vote.
    """

    symbol: str
    title: str
    url: str
    acted_on: date | None
    outcome: str
    vote: str
    vote_url: str


@dataclass(frozen=True, slots=True)
class ShownFamily:
    title: str
    summary: str
    texts: list[FamilyText]


def shown_family(
    here: Resolution, finals: Mapping[int, ListedVote], at: datetime
) -> ShownFamily | None:
    """The public texts of the initiative in the order in which they were acted on. One query.

    `finals` are the votes that settled them, by the key of the text. None where the initiative is
    not public or holds no other public text.
    """
    initiative = here.initiative
    if initiative is None or not initiative.is_public(at):
        return None
    texts = list(Resolution.objects.published(at).filter(initiative=initiative))
    if len(texts) < 2:
        return None
    texts.sort(key=lambda text: (_day(text, finals.get(text.pk)) or date.max, text.slug))
    return ShownFamily(
        initiative.title,
        initiative.summary,
        [_shown(text, finals.get(text.pk), here) for text in texts],
    )


def _day(text: Resolution, vote: ListedVote | None) -> date | None:
    return (vote.held_on if vote else None) or text.acted_on


def _shown(text: Resolution, vote: ListedVote | None, here: Resolution) -> FamilyText:
    with_result = vote if vote and vote.answer.counted else None
    return FamilyText(
        symbol=text.symbol,
        title=text.title,
        url="" if text.pk == here.pk else text.get_absolute_url(),
        acted_on=_day(text, with_result),
        outcome=text.get_outcome_display(),
        vote=_words(with_result) if with_result else "",
        vote_url=vote.url if vote else "",
    )


def _words(vote: ListedVote) -> str:
    return vote.answer.score or vote.answer.said_counts if vote.is_whole else vote.answer.in_full
