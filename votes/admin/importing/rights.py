"""Who may import what; docs/roles.md shows it."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from kb.records.admin.rights import may, may_edit
from kb.records.models import Record, Source
from votes.admin.readings.rights import ACCEPT
from votes.models import Reading, Resolution, RollCall


def may_import(user: Any) -> bool:
    """At least as drafts: an import brings sources by the hundred."""
    return may(user, "add", Reading) and may(user, "publish", Source)


def import_links(user: Any) -> list[tuple[str, str]]:
    """(words, address), for the lists of what an import brings."""
    return [("Import records", reverse("admin:votes_rollcall_import"))] if may_import(user) else []


def may_accept(user: Any) -> bool:
    """What is accepted is public at once, with its text, its vote and its source."""
    published = (Source, Resolution, RollCall)
    return user.has_perm(ACCEPT) and all(may(user, "publish", each) for each in published)


def reach_of(user: Any) -> Callable[[Record], bool]:
    """Whether the user may add a record that is new, or change one that is on record."""

    def may_write(record: Record) -> bool:
        action = "add" if record._state.adding else "change"
        return may(user, action, type(record)) and may_edit(user, record)

    return may_write
