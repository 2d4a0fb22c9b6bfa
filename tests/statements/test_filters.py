"""Filters of statements, asks, organisations, people and articles."""

from datetime import date

import pytest
from django.http import QueryDict
from django.utils import timezone

from kb.council.models import Group, Session, State
from kb.search.parameters import BadParameter
from statements.filters import (
    ArticleFilters,
    AskFilters,
    OrganisationFilters,
    PersonFilters,
    StatementFilters,
)
from statements.models import Ask, Role
from tests.factories import make_resolution, make_roll_call, make_vote
from tests.statements.factories import (
    make_article,
    make_ask,
    make_organisation,
    make_person,
    make_statement,
)

pytestmark = pytest.mark.django_db


def chosen(filters, query: str):
    at, model = timezone.now(), filters.Meta.model
    rows = model.objects.public(at) if model is Ask else model.objects.published(at)
    return filters(QueryDict(query), rows, at=at)


def found(filters, query: str) -> list:
    return list(chosen(filters, query).matching())


def offered(filters, name: str) -> list[str]:
    each = chosen(filters, "")
    each.matching()
    return [word for word, _ in each.filters[name].options()]


def test_statements_by_their_facts():
    speaker = make_organisation(slug="open-group")
    session = Session.objects.get(code="hrc43")
    statement = make_statement(
        delivered_by=speaker, session=session, kind="panel", modality="video", is_joint=True
    )
    make_statement(delivered_on=None)

    for query in (
        "organisation=open-group",
        "session=hrc43",
        "kind=panel",
        "modality=video",
        "joint=yes",
        "from=2020-06-19&to=2020-06-19",
        f"q={statement.title.upper()}",
    ):
        assert found(StatementFilters, query) == [statement], query


def test_an_organisation_that_is_not_public_is_no_choice_and_refused():
    make_statement(delivered_by=make_organisation(slug="hidden", published=False))

    assert offered(StatementFilters, "organisation") == []
    with pytest.raises(BadParameter, match="the word in the address of a public organisation"):
        found(StatementFilters, "organisation=hidden")


def test_only_what_leads_to_something_public_is_offered():
    speaker, session = make_organisation(slug="open-group"), Session.objects.get(code="hrc44")
    hidden = make_statement(delivered_by=speaker, session=session, published=False)
    make_article(publisher=speaker, published=False)
    state = State.objects.get(code="AGO")
    make_ask(statement=hidden, target_kind="state", target_state=state)

    assert offered(StatementFilters, "organisation") == []
    assert offered(StatementFilters, "session") == []
    assert offered(ArticleFilters, "publisher") == []
    for name in ("state", "group", "organisation", "session"):
        assert offered(AskFilters, name) == [], name


def test_asks_by_whom_of_whom_and_for_what():
    speaker, angola = make_organisation(slug="open-group"), State.objects.get(code="AGO")
    said = make_ask(
        statement=make_statement(delivered_by=speaker),
        target_kind="state",
        target_state=angola,
        act="adopt",
    )
    written = make_ask(article=make_article(publisher=speaker))
    european = Group.objects.get(code="EU")
    of_group = make_ask(target_kind="group", target_group=european, act="co_sponsor")

    assert found(AskFilters, "organisation=open-group") == [said, written]
    assert found(AskFilters, "state=ago") == [said]
    assert found(AskFilters, "act=adopt") == [said]
    assert found(AskFilters, "group=EU") == [of_group]
    assert found(AskFilters, "act=co-sponsor") == [of_group]


@pytest.mark.parametrize("typed", ["43/21", "A/HRC/RES/43/21", "a-hrc-res-43-21", "43/L.31"])
def test_asks_about_a_text_by_any_of_its_symbols(typed):
    text = make_resolution(number=21, drafts=("A/HRC/43/L.31",))
    asks = [make_ask(resolution=text), make_ask(roll_call=make_roll_call(resolution=text))]
    make_ask(resolution=make_resolution())

    assert found(AskFilters, f"text={typed}") == asks


def test_a_hidden_text_is_refused_as_one_that_does_not_exist():
    make_ask(resolution=make_resolution(number=7777, published=False))

    refusals = []
    for symbol in ("A/HRC/RES/43/7777", "A/HRC/RES/43/9999"):
        with pytest.raises(BadParameter) as refused:
            found(AskFilters, f"text={symbol}")
        refusals.append(str(refused.value))
    assert refusals[0] == refusals[1]


