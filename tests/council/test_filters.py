"""Filters of sessions and States."""

import pytest
from django.http import QueryDict
from django.utils import timezone

from kb.council.filters import SessionFilters, StateFilters
from kb.council.models import Body, Seat, Session, State
from kb.search.parameters import BadParameter

pytestmark = pytest.mark.django_db


def sessions(query: str) -> set[str]:
    filters = SessionFilters(QueryDict(query), Session.objects.all(), at=timezone.now())
    return set(filters.matching().values_list("code", flat=True))


def states(query: str) -> set[str]:
    filters = StateFilters(QueryDict(query), State.objects.all(), at=timezone.now())
    return set(filters.matching().values_list("code", flat=True))


def test_sessions_by_year():
    assert {"hrc43", "hrc44", "hrc45"} == sessions("year=2020")


def test_sessions_by_kind():
    kinds = Session.objects.filter(code__in=sessions("kind=special")).values_list("kind", flat=True)

    assert set(kinds) == {"special"}


def test_sessions_by_body():
    assert sessions("body=hrc") == sessions("")
    assert sessions(f"body={Body.objects.exclude(code='hrc').first().code}") == set()


@pytest.mark.parametrize("query", ["year=99999", "year=x", "year=" + "9" * 5000, "year=-1"])
def test_a_year_that_cannot_be_is_refused(query):
    with pytest.raises(BadParameter, match="“year” takes a whole number from 1900 to 2999"):
        sessions(query)


@pytest.mark.parametrize("name", ["turkey", "TÜRKIYE", "tur"])
def test_a_state_is_found_by_any_of_its_names(name):
    assert "TUR" in states(f"q={name}")


def test_the_members_of_the_council_on_a_day():
    members = states("member_on=2020-06-22")

    assert len(members) == 47
    assert {"AUS", "UKR"} <= members
    assert "CHN" not in members


def test_a_suspended_seat_is_a_seat():
    seat = Seat.objects.filter(suspensions__isnull=False).first()
    day = seat.suspensions.get().since

    assert seat.state.code in states(f"member_on={day.isoformat()}")


def test_the_members_of_a_group_on_the_day_that_was_chosen():
    assert "GBR" in states("group=EU&member_on=2019-01-15")
    assert "GBR" not in states("group=EU&member_on=2021-01-15")


def test_a_group_is_meant_as_it_is_today():
    assert "GBR" not in states("group=eu")


@pytest.mark.parametrize("query", ["group=nobody", "group=%00", "kind=big", "member_on=2020-02-30"])
def test_what_does_not_exist_is_refused(query):
    with pytest.raises(BadParameter, match=f"“{query.partition('=')[0]}”"):
        states(query)


@pytest.mark.parametrize("query", ["q=" + "a" * 101, "q=" + "%25" * 100_000, "q=a%00b"])
def test_words_that_cannot_be_are_refused(query):
    with pytest.raises(BadParameter, match="“q” takes words, 100 characters at most"):
        states(query)


def test_a_percent_sign_stands_for_itself():
    assert states("q=%25") == set()
