"""People whose names may be told, and their roles."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from kb.exchange.documents.fields import (
    Document,
    day,
    ident,
    many,
    one,
    web_address,
    whole_number,
    words,
)
from kb.exchange.documents.kind import Kind, Sight, day_words, head, page_url
from kb.exchange.documents.named import speaker_told
from kb.exchange.documents.shapes import OURS, PAGE, Head, SpeakerNamed
from kb.search.keyset import Key
from statements.filters import PersonFilters
from statements.models import Person, Role


class RoleDocument(Document):
    id = ident()
    version = whole_number("How often it was saved.", OURS)
    title = words("Such as “Asia Advocate”.", "statements and articles")
    organisation = one(SpeakerNamed, "Where the role is held.", "staff", null=True)
    since = day("First day; null if not known.", "staff", null=True)
    until = day("Last day; null if it goes on, or is not known.", "staff", null=True)


class PersonDocument(Head):
    slug = words("The word in the address.", OURS)
    url = web_address(PAGE, OURS)
    name = words("As the person writes it.", "the person")
    roles = many(RoleDocument, "What the person is or was, where and when.", "staff")


def _rows(at: datetime) -> "QuerySet[Person]":
    roles = Role.objects.select_related("organisation").order_by("pk")
    return Person.objects.published(at).prefetch_related(Prefetch("roles", roles))


def _documents(rows: Sequence[Person], sight: Sight) -> list[dict[str, Any]]:
    return [
        head(each, sight)
        | {
            "slug": each.slug,
            "url": page_url(each),
            "name": each.name,
            "roles": [_role(role, sight) for role in each.roles.all()],
        }
        for each in rows
    ]


def _role(role: Role, sight: Sight) -> dict[str, Any]:
    return {
        "id": str(role.public_id),
        "version": role.version,
        "title": role.title,
        "organisation": speaker_told(role.organisation, sight),
        "since": day_words(role.since),
        "until": day_words(role.until),
    }


PEOPLE = Kind(
    name="people",
    one="person",
    about="People who speak, sign and write, where their names may be told.",
    model=Person,
    shape=PersonDocument,
    rows=_rows,
    documents=_documents,
    filters=PersonFilters,
    keys=(Key("name"), Key("slug")),
)
