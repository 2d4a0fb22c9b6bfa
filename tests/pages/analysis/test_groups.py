"""Groups of States over time, and the closest votes."""

import csv
import io
from datetime import date, timedelta

import pytest

from kb.council.models import Session, State
from tests.factories import make_resolution, make_vote
from tests.pages.reading_pages import queries_of, words_of
from tests.pages.voting import absent_but
from votes.models import Ballot

pytestmark = pytest.mark.django_db

DAY = date(2020, 3, 2)


def vote(on: date = DAY, **positions: str):
    return make_vote(absent_but(on, **positions), held_on=on)


def words(client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return words_of(answer.content.decode())


def test_a_group_is_counted_by_the_seats_of_the_day(client):
    vote(AUS="yes", DEU="yes", ITA="no", CHL="no")

    text = words(client, "/groups/weog/")

    assert "The Western European and Others Group held together at 67 %" in text
    assert "67 % together (yes)" in text


def test_a_political_group_is_counted_with_its_members_of_the_day(client):
    vote(date(2020, 1, 31), DEU="no", ITA="no", AUS="yes")

    assert "The European Union held together at 100 %" in words(client, "/groups/eu/")


def test_a_year_is_the_mean_of_its_votes(client):
    vote(DEU="yes", ITA="yes")
    vote(DEU="yes", ITA="no")
    vote(date(2019, 3, 4), ITA="yes", ESP="yes")

    text = words(client, "/groups/eu/")

    assert "2020 75 % 2 1 0 2019 100 % 1 1 0" in text


def test_sessions_may_be_the_periods(client):
    text = make_resolution(session=Session.objects.get(code="hrc42"))
    make_vote(absent_but(DEU="yes", ITA="yes"), resolution=text)
    vote(DEU="yes", ITA="no")

    assert "43rd session 50 % 1 0 0" in words(client, "/groups/eu/?by=session")
    assert "42nd session 100 % 1 1 0" in words(client, "/groups/eu/?by=session")


def test_one_member_alone_is_left_out(client):
    vote(DEU="yes")

    assert "had no vote to hold together in" in words(client, "/groups/eu/")


@pytest.mark.parametrize("url", ["/groups/EU/", "/groups/asia_pacific/"])
def test_a_group_has_one_address(client, url):
    answer = client.get(url)

    assert answer.status_code == 301
    assert answer.headers["Location"] in ("/groups/eu/", "/groups/asia-pacific/")


def test_an_unknown_group_is_not_found(client):
    assert client.get("/groups/zirpvogel/").status_code == 404


@pytest.mark.parametrize("path", ["/groups/", "/groups/eu/", "/closest/"])
def test_an_unknown_parameter_is_refused(client, path):
    assert client.get(f"{path}?variant=exact").status_code == 400


def test_all_groups_with_the_one_that_held_together_most_first(client):
    vote(DEU="yes", ITA="yes", AGO="yes", NGA="no")

    text = words(client, "/groups/")

    assert text.index("European Union Political group 100 %") < text.index("African Group")


def test_the_files_of_a_group(client):
    found = vote(DEU="yes", ITA="no")

    (row,) = csv.DictReader(io.StringIO(client.get("/groups/eu.csv").content.decode()))
    document = client.get("/groups/eu.json").json()

    assert (row["vote"], row["yes"], row["cohesion"]) == (found.slug, "1", "0.5")
    assert document["whole"]["cohesion"] == 0.5
    assert len(client.get("/groups.json").json()["groups"]) == 8


def test_the_closest_votes_stand_first(client):
    far = vote(AUS="yes", DEU="yes", ITA="no")
    tie = vote(AUS="yes", DEU="no")

    text = words(client, "/closest/")

    assert "1 tie among 2 votes of the Human Rights Council" in text
    assert text.index(tie.resolution.title) < text.index(far.resolution.title)
    assert "Tie, 1–1–0" in text


def test_only_ballots_with_the_right_to_vote_make_a_margin(client):
    found = make_vote({"DEU": "no", "AUS": "yes"}, held_on=DAY)
    Ballot.objects.filter(roll_call=found, state__code="AUS").update(
        state=State.objects.get(code="CUB")
    )
    make_vote({"DEU": "no", "AUS": "yes"}, held_on=DAY)

    text = words(client, "/closest/")

    assert "1 tie among 2 votes" in text
    assert "By 1, 0–1–0" in text


def test_the_files_of_the_closest_votes(client):
    found = vote(AUS="yes", DEU="yes", ITA="no")

    (row,) = csv.DictReader(io.StringIO(client.get("/closest.csv").content.decode()))

    assert (row["vote"], row["margin"], row["yes"]) == (found.slug, "1", "2")
    assert client.get("/closest.json").json()["closest"][0]["margin"] == 1


def test_the_number_of_queries_does_not_grow_with_the_record(client):
    addresses = ["/groups/", "/groups/eu/", "/closest/"]
    vote(DEU="yes", ITA="no")
    before = [queries_of(client, url) for url in addresses]

    for day in range(1, 12):
        vote(DAY + timedelta(days=day), DEU="yes", ITA="no", AUS="no")

    assert [queries_of(client, url) for url in addresses] == before
