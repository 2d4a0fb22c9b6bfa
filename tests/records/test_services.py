"""Saving, publishing and withdrawing records, and settling what two sources dispute."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kb.records.models import FormerAddress, Ledger, Source
from kb.records.services import Refused, StaleRecord, publish, save_record, withdraw
from kb.search.models import SearchEntry
from statements.models import Person
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


def test_a_vote_withdrawn_after_its_text_still_answers_that_it_is_gone():
    roll_call = make_roll_call()
    withdraw(roll_call.resolution, by=None, reason="x")
    day = roll_call.gone_since(timezone.now())

    withdraw(roll_call, by=None, reason="x")

    assert roll_call.gone_since(timezone.now()) == day


def test_a_vote_published_under_a_withdrawn_text_was_never_public():
    roll_call = make_roll_call(published=False)
    withdraw(roll_call.resolution, by=None, reason="x")

    publish(roll_call, by=None)

    assert roll_call.gone_since(timezone.now()) is None


def test_an_address_that_was_never_public_is_not_remembered():
    resolution = make_resolution(
        symbol="", slug="a-hrc-43-l-901", outcome="pending", published=False
    )
    old = resolution.get_absolute_url()
    resolution.symbol = "A/HRC/RES/43/901"

    save_record(resolution, by=None)

    assert not FormerAddress.objects.filter(path=old).exists()


def test_nobody_takes_an_address_that_leads_to_another_record():
    moved = make_resolution(symbol="", slug="a-hrc-43-l-902", outcome="pending")
    moved.symbol = "A/HRC/RES/43/902"
    save_record(moved, by=None)

    with pytest.raises(Refused, match="was another record's address"):
        make_resolution(symbol="", slug="a-hrc-43-l-902", outcome="pending")


def test_a_title_that_changes_is_found_in_the_entries_of_its_votes_too():
    roll_call = make_roll_call()
    text = roll_call.resolution
    text.title = "A better title"

    save_record(text, by=None)

    assert SearchEntry.objects.get(record=roll_call.public_id).title == "Vote: A better title"


def test_what_may_not_be_published_is_not_saved_as_published_either():
    person = Person(name="Ada", slug="ada", confidentiality="withheld")
    person.state, person.release_at = "published", timezone.now()

    with pytest.raises(Refused, match="withheld"):
        save_record(person, by=None)


def test_a_record_whose_publication_failed_is_not_taken_for_public():
    person = save_record(Person(name="Ada", slug="ada", confidentiality="withheld"), by=None)

    with pytest.raises(Refused):
        publish(person, by=None)

    assert (person.state, person.release_at) == ("draft", None)


def test_a_character_that_no_text_can_hold_is_refused_with_the_field():
    with pytest.raises(ValidationError, match="no text can hold"):
        save_record(Source(kind="board", title="Bo\0ard"), by=None)


def test_a_backslash_that_somebody_typed_is_no_such_character():
    source = save_record(Source(kind="board", title="Board \\u0000"), by=None)

    assert Source.objects.get(pk=source.pk).title == "Board \\u0000"
