"""The audit: records and search entries that do not agree with the ledger are found."""

import uuid

import pytest
from django.core.management import call_command
from django.utils import timezone

from kb.records.models import Source
from kb.records.services import remove_record, save_record, withdraw
from kb.search.models import SearchEntry
from statements.models import Role
from tests.conftest import ROOT
from tests.factories import make_resolution, make_source, make_vote
from tests.records.audits import audit, codes
from tests.statements.factories import make_organisation, make_person
from votes.models import Resolution, RollCall
from votes.services import add_draft

pytestmark = pytest.mark.django_db

RECORDS = ROOT / "tests" / "records"


def test_the_demonstration_agrees_with_its_ledger(capsys):
    call_command("demo")

    assert codes(capsys) == []


def test_what_was_imported_from_files_agrees_with_its_ledger(capsys):
    files = [str(RECORDS / f"library-{part}.csv") for part in ("records", "ballots")]
    call_command("import_votes", *files)

    assert codes(capsys) == []
    assert RollCall.objects.exists()


def test_what_staff_corrected_and_withdrew_agrees_with_its_ledger(capsys):
    vote = make_vote({"AGO": "yes", "AUS": "no"})
    add_draft(resolution=vote.resolution, symbol="A/HRC/43/L.9", by=None)
    vote.resolution.title = "Another title"
    save_record(vote.resolution, by=None)
    withdraw(vote.resolution, by=None, reason="It was a test.")

    assert codes(capsys) == []


def test_a_record_changed_beside_the_services_is_found(capsys):
    source = make_source()
    Source.objects.filter(pk=source.pk).update(version=9)

    assert codes(capsys) == ["record_version"]


def test_a_record_that_no_row_tells_of_is_found(capsys):
    Source.objects.create(kind="board", title="Slipped in")

    assert codes(capsys) == ["record_without_row"]


def test_a_record_deleted_beside_the_services_is_found(capsys):
    source = make_source(published=False)
    Source.objects.filter(pk=source.pk).delete()

    assert codes(capsys) == ["row_without_record"]


def test_a_removed_record_is_no_finding(capsys):
    remove_record(make_source(published=False), by=None)

    assert codes(capsys) == []


def test_a_role_that_went_with_its_person_is_no_finding(capsys):
    person = make_person(published=False)
    role = Role(person=person, organisation=make_organisation(), title="Director")
    save_record(role, by=None)
    remove_record(person, by=None)

    assert codes(capsys) == []


@pytest.mark.parametrize("column", ["title", "body", "url", "kind", "visible_from"])
def test_a_search_entry_that_says_something_else_is_found(capsys, column):
    text = make_resolution()
    value = timezone.now() if column == "visible_from" else "/somewhere-else/"
    SearchEntry.objects.filter(record=text.public_id).update(**{column: value})

    answer = audit(capsys)

    assert [each["code"] for each in answer["findings"]] == ["entry_differs"]
    assert f"another {column}." in answer["findings"][0]["message"]


def test_a_missing_search_entry_is_found(capsys):
    SearchEntry.objects.filter(record=make_resolution().public_id).delete()

    assert codes(capsys) == ["entry_missing"]


def test_a_search_entry_that_stands_for_nothing_is_found(capsys):
    SearchEntry.objects.create(kind="votes.resolution", record=uuid.uuid4(), title="x", body="")

    assert codes(capsys) == ["entry_unknown"]


def test_a_title_changed_beside_the_services_shows_in_search(capsys):
    Resolution.objects.filter(pk=make_resolution().pk).update(title="Another title")

    assert codes(capsys) == ["entry_differs"]
