"""Initiatives: families of successive texts."""

from collections.abc import Sequence
from typing import Any

from kb.exchange.documents.fields import day, many, web_address, words
from kb.exchange.documents.kind import Kind, Sight, day_words, head, page_url
from kb.exchange.documents.named import text_named
from kb.exchange.documents.shapes import OURS, PAGE, Head, TextNamed
from kb.search.keyset import Key
from votes.filters import InitiativeFilters
from votes.models import Initiative, Resolution


class FamilyTextDocument(TextNamed):
    title = words("As printed.", "the text")
    acted_on = day("The day of the action.", "the source of the text", null=True)


class InitiativeDocument(Head):
    slug = words("The word in its address.", OURS)
    url = web_address(PAGE, OURS)
    title = words("The title that its texts share.", "staff")
    summary = words("What it is about, in our own words.", "staff", null=True)
    resolutions = many(FamilyTextDocument, "Its public texts, the oldest first.", "staff")


def _initiatives(rows: Sequence[Initiative], sight: Sight) -> list[dict[str, Any]]:
    """One query for the texts."""
    texts = Resolution.objects.published(sight.at).filter(initiative__in=rows).order_by()
    by_family: dict[int, list[Resolution]] = {}
    for each in sorted(texts, key=lambda each: (str(each.acted_on or "9"), each.slug)):
        by_family.setdefault(each.initiative_id, []).append(each)
    return [
        head(each, sight)
        | {
            "slug": each.slug,
            "url": page_url(each),
            "title": each.title,
            "summary": each.summary or None,
            "resolutions": [_text(text) for text in by_family.get(each.pk, ())],
        }
        for each in rows
    ]


def _text(resolution: Resolution) -> dict[str, Any]:
    return text_named(resolution) | {
        "title": resolution.title,
        "acted_on": day_words(resolution.acted_on),
    }


INITIATIVES = Kind(
    name="initiatives",
    one="initiative",
    about="Families of successive texts under one title.",
    model=Initiative,
    shape=InitiativeDocument,
    rows=lambda at: Initiative.objects.published(at),
    documents=_initiatives,
    filters=InitiativeFilters,
    keys=(Key("title"), Key("slug")),
)
