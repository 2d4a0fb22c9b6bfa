"""The page of a person whose name may be told: roles, statements, quotes, articles."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from django.urls import reverse

from kb.pages.parts.cited import ShownQuote
from kb.pages.parts.frames import PageHead, record_head
from kb.pages.parts.mentioned import MentionedIn, article_line, statement_line
from kb.pages.parts.shown import Link, counted, joined, public_link, span_words
from statements.models import Article, Person, Quote, Role, Statement


@dataclass(frozen=True, slots=True)
class ShownRole:
    """`organisation` has no label where it is not public."""

    title: str
    organisation: Link
    dates: str

    @property
    def in_words(self) -> str:
        return ", ".join(filter(None, [self.title, self.organisation.label]))


@dataclass(frozen=True, slots=True)
class PersonPage:
    """What `pages/person.html` prints."""

    head: PageHead
    title: str
    roles: list[ShownRole]
    statements: list[MentionedIn]
    quotes: list[ShownQuote]
    articles: list[MentionedIn]


def person_page(person: Person, at: datetime) -> PersonPage:
    """Of a public person alone. The number of queries does not grow with what it holds."""
    roles, quotes = _roles(person, at), _quotes(person, at)
    statements = [
        statement_line(each, at)
        for each in Statement.objects.published(at)
        .filter(spoken_by=person)
        .select_related("delivered_by")
    ]
    articles = [article_line(each) for each in Article.objects.published(at).filter(author=person)]
    held = [
        counted(len(statements), "statement"),
        counted(len(quotes), "quote"),
        counted(len(articles), "article"),
    ]
    return PersonPage(
        head=_head(person, roles, joined(filter(None, held)), at),
        title=person.name,
        roles=roles,
        statements=statements,
        quotes=quotes,
        articles=articles,
    )


def _roles(person: Person, at: datetime) -> list[ShownRole]:
    """The latest first."""
    roles = Role.objects.filter(person=person).select_related("organisation")
    return [
        ShownRole(
            each.title, public_link(each.organisation, at), span_words(each.since, each.until)
        )
        for each in roles.order_by(F("since").desc(nulls_last=True), "pk")
    ]


def _quotes(person: Person, at: datetime) -> list[ShownQuote]:
    """Each with a link to where it stands, down to the paragraph."""
    quotes = Quote.objects.public(at).filter(person=person).with_speakers()
    return [
        ShownQuote(
            words=each.text,
            is_verbatim=not each.is_described,
            speaker=each.spoken_as,
            where=Link(each.said_in.title, each.get_absolute_url()),
        )
        for each in quotes
    ]


def _head(person: Person, roles: list[ShownRole], held: str, at: datetime) -> PageHead:
    who = f": {roles[0].in_words}" if roles else ""
    said = f" ({held})" if held else ""
    return record_head(
        person,
        head_title=f"{person.name}{who}{said}",
        description=f"{person.name}{who}{said}. Roles, statements, quotes and articles, each with "
        "its place in the record.",
        breadcrumbs=[Link("People", reverse("people")), Link(person.name)],
        cited_as=person.name,
        at=at,
    )
