"""The first page: votes to come, the latest votes, statements, and the look-up."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.factories import make_resolution, make_roll_call, make_vote
from tests.pages.reading_pages import queries_of, words_of
from tests.pages.voting import absent_but
from tests.statements.factories import make_ask, make_organisation, make_statement

pytestmark = pytest.mark.django_db


def home(client) -> str:
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


def shown(client) -> str:
    return words_of(home(client))


def test_a_vote_is_listed_with_its_answer(client):
    text = make_resolution(number=21, title="Cooperation")
    make_vote(absent_but(AGO="yes", BGD="yes", AUS="no"), resolution=text)

    assert "Adopted 2–1–0: Cooperation" in shown(client)
    assert "A/HRC/RES/43/21 The text as a whole, final 22 June 2020 Official record" in shown(
        client
    )


def test_a_provisional_result_says_so(client):
    make_vote({"AGO": "yes"}, as_="provisional")

    assert "Provisional" in shown(client)


def test_what_became_of_its_asks_is_counted(client):
    text = make_resolution()
    make_vote({"AGO": "yes"}, resolution=text)
    make_ask(resolution=text)
    make_ask(resolution=text, act="adopt")

    assert "2 asks: 1 met, 1 not met" in shown(client)


def test_an_ask_of_a_hidden_statement_is_not_counted(client):
    text = make_resolution()
    make_vote({"AGO": "yes"}, resolution=text)
    make_ask(resolution=text, statement=make_statement(published=False))

    assert "1 ask" not in shown(client)


def test_votes_to_come_stand_first_with_their_asks(client):
    make_vote({"AGO": "yes"}, resolution=make_resolution(title="Past text"))
    coming = make_resolution(
        title="Coming text", symbol="", slug="a-hrc-43-l-50", outcome="pending"
    )
    make_roll_call(
        resolution=coming, held_on=timezone.localdate() + timedelta(days=3), slug="a-hrc-43-l-50"
    )
    make_ask(resolution=coming)

    words = shown(client)

    assert words.index("Coming text") < words.index("Past text")
    assert "1 ask: pending" in words


def test_a_text_before_action_is_listed_without_a_vote(client):
    make_resolution(title="Coming text", symbol="", slug="a-hrc-43-l-50", outcome="pending")

    assert "Not yet acted on: Coming text" in shown(client)


def test_a_vote_on_a_text_that_was_withdrawn_is_not_to_come(client):
    make_roll_call(resolution=make_resolution(title="Dropped text", outcome="withdrawn"))

    assert "Dropped text" not in shown(client)


def of_2011(**fields):
    text = make_resolution(title="Old text", outcome=fields.pop("outcome", "pending"))
    return make_roll_call(resolution=text, held_on=date(2011, 3, 24), **fields)


@pytest.mark.parametrize("outcome", ["pending", "adopted_by_vote", "rejected"])
def test_a_vote_that_was_held_is_not_to_come_although_no_source_of_it_is_accepted(client, outcome):
    of_2011(outcome=outcome)

    words = shown(client)

    assert "To come" not in words
    assert "ow each State voted is not on record yet: Old text" in words
    assert "No result yet" not in words


def test_a_part_that_was_held_without_an_accepted_source_is_named(client):
    of_2011(
        outcome="adopted_by_vote", subject="amendment", subject_symbol="A/HRC/16/L.60",
        is_final=False,
    )  # fmt: skip

    assert "Amendment A/HRC/16/L.60, how each State voted is not on record yet: Old text" in shown(
        client
    )


def test_a_vote_of_today_on_a_text_that_is_pending_is_to_come(client):
    text = make_resolution(title="Text of today", outcome="pending")
    make_roll_call(resolution=text, held_on=timezone.localdate())

    words = shown(client)

    assert words.index("To come") < words.index("Text of today") < words.index("Latest votes")


def test_a_deferred_text_whose_planned_day_is_past_is_neither_to_come_nor_held(client):
    of_2011(outcome="deferred")

    assert "Old text" not in shown(client)


def test_statements_are_listed_with_who_delivered_them(client):
    make_statement(title="Our statement", delivered_by=make_organisation(name="DefendDefenders"))

    assert "General debate: Our statement, DefendDefenders, 19 June 2020" in shown(client)


def test_what_is_not_public_leaves_no_trace(client):
    hidden = make_organisation(name="canary organisation", published=False)
    make_statement(delivered_by=hidden)
    make_statement(title="canary statement", published=False)
    make_vote({"AGO": "yes"}, slug="canary-vote", published=False)
    make_resolution(title="canary text", outcome="pending", published=False)

    assert "canary" not in home(client)


def test_only_the_newest_twenty_votes_are_listed(client):
    for number in range(21):
        text = make_resolution(title=f"Text of day {number + 1}.")
        make_vote({"AGO": "yes"}, resolution=text, held_on=date(2020, 6, 1 + number))

    words = shown(client)

    assert "Text of day 2." in words
    assert "Text of day 1." not in words


def test_without_any_vote_it_says_so(client):
    assert "No vote with a result is public yet." in shown(client)


def test_a_symbol_can_be_looked_up(client):
    assert '<form class="lookup" role="search"' in home(client)


def test_it_asks_as_many_questions_for_one_of_each_as_for_twenty(client):
    counts = []
    for size in (1, 19):
        for number in range(size):
            vote = make_vote({"AGO": "yes"}, held_on=date(2020, 6, 1 + number))
            coming = make_resolution(outcome="pending")
            make_roll_call(resolution=coming, slug=f"coming-{coming.pk}", held_on=None)
            make_resolution(outcome="pending")
            make_ask(resolution=vote.resolution)
            make_ask(resolution=coming)
            make_statement(delivered_by=make_organisation())
        counts.append(queries_of(client, "/"))

    assert counts[0] == counts[1]
