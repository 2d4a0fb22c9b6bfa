"""Two people at one statement at the same time: nothing is undone in silence, nothing is lost."""

import pytest
from django.test import Client

from statements.models import Ask, Quote, Statement
from tests.admin_forms import form_of
from tests.desk.signing_in import staff_client
from tests.statements.desk import address, opened, save
from tests.statements.factories import make_ask, make_quote, make_statement

pytestmark = pytest.mark.django_db

TEXT = "Madam President,\n\nThe draft is divisive.\n\nWe thank you."
STALE = "Somebody changed this since you opened it."


@pytest.fixture
def first() -> Client:
    return staff_client("Editor")


@pytest.fixture
def second() -> Client:
    return staff_client("Editor")


def test_the_second_editor_of_a_text_sees_the_difference_and_saves_what_was_typed(first, second):
    statement = make_statement(published=False, text=TEXT, symbol="")
    url = address(statement, "change")
    forms = opened(first, url), opened(second, url)
    save(first, url, forms[0] | {"text": TEXT.replace("divisive", "unfair"), "symbol": "A/1"})

    page = save(second, url, forms[1] | {"text": TEXT.replace("divisive", "vague")}, status=409)

    assert STALE in page
    assert "(both changed it)" in page
    stored = Statement.objects.get()
    assert ("unfair" in stored.text, stored.symbol) == (True, "A/1")
    save(second, url, forms[1] | {"text": TEXT.replace("divisive", "vague"), "opened_version": "2"})
    stored = Statement.objects.get()
    assert "vague" in stored.text
    assert stored.segments.get(address="p2s1").text == "The draft is vague."
    # What only the first one touched stays.
    assert stored.symbol == "A/1"


def test_the_second_editor_of_a_quote_in_a_row_sees_it_and_the_rest_of_the_page_waits(
    first, second
):
    quote = make_quote(statement=make_statement(published=False, text=TEXT))
    url = address(quote.statement, "change")
    forms = opened(first, url), opened(second, url)
    save(first, url, forms[0] | {"quotes-0-text": "Stored first", "quotes-0-segment": "p2"})

    page = save(
        second,
        url,
        forms[1] | {"quotes-0-text": "Typed second", "title": "A new title"},
        status=409,
    )

    assert STALE in page
    assert "Typed second" in page
    assert "A new title" in page
    quote = Quote.objects.get()
    assert (quote.text, quote.segment.address) == ("Stored first", "p2")
    assert Statement.objects.get().title != "A new title"


def test_two_editors_of_two_rows_do_not_hinder_each_other(first, second):
    statement = make_statement(published=False, text=TEXT)
    make_quote(statement=statement), make_quote(statement=statement)
    url = address(statement, "change")
    forms = opened(first, url), opened(second, url)

    save(first, url, forms[0] | {"quotes-0-text": "One"})
    save(second, url, forms[1] | {"quotes-1-text": "Two"})

    assert list(Quote.objects.values_list("text", flat=True)) == ["One", "Two"]


def test_a_row_removed_by_one_is_not_removed_over_the_change_of_another(first, second):
    quote = make_quote(statement=make_statement(published=False, text=TEXT))
    url = address(quote.statement, "change")
    forms = opened(first, url), opened(second, url)
    save(first, url, forms[0] | {"quotes-0-text": "Stored first"})

    page = save(second, url, forms[1] | {"quotes-0-DELETE": "on"}, status=409)

    assert "Somebody changed what you are removing." in page
    assert "Stored first" in page
    assert Quote.objects.get().text == "Stored first"


def test_the_second_editor_of_an_ask_in_the_list_sees_the_difference(first, second):
    ask = make_ask(statement=make_statement(published=False))
    url = address(Ask, "changelist")
    forms = opened(first, url), opened(second, url)
    save(first, url, forms[0] | {"form-0-position_asked": "no", "_save": "Save"})

    page = save(
        second, url, forms[1] | {"form-0-position_asked": "yes", "_save": "Save"}, status=409
    )

    assert STALE in page
    ask.refresh_from_db()
    assert ask.position_asked == "no"


def test_a_list_that_was_opened_before_changes_only_what_its_editor_touched(first, second):
    statement = make_statement(published=False)
    make_ask(statement=statement, text="One"), make_ask(statement=statement, text="Two")
    url = address(Ask, "changelist")
    forms = opened(first, url), opened(second, url)

    save(first, url, forms[0] | {"form-0-position_asked": "no", "_save": "Save"})
    save(second, url, forms[1] | {"form-1-position_asked": "no", "_save": "Save"})

    assert set(Ask.objects.values_list("position_asked", "version")) == {("no", 2)}


def test_what_was_typed_in_a_row_that_somebody_removed_is_kept_with_its_paragraph(first, second):
    quote = make_quote(statement=make_statement(published=False, text=TEXT))
    url = address(quote.statement, "change")
    forms = opened(first, url), opened(second, url)
    save(first, url, forms[0] | {"quotes-0-DELETE": "on"})

    page = save(
        second, url, forms[1] | {"quotes-0-text": "Typed", "quotes-0-segment": "p2"}, status=409
    )
    save(second, url, form_of(page))

    quote = Quote.objects.get()
    assert (quote.text, quote.segment.address) == ("Typed", "p2")
