"""What every page says of itself: its title, its address, how to cite it."""

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote

from django.conf import settings
from django.utils import timezone

from kb.pages.parts.shown import Link, absolute, day_words
from kb.records.models import Publishable

# A longer description is cut off by those who show it.
DESCRIPTION = 300


@dataclass(frozen=True, slots=True)
class PageHead:
    """`head_title` is an answer; `permanent_url` is absolute; the last breadcrumb is this page.

    `changed_at` is when what the public sees of a record last changed, and `changes_url` tells how;
    both only where the page tells it. `report_url` begins a message to who corrects errors.
    """

    head_title: str
    description: str
    permanent_url: str
    breadcrumbs: list[Link]
    citation: str = ""
    changed_at: datetime | None = None
    changes_url: str = ""
    report_url: str = ""


def record_head(
    record: Publishable,
    *,
    head_title: str,
    description: str,
    breadcrumbs: list[Link],
    cited_as: str,
    at: datetime,
) -> PageHead:
    """The head of a record's page. `cited_as` names the record in a citation.

    A record that was read `with_last_change()` (kb.pages.parts.changes) says when it changed.
    """
    head = page_head(
        record.get_absolute_url(),
        head_title=head_title,
        description=description,
        breadcrumbs=breadcrumbs,
        cited_as=f"{cited_as}, version {record.version}",
        at=at,
    )
    head = replace(head, report_url=report_url(head_title, head.permanent_url, record.version))
    changed_at = getattr(record, "changed_at", None)
    if changed_at is None:
        return head
    return replace(
        head,
        changed_at=max(changed_at, record.public_from()),
        changes_url=f"{record.get_absolute_url()}changes/",
    )


def page_head(
    path: str,
    *,
    head_title: str,
    description: str,
    breadcrumbs: list[Link],
    cited_as: str,
    at: datetime,
) -> PageHead:
    """The head of a page that gathers many records, and so has no version of its own."""
    address = absolute(path)
    today = day_words(timezone.localdate(at))
    return PageHead(
        head_title=head_title,
        description=shortened(description),
        permanent_url=address,
        breadcrumbs=breadcrumbs,
        citation=f"{settings.SITE_NAME}, {cited_as}, {address}, read on {today}.",
        report_url=report_url(head_title, address),
    )


def report_url(title: str, address: str, version: int | None = None) -> str:
    """A mailto (RFC 6068) with the page and its version in it; empty where nobody can be asked."""
    if not settings.CONTACT_EMAIL:
        return ""
    which = [f"Page: {address}", *([f"Version: {version}"] if version else [])]
    lines = [*which, "", "What is wrong:", "", "A source that says otherwise:", ""]
    subject = quote(f"Error: {shortened(title, 100)}", safe="")
    body = quote("\r\n".join(lines), safe="")
    return f"mailto:{quote(settings.CONTACT_EMAIL, safe='@')}?subject={subject}&body={body}"


def shortened(text: str, limit: int = DESCRIPTION) -> str:
    """`text` in one line, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[:limit].rsplit(' ', 1)[0]} …"
