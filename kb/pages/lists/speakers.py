"""The lists of organisations and people."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse

from kb.pages.lists.kinds import Lines, ListedLine, PublicList, facts
from kb.pages.parts.shown import Link, counted, public_link
from kb.search.keyset import Key
from statements.filters import OrganisationFilters, PersonFilters
from statements.models import Organisation, Person, Role, Signature, Statement
from statements.models.person import Confidentiality

STATUS = {True: "ECOSOC status", False: "no ECOSOC status", None: ""}


def _organisations(at: datetime) -> "QuerySet[Organisation]":
    return Organisation.objects.published(at)


def _organisation_lines(
    organisations: Sequence[Organisation], filters: OrganisationFilters, at: datetime
) -> Lines:
    """Two queries for what they said and signed."""
    said = Statement.objects.published(at).filter(delivered_by__in=organisations)
    said = dict(said.order_by().values_list("delivered_by").annotate(number=Count("pk")))
    signed = _signed(organisations, at)
    return Lines(
        "lines",
        [_organisation(e, said.get(e.pk, 0), signed.get(e.pk, 0)) for e in organisations],
    )


def _signed(organisations: Sequence[Organisation], at: datetime) -> dict[int, int]:
    """By name alone, without what they delivered themselves: a role leads to nobody."""
    others = Q(statement__delivered_by=None) | ~Q(statement__delivered_by=F("organisation"))
    signatures = Signature.objects.published(at).filter(
        others, organisation__in=organisations, confidentiality=Confidentiality.NAMED
    )
    number = Count("statement", distinct=True)
    return dict(signatures.order_by().values_list("organisation").annotate(number=number))


def _organisation(organisation: Organisation, said: int, signed: int) -> ListedLine:
    short = f" ({organisation.short_name})" if organisation.short_name else ""
    delivered = f"{reverse('statements')}?organisation={organisation.slug}"
    return ListedLine(
        title=f"{organisation.name}{short}",
        url=organisation.get_absolute_url(),
        facts=facts(
            STATUS[organisation.has_ecosoc_status],
            Link(counted(said, "statement"), delivered),
            f"{counted(signed, 'statement')} signed" if signed else "",
        ),
    )


ORGANISATIONS = PublicList(
    name="organisations",
    title="Organisations",
    one="organisation",
    many="organisations",
    about="Organisations by name, with what they said and signed. Each has a page with what it "
    "asked of States, and what came of it.",
    nothing_yet="No organisation is public yet. They appear here as soon as they are published.",
    filters=OrganisationFilters,
    keys=(Key("name"), Key("slug")),
    rows=_organisations,
    lines=_organisation_lines,
    beside=(("people", "People"), ("statements", "Statements"), ("articles", "Articles")),
)


def _people(at: datetime) -> "QuerySet[Person]":
    return Person.objects.published(at)


def _person_lines(people: Sequence[Person], filters: PersonFilters, at: datetime) -> Lines:
    """One query. Of each the latest role."""
    roles = Role.objects.filter(person__in=people).select_related("organisation")
    latest = {
        each.person_id: each for each in roles.order_by(F("since").asc(nulls_first=True), "-pk")
    }
    return Lines("lines", [_person(each, latest.get(each.pk), at) for each in people])


def _person(person: Person, role: Role | None, at: datetime) -> ListedLine:
    held = (role.title, public_link(role.organisation, at)) if role else ()
    return ListedLine(person.name, person.get_absolute_url(), facts(*held))


PEOPLE = PublicList(
    name="people",
    title="People",
    one="person",
    many="people",
    about="People who spoke, signed or wrote under their name, by name, with their latest role.",
    nothing_yet="No person is public yet. They appear here as soon as they are published.",
    filters=PersonFilters,
    keys=(Key("name"), Key("slug")),
    rows=_people,
    lines=_person_lines,
    beside=(
        ("organisations", "Organisations"),
        ("statements", "Statements"),
        ("articles", "Articles"),
    ),
)
