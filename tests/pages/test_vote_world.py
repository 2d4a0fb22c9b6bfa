"""The page of a vote of all member States."""

from itertools import cycle

import pytest

from kb.council.models import Body, Session, State
from kb.records.services import save_record
from tests.factories import make_resolution, make_vote
from tests.pages.reading_pages import page_of, words_of

pytestmark = pytest.mark.django_db


def general_assembly_vote(*others: str):
    body = Body.objects.get(code="ga")
    session = Session(body=body, code="ga75", label="75th session", kind="regular", number=75)
    text = make_resolution(
        symbol="A/RES/75/1", body=body, session=save_record(session, by=None)
    )  # fmt: skip
    members = State.objects.filter(kind="member").values_list("code", flat=True)
    positions = zip(
        [*members, *others],
        cycle(["yes", "yes", "yes", "no", "abstain", "absent", "not_recorded"]),
        strict=False,
    )
    return make_vote(dict(positions), resolution=text)


def test_a_vote_of_all_members_is_shown_on_the_map_and_in_words(client):
    html = page_of(client, general_assembly_vote())

    assert html.count('class="letter on-') == 193
    assert html.count('class="tile"') == 193
    assert 'role="region" aria-label="Map of the vote"' in html
    assert 'href="#states"' in html
    assert '<section id="states">' in html


def test_who_has_no_tile_is_named(client):
    words = words_of(page_of(client, general_assembly_vote("SUN")))

    assert "Not on the map, and in the list below: Union of Soviet Socialist Republics." in words


def test_a_vote_of_the_council_has_no_map(client):
    assert "world-map" not in page_of(client, make_vote({"AGO": "yes"}))


def test_it_takes_no_more_than_four_queries(client, django_assert_max_num_queries):
    url = general_assembly_vote().get_absolute_url()

    with django_assert_max_num_queries(4):
        client.get(url)
