"""What partners get of asks: the sentence, whom it asks, and what became of it."""

from datetime import date

import pytest

from kb.council.models import State
from kb.exchange.documents.asks import ASKS
from kb.exchange.documents.kinds import LISTED
from kb.exchange.documents.sources import SOURCES
from tests.exchange.telling import documents, in_words, queries_for, told
from tests.factories import make_resolution, make_roll_call, make_source, make_vote
from tests.statements.factories import (
    make_article,
    make_ask,
    make_statement,
)

pytestmark = pytest.mark.django_db

CANARY = "Zirpvogel"


def hidden_text():
    return {"resolution": make_resolution(title=CANARY, published=False)}


def hidden_part():
    vote = make_roll_call(
        subject="amendment", subject_label=CANARY, is_final=False, published=False
    )
    return {"roll_call": vote, "position_asked": "no"}


def after_a_hidden_vote():
    vote = make_roll_call(subject="paragraph", is_final=False, published=False)
    return {"roll_call": vote, "made_after_vote": True}


def hidden_text_that_was_amended():
    source = make_source(title=CANARY)
    text = make_resolution(published=False)
    return {"resolution": text, "act": "amend", "amended_as_asked": True, "amended_source": source}


def test_an_ask_is_told_with_its_place_target_and_outcome():
    vote = make_vote({"AGO": "yes", "AUS": "no"})
    statement = make_statement(delivered_on=date(2020, 6, 19))
    ask = make_ask(
        statement=statement,
        segment=statement.segments.get(address="p2s1"),
        target_kind="state",
        target_state=State.objects.get(code="AGO"),
        resolution=vote.resolution,
    )

    found = told(ASKS, ask)

    assert found["said_in"].endswith(statement.get_absolute_url())
    assert (found["statement"]["slug"], found["article"]) == (statement.slug, None)
    assert (found["segment"], found["made_on"]) == ("p2s1", "2020-06-19")
    assert (found["target"], found["target_state"], found["act"]) == ("state", "AGO", "reject")
    assert found["resolution"]["symbol"] == vote.resolution.symbol
    assert (found["vote"], found["scored_on"]["slug"]) == (None, vote.slug)
    assert (found["outcome"], found["counts"]["did_not"]) == ("not_met", ["AGO"])


@pytest.mark.parametrize(
    "about", [hidden_text, hidden_part, after_a_hidden_vote, hidden_text_that_was_amended]
)
def test_an_ask_about_something_hidden_looks_as_one_about_nothing(about):
    statement = make_statement()
    hidden = about()
    secret = make_ask(statement=statement, **hidden)
    plain = make_ask(statement=statement, act=hidden.get("act", "reject"))

    its_own = {"id", "version"}
    first, second = ({**told(ASKS, each)} for each in (secret, plain))

    assert first["outcome"] is None
    assert {k: v for k, v in first.items() if k not in its_own} == {
        k: v for k, v in second.items() if k not in its_own
    }
    assert CANARY not in in_words(LISTED)


def test_of_a_hidden_vote_on_a_public_text_as_a_whole_the_text_is_told():
    text = make_resolution(outcome="pending")
    vote = make_roll_call(resolution=text, slug="zirpvogel", published=False)

    found = told(ASKS, make_ask(roll_call=vote))

    assert (found["resolution"]["slug"], found["outcome"]) == (text.slug, "pending")
    assert (found["vote"], found["scored_on"], found["counts"]) == (None, None, None)


def test_amended_as_asked_is_told_with_its_source():
    vote, source = make_vote({"AGO": "yes"}), make_source()
    ask = make_ask(
        act="amend",
        target_kind="sponsor",
        resolution=vote.resolution,
        amended_as_asked=True,
        amended_source=source,
    )

    found = told(ASKS, ask)

    assert (found["amended_as_asked"], found["outcome"]) == (True, "met")
    assert found["amended_source"]["id"] == str(source.public_id)
    assert [each["id"] for each in documents(SOURCES)].count(str(source.public_id)) == 1


def test_amended_as_asked_is_not_told_by_a_hidden_source():
    vote = make_vote({"AGO": "yes"})
    ask = make_ask(
        act="amend",
        target_kind="sponsor",
        resolution=vote.resolution,
        amended_as_asked=True,
        amended_source=make_source(title=CANARY, published=False),
    )

    found = told(ASKS, ask)

    assert (found["amended_as_asked"], found["amended_source"]) == (False, None)
    assert found["outcome"] == "not_met"
    assert CANARY not in in_words(LISTED)


def test_an_ask_made_after_the_vote_is_not_scored():
    vote = make_vote({"AGO": "yes"}, held_on=date(2020, 6, 22))

    found = told(ASKS, make_ask(resolution=vote.resolution, made_on=date(2020, 6, 23)))

    assert (found["outcome"], found["made_after"], found["counts"]) == (None, True, None)


def test_a_paragraph_that_was_taken_out_is_not_pointed_to():
    statement = make_statement(text="We ask this.\n\nWe thank you.")
    ask = make_ask(statement=statement, segment=statement.segments.get(address="p1"))
    statement.segments.filter(address="p1").update(is_retired=True)

    assert told(ASKS, ask)["segment"] is None


def test_the_words_of_an_account_are_not_called_verbatim():
    verbatim, account = make_ask(), make_ask(statement=make_statement(is_described=True))

    assert told(ASKS, verbatim)["is_verbatim"]
    assert not told(ASKS, account)["is_verbatim"]


def test_asks_are_listed_the_newest_first_and_those_without_a_day_last():
    without = make_ask(statement=make_statement(delivered_on=None))
    early = make_ask(made_on=date(2020, 6, 1))
    late = make_ask(article=make_article(published_on=date(2020, 6, 30)))

    found = [each["id"] for each in documents(ASKS)]

    assert found == [str(each.public_id) for each in (late, early, without)]


def test_asks_of_hidden_statements_and_articles_are_not_listed():
    make_ask(statement=make_statement(published=False))
    make_ask(article=make_article(published=False))

    assert documents(ASKS) == []


def test_the_partners_list_takes_the_filters_of_the_page(client):
    vote = make_vote({"AGO": "yes"})
    not_met = make_ask(resolution=vote.resolution, made_on=date(2020, 6, 1))
    make_ask(resolution=vote.resolution, act="adopt", made_on=date(2020, 6, 1))

    found = client.get("/api/v1/asks/?outcome=not_met").json()["results"]

    assert [each["id"] for each in found] == [str(not_met.public_id)]


def test_many_asks_take_no_more_queries_than_one():
    def ask():
        vote = make_vote({"AGO": "yes"})
        make_ask(resolution=vote.resolution)
        make_ask(roll_call=vote, article=make_article())
        make_ask(resolution=vote.resolution, act="co_sponsor", target_kind="members")

    ask()
    few = queries_for(ASKS)
    for _ in range(6):
        ask()

    assert queries_for(ASKS) == few
    assert len(documents(ASKS)) == 21
