"""The family of texts under one initiative, with the result of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kb.pages.parts.listed import Result
from votes.models import Resolution, RollCall


@dataclass(frozen=True, slots=True)
class FamilyText:
    """`url` is empty for the text whose page this is, `vote_url` where it had no public vote."""

    symbol: str
    title: str
    url: str
    acted_on: date | None
    outcome: str
    score: str
    vote_url: str


@dataclass(frozen=True, slots=True)
class ShownFamily:
    title: str
    summary: str
    texts: list[FamilyText]


def shown_family(
    here: Resolution, finals: Sequence[RollCall], results: Mapping[int, Result], at: datetime
) -> ShownFamily | None:
    """The public texts of the initiative in the order in which they were acted on. One query.

    None where the initiative is not public or holds no other public text.
    """
    initiative = here.initiative
    if initiative is None or not initiative.is_public(at):
        return None
    texts = list(Resolution.objects.published(at).filter(initiative=initiative))
    if len(texts) < 2:
        return None
    votes = {each.resolution_id: each for each in finals}
    texts.sort(key=lambda text: (_day(text, votes.get(text.pk)) or date.max, text.slug))
    return ShownFamily(
        initiative.title,
        initiative.summary,
        [_shown(text, votes.get(text.pk), results, here) for text in texts],
    )


def _day(text: Resolution, vote: RollCall | None) -> date | None:
    return (vote.held_on if vote else None) or text.acted_on


def _shown(
    text: Resolution, vote: RollCall | None, results: Mapping[int, Result], here: Resolution
) -> FamilyText:
    counted = results[vote.pk].tally if vote else None
    return FamilyText(
        symbol=text.symbol,
        title=text.title,
        url="" if text.pk == here.pk else text.get_absolute_url(),
        acted_on=_day(text, vote),
        outcome=text.get_outcome_display(),
        score=counted.score if counted else "",
        vote_url=vote.get_absolute_url() if vote else "",
    )
