"""Votes at the desk: their addresses, their results, and what leads on to readings."""

import pytest
from django.urls import reverse

from kb.records.models import FormerAddress
from tests.admin_forms import change_page as page
from tests.admin_forms import sent
from tests.desk.signing_in import staff_client
from tests.factories import make_reading, make_resolution, make_roll_call, make_vote
from tests.pages.reading_pages import queries_of
from votes.models import RollCall

pytestmark = pytest.mark.django_db

ADD = reverse("admin:votes_rollcall_add")
LIST = reverse("admin:votes_rollcall_changelist")


@pytest.fixture
def officer(db):
    return staff_client("Records officer")


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ({"subject": "whole", "is_final": "on"}, "a-hrc-res-43-9001"),
        ({"subject": "whole"}, "a-hrc-res-43-9001-whole"),
        ({"subject": "amendment", "subject_symbol": "A/HRC/43/L.77"}, "a-hrc-43-l-77"),
        ({"subject": "paragraph", "subject_label": "OP8"}, "a-hrc-res-43-9001-op8"),
        ({"subject": "no_action"}, "a-hrc-res-43-9001-no-action"),
        ({"subject": "whole", "slug": "words-of-its-own"}, "words-of-its-own"),
    ],
)
def test_the_address_of_a_vote_follows_what_was_voted_on(officer, typed, slug):
    text = make_resolution(number=9001)

    assert sent(officer, f"{ADD}?resolution={text.pk}", **typed).status_code == 302

    assert RollCall.objects.get().slug == slug


def test_a_vote_that_turns_out_to_be_final_gets_the_address_of_its_text(officer):
    text = make_resolution(number=9002)
    vote = make_roll_call(resolution=text, is_final=False, slug=f"{text.slug}-whole")

    sent(officer, page(vote), is_final="on", change_reason="Said in the report.")

    vote.refresh_from_db()
    assert vote.slug == text.slug
    assert FormerAddress.objects.filter(path=f"/votes/{text.slug}-whole/").exists()


def test_an_address_that_another_vote_has_is_refused_in_a_sentence(officer):
    vote = make_roll_call()

    answer = sent(officer, f"{ADD}?resolution={vote.resolution.pk}", is_final="on")

    assert "Another vote has this address already." in answer.content.decode()


def test_only_the_drafts_of_the_text_can_be_chosen(officer):
    text = make_resolution(drafts=("A/HRC/43/L.81",))
    make_resolution(drafts=("A/HRC/43/L.82",))

    html = officer.get(f"{ADD}?resolution={text.pk}").content.decode()

    assert ">A/HRC/43/L.81</option>" in html
    assert "A/HRC/43/L.82" not in html


def test_the_page_of_a_vote_shows_result_and_readings(officer):
    vote = make_vote({"FJI": "no", "PAK": "yes", "CHL": "yes"}, published=False)
    reading = vote.readings.get()

    html = officer.get(page(vote)).content.decode()

    assert "2 yes, 1 no" in html
    assert "Chile, Pakistan" in html
    assert reverse("admin:votes_reading_cells", args=[reading.public_id]) in html
    assert reverse("admin:votes_rollcall_accept", args=[vote.public_id]) in html
    assert reverse("admin:votes_rollcall_correct", args=[vote.public_id]) in html


def test_accepting_and_correcting_are_offered_to_those_who_may():
    vote = make_vote({"FJI": "no"}, published=False)

    html = staff_client("Contributor").get(page(vote)).content.decode()

    assert reverse("admin:votes_reading_new") in html
    assert reverse("admin:votes_rollcall_accept", args=[vote.public_id]) not in html
    assert reverse("admin:votes_rollcall_correct", args=[vote.public_id]) not in html


def test_nobody_can_set_the_standing_of_a_result_by_hand(officer):
    vote = make_roll_call(published=False)

    sent(officer, page(vote), standing="official", meeting="45")

    vote.refresh_from_db()
    assert (vote.standing, vote.meeting) == ("none", 45)


def test_a_vote_leads_to_its_public_page_only_where_there_is_one(officer):
    public, hidden = make_roll_call(), make_roll_call(published=False)

    assert f'href="{public.get_absolute_url()}"' in officer.get(page(public)).content.decode()
    html = officer.get(page(hidden)).content.decode()
    assert f'href="{hidden.get_absolute_url()}"' not in html
    assert reverse("admin:preview", args=["votes.rollcall", hidden.public_id]) in html


@pytest.mark.parametrize("typed", ["43/9003", "a hrc 43 l 77", "L.78/Rev.1"])
def test_a_vote_is_found_by_the_symbols_of_text_amendment_and_draft(officer, typed):
    text = make_resolution(number=9003, drafts=("A/HRC/43/L.78/Rev.1",))
    vote = make_roll_call(
        resolution=text, subject="amendment", is_final=False, slug="a-hrc-43-l-77"
    )
    other = make_roll_call()

    html = officer.get(LIST, {"q": typed}).content.decode()

    assert page(vote) in html
    assert page(other) not in html


@pytest.mark.parametrize(
    "query",
    [
        {"session": "hrc43"},
        {"standing__exact": "provisional"},
        {"subject__exact": "whole"},
        {"is_final__exact": "1"},
        {"state__exact": "published"},
        {"_facets": "True"},
    ],
)
def test_the_list_of_votes_is_narrowed_down(officer, query):
    vote = make_vote({"FJI": "no"}, as_="provisional")

    assert page(vote) in officer.get(LIST, query).content.decode()


def test_list_and_page_take_the_same_queries_at_any_size(officer):
    few = make_vote({"FJI": "no"}, published=False)
    queries_of(officer, page(few))
    before = queries_of(officer, page(few)), queries_of(officer, LIST)
    many = make_vote(dict.fromkeys(["FJI", "PAK", "CHL", "ARG", "AUS"], "yes"), published=False)
    for _ in range(5):
        make_reading(many, {"FJI": "no"})
        make_roll_call(published=False)

    assert (queries_of(officer, page(many)), queries_of(officer, LIST)) == before
