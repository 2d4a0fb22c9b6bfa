"""Where a record is mentioned: the public statements and articles, each once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from statements.models import Article, Mention, Statement


@dataclass(frozen=True, slots=True)
class MentionedIn:
    title: str
    url: str
    kind: str
    on: date | None


def mentioned_in(
    mentions: "QuerySet[Mention]", at: datetime, also: Iterable[Statement | Article] = ()
) -> list[MentionedIn]:
    """The newest first, those without a date last. One query.

    `also` are records that are known to be public and to be about it.
    """
    places = [each.said_in for each in mentions.public(at).select_related("statement", "article")]
    once = {place.public_id: _shown(place) for place in [*places, *also]}
    return sorted(once.values(), key=lambda each: (each.on or date.min, each.title), reverse=True)


def _shown(place: Statement | Article) -> MentionedIn:
    kind = "Statement" if isinstance(place, Statement) else "Article"
    return MentionedIn(place.title, place.get_absolute_url(), kind, place.said_on)
