"""What changed on a record since it became public, on a page of its own."""

from dataclasses import dataclass
from datetime import datetime

from kb.council.lookup import state_labels
from kb.pages.parts.changes import ChangedDay, changed_days
from kb.pages.parts.frames import PageHead, page_head
from kb.pages.parts.shown import Link
from kb.records.models import Publishable
from votes.models import RollCall


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """What `pages/changes.html` prints, the latest day first. `record` is what changed."""

    head: PageHead
    record: Link
    days: list[ChangedDay]


def changes_page(record: Publishable, at: datetime) -> ChangesPage:
    """Two queries. Select a vote with its text."""
    text = record.resolution if isinstance(record, RollCall) else record
    title = f"Vote: {text.title}" if text is not record else text.title
    url = record.get_absolute_url()
    # A vote is not public before its text is.
    since = text.public_from() if text is not record else None
    return ChangesPage(
        head=page_head(
            f"{url}changes/",
            head_title=f"What changed: {title}",
            description="What was corrected, added or reworded since it became public, day by day.",
            breadcrumbs=[Link(title, url), Link("What changed")],
            cited_as=f"changes of “{title}”",
            at=at,
        ),
        record=Link(title, url),
        days=changed_days(record, state_labels(), at, since=since),
    )
