"""The article page: what was published about votes and statements, beside the record."""

from datetime import date

import pytest

from kb.records.services import withdraw
from tests.factories import make_resolution, make_source, make_vote
from tests.pages.reading_pages import page_of, queries_of, text_of
from tests.statements.factories import (
    make_article,
    make_ask,
    make_claim_check,
    make_mention,
    make_organisation,
    make_person,
    make_quote,
    make_statement,
)

pytestmark = pytest.mark.django_db


def test_title_date_publisher_author_and_credit_are_given(client):
    article = make_article(
        title="Vote shows division",
        published_on=date(2020, 6, 22),
        publisher=make_organisation(name="ISHR"),
        author=make_person(name="Ada Example"),
        image_credit="UN Webcast",
    )

    page, shown = page_of(client, article), text_of(client, article)

    assert "<title>Vote shows division, 22 June 2020" in page
    assert "Published by ISHR Author Ada Example Date 22 June 2020" in shown
    assert "Image credit UN Webcast" in shown


def test_the_contact_is_never_shown(client):
    assert "canary" not in page_of(client, make_article(contact="canary@example.org"))


@pytest.mark.parametrize("fields", [{"confidentiality": "role_only"}, {"published": False}])
def test_an_author_who_must_not_be_named_leaves_no_trace(client, fields):
    author = make_person(name="Canary", **fields)

    assert "Canary" not in page_of(client, make_article(author=author))


def test_a_publisher_that_is_not_public_leaves_no_trace(client):
    publisher = make_organisation(name="Canary", published=False)

    assert "Canary" not in page_of(client, make_article(publisher=publisher))


def test_lede_and_body_stand_paragraph_by_paragraph(client):
    article = make_article(lede="What happened.", body="First.\n\nSecond <b>thing</b>.")

    page = page_of(client, article)

    assert "<p><strong>What happened.</strong></p>" in page
    assert "<p>First.</p>\n<p>Second &lt;b&gt;thing&lt;/b&gt;.</p>" in page


def test_what_is_described_in_our_own_words_says_so(client):
    assert "Described in our own words" in page_of(client, make_article(is_described=True))


def test_a_quote_in_our_own_words_stands_without_quotation_marks(client):
    article = make_article()
    make_quote(article=article, text="She finds it ironic.", is_described=True)

    shown = text_of(client, article)

    assert "“She finds it ironic.”" not in shown
    assert "She finds it ironic. Advocate; in our own words" in shown


def test_the_votes_and_statements_it_is_about_are_linked(client):
    vote, statement = make_vote({"AGO": "yes"}), make_statement()
    article = make_article()
    make_mention(article=article, roll_call=vote)
    make_mention(article=article, cited_statement=statement)

    page = page_of(client, article)

    assert f'href="{vote.get_absolute_url()}"' in page
    assert f'href="{statement.get_absolute_url()}"' in page


def test_a_vote_that_is_not_public_leaves_no_trace(client):
    vote = make_vote({"AGO": "yes"}, slug="canary", published=False)
    article = make_article()
    make_mention(article=article, roll_call=vote)
    make_claim_check(article=article, roll_call=vote)

    assert "canary" not in page_of(client, article)


def test_a_claim_is_checked_against_its_vote(client):
    vote = make_vote({"AGO": "yes"})
    article = make_article()
    make_claim_check(article=article, roll_call=vote, claim="14 voted against.", finding="16 did.")

    shown = text_of(client, article)

    assert "14 voted against. 16 did." in shown
    assert "Vote on the text as a whole" in shown


def test_the_source_is_named_and_the_original_linked(client):
    article = make_article(url="https://example.org/a", source=make_source(title="Web page"))

    page = page_of(client, article)

    assert 'href="https://example.org/a"' in page
    assert "Vote board: Web page" in page


def test_a_source_whose_title_names_its_kind_and_day_is_named_once(client):
    source = make_source(title="Vote board of 22 June 2020", dated_on=date(2020, 6, 22))

    shown = text_of(client, make_article(source=source))

    assert "Sources Vote board of 22 June 2020 Cite" in shown


def test_a_source_whose_title_holds_another_day_keeps_its_own(client):
    source = make_source(title="Board of 22 June 2020", dated_on=date(2020, 6, 2))

    shown = text_of(client, make_article(source=source))

    assert "Vote board: Board of 22 June 2020, 2 June 2020" in shown


def test_an_article_that_was_never_public_is_not_found(client):
    assert client.get(make_article(published=False).get_absolute_url()).status_code == 404


def test_an_article_that_was_withdrawn_is_gone_and_leaves_no_word(client):
    article = make_article(title="canary title")
    withdraw(article, by=None, reason="a mistake")

    answer = client.get(article.get_absolute_url())

    assert answer.status_code == 410
    assert "canary" not in answer.content.decode()


def test_its_page_asks_as_many_questions_for_one_of_each_as_for_twenty(client):
    counts = []
    for size in (1, 20):
        article = make_article(publisher=make_organisation(), author=make_person())
        for number in range(size):
            vote = make_vote({"AGO": "yes"}, held_on=date(2020, 6, 1 + number))
            make_ask(article=article, resolution=vote.resolution)
            make_mention(article=article, roll_call=vote)
            make_mention(article=article, resolution=make_resolution())
            make_mention(article=article, cited_statement=make_statement())
            make_quote(article=article, person=make_person())
            make_claim_check(article=article, roll_call=vote, source=make_source())
        counts.append(queries_of(client, article.get_absolute_url()))

    assert counts[0] == counts[1]
