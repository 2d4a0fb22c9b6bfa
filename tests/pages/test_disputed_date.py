"""The date of a statement on which sources differ."""

from datetime import date

import pytest

from kb.records.conflicts import Claimed, decide_conflict, record_conflict
from kb.records.models import Conflict
from statements.models import Statement
from tests.factories import make_source
from tests.pages.reading_pages import page_of, text_of
from tests.statements.factories import make_ask, make_statement

pytestmark = pytest.mark.django_db


def test_sources_that_differ_over_the_date_are_both_named(client):
    statement = make_statement()
    claims = [
        Claimed(make_source(title="The article"), "2020-06-19"),
        Claimed(make_source(title="Amnesty's page"), "2020-06-22"),
    ]
    conflict = record_conflict(
        statement, field="delivered_on", label="Date of the statement", claims=claims, by=None
    )
    decide_conflict(conflict, value="2020-06-19", reason="It was that day's debate.", by=None)

    shown = text_of(client, statement)

    assert "Date of the statement 19 June 2020 The article: “19 June 2020”" in shown
    assert "Amnesty's page: “22 June 2020” Why: It was that day's debate." in shown


def with_disputed_date() -> tuple[Statement, Conflict]:
    statement = make_statement(title="Joint statement")
    claims = [Claimed(make_source(), day) for day in ("2020-06-19", "2020-06-22")]
    conflict = record_conflict(
        statement, field="delivered_on", label="Date of the statement", claims=claims, by=None
    )
    return statement, conflict


def test_a_date_on_which_sources_differ_is_not_given_as_settled(client):
    statement, _ = with_disputed_date()
    make_ask(statement=statement)
    make_ask(statement=statement, made_on=date(2020, 6, 18))

    shown = text_of(client, statement)

    assert "Date 19 June 2020 (sources differ)" in shown
    assert "“Joint statement”, 19 June 2020 (sources differ), version" in shown
    assert "Asked of the Council, 19 June 2020 (sources differ)" in shown
    assert "Asked of the Council, 18 June 2020." in shown


def test_a_date_that_was_decided_is_given_as_settled(client):
    statement, conflict = with_disputed_date()
    decide_conflict(conflict, value="2020-06-19", reason="It was that day's debate.", by=None)

    assert "(sources differ)" not in page_of(client, statement)
