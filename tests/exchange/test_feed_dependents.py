"""Whatever staff do, in any order: the feed says what looking at every record would say."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest

from kb.exchange.documents.council import BODIES, GROUPS, SEATS, SESSIONS, STATES
from kb.exchange.documents.encoding import document_hash
from kb.exchange.documents.kind import Kind, Sight
from kb.exchange.documents.kinds import KINDS
from kb.exchange.feed.settling import settle
from kb.exchange.models import PublicRecord
from tests.exchange.feed_staff import Staff

STEPS = 30
SEEDS = range(2)
COUNCIL = {"seat", "group", "session", "state", "decide_cell"}
MOVING = tuple(kind for kind in KINDS if kind not in (BODIES, SESSIONS, STATES, GROUPS, SEATS))


def told(kinds: Sequence[Kind] = KINDS) -> dict[tuple[str, UUID], str]:
    """What the feed says of what is public now."""
    rows = PublicRecord.objects.filter(kind__in=[kind.name for kind in kinds])
    rows = rows.exclude(digest="").values_list("kind", "record", "digest")
    return {(kind, record): digest for kind, record, digest in rows}


def true(now: datetime, kinds: Sequence[Kind] = KINDS) -> dict[tuple[str, UUID], str]:
    """The same, from every record that is public."""
    return {
        (kind.name, UUID(document["id"])): document_hash(document)
        for kind in kinds
        for document in kind.documents(list(kind.rows(now)), Sight.of_public(now))
    }


@pytest.mark.django_db
@pytest.mark.parametrize("seed", SEEDS)
def test_after_anything_that_staff_do_the_feed_says_what_all_records_say(seed: int) -> None:
    staff = Staff(seed)
    assert settle(staff.now)
    assert told() == true(staff.now)

    for step in range(STEPS):
        deed = staff.do_something()
        # A thousand records that hardly ever change are looked at once more at the end.
        kinds = KINDS if deed in COUNCIL else MOVING
        before, moved_after = told(kinds), newest_position()
        assert settle(staff.now)
        expected = true(staff.now, kinds)
        assert differing(told(kinds), expected) == {}, f"step {step}: {deed}"
        moved = PublicRecord.objects.filter(position__gt=moved_after).values_list("kind", "record")
        assert set(moved) == set(differing(before, expected)), f"step {step}: {deed}"
    assert told() == true(staff.now)


def newest_position() -> int:
    return PublicRecord.objects.order_by("-position").values_list("position", flat=True)[0]


def differing(one: dict[Any, str], other: dict[Any, str]) -> dict[Any, tuple[Any, Any]]:
    return {
        key: (one.get(key), other.get(key))
        for key in one.keys() | other.keys()
        if one.get(key) != other.get(key)
    }
