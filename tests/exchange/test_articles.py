"""What partners get of articles: who published them, their words, and the claims checked."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from kb.exchange.documents.articles import ARTICLES
from kb.exchange.documents.kind import Sight
from kb.exchange.documents.kinds import LISTED
from kb.records.services import publish
from statements.models import Article
from tests.exchange.telling import documents, in_words, queries_for, told
from tests.factories import make_roll_call, make_source, make_vote
from tests.statements.factories import (
    make_article,
    make_ask,
    make_claim_check,
    make_mention,
    make_organisation,
    make_person,
    make_quote,
)

pytestmark = pytest.mark.django_db

CANARY = "Zirpvogel"


def full_article() -> Article:
    """With one of everything that an article can hold."""
    vote = make_vote({"AGO": "yes", "AUS": "no"})
    article = make_article(
        publisher=make_organisation(), author=make_person(), source=make_source()
    )
    make_quote(article=article, person=make_person(), spoken_as="Advocate")
    make_ask(article=article, resolution=vote.resolution)
    make_mention(article=article, roll_call=vote)
    make_claim_check(article=article, roll_call=vote, source=make_source())
    return article


def test_an_article_is_told_with_publisher_author_day_and_words():
    article = make_article(
        title="A vote",
        publisher=(publisher := make_organisation(name="ISHR")),
        author=(author := make_person(name="Ada Example")),
        source=(source := make_source()),
        published_on=date(2020, 6, 22),
        lede="What happened.",
        url="https://example.org/a",
        image_credit="UN Webcast",
        is_described=True,
    )

    found = told(ARTICLES, article)

    assert found["url"].endswith(article.get_absolute_url())
    assert found["publisher"] == {
        "id": str(publisher.public_id),
        "slug": publisher.slug,
        "name": "ISHR",
    }
    assert found["author"]["slug"] == author.slug
    assert found["source"]["id"] == str(source.public_id)
    assert (found["published_on"], found["language"]) == ("2020-06-22", "en")
    assert (found["lede"], found["body"]) == ("What happened.", None)
    assert (found["original_url"], found["image_credit"]) == ("https://example.org/a", "UN Webcast")
    assert found["is_described"]


def test_whom_staff_may_ask_is_never_told():
    make_article(contact=f"{CANARY} at the office")

    assert CANARY not in in_words(LISTED)


@pytest.mark.parametrize(
    "fields",
    [
        {"confidentiality": "role_only"},
        {"confidentiality": "withheld", "published": False},
        {"published": False},
    ],
)
def test_a_hidden_author_is_not_told_of(fields):
    author = make_person(name=CANARY, slug="zirpvogel", **fields)
    article = make_article(author=author)

    assert told(ARTICLES, article)["author"] is None
    assert CANARY.lower() not in in_words(LISTED).lower()
    assert str(author.public_id) not in in_words(LISTED)


def test_a_hidden_publisher_and_source_are_not_told_of():
    article = make_article(
        publisher=make_organisation(name=CANARY, published=False),
        source=make_source(title=CANARY, published=False),
    )

    found = told(ARTICLES, article)

    assert (found["publisher"], found["source"]) == (None, None)
    assert CANARY not in in_words(LISTED)


def test_a_claim_about_a_hidden_vote_leaves_the_article_as_it_was():
    article = make_article()
    before = told(ARTICLES, article)
    vote = make_roll_call(published=False)
    make_claim_check(article=article, roll_call=vote, claim=CANARY)
    make_mention(article=article, roll_call=vote)

    assert told(ARTICLES, article) == before


def test_an_article_that_is_not_public_leaves_no_word():
    hidden = make_article(title=CANARY, lede=CANARY, published=False)
    make_quote(article=hidden, text=CANARY)
    make_ask(article=hidden, text=CANARY, resolution=make_vote({"AGO": "yes"}).resolution)

    assert documents(ARTICLES) == []
    assert CANARY not in in_words(LISTED)


def test_parts_stand_with_the_article_that_holds_them():
    first, second = full_article(), full_article()

    for article in (first, second):
        found = told(ARTICLES, article)
        for name, parts in (
            ("quotes", article.quotes),
            ("asks", article.asks),
            ("mentions", article.mentions),
            ("claim_checks", article.claimchecks),
        ):
            ids = [str(each.public_id) for each in parts.all()]
            assert [each["id"] for each in found[name]] == ids
            assert {each["segment"] for each in found[name]} == {None}


def test_the_article_of_the_first_case_tells_quotes_and_checked_claims():
    call_command("demo")

    (found,) = documents(ARTICLES)

    assert found["quotes"][0]["person"]["name"] == "Sarah M Brooks"
    assert {each["vote"]["slug"] for each in found["claim_checks"]} == {"a-hrc-res-43-21"}
    assert [each["vote"] is None for each in found["mentions"]] == [False, True]


def test_who_may_see_what_is_under_embargo_is_told_until_when():
    now = timezone.now()
    article = make_article(published=False)
    publish(article, by=None, release_at=now + timedelta(days=2))

    found = told(ARTICLES, article, Sight(at=now + timedelta(days=3), now=now))

    assert found["public_since"] is None
    assert found["embargoed_until"].startswith(f"{now + timedelta(days=2):%Y-%m-%dT}")
    assert documents(ARTICLES) == []


def test_many_full_articles_take_no_more_queries_than_one():
    full_article()
    one = queries_for(ARTICLES)
    for _ in range(9):
        full_article()

    assert queries_for(ARTICLES) == one
    assert len(documents(ARTICLES)) == 10
