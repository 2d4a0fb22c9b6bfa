"""The first page of the desk says what needs a person, to those who can do it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kb.records.conflicts import Claimed, record_conflict
from kb.records.models import Publishable
from kb.records.services import publish, save_record
from tests.desk.signing_in import staff_client
from tests.factories import make_reading, make_resolution, make_roll_call, make_source, make_vote
from tests.statements.factories import make_ask, make_organisation, make_quote, make_statement

pytestmark = pytest.mark.django_db


def home(client: Client) -> str:
    answer = client.get("/admin/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_reading_with_an_unknown_name_waits_for_a_person():
    make_reading(make_roll_call(), {"Atlantis": "yes", "AGO": "no"})

    page = home(staff_client("Records officer"))

    assert "Readings with open findings" in page
    assert "1 open finding" in page


def test_a_reading_without_open_findings_does_not_wait():
    make_reading(make_roll_call(), {"AGO": "no"})

    assert "Readings with open findings" not in home(staff_client("Records officer"))


def test_two_sources_that_differ_wait_for_a_choice():
    record_conflict(
        make_statement(),
        field="delivered_on",
        label="Date",
        claims=[Claimed(make_source(), "2020-06-19"), Claimed(make_source(), "2020-06-22")],
        by=None,
    )

    assert "Open conflicts" in home(staff_client("Editor"))


def test_a_result_that_stays_provisional_for_more_than_a_week_is_named():
    make_vote({"AGO": "yes"}, as_="provisional")
    recent = timezone.localdate() - timedelta(days=2)
    make_vote(
        {"AGO": "yes"},
        as_="provisional",
        held_on=recent,
        resolution=make_resolution(title="Only just voted on"),
    )

    page = home(staff_client("Records officer"))

    assert "Provisional for more than a week" in page
    assert "Only just voted on" not in page


def test_an_ask_about_no_text_waits_for_one():
    make_ask(text="Stop it.", resolution=None)

    assert "Asks without polarity" in home(staff_client("Editor"))


def test_a_quote_whose_words_no_longer_stand_there_is_named():
    statement = make_statement(text="We said this.")
    make_quote(statement=statement, text="We said something else.")

    assert "Quotes that no longer match" in home(staff_client("Editor"))


def test_an_embargo_is_shown_with_its_time_in_geneva():
    organisation = make_organisation(published=False, name="Later Group")
    at = timezone.now() + timedelta(days=1)
    publish(organisation, by=None, release_at=at)

    page = home(staff_client("Contributor"))

    assert "Embargoes due" in page
    assert "Later Group" in page


def test_what_is_in_review_waits_for_those_who_may_publish_it():
    statement = make_statement(published=False, title="Finished draft")
    statement.state = Publishable.State.IN_REVIEW
    save_record(statement, by=None)

    assert "Finished draft" in home(staff_client("Editor"))
    assert "Finished draft" not in home(staff_client("Records officer"))


def test_an_administrator_sees_no_content_on_the_first_page():
    make_statement(published=False, title="Zirpvogel")
    make_ask(text="Zirpvogel", resolution=None)

    assert "Zirpvogel" not in home(staff_client("Administrator"))


def test_the_first_page_needs_the_same_queries_however_much_waits():
    client = staff_client("Editor", "Records officer")
    home(client)
    counts = []
    for more in (1, 6):
        for _ in range(more):
            make_ask(text="Stop it.", resolution=None)
        with CaptureQueriesContext(connection) as queries:
            home(client)
        # Now and then a session is written again, whatever the page.
        counts.append(len([each for each in queries if "SELECT" in each["sql"]]))

    assert counts[0] == counts[1]
