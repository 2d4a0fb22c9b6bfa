"""Saving, publishing and withdrawing records, and settling what two sources dispute."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kb.records.models import Conflict, FormerAddress, Ledger, Source
from kb.records.services import (
    Claimed,
    Refused,
    StaleRecord,
    decide_conflict,
    publish,
    record_conflict,
    save_record,
    withdraw,
)
from kb.search.models import SearchEntry
from tests.factories import make_resolution, make_roll_call, make_source

pytestmark = pytest.mark.django_db


def test_saving_a_new_record_writes_one_ledger_row_with_what_it_holds():
    source = save_record(Source(kind="board", title="Board of the day"), by=None, reason="typed")

    row = Ledger.objects.about(source).get()
    assert (row.action, row.version, row.reason) == ("created", 1, "typed")
    assert row.changes["title"] == [None, "Board of the day"]


def test_a_change_raises_the_version_and_keeps_old_and_new_value():
    source = make_source(title="Bord", published=False)
    source.title = "Board"

    save_record(source, by=None)

    assert source.version == 2
    assert Ledger.objects.about(source).last().changes == {"title": ["Bord", "Board"]}


def test_saving_an_unchanged_record_writes_nothing():
    source = make_source(published=False)

    save_record(source, by=None)

    assert (source.version, Ledger.objects.about(source).count()) == (1, 1)


def test_a_save_over_a_newer_version_is_refused_and_changes_nothing():
    first = make_source(title="Board", published=False)
    second = Source.objects.get(pk=first.pk)
    first.title = "First editor"
    save_record(first, by=None)
    second.title = "Second editor"

    with pytest.raises(StaleRecord, match="changed since you opened it") as refusal:
        save_record(second, by=None)

    assert refusal.value.stored.title == "First editor"
    assert Source.objects.get(pk=first.pk).title == "First editor"


def test_a_record_that_breaks_a_rule_leaves_neither_row_nor_trace():
    rows = Ledger.objects.count()

    with pytest.raises(ValidationError, match="not a valid choice"):
        save_record(Source(kind="rumour", title="Heard"), by=None)

    assert Ledger.objects.count() == rows
    assert not Source.objects.filter(title="Heard").exists()


def test_a_draft_is_not_public_and_a_published_record_is():
    draft, published = make_source(published=False), make_source()

    public = set(Source.objects.published())

    assert published in public
    assert draft not in public


def test_an_embargoed_record_becomes_public_at_its_instant_without_any_job():
    release = timezone.now() + timedelta(hours=1)
    source = publish(make_source(published=False), by=None, release_at=release)

    assert source not in Source.objects.published(release - timedelta(seconds=1))
    assert source in Source.objects.published(release)


def test_a_withdrawn_record_is_hidden_at_once_and_remembers_the_day():
    source = make_source()

    withdraw(source, by=None, reason="a name in it")

    assert source not in Source.objects.published()
    assert source.gone_since(timezone.now()) is not None


def test_a_record_withdrawn_before_its_release_was_never_public():
    source = publish(
        make_source(published=False), by=None, release_at=timezone.now() + timedelta(hours=1)
    )

    withdraw(source, by=None, reason="wrong date")

    assert source.gone_since(timezone.now()) is None


def test_withdrawing_needs_a_reason():
    with pytest.raises(Refused, match="Say why"):
        withdraw(make_source(), by=None, reason=" ")


def test_what_is_not_published_cannot_be_withdrawn():
    with pytest.raises(Refused, match="nothing to withdraw"):
        withdraw(make_source(published=False), by=None, reason="x")


def test_what_is_public_already_is_not_published_again():
    with pytest.raises(Refused, match="already public"):
        publish(make_source(), by=None)


def test_a_withdrawn_record_can_be_published_again():
    source = make_source()
    withdraw(source, by=None, reason="x")

    publish(source, by=None)

    assert source in Source.objects.published()


def test_the_search_entry_follows_the_record_in_the_same_transaction():
    resolution = make_resolution(title="Cooperation")
    entry = SearchEntry.objects.get(record=resolution.public_id)
    assert (entry.title, entry.url) == ("Cooperation", resolution.get_absolute_url())
    assert entry.visible_from == resolution.release_at

    withdraw(resolution, by=None, reason="x")

    entry.refresh_from_db()
    assert entry.visible_from is None


def test_withdrawing_a_text_hides_the_entries_of_its_votes():
    roll_call = make_roll_call()

    withdraw(roll_call.resolution, by=None, reason="x")

    assert SearchEntry.objects.get(record=roll_call.public_id).visible_from is None


def test_an_address_that_changes_is_remembered():
    resolution = make_resolution(symbol="", slug="a-hrc-43-l-900", outcome="pending")
    old = resolution.get_absolute_url()
    resolution.symbol = "A/HRC/RES/43/900"

    save_record(resolution, by=None)

    assert resolution.slug == "a-hrc-res-43-900"
    assert FormerAddress.objects.get(path=old).record == resolution.public_id


def test_a_conflict_keeps_what_each_source_says_and_adds_only_what_is_new():
    about, board, record = make_resolution(), make_source(), make_source()
    claims = [Claimed(board, "L.13"), Claimed(record, "L.31")]

    record_conflict(about, field="draft", label="Draft", claims=claims, by=None)
    record_conflict(about, field="draft", label="Draft", claims=claims, by=None)

    conflict = Conflict.objects.about(about).get()
    assert sorted(value.value for value in conflict.values.all()) == ["L.13", "L.31"]


def test_a_decision_needs_a_reason_and_a_value_that_a_source_gives():
    about = make_resolution()
    conflict = record_conflict(
        about, field="draft", label="Draft", claims=[Claimed(make_source(), "L.13")], by=None
    )

    with pytest.raises(Refused, match="Say why"):
        decide_conflict(conflict, value="L.13", reason="", by=None)
    with pytest.raises(Refused, match="No source"):
        decide_conflict(conflict, value="L.99", reason="x", by=None)


def test_a_decision_can_be_changed_and_both_stand_in_the_ledger():
    about = make_resolution()
    claims = [Claimed(make_source(), "L.13"), Claimed(make_source(), "L.31")]
    conflict = record_conflict(about, field="draft", label="Draft", claims=claims, by=None)

    decide_conflict(conflict, value="L.13", reason="board", by=None)
    decide_conflict(conflict, value="L.31", reason="record", by=None)

    values = [
        row.changes["value"] for row in Ledger.objects.about(conflict).filter(action="decided")
    ]
    assert values == [[None, "L.13"], ["L.13", "L.31"]]
    assert conflict.values.get(is_chosen=True).value == "L.31"
