"""Statements written with their paragraphs, and what stands in them."""

import pytest
from django.core.exceptions import ValidationError

from kb.records.models import Ledger
from kb.records.services import Refused, StaleRecord
from kb.search.models import SearchEntry
from statements.models import Ask, Segment, Statement
from statements.services import add_part, write_statement
from tests.statements.factories import make_statement

pytestmark = pytest.mark.django_db


def places(statement):
    """Today's addresses and texts, in order."""
    return list(
        statement.segments.filter(is_retired=False, paragraph=None).values_list("address", "text")
    )


def edit(statement, text):
    statement = Statement.objects.get(pk=statement.pk)
    statement.text = text
    return write_statement(statement, by=None)


def test_a_new_statement_has_its_paragraphs_and_sentences_in_order():
    statement = make_statement(text="One. Two.\n\nThree.")

    assert list(statement.segments.values_list("address", "text")) == [
        ("p1", "One. Two."),
        ("p1s1", "One."),
        ("p1s2", "Two."),
        ("p2", "Three."),
        ("p2s1", "Three."),
    ]


def test_the_paragraphs_of_a_page_come_with_their_sentences_in_two_queries(
    django_assert_num_queries,
):
    statement = make_statement(text="One. Two.\n\nThree.")

    with django_assert_num_queries(2):
        paragraphs = statement.segments.paragraphs()
        shown = [[each.text for each in part.sentences.all()] for part in paragraphs]

    assert shown == [["One.", "Two."], ["Three."]]


def test_an_edited_statement_keeps_its_addresses_and_retires_what_is_gone():
    statement = make_statement(text="First words here.\n\nSecond thought.\n\nThank you.")

    edit(statement, "A new beginning of it all.\n\nFirst words are here.\n\nThank you.")

    assert places(statement) == [
        ("p4", "A new beginning of it all."),
        ("p1", "First words are here."),
        ("p3", "Thank you."),
    ]
    retired = Segment.objects.filter(statement=statement, is_retired=True)
    assert list(retired.values_list("address", flat=True)) == ["p2", "p2s1"]


def test_a_retired_address_is_never_given_again():
    statement = make_statement(text="First words here.\n\nThank you.")
    edit(statement, "First words here.")

    edit(statement, "First words here.\n\nThank you.")

    assert places(statement) == [("p1", "First words here."), ("p3", "Thank you.")]


def test_an_ask_keeps_its_sentence_when_that_is_edited_away():
    statement = make_statement(text="Reject the draft.\n\nThank you.")
    ask = add_part(
        Ask(statement=statement, text="Reject the draft.", target_kind="council", act="reject"),
        address="p1s1",
        by=None,
    )

    edit(statement, "Thank you.")

    ask.refresh_from_db()
    assert (ask.segment.text, ask.segment.is_retired) == ("Reject the draft.", True)


def test_a_changed_order_of_paragraphs_stands_in_the_ledger():
    statement = make_statement(text="First words here.\n\nThank you.")

    edit(statement, "First words here.\n\nOne more matter.\n\nThank you.")

    assert Ledger.objects.about(statement).last().changes["paragraphs"] == [
        ["p1", "p2"],
        ["p1", "p3", "p2"],
    ]


def test_an_edit_shows_in_the_search_at_once():
    statement = make_statement(text="First words here.")

    edit(statement, "Quite another wording.")

    assert SearchEntry.objects.get(record=statement.public_id).body == "Quite another wording."


def test_a_stale_edit_changes_neither_the_text_nor_a_paragraph():
    statement = make_statement(text="First words here.")
    stale = Statement.objects.get(pk=statement.pk)
    edit(statement, "First words stay here.")

    stale.text = "Lost."
    with pytest.raises(StaleRecord):
        write_statement(stale, by=None)

    assert places(statement) == [("p1", "First words stay here.")]


def test_a_refused_statement_leaves_no_paragraph():
    with pytest.raises(ValidationError):
        make_statement(kind="sermon")

    assert not Segment.objects.exists()


def test_a_part_is_put_where_it_stands_by_address():
    statement = make_statement(text="One.\n\nReject it. Thank you.")
    ask = Ask(statement=statement, text="Reject it.", target_kind="council", act="reject")

    add_part(ask, address="p2s1", by=None)

    assert ask.segment.text == "Reject it."


def test_a_part_cannot_be_put_at_an_address_that_is_not_there():
    ask = Ask(statement=make_statement(), text="x", target_kind="council", act="reject")

    with pytest.raises(Refused, match="has no paragraph or sentence p9"):
        add_part(ask, address="p9", by=None)
