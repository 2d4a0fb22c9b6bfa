"""What every page says of itself: its title, its address, how to cite it."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from kb.pages.parts.shown import Link, absolute, day_words
from kb.records.models import Publishable

# A longer description is cut off by those who show it.
DESCRIPTION = 300


@dataclass(frozen=True, slots=True)
class PageHead:
    """`head_title` is an answer; `permanent_url` is absolute; the last breadcrumb is this page."""

    head_title: str
    description: str
    permanent_url: str
    breadcrumbs: list[Link]
    citation: str = ""


def record_head(
    record: Publishable,
    *,
    head_title: str,
    description: str,
    breadcrumbs: list[Link],
    cited_as: str,
    at: datetime,
) -> PageHead:
    """The head of a record's page. `cited_as` names the record in a citation."""
    address = absolute(record.get_absolute_url())
    today = day_words(timezone.localdate(at))
    return PageHead(
        head_title=head_title,
        description=shortened(description),
        permanent_url=address,
        breadcrumbs=breadcrumbs,
        citation=(
            f"{settings.SITE_NAME}, {cited_as}, version {record.version}, {address}, "
            f"read on {today}."
        ),
    )


def shortened(text: str, limit: int = DESCRIPTION) -> str:
    """`text` in one line, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[:limit].rsplit(' ', 1)[0]} …"
