"""What happened since an instant: rows of the ledger, releases, and another making of documents."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db.models import Max, Min

from kb.council.models import (
    AgendaItem,
    Body,
    Group,
    GroupMembership,
    Seat,
    SeatSuspension,
    Session,
    State,
    StateName,
)
from kb.exchange.documents.encoding import dumps
from kb.records.models import Conflict, Ledger, Publishable

# Another number where documents are made otherwise than by the last release of this software, so
# that every feed looks at all of them once.
MAKING = 1
# New rows of the shipped reference files come without a row in the ledger.
REFERENCE = (
    AgendaItem,
    Body,
    Group,
    GroupMembership,
    Seat,
    SeatSuspension,
    Session,
    State,
    StateName,
)


def newest_ledger_key() -> int:
    """0 where nothing was ever written."""
    return Ledger.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def next_release(after: datetime, until: datetime) -> datetime | None:
    """The first instant in (after, until] from which something is public that was not."""
    found = (
        model.objects.filter(visible_from__gt=after, visible_from__lte=until).aggregate(
            first=Min("visible_from")
        )["first"]
        for model in publishables()
    )
    return min(filter(None, found), default=None)


def releases(after: datetime, until: datetime) -> dict[UUID, datetime]:
    """{public id: its own instant of release} of everything released in (after, until]."""
    found: dict[UUID, datetime] = {}
    for model in publishables():
        rows = model.objects.filter(visible_from__gt=after, visible_from__lte=until)
        found.update(rows.order_by().values_list("public_id", "visible_from"))
    return found


def last_written(after: int, until: int) -> dict[UUID, datetime]:
    """{public id: the instant of its newest row} of the ledger's rows in (after, until].

    Not of conflicts: their documents tell no version, so a row on a value that is not public yet
    must not tell of itself by its instant.
    """
    rows = Ledger.objects.filter(pk__gt=after, pk__lte=until).order_by()
    rows = rows.exclude(kind=Conflict.record_kind())
    return dict(rows.values_list("record").annotate(Max("at")))


def made_with() -> str:
    """What documents hang on beside records: their making, our address, the reference files."""
    newest = [_newest_key(model) for model in REFERENCE]
    return hashlib.sha256(dumps([MAKING, settings.PUBLIC_URL, newest])).hexdigest()


def _newest_key(model: type) -> int:
    return model.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


@cache
def publishables() -> tuple[type[Publishable], ...]:
    return tuple(_publishables())


def _publishables() -> Iterator[type[Publishable]]:
    for model in apps.get_models():
        if issubclass(model, Publishable):
            yield model
