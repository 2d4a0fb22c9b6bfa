"""Search entries of records that had no page when they were saved."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from kb.search.models import SearchEntry
from tests.factories import make_vote
from tests.statements.factories import make_organisation, make_person

pytestmark = pytest.mark.django_db


def entries() -> set[tuple]:
    return set(SearchEntry.objects.values_list("record", "title", "body", "url", "visible_from"))


def test_every_record_with_a_page_has_its_entry_again():
    make_vote({"AGO": "yes"})
    make_organisation(name="Our Group", short_name="OG")
    before = entries()
    SearchEntry.objects.all().delete()

    call_command("refresh_search")

    assert entries() == before


def test_run_again_it_changes_nothing():
    make_organisation()
    call_command("refresh_search")
    before = entries()

    call_command("refresh_search")

    assert entries() == before


def test_it_makes_nothing_public_that_is_not():
    make_organisation(published=False)
    make_person(name="Canary", confidentiality="role_only")
    SearchEntry.objects.all().delete()

    call_command("refresh_search")

    assert not SearchEntry.objects.filter(visible_from__lte=timezone.now()).exists()
    assert not SearchEntry.objects.filter(title__contains="Canary").exists()
