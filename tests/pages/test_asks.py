"""An ask as a page shows it: of whom, where, and how long before what."""

from datetime import date

import pytest

from kb.council.models import Body, Group, Session, State
from statements.services import write_statement
from tests.factories import make_resolution, make_roll_call, make_vote
from tests.pages.reading_pages import page_of, text_of
from tests.statements.factories import SAID_ON, make_ask, make_statement

pytestmark = pytest.mark.django_db

LATER = date(2020, 6, 22)


def shown(client, **fields) -> str:
    """The page of a statement of 19 June 2020 with one ask."""
    ask = make_ask(**fields)
    return text_of(client, ask.statement)


def test_before_a_vote_the_days_are_counted_to_the_vote(client):
    text = make_vote({"AGO": "yes"}, held_on=LATER).resolution

    assert "3 days before the vote." in shown(client, resolution=text)


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("adopted_without_vote", "3 days before the text was adopted."),
        ("withdrawn", "3 days before the text was withdrawn."),
        ("not_considered", "3 days before the text was set aside."),
    ],
)
def test_where_no_vote_was_taken_the_days_are_counted_to_what_happened(client, outcome, words):
    text = make_resolution(outcome=outcome, acted_on=LATER)

    assert words in shown(client, resolution=text)


def test_on_the_day_of_an_adoption_without_a_vote_nothing_is_said_of_a_vote(client):
    text = make_resolution(outcome="adopted_without_vote", acted_on=SAID_ON)

    assert "on the day when the text was adopted." in shown(client, resolution=text)


def test_an_ask_made_after_an_adoption_without_a_vote_says_so(client):
    text = make_resolution(outcome="adopted_without_vote", acted_on=date(2020, 6, 18))

    assert "Made after the text was adopted, so it is shown but not scored." in shown(
        client, resolution=text
    )


def test_a_vote_that_was_planned_on_a_withdrawn_text_is_not_what_the_days_are_counted_to(client):
    text = make_resolution(outcome="withdrawn", acted_on=LATER)
    make_roll_call(resolution=text, held_on=date(2020, 6, 30))

    assert "3 days before the text was withdrawn." in shown(client, resolution=text)


def of_the_assembly(**fields):
    body = Body.objects.get(code="ga")
    session = Session.objects.create(
        body=body, code="ga75", label="75th session", kind="regular", number=75
    )
    return make_resolution(symbol="A/RES/75/1", body=body, session=session, **fields)


def test_another_body_that_is_asked_is_called_by_its_name(client):
    text = of_the_assembly()

    assert "Asked of the General Assembly" in shown(client, resolution=text)


def test_the_body_of_a_text_that_is_not_public_is_not_named(client):
    text = of_the_assembly(published=False)

    assert "Asked of the Council" in shown(client, resolution=text)


def test_an_ask_leads_to_its_paragraph(client):
    text = make_resolution()
    statement = make_statement()
    make_ask(statement=statement, resolution=text, segment=statement.segments.get(address="p2s1"))

    assert f'href="{statement.get_absolute_url()}#p2s1"' in page_of(client, text)


def test_an_ask_whose_paragraph_is_gone_leads_to_the_statement(client):
    text = make_resolution()
    statement = make_statement()
    make_ask(statement=statement, resolution=text, segment=statement.segments.get(address="p2s1"))
    statement.text = "Something else entirely was said in the end."
    write_statement(statement, by=None)

    page = page_of(client, text)

    assert f'href="{statement.get_absolute_url()}"' in page
    assert "#p2s1" not in page


def said_in(statement, **fields):
    """An ask of the statement's second paragraph: `at` is its sentence."""
    segment = statement.segments.get(address=fields.pop("at"))
    return make_ask(statement=statement, segment=segment, **fields)


def test_asks_of_one_statement_stand_in_the_order_of_its_text(client):
    vote = make_vote({"AGO": "yes"}, held_on=LATER)
    statement = make_statement()
    said_in(statement, at="p2s2", resolution=vote.resolution, text="If it does not, reject it.")
    said_in(
        statement, at="p2s1", resolution=vote.resolution, text="We call on China to reconsider.",
        target_kind="sponsor", act="reconsider",
    )  # fmt: skip

    for record in (vote, vote.resolution, statement):
        words = text_of(client, record)
        assert words.index("We call on China") < words.index("If it does not")


def test_asks_of_one_statement_are_not_torn_apart_by_those_of_another(client):
    vote = make_vote({"AGO": "yes"}, held_on=LATER)
    one, other = make_statement(), make_statement(delivered_on=date(2020, 6, 18))
    said_in(one, at="p2s1", resolution=vote.resolution, text="First of one.")
    said_in(other, at="p2s1", resolution=vote.resolution, text="First of the earlier.")
    said_in(one, at="p2s2", resolution=vote.resolution, text="Second of one.")

    for record in (vote, vote.resolution):
        words = text_of(client, record)
        places = [words.index(each) for each in ("of the earlier", "First of one", "Second of one")]
        assert places == sorted(places)


def test_a_statement_that_states_answered_with_ballots_stands_before_an_earlier_one(client):
    vote = make_vote({"AGO": "yes"}, held_on=LATER)
    make_ask(
        statement=make_statement(delivered_on=date(2020, 6, 18)), resolution=vote.resolution,
        text="We call on the sponsor.", target_kind="sponsor", act="reconsider",
    )  # fmt: skip
    make_ask(resolution=vote.resolution, text="We call on the Council.")

    words = text_of(client, vote)

    assert words.index("We call on the Council.") < words.index("We call on the sponsor.")


@pytest.mark.parametrize(
    ("code", "words"),
    [("EU", "the European Union"), ("AFRICAN", "the African Group"), ("OIC", "the Organisation")],
)
def test_a_group_that_is_asked_has_its_article(client, code, words):
    group = Group.objects.get(code=code)

    assert f"Asked of {words}" in shown(client, target_kind="group", target_group=group)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("RUS", "the Russian Federation"),
        ("NLD", "the Netherlands"),
        ("SDN", "the Sudan"),
        ("SSD", "South Sudan"),
        ("IRN", "Iran (Islamic Republic of)"),
        ("CHN", "China"),
    ],
)
def test_a_state_that_is_asked_has_an_article_where_its_name_takes_one(client, code, words):
    state = State.objects.get(code=code)

    assert f"Asked of {words}" in shown(client, target_kind="state", target_state=state)
