"""Texts as lines of a list: what became of each, and its score."""

from dataclasses import dataclass
from datetime import date

from kb.pages.parts.listed import ListedVote
from votes.models import Resolution


@dataclass(frozen=True, slots=True)
class ListedText:
    """`url` is empty for the text whose page this is.

    `vote` is the score of the text, "23–16–8", or says which motion settled it; it and `vote_url`
    are empty without a public vote. `note` is what the list has to add, such as "Main sponsor"
    or "Amendment".
    """

    symbol: str
    title: str
    url: str
    acted_on: date | None
    outcome: str
    vote: str
    vote_url: str
    note: str = ""


def listed_text(
    text: Resolution,
    vote: ListedVote | None = None,
    *,
    symbol: str = "",
    is_here: bool = False,
    note: str = "",
) -> ListedText:
    """`vote` is the one that settled it. `symbol` stands in where the text has none of its own.

    An amendment is named as one: it often has the title of the text that it amends.
    """
    kind = text.get_kind_display() if text.kind == Resolution.Kind.AMENDMENT else ""
    with_result = vote if vote and vote.answer.counted else None
    return ListedText(
        symbol=text.symbol or symbol,
        title=text.title,
        url="" if is_here else text.get_absolute_url(),
        acted_on=day_of(text, with_result),
        outcome=text.get_outcome_display(),
        vote=_words(with_result) if with_result else "",
        vote_url=vote.url if vote else "",
        note=", ".join(filter(None, [kind, note])),
    )


def day_of(text: Resolution, vote: ListedVote | None) -> date | None:
    return (vote.held_on if vote else None) or text.acted_on


def _words(vote: ListedVote) -> str:
    return vote.answer.score or vote.answer.said_counts if vote.is_whole else vote.answer.in_full
