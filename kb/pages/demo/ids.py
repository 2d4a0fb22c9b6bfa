"""The demonstration's records are known by their ids, so that loading again finds them."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db.models import QuerySet

from kb.search.models import SearchEntry

NAMESPACE = UUID("6f0a5c1e-3d0b-4c55-9a53-0f8a4f0d4321")


def demo_id(name: str) -> UUID:
    return uuid5(NAMESPACE, name)


# What makes a site a demonstration. An organisation that stays when these are gone does not.
PAGES = [
    demo_id(name)
    for name in (
        "text 37/23",
        "text 43/21",
        "text 43/38",
        "text 46/13",
        "vote 37/23",
        "vote 43/21",
        "vote 46/13",
        "joint statement",
        "article",
    )
]


def demonstration_pages(at: datetime) -> QuerySet[SearchEntry]:
    """The pages of the demonstration that are public at `at`."""
    return SearchEntry.objects.filter(record__in=PAGES, visible_from__lte=at)
