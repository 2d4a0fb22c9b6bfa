"""The sources of a page, as its last section lists them."""

from collections.abc import Iterable
from datetime import datetime

from kb.pages.parts.shown import ShownSource, shown_source
from kb.records.models import Source


def public_sources(sources: Iterable[Source | None], at: datetime) -> list[ShownSource]:
    """Each once, public ones alone."""
    public = {each.pk: each for each in sources if each and each.is_public(at)}
    return [shown_source(each) for each in public.values()]
