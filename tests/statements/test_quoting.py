"""Whether quoted words still stand where they were taken from."""

import pytest

from statements.models import Quote, Statement
from statements.quoting import stands_in
from statements.services import add_part, write_statement
from tests.statements.factories import make_article, make_quote, make_statement

TEXT = (
    "Madam President, “the draft isn’t balanced”, and it\u00a0ignores civil society. We thank you."
)


@pytest.mark.parametrize(
    "quote",
    [
        "the draft isn’t balanced",
        "The draft isn't balanced",
        '"the  draft\nisn\'t balanced"',
        "«\u00a0the draft isn’t balanced\u00a0»",
        "[T]he draft isn’t balanced.",
        "it ignores civil society",
        "Madam President […] it ignores civil society.",
        "The draft … ignores civil society",
        "… ignores civil society (...) We thank you …",
        "the draft […] We thank you",
        "Madam President… The draft",
    ],
)
def test_words_stand_in_a_text_whatever_blanks_marks_gaps_and_the_first_letter(quote):
    assert stands_in(quote, TEXT)


@pytest.mark.parametrize(
    "quote",
    [
        "the draft is balanced",
        "the Draft isn’t balanced",
        "the draft isn’t balance",
        "thank you … Madam President",
        "civil society … civil society",
        "the draft ignores civil society",
        "We thank you very much",
        "…",
        "",
    ],
)
def test_other_words_parts_of_words_and_another_order_do_not(quote):
    assert not stands_in(quote, TEXT)


def test_a_text_without_blanks_between_words_is_searched_as_well():
    assert stands_in("人权理事会", "我们呼吁人权理事会拒绝该草案。")
    assert not stands_in("大会", "我们呼吁人权理事会拒绝该草案。")


def test_a_letter_with_its_accent_apart_is_the_same():
    assert stands_in("Cafe\u0301", "Au café.")


def no_longer_matching() -> list[Quote]:
    return list(Quote.objects.no_longer_matching())


@pytest.mark.django_db
def test_a_quote_no_longer_matches_once_its_paragraph_was_edited():
    statement = make_statement(text="It is divisive.\n\nWe thank you.")
    quote = add_part(
        Quote(statement=statement, text="It is divisive", spoken_as="Advocate"),
        by=None,
        address="p1s1",
    )
    assert no_longer_matching() == []

    statement.text = "It is unbalanced.\n\nWe thank you."
    write_statement(statement, by=None)

    assert no_longer_matching() == [quote]


@pytest.mark.django_db
def test_a_quote_no_longer_matches_once_its_paragraph_is_gone_even_if_the_words_are_elsewhere():
    statement = make_statement(text="It is divisive.\n\nWe thank the Council.")
    quote = make_quote(statement=statement, segment=statement.segments.get(address="p1"))

    statement.text = "We thank the Council, though it is divisive. Or so we have been told by all."
    write_statement(statement, by=None)

    assert no_longer_matching() == [quote]


@pytest.mark.django_db
def test_a_quote_without_a_paragraph_is_looked_for_in_the_whole_text():
    statement = make_statement(text="It is divisive.\n\nWe thank you.")
    make_quote(statement=statement, text="It is divisive […] We thank you")
    wrong = make_quote(statement=statement, text="It is not divisive")

    assert no_longer_matching() == [wrong]


@pytest.mark.django_db
def test_a_quote_of_an_article_is_looked_for_in_its_lede_and_body():
    article = make_article(lede="It was close.", body="It is divisive, she said.")
    make_quote(article=article, text="It was close")
    make_quote(article=article, text="It is divisive")
    wrong = make_quote(article=article, text="It is unfair")

    assert no_longer_matching() == [wrong]


@pytest.mark.django_db
def test_what_is_in_our_own_words_or_was_never_recorded_proves_nothing():
    make_quote(statement=make_statement(is_described=True), text="It is unfair")
    make_quote(statement=make_statement(), text="They called it unfair", is_described=True)
    make_quote(article=make_article(is_described=True), text="It is unfair")
    make_quote(article=make_article(lede="", body=""), text="It is unfair")

    assert no_longer_matching() == []


@pytest.mark.django_db
def test_looking_for_them_takes_one_query_for_any_number(django_assert_num_queries):
    for _ in range(3):
        make_quote(text="It is unfair")

    with django_assert_num_queries(1):
        found = {str(quote.said_in) for quote in no_longer_matching()}

    assert found == set(Statement.objects.values_list("title", flat=True))
