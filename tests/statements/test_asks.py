"""Asks: whom they may ask for what, and what they are about."""

from datetime import date, timedelta
from typing import get_args

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kb.council.models import Group, State
from kb.records.services import publish
from statements.models import Ask
from statements.outcomes import Act, Fate, Target
from tests.factories import DAY, make_resolution, make_roll_call, make_source
from tests.statements.constraints import refused
from tests.statements.factories import (
    make_ask,
    make_statement,
)
from votes.models import Resolution, RollCall

pytestmark = pytest.mark.django_db


def china():
    return State.objects.get(code="CHN")


def group():
    return Group.objects.get(code="EU")


ASKED = {
    "council": dict,
    "members": dict,
    "state": lambda: {"target_state": china()},
    "group": lambda: {"target_group": group()},
    "sponsor": lambda: {"target_state": china()},
}
IN_ITS_POWER = {
    "council": ["reject", "adopt", "amend"],
    "members": ["reject", "adopt", "co_sponsor"],
    "state": list(Ask.Act),
    "group": list(Ask.Act),
    "sponsor": ["withdraw", "reconsider", "amend"],
}


@pytest.mark.parametrize("target", ASKED)
def test_each_target_can_be_asked_for_what_is_in_its_power(target):
    for act in IN_ITS_POWER[target]:
        assert make_ask(target_kind=target, act=act, **ASKED[target]()).pk


@pytest.mark.parametrize("target", ["council", "members", "sponsor"])
def test_no_target_can_be_asked_for_what_is_not_in_its_power(target):
    ask = make_ask(target_kind=target, act=IN_ITS_POWER[target][0])

    for act in sorted(set(Ask.Act) - set(IN_ITS_POWER[target])):
        ask.refresh_from_db()
        assert "The Council can reject, adopt or amend" in refused(ask, act=act)


@pytest.mark.parametrize(
    ("target", "wrong"),
    [
        ("council", lambda: {"target_state": china()}),
        ("members", lambda: {"target_group": group()}),
        ("state", lambda: {"target_state": None}),
        ("state", lambda: {"target_group": group()}),
        ("group", lambda: {"target_group": None}),
        ("group", lambda: {"target_state": china()}),
        ("sponsor", lambda: {"target_group": group()}),
        ("council", lambda: {"target_kind": "everybody"}),
    ],
)
def test_an_ask_has_the_target_that_its_kind_needs(target, wrong):
    ask = make_ask(target_kind=target, act=IN_ITS_POWER[target][0], **ASKED[target]())

    assert "Asking a State needs that State" in refused(ask, **wrong())


@pytest.mark.parametrize(
    ("target", "act", "position"),
    [
        ("council", "adopt", "abstain"),
        ("council", "adopt", "absent"),
        ("state", "reconsider", "no"),
    ],
)
def test_a_position_that_cannot_be_asked_is_refused(target, act, position):
    ask = make_ask(
        target_kind=target,
        act="adopt",
        position_asked="no",
        **ASKED[target](),
    )

    assert "A position is yes, no or abstain" in refused(ask, act=act, position_asked=position)


def test_a_state_may_be_asked_to_abstain():
    assert make_ask(target_kind="state", target_state=china(), position_asked="abstain").pk


def test_amended_as_asked_is_said_with_a_source():
    source = make_source()
    ask = make_ask(
        target_kind="sponsor", act="reconsider", amended_as_asked=True, amended_source=source
    )

    assert "needs the source that says so" in refused(ask, amended_source=None)


def test_amended_as_asked_does_not_go_with_a_vote():
    sentence = refused(make_ask(), amended_as_asked=True, amended_source=make_source())

    assert "“Amended as asked” needs the source" in sentence


@pytest.mark.parametrize("subject", ["amendment", "no_action"])
def test_an_ask_about_an_amendment_or_motion_names_the_position_on_it(subject):
    roll_call = make_roll_call(subject=subject, is_final=False)
    assert make_ask(roll_call=roll_call, position_asked="no").pk

    with pytest.raises(ValidationError, match="Say which position on the amendment or motion"):
        make_ask(roll_call=roll_call)


def test_an_ask_cannot_name_a_vote_on_another_text():
    with pytest.raises(ValidationError, match="The vote is about another text"):
        make_ask(roll_call=make_roll_call(), resolution=make_resolution())


def test_an_ask_was_made_on_the_day_of_its_statement_unless_it_says_otherwise():
    statement = make_statement(delivered_on=date(2020, 6, 19))
    own = make_ask(statement=statement, made_on=date(2020, 6, 1))

    assert make_ask(statement=statement).asked_on == date(2020, 6, 19)
    assert own.asked_on == date(2020, 6, 1)


def test_asks_about_a_final_vote_include_those_about_its_text():
    roll_call = make_roll_call()
    named = make_ask(roll_call=roll_call)
    of_the_text = make_ask(resolution=roll_call.resolution)
    make_ask(roll_call=make_roll_call())

    assert set(Ask.objects.about(roll_call)) == {named, of_the_text}


def test_of_two_final_votes_the_last_one_has_the_asks_about_the_text():
    text = make_resolution()
    last = make_roll_call(resolution=text, slug="last", held_on=DAY + timedelta(days=1))
    first = make_roll_call(resolution=text, slug="first", held_on=DAY)
    ask = make_ask(resolution=text)

    assert list(Ask.objects.about(first)) == []
    assert list(Ask.objects.about(last)) == [ask]


def test_a_final_vote_keeps_the_asks_about_its_text_until_a_later_one_is_public():
    text = make_resolution()
    first = make_roll_call(resolution=text, held_on=DAY)
    later = timezone.now() + timedelta(hours=1)
    second = make_roll_call(
        resolution=text, slug="second", held_on=DAY + timedelta(days=1), published=False
    )
    publish(second, by=None, release_at=later)
    ask = make_ask(resolution=text)

    assert list(Ask.objects.about(first)) == [ask]
    assert list(Ask.objects.about(first, later)) == []
    assert list(Ask.objects.about(second, later)) == [ask]


def test_asks_about_an_amendment_are_those_that_name_it():
    amendment = make_roll_call(subject=RollCall.Subject.AMENDMENT, is_final=False)
    named = make_ask(roll_call=amendment, position_asked="no")
    make_ask(resolution=amendment.resolution)

    assert list(Ask.objects.about(amendment)) == [named]


def test_asks_about_a_text_include_those_about_its_amendments():
    amendment = make_roll_call(subject=RollCall.Subject.AMENDMENT, is_final=False)
    asks = {
        make_ask(roll_call=amendment, position_asked="no"),
        make_ask(resolution=amendment.resolution),
    }

    assert set(Ask.objects.about_text(amendment.resolution)) == asks


def test_signatories_that_are_not_known_are_counted_and_never_below_none():
    statement = make_statement(declared_signatories=11)

    assert [statement.not_identified(known) for known in (2, 11, 12)] == [9, 0, 0]
    assert make_statement(declared_signatories=None).not_identified(2) == 0


def test_the_records_and_the_rules_of_outcomes_use_the_same_words():
    assert set(Ask.Act.values) == set(get_args(Act))
    assert set(Ask.Target.values) == set(get_args(Target))
    assert set(Resolution.Outcome.values) == set(get_args(Fate))
