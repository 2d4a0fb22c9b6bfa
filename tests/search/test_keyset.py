"""Paging by the sort values of the last row."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kb.search.keyset import Key, newest_first, page_of
from kb.search.parameters import BadParameter
from statements.models import Organisation
from tests.factories import make_roll_call
from tests.statements.factories import make_organisation
from votes.models import RollCall

pytestmark = pytest.mark.django_db

NEWEST = (newest_first("held_on"), Key("slug"))


def walk(limit: int) -> list[str]:
    """The slugs of all pages, one page after the other."""
    votes, after, slugs = RollCall.objects.published(timezone.now()), "", []
    while True:
        page = page_of(votes, NEWEST, after=after, limit=str(limit))
        slugs += [each.slug for each in page.rows]
        if not page.next:
            return slugs
        after = page.next


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 50])
def test_every_row_comes_once_whatever_the_length_of_a_page(limit):
    for slug, day in [("d", 2), ("a", 1), ("c", 2), ("b", 2), ("f", None), ("e", None)]:
        make_roll_call(slug=slug, held_on=day and date(2020, 6, day))

    assert walk(limit) == ["b", "c", "d", "a", "e", "f"]


def test_the_place_is_said_in_plain_words():
    make_roll_call(slug="a-hrc-res-43-21", held_on=date(2020, 6, 22))
    make_roll_call(slug="a-hrc-res-43-22", held_on=None)
    votes = RollCall.objects.published(timezone.now())

    page = page_of(votes, NEWEST, after="", limit="1")

    assert page.next == "2020-06-22,a-hrc-res-43-21"


def test_a_place_that_is_no_row_of_the_list_leads_on_from_there():
    for number in (1, 3):
        make_roll_call(slug=f"vote-{number}", held_on=date(2020, 6, 1))
    hidden = make_roll_call(slug="vote-2", held_on=date(2020, 6, 1), published=False)
    votes = RollCall.objects.published(timezone.now())

    of_hidden = page_of(votes, NEWEST, after=f"2020-06-01,{hidden.slug}", limit="")
    of_nobody = page_of(votes, NEWEST, after="2020-06-01,vote-2-or-none", limit="")

    assert [each.slug for each in of_hidden.rows] == ["vote-3"]
    assert of_hidden == of_nobody


def test_a_name_may_hold_commas():
    for name in ("Open, Group", "Open, House"):
        make_organisation(name=name)
    organisations = Organisation.objects.published(timezone.now())
    keys = (Key("name"), Key("slug"))

    first = page_of(organisations, keys, after="", limit="1")
    second = page_of(organisations, keys, after=first.next, limit="1")

    assert [each.name for each in second.rows] == ["Open, House"]


def test_a_row_that_is_added_before_the_place_does_not_move_the_next_page():
    for number in (1, 2, 3):
        make_roll_call(slug=f"vote-{number}", held_on=date(2020, 6, 10 - number))
    votes = RollCall.objects.published(timezone.now() + timedelta(minutes=1))
    first = page_of(votes, NEWEST, after="", limit="2")

    make_roll_call(slug="newer", held_on=date(2020, 6, 20))

    second = page_of(votes, NEWEST, after=first.next, limit="2")
    assert [each.slug for each in second.rows] == ["vote-3"]


@pytest.mark.parametrize(
    "after", ["x", "2020-06-22", "2020-13-01,a", "99999-01-01,a", "2020-06-22,\x00", "a" * 100_000]
)
def test_a_place_that_cannot_be_is_refused(after):
    with pytest.raises(BadParameter, match="“after”"):
        page_of(RollCall.objects.all(), NEWEST, after=after, limit="")


@pytest.mark.parametrize("limit", ["0", "501", "-1", "ten", "1e3", "9" * 5000, "٣", "\x00"])
def test_a_length_that_cannot_be_is_refused(limit):
    with pytest.raises(BadParameter, match="a whole number from 1 to 500"):
        page_of(RollCall.objects.all(), NEWEST, after="", limit=limit)


def test_a_page_costs_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        page_of(RollCall.objects.all(), NEWEST, after="2020-06-22,a", limit="5")
