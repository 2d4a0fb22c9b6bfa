"""The family of texts under one initiative, with the result of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from kb.pages.parts.listed import ListedVote
from kb.pages.parts.texts import ListedText, day_of, listed_text
from votes.models import Initiative, Resolution


@dataclass(frozen=True, slots=True)
class ShownFamily:
    title: str
    url: str
    summary: str
    texts: list[ListedText]


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
    texts = texts_in_order(initiative, finals, at)
    if len(texts) < 2:
        return None
    return ShownFamily(
        initiative.title,
        initiative.get_absolute_url(),
        initiative.summary,
        [listed_text(text, finals.get(text.pk), is_here=text.pk == here.pk) for text in texts],
    )


def texts_in_order(
    initiative: Initiative, finals: Mapping[int, ListedVote], at: datetime
) -> list[Resolution]:
    """Its public texts, those that await their action last. One query."""
    texts = Resolution.objects.published(at).filter(initiative=initiative).select_related("source")
    return sorted(
        texts, key=lambda text: (day_of(text, finals.get(text.pk)) or date.max, text.slug)
    )
