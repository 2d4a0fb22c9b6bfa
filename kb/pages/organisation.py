"""The organisation page: what it said, signed, asked and published, and what came of its asks."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import F, Q
from django.urls import reverse

from kb.pages.parts.aligned import AlignedRow, aligned_states
from kb.pages.parts.asked import in_short, shown_asked
from kb.pages.parts.asks import ShownAsk, asks_to_show
from kb.pages.parts.frames import PageHead, record_head
from kb.pages.parts.mentioned import NOBODY, MentionedIn, article_line, statement_line
from kb.pages.parts.shown import Fact, Link, counted, span_words
from statements.models import Article, Ask, Organisation, Person, Role, Signature, Statement
from statements.models.person import Confidentiality
from statements.services import ScoredAsk, score_asks

ECOSOC = {
    True: "Consultative status",
    False: "No consultative status",
    None: "Not known: no source on record says",
}


@dataclass(frozen=True, slots=True)
class HeldRole:
    person: Link
    title: str
    dates: str


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """What `pages/organisation.html` prints. `signed` leaves out what it delivered itself."""

    head: PageHead
    title: str
    facts: list[Fact]
    asks_in_short: str
    asks_url: str
    asks: list[ShownAsk]
    aligned: list[AlignedRow]
    statements: list[MentionedIn]
    signed: list[MentionedIn]
    articles: list[MentionedIn]
    people: list[HeldRole]


def organisation_page(organisation: Organisation, at: datetime) -> OrganisationPage:
    """The number of queries does not grow with what it holds."""
    scored = _scored(organisation, at)
    short = in_short(scored)
    delivered = Statement.objects.published(at).filter(delivered_by=organisation)
    statements = [
        replace(statement_line(each, at), by=NOBODY)
        for each in delivered.select_related("delivered_by")
    ]
    signed = _signed(organisation, at)
    articles = [
        article_line(each) for each in Article.objects.published(at).filter(publisher=organisation)
    ]
    held = [
        counted(len(statements), "statement"),
        f"{counted(len(signed), 'statement')} signed" if signed else "",
        counted(len(articles), "article"),
        short,
    ]
    return OrganisationPage(
        head=_head(organisation, ", ".join(filter(None, held)), at),
        title=organisation.name,
        facts=_facts(organisation),
        asks_in_short=short,
        asks_url=f"{reverse('asks')}?organisation={organisation.slug}",
        asks=[replace(ask, by="", by_url="") for ask in shown_asked(scored, at)],
        aligned=aligned_states(scored),
        statements=statements,
        signed=signed,
        articles=articles,
        people=_people(organisation, at),
    )


def _scored(organisation: Organisation, at: datetime) -> list[ScoredAsk]:
    """The asks of what it delivered or published."""
    own = Q(statement__delivered_by=organisation) | Q(article__publisher=organisation)
    return score_asks(asks_to_show(Ask.objects.public(at).filter(own)), at=at)


def _signed(organisation: Organisation, at: datetime) -> list[MentionedIn]:
    """By its name alone: a signature that tells a role leads to nobody."""
    signatures = (
        Signature.objects.published(at)
        .filter(organisation=organisation, confidentiality=Confidentiality.NAMED)
        .select_related("statement__delivered_by")
        .order_by(F("statement__delivered_on").desc(nulls_last=True), "statement__slug")
    )
    statements = {each.statement_id: each.statement for each in signatures}
    return [
        statement_line(each, at)
        for each in statements.values()
        if each.delivered_by_id != organisation.pk
    ]


def _people(organisation: Organisation, at: datetime) -> list[HeldRole]:
    roles = Role.objects.filter(Person.visible_at(at, "person__"), organisation=organisation)
    return [
        HeldRole(
            Link(each.person.name, each.person.get_absolute_url()),
            each.title,
            span_words(each.since, each.until),
        )
        for each in roles.select_related("person").order_by("person__name", "since", "pk")
    ]


def _facts(organisation: Organisation) -> list[Fact]:
    facts = [
        Fact("Short name", organisation.short_name),
        Fact("ECOSOC status", ECOSOC[organisation.has_ecosoc_status]),
        Fact("Website", organisation.url, organisation.url),
    ]
    return [fact for fact in facts if fact.value]


def _head(organisation: Organisation, held: str, at: datetime) -> PageHead:
    short = f" ({organisation.short_name})" if organisation.short_name else ""
    said = held or "nothing of it on record yet"
    return record_head(
        organisation,
        head_title=f"{organisation.name}{short}: {said}",
        description=f"{organisation.name}{short}: {said}. What it said and signed, what it asked "
        "of States, and what came of it.",
        breadcrumbs=[Link("Organisations", reverse("organisations")), Link(organisation.name)],
        cited_as=organisation.name,
        at=at,
    )