def test_an_ask_about_a_hidden_amendment_is_not_among_those_about_its_text():
    text = make_resolution(number=21, session=Session.objects.get(code="hrc44"))
    amendment = make_roll_call(
        resolution=text, slug="part", subject="amendment", is_final=False, published=False
    )
    make_ask(roll_call=amendment, position_asked="no")

    assert found(AskFilters, "text=43/21") == []
    assert found(AskFilters, "session=hrc44") == []
    assert offered(AskFilters, "session") == []


def test_asks_of_a_session_were_made_there_or_are_about_its_texts():
    session = Session.objects.get(code="hrc44")
    made_there = make_ask(statement=make_statement(session=session))
    about_text = make_ask(resolution=make_resolution(session=session))
    make_ask(resolution=make_resolution(session=session, published=False))

    assert found(AskFilters, "session=hrc44") == [made_there, about_text]
    assert offered(AskFilters, "session") == ["hrc44"]


def test_asks_by_what_became_of_them():
    text = make_resolution()
    make_vote({"AGO": "yes"}, resolution=text)
    not_met, met = make_ask(resolution=text), make_ask(resolution=text, act="adopt")
    too_late = make_ask(resolution=text, made_on=date(2020, 7, 1))
    pending = make_ask(resolution=make_resolution(outcome="pending"))
    moot = make_ask(resolution=make_resolution(outcome="withdrawn"))

    assert found(AskFilters, "outcome=not_met") == [not_met]
    assert found(AskFilters, "outcome=met") == [met]
    assert found(AskFilters, "outcome=not-scored") == [too_late]
    assert found(AskFilters, "outcome=pending") == [pending]
    assert found(AskFilters, "outcome=moot") == [moot]
    assert found(AskFilters, "outcome=partly_met") == []


def test_an_ask_about_no_public_text_has_no_outcome():
    make_ask(resolution=make_resolution(outcome="pending", published=False))
    make_ask()

    assert found(AskFilters, "outcome=pending") == []
    assert found(AskFilters, "outcome=not_scored") == []


def test_outcomes_take_as_many_queries_for_one_ask_as_for_twenty(django_assert_num_queries):
    asks = []
    for number in range(20):
        text = make_resolution()
        make_roll_call(resolution=text, slug=f"vote-{number}")
        asks.append(make_ask(resolution=text))
        if number in (0, 19):
            with django_assert_num_queries(4):
                assert found(AskFilters, "outcome=met&act=reject") == []


def test_organisations_by_name_and_status():
    with_status = make_organisation(name="Open Group", short_name="OG", has_ecosoc_status=True)
    without = make_organisation(has_ecosoc_status=False)
    unknown = make_organisation()

    assert found(OrganisationFilters, "q=og") == [with_status]
    assert found(OrganisationFilters, "ecosoc=yes") == [with_status]
    assert found(OrganisationFilters, "ecosoc=no") == [without]
    assert found(OrganisationFilters, "ecosoc=unknown") == [unknown]


def test_people_by_name_and_organisation():
    person, organisation = make_person(name="Ada"), make_organisation(slug="open-group")
    Role.objects.create(person=person, organisation=organisation, title="Advocate")
    hidden = make_person(confidentiality="role_only")
    elsewhere = make_organisation(slug="elsewhere")
    Role.objects.create(person=hidden, organisation=elsewhere, title="Advocate")

    assert found(PersonFilters, "q=ada") == [person]
    assert found(PersonFilters, "organisation=open-group") == [person]
    assert found(PersonFilters, "organisation=elsewhere") == []
    assert offered(PersonFilters, "organisation") == ["open-group"]


def test_articles_by_publisher_day_and_words():
    publisher = make_organisation(slug="open-group")
    article = make_article(
        publisher=publisher, published_on=date(2020, 6, 23), lede="About cooperation."
    )
    make_article()

    for query in ("publisher=open-group", "from=2020-06-23&to=2020-06-23", "q=cooperation"):
        assert found(ArticleFilters, query) == [article], query


@pytest.mark.parametrize(
    "query", ["text=%00", "text=" + "1" * 100_000, "outcome=won", "act=sing", "state=%F0%9F%98%80"]
)
def test_a_wrong_value_is_refused_by_its_name(query):
    with pytest.raises(BadParameter, match=f"“{query.partition('=')[0]}”"):
        found(AskFilters, query)
