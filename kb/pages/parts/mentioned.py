"""Where a record is mentioned: the public statements and articles, each once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from kb.pages.parts.shown import Link, public_link
from statements.models import Article, Mention, Statement

NOBODY = Link("")


@dataclass(frozen=True, slots=True)
class MentionedIn:
    title: str
    url: str
    kind: str
    on: date | None
    by: Link = NOBODY


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


def article_line(article: Article) -> MentionedIn:
    """An article in a list of articles."""
    return MentionedIn(article.title, article.get_absolute_url(), "Article", article.published_on)


def statement_line(statement: Statement, at: datetime) -> MentionedIn:
    """A statement in a list of statements: its occasion and who made it. Select `delivered_by`."""
    is_other = statement.kind == Statement.Kind.OTHER
    return MentionedIn(
        statement.title,
        statement.get_absolute_url(),
        "Statement" if is_other else statement.get_kind_display(),
        statement.delivered_on,
        public_link(statement.delivered_by, at),
    )
