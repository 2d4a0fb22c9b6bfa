"""Asks scored by the public record."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kb.council.models import Group, State
from kb.records.services import publish
from statements.models import Ask
from statements.outcomes import Action, Counts
from statements.services import Subject, action_on, score_asks
from tests.factories import make_resolution, make_roll_call, make_source, make_vote
from tests.statements.factories import make_ask, make_statement
from votes.models import RollCall, Sponsorship

pytestmark = pytest.mark.django_db

DAY = date(2020, 6, 22)
NOES, ABSTENTIONS, YESES = (
    tuple(codes.split())
    for codes in (
        "AUS AUT BGR CZE DEU DNK ESP IND ITA JPN KOR MHL NLD POL SVK UKR",
        "AFG ARM BHS CHL COD FJI LBY PER",
        "AGO ARG BFA BGD BHR BRA CMR ERI IDN MEX MRT NAM NGA NPL PAK PHL QAT SDN SEN SOM TGO URY"
        " VEN",
    )
)
FIRST_CASE = {
    **dict.fromkeys(NOES, "no"),
    **dict.fromkeys(ABSTENTIONS, "abstain"),
    **dict.fromkeys(YESES, "yes"),
}


def scored(*asks, at=None, known=None):
    rows = Ask.objects.filter(pk__in=[ask.pk for ask in asks]).with_facts()
    return [each.outcome for each in score_asks(rows, at=at or timezone.now(), known=known)]


def test_the_asks_of_the_first_case_have_their_outcomes():
    roll_call = make_vote(FIRST_CASE)
    text = roll_call.resolution
    china = State.objects.get(code="CHN")
    reconsider = make_ask(
        resolution=text, target_kind="sponsor", target_state=china, act="reconsider"
    )
    reject = make_ask(roll_call=roll_call)

    first, second = scored(reconsider, reject)

    assert (first.verdict, first.counts) == ("not_met", None)
    assert (second.verdict, second.counts) == (
        "not_met",
        Counts(did_as_asked=NOES, abstained=ABSTENTIONS, did_not=YESES),
    )


def test_an_ask_about_a_text_goes_by_its_final_vote():
    roll_call = make_vote({"DEU": "no", "ESP": "no", "FJI": "yes"})

    found = score_asks(
        Ask.objects.filter(pk=make_ask(resolution=roll_call.resolution).pk).with_facts(),
        at=timezone.now(),
    )

    assert found[0].roll_call == roll_call
    assert found[0].outcome.counts.did_as_asked == ("DEU", "ESP")


@pytest.mark.parametrize("order", [("first", "last"), ("last", "first")])
@pytest.mark.parametrize("days", [1, 0], ids=["later day", "same day"])
def test_of_two_final_votes_the_last_one_decides_whatever_a_page_knows_first(order, days):
    text = make_resolution()
    finals = {
        "first": make_vote({"DEU": "no"}, resolution=text, slug="z-first", held_on=DAY),
        "last": make_vote(
            {"DEU": "yes"}, resolution=text, slug="a-last", held_on=DAY + timedelta(days=days)
        ),
    }
    ask = make_ask(resolution=text)
    known = {
        finals[name]: action_on(
            Subject(text, finals[name]),
            ballots={"DEU": "no" if name == "first" else "yes"},
            entitled=["DEU"],
        )
        for name in order
    }

    found = [*scored(ask), *scored(ask, known=known)]

    assert [each.verdict for each in found] == ["not_met", "not_met"]


def test_a_final_vote_without_a_day_is_still_to_come():
    text = make_resolution(outcome="pending")
    make_roll_call(resolution=text, slug="to-come", held_on=None)
    make_vote({"DEU": "no"}, resolution=text)

    assert scored(make_ask(resolution=text))[0].verdict == "pending"


def test_an_entitled_state_without_a_ballot_counts_as_not_recorded():
    ask = make_ask(roll_call=make_vote({"DEU": "no"}))

    assert len(scored(ask)[0].counts.not_recorded) == 46


def test_a_suspended_state_is_left_out_of_the_counts():
    roll_call = make_vote({"DEU": "no"}, held_on=date(2022, 5, 12))
    ask = make_ask(
        roll_call=roll_call, target_kind="state", target_state=State.objects.get(code="RUS")
    )

    assert scored(ask)[0].left_out


def test_a_group_is_taken_as_it_was_on_the_day_of_the_vote():
    roll_call = make_vote(FIRST_CASE)
    ask = make_ask(
        roll_call=roll_call, target_kind="group", target_group=Group.objects.get(code="EU")
    )

    found = scored(ask)[0]

    assert found.verdict == "met"
    assert " ".join(found.counts.did_as_asked) == "AUT BGR CZE DEU DNK ESP ITA NLD POL SVK"


def test_an_ask_to_co_sponsor_goes_by_the_sponsors():
    roll_call = make_vote(FIRST_CASE)
    france = State.objects.get(code="FRA")
    ask = make_ask(roll_call=roll_call, target_kind="state", target_state=france, act="co_sponsor")
    assert scored(ask)[0].verdict == "not_met"

    Sponsorship.objects.create(
        resolution=roll_call.resolution, state=france, name_as_printed="France", role="co_sponsor"
    )

    assert scored(ask)[0].verdict == "met"


def test_an_ask_before_its_vote_is_pending_even_where_the_day_is_set():
    text = make_resolution(outcome="pending")
    roll_call = make_roll_call(resolution=text, held_on=date(2020, 6, 1))
    statement = make_statement(delivered_on=date(2020, 6, 19))

    assert scored(make_ask(statement=statement, roll_call=roll_call))[0].verdict == "pending"


def test_an_ask_that_names_no_text_is_pending():
    assert scored(make_ask())[0].verdict == "pending"


def test_an_ask_made_after_the_vote_is_not_scored():
    statement = make_statement(delivered_on=DAY + timedelta(days=1))

    assert scored(make_ask(statement=statement, roll_call=make_vote(FIRST_CASE)))[0].made_after


def test_an_amendment_without_a_result_is_pending_whatever_became_of_the_text():
    amendment = make_roll_call(subject=RollCall.Subject.AMENDMENT, is_final=False)
    ask = make_ask(roll_call=amendment, position_asked="no")

    assert scored(ask)[0].verdict == "pending"


def test_an_amendment_to_a_text_that_was_withdrawn_is_moot():
    text = make_resolution(outcome="withdrawn", symbol="", slug="a-hrc-43-l-99")
    amendment = make_roll_call(resolution=text, subject=RollCall.Subject.AMENDMENT, is_final=False)

    assert scored(make_ask(roll_call=amendment, position_asked="no"))[0].verdict == "moot"


def test_a_hidden_text_tells_nothing_of_its_outcome():
    text = make_resolution(published=False)

    found = score_asks(
        Ask.objects.filter(pk=make_ask(resolution=text).pk).with_facts(), at=timezone.now()
    )[0]

    assert (found.outcome.verdict, found.resolution, found.roll_call) == ("pending", None, None)


def test_a_hidden_vote_tells_nothing_of_its_ballots():
    roll_call = make_vote(FIRST_CASE, published=False)

    for ask in (make_ask(roll_call=roll_call), make_ask(resolution=roll_call.resolution)):
        assert scored(ask)[0].counts is None


def test_a_hidden_amendment_does_not_borrow_the_outcome_of_its_text():
    amendment = make_roll_call(published=False, subject=RollCall.Subject.AMENDMENT, is_final=False)

    assert scored(make_ask(roll_call=amendment, position_asked="no"))[0].verdict == "pending"


@pytest.mark.parametrize(("published", "verdict"), [(True, "partly_met"), (False, "not_met")])
def test_amended_as_asked_counts_once_the_source_that_says_so_is_public(published, verdict):
    ask = make_ask(
        resolution=make_vote(FIRST_CASE).resolution,
        target_kind="sponsor",
        act="reconsider",
        amended_as_asked=True,
        amended_source=make_source(published=published),
    )

    assert scored(ask)[0].verdict == verdict


def test_an_embargoed_vote_scores_its_asks_from_its_release_on():
    later = timezone.now() + timedelta(hours=1)
    roll_call = make_vote(FIRST_CASE, published=False)
    publish(roll_call, by=None, release_at=later)
    ask = make_ask(roll_call=roll_call)

    assert scored(ask, at=later)[0].counts.did_as_asked == NOES


def test_what_a_page_knows_already_is_not_asked_again(django_assert_num_queries):
    roll_call = make_vote(FIRST_CASE)
    action = action_on(
        Subject(roll_call.resolution, roll_call), ballots=FIRST_CASE, entitled=FIRST_CASE
    )
    make_ask(roll_call=roll_call)
    make_ask(resolution=roll_call.resolution)
    asks = list(Ask.objects.about(roll_call).with_facts())

    with django_assert_num_queries(0):
        found = score_asks(asks, at=timezone.now(), known={roll_call: action})

    assert [each.outcome.verdict for each in found] == ["not_met", "not_met"]


@pytest.mark.parametrize("number", [1, 5])
def test_any_number_of_asks_takes_the_same_queries(number, django_assert_num_queries):
    for day in range(number):
        roll_call = make_vote({"DEU": "no"}, held_on=DAY + timedelta(days=day))
        make_ask(resolution=roll_call.resolution)
        make_ask(
            roll_call=roll_call, target_kind="group", target_group=Group.objects.get(code="EU")
        )

    with django_assert_num_queries(5):
        score_asks(Ask.objects.with_facts(), at=timezone.now())


def test_where_nobody_recorded_the_seats_those_with_a_ballot_were_entitled():
    action = action_on(
        Subject(make_resolution(), make_roll_call()), ballots={"DEU": "no"}, entitled=()
    )

    assert isinstance(action, Action)
    assert action.entitled == {"DEU"}
