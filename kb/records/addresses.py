"""Finding the public record behind an address, or saying why there is none."""

from datetime import datetime

from django.http import Http404

from kb.records.models import FormerAddress, Publishable, PublishableQuerySet
from kb.records.services import find_record


class WithdrawnPage(Exception):
    """Once public, then withdrawn: 410 with the day and nothing of its words."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at)
        self.at = at


class MovedPage(Exception):
    """A page under a former address: 301 to its own."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


def find_public(records: PublishableQuerySet, *, path: str, slug: str, at: datetime) -> Publishable:
    """The record with that slug if the public may see it at `at`.

    Raises Http404 (never public, or unknown: the same answer), WithdrawnPage or MovedPage.
    """
    record = records.published(at).filter(slug=slug).first()
    if record is not None:
        return record
    hidden = records.filter(slug=slug).first()
    if hidden is None:
        raise_if_moved(path, at)
        raise Http404
    gone = hidden.gone_since(at)
    if gone is not None:
        raise WithdrawnPage(gone)
    raise Http404


def raise_if_moved(path: str, at: datetime) -> None:
    """A former address leads on only to what is public, or says that it was withdrawn."""
    former = FormerAddress.objects.filter(path=path).first()
    record = find_record(former.kind, former.record) if former else None
    if record is None:
        return
    if record.is_public(at):
        raise MovedPage(record.get_absolute_url())
    gone = record.gone_since(at)
    if gone is not None:
        raise WithdrawnPage(gone)
