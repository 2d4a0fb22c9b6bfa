"""Organisations that speak, sign and publish."""

from collections.abc import Sequence
from typing import Any

from kb.exchange.documents.fields import flag, web_address, words
from kb.exchange.documents.kind import Kind, Sight, head, page_url
from kb.exchange.documents.shapes import OURS, PAGE, Head
from kb.search.keyset import Key
from statements.filters import OrganisationFilters
from statements.models import Organisation

ITS_OWN = "the organisation"


class OrganisationDocument(Head):
    slug = words("The word in its address.", OURS)
    url = web_address(PAGE, OURS)
    name = words("Its full name, as it writes it itself.", ITS_OWN)
    short_name = words("What people call it.", ITS_OWN, null=True)
    has_ecosoc_status = flag(
        "Whether it has consultative status with ECOSOC; null if no source says so.",
        "UN records",
        null=True,
    )
    website = web_address("Its own website.", ITS_OWN, null=True)


def _documents(rows: Sequence[Organisation], sight: Sight) -> list[dict[str, Any]]:
    return [
        head(each, sight)
        | {
            "slug": each.slug,
            "url": page_url(each),
            "name": each.name,
            "short_name": each.short_name or None,
            "has_ecosoc_status": each.has_ecosoc_status,
            "website": each.url or None,
        }
        for each in rows
    ]


ORGANISATIONS = Kind(
    name="organisations",
    one="organisation",
    about="Organisations that speak, sign and publish.",
    model=Organisation,
    shape=OrganisationDocument,
    rows=lambda at: Organisation.objects.published(at),
    documents=_documents,
    filters=OrganisationFilters,
    keys=(Key("name"), Key("slug")),
)
