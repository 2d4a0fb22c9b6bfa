"""What the page of a vote asks the database: few queries, and nothing is lost by it."""

from datetime import date

import pytest
from django.utils import timezone

from kb.council.models import AgendaItem, Group, State
from kb.pages.vote.selected import OPTIONAL, complete, public_vote
from kb.records.services import withdraw
from tests.factories import (
    DAY,
    make_initiative,
    make_reading,
    make_resolution,
    make_source,
    make_vote,
)
from tests.pages.reading_pages import page_of as page
from tests.pages.voting import everybody, family
from tests.statements.factories import make_article, make_ask, make_claim_check, make_statement

pytestmark = pytest.mark.django_db


def queries_of(client, url: str, django_assert_max_num_queries, most: int = 7) -> int:
    with django_assert_max_num_queries(most) as counted:
        assert client.get(url).status_code == 200
    return len(counted)


def test_a_vote_without_statements_takes_the_same_queries_at_two_sizes_and_at_most_four(
    client, django_assert_max_num_queries
):
    before = (date(2018, 3, 23), {"AUS": "no", "AFG": "yes"})
    autumn = date(2020, 10, 6)
    _, small, _ = family(before, (DAY, {"AUS": "no"}), (autumn, {"AUS": "yes"}))
    _, large, _ = family(before, (DAY, everybody("yes")), (autumn, everybody("no")))
    for vote in (small, large):
        make_reading(vote, {"AUS": "yes"}, symbol="L.13/Rev.1")

    few = queries_of(client, small.get_absolute_url(), django_assert_max_num_queries, 4)
    many = queries_of(client, large.get_absolute_url(), django_assert_max_num_queries, 4)

    assert few == many


def test_statements_add_the_same_queries_at_two_sizes_and_at_most_three(
    client, django_assert_max_num_queries
):
    _, small = family((date(2018, 3, 23), {"AUS": "no"}), (DAY, {"AUS": "no"}))
    _, large = family(
        (date(2018, 3, 23), {"AUS": "no", "AFG": "yes"}), (DAY, everybody("yes", AUS="no"))
    )
    for vote, times in ((small, 1), (large, 20)):
        for _ in range(times):
            make_ask(resolution=vote.resolution, statement=make_statement())
            make_claim_check(article=make_article(), roll_call=vote)

    few = queries_of(client, small.get_absolute_url(), django_assert_max_num_queries)
    many = queries_of(client, large.get_absolute_url(), django_assert_max_num_queries)

    assert few == many


def test_even_asks_of_groups_and_co_sponsors_keep_within_seven_queries(
    client, django_assert_max_num_queries
):
    _, vote = family((date(2018, 3, 23), {"AUS": "no"}), (DAY, everybody("yes")))
    eu = Group.objects.get(code="EU")
    make_ask(resolution=vote.resolution, target_kind="group", target_group=eu)
    make_ask(
        resolution=vote.resolution,
        target_kind="state",
        target_state=State.objects.get(code="FJI"),
        act="co_sponsor",
    )

    queries_of(client, vote.get_absolute_url(), django_assert_max_num_queries)


def test_what_belongs_to_the_vote_is_on_its_page(client):
    text = make_resolution(
        drafts=("A/HRC/43/L.31",),
        source=make_source(title="The text as printed"),
        agenda_item=AgendaItem.objects.get(body__code="hrc", number=3),
    )
    requested_by = State.objects.get(code="AUS")
    roll_call = make_vote(
        {"AGO": "yes"}, resolution=text, draft=text.drafts.get(), requested_by=requested_by
    )

    html = page(client, roll_call)

    for words in ("A/HRC/43/L.31", "The text as printed", "Item 3", "requested by Australia"):
        assert words in html


def test_a_neighbour_that_is_not_public_leaves_no_trace(client):
    before, now = family((date(2018, 3, 23), {"AUS": "abstain"}), (DAY, {"AUS": "no"}))
    withdraw(before, by=None, reason="x")

    html = page(client, now)

    assert "Who moved" not in html
    assert before.get_absolute_url() not in html


def test_what_a_vote_may_have_is_the_same_as_if_it_was_read_by_itself():
    text = make_resolution(
        drafts=("A/HRC/43/L.31",),
        initiative=make_initiative(summary="“Words” & more"),
        source=make_source(dated_on=DAY, retrieved_on=DAY, url="https://example.org/?a=1&b=2"),
        agenda_item=AgendaItem.objects.get(body__code="hrc", number=3),
    )
    australia = State.objects.get(code="AUS")
    slug = make_vote(
        {"AGO": "yes"}, resolution=text, draft=text.drafts.get(), requested_by=australia
    ).slug
    (roll_call,) = public_vote(slug=slug, at=timezone.now())

    complete(roll_call)

    for path, model in OPTIONAL.items():
        *owner, name = path.split("__")
        found = getattr(roll_call.resolution if owner else roll_call, name)
        stored = model.objects.get(pk=found.pk)
        for field in model._meta.concrete_fields:
            assert getattr(found, field.attname) == getattr(stored, field.attname), field
