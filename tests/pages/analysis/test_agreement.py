"""Who votes with whom: all pairs, one State, and two States."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.utils import timezone

from kb.council.models import Seat, State
from kb.records.services import publish, withdraw
from tests.factories import make_resolution, make_vote
from tests.pages.analysis.assembly import make_assembly_text
from tests.pages.reading_pages import queries_of, words_of
from tests.pages.voting import absent_but

pytestmark = pytest.mark.django_db

DAY = date(2020, 3, 2)


def vote(day: int = 0, **positions: str):
    on = DAY + timedelta(days=day)
    return make_vote(absent_but(on, **positions), held_on=on)


def words(client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return words_of(answer.content.decode())


@pytest.fixture
def three_votes():
    return [
        vote(0, CHL="yes", IND="yes", DEU="no"),
        vote(1, CHL="yes", IND="no", DEU="no"),
        vote(2, CHL="abstain", IND="no", DEU="no"),
    ]


def test_the_title_of_two_states_is_the_answer(client, three_votes):
    text = words(client, "/agreement/chl/ind/")

    assert "Chile and India voted alike on 1 of 3 votes (33 %) of the Human Rights Council" in text
    assert "Same position 1, one of them abstained 1, yes against no 1." in text


def test_an_abstention_may_count_half_and_the_page_says_so(client, three_votes):
    text = words(client, "/agreement/chl/ind/?variant=abstain-half")

    assert "50 % where an abstention counts half" in text
    assert "Arend Lijphart" in text


def test_two_states_show_each_vote_on_which_they_differed(client, three_votes):
    text = words(client, "/agreement/chl/ind/")

    assert "Where they differed (2)" in text
    assert three_votes[1].resolution.title in text
    assert three_votes[0].resolution.title not in text


def test_two_states_without_a_common_vote_have_none_and_not_nought(client, three_votes):
    text = words(client, "/agreement/chl/cub/")

    assert "Chile and Cuba have no common votes among those of the Human Rights Council" in text
    assert "0 %" not in text


def test_what_was_left_out_is_counted_by_its_reason(client, three_votes):
    make_vote({"CHL": "yes"}, held_on=DAY)
    vote(3, CHL="yes")

    text = words(client, "/agreement/chl/ind/")

    assert "1 left out: one was absent, or both were." in text
    assert "1 left out: what one of them did, or both, is not recorded." in text
    assert "India could vote on 5 and took a position on 3; 1 absent; 1 not recorded." in text


@pytest.mark.parametrize("url", ["/agreement/ind/chl/", "/agreement/CHL/ind/"])
def test_a_pair_has_one_address(client, url):
    answer = client.get(f"{url}?from=2020-01-01")

    assert answer.status_code == 301
    assert answer.headers["Location"] == "/agreement/chl/ind/?from=2020-01-01"


@pytest.mark.parametrize(
    "url",
    ["/agreement/chl/chl/", "/agreement/chl/zzz/", "/agreement/zzz/", "/agreement/chl/ind.csv/"],
)
def test_what_are_not_two_states_is_not_found(client, url):
    assert client.get(url).status_code == 404


def test_days_and_body_choose_the_votes(client, three_votes):
    assert "on 1 of 2 votes" in words(client, "/agreement/chl/ind/?to=2020-03-03")
    assert "no common votes" in words(client, "/agreement/chl/ind/?body=ga")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("colour=blue", "takes no parameter “colour”"),
        ("from=2020", "takes a day, such as 2020-06-22"),
        ("body=zzz", "takes the code of a body"),
        ("variant=cosine", "takes one of: exact, abstain_half"),
        ("from=2020-01-01&from=2020-01-02", "takes one value"),
    ],
)
@pytest.mark.parametrize("path", ["/agreement/", "/agreement/chl/", "/agreement/chl/ind/"])
def test_a_wrong_parameter_is_refused_and_named(client, path, query, expected):
    answer = client.get(f"{path}?{query}")

    assert answer.status_code == 400
    assert expected in answer.content.decode()


def test_a_wrong_parameter_of_a_file_is_refused_as_json(client):
    answer = client.get("/agreement.json?from=2020")

    assert answer.status_code == 400
    assert answer.json()["parameter"] == "from"


def test_what_a_form_left_empty_makes_a_short_address(client):
    answer = client.get("/agreement/?body=hrc&from=&to=&variant=exact")

    assert answer.headers["Location"] == "/agreement/?body=hrc&variant=exact"


def test_the_matrix_gives_each_pair_its_figures(client, three_votes):
    page = client.get("/agreement/").content.decode()

    assert "<title>CHL, IND: 33 % of 3</title>" in page
    assert "<title>AFG, CHL: no common votes</title>" in page
    assert "Any two of 47 States voted alike" in page


def test_the_table_below_the_matrix_says_with_whom_each_state_voted(client, three_votes):
    assert "Germany 3 3 50 % India, 67 % of 3 Chile, 33 % of 3" not in words(client, "/agreement/")
    assert "Germany 3 3 33 % India, 67 % of 3 Chile, 0 % of 3" in words(client, "/agreement/")


def test_without_a_vote_the_page_says_what_to_do(client):
    text = words(client, "/agreement/")

    assert "No two States can be compared: no vote of the Human Rights Council" in text
    assert "Choose other days, or another body." in text


def test_one_state_beside_every_other(client, three_votes):
    text = words(client, "/agreement/deu/")

    assert "Germany voted most like India, 67 % of 3 common votes" in text
    assert "India 67 % 3 2 0 1 Chile 0 % 3 0 1 2" in text


def test_the_files_say_what_the_page_says(client, three_votes):
    document = client.get("/agreement/chl/ind.json").json()
    rows = list(csv.DictReader(io.StringIO(client.get("/agreement/chl/ind.csv").content.decode())))

    assert (document["common"], document["same"], document["exact"]) == (3, 1, 0.3333)
    assert [row["alike"] for row in rows] == ["true", "false", "false"]
    assert rows[1] == {
        "held_on": "2020-03-03",
        "vote": three_votes[1].slug,
        "symbol": three_votes[1].resolution.symbol,
        "first": "yes",
        "second": "no",
        "alike": "false",
    }


def test_the_files_of_all_pairs(client, three_votes):
    document = client.get("/agreement.json").json()
    rows = list(csv.DictReader(io.StringIO(client.get("/agreement.csv").content.decode())))

    assert len(document["pairs"]) == len(rows) == 47 * 46 // 2
    assert {row["exact"] for row in rows if row["common"] == "0"} == {""}


def test_no_cell_of_a_file_runs_as_a_formula(client):
    text = make_resolution(symbol="=1+1")
    make_vote({"CHL": "yes", "IND": "no"}, resolution=text, held_on=DAY)

    assert ",'=1+1," in client.get("/agreement/chl/ind.csv").content.decode()


def hide_by_draft(found) -> None:
    found.state = found.State.DRAFT
    type(found).objects.filter(pk=found.pk).update(state="draft", release_at=None)


def hide_by_embargo(found) -> None:
    later = timezone.now() + timedelta(days=1)
    type(found).objects.filter(pk=found.pk).update(release_at=later)


def hide_by_withdrawal(found) -> None:
    withdraw(found, by=None, reason="An error.")


HIDE = [hide_by_draft, hide_by_embargo, hide_by_withdrawal]


@pytest.mark.parametrize("hide", HIDE)
@pytest.mark.parametrize("which", ["vote", "text"])
def test_a_vote_that_is_not_public_counts_nowhere(client, three_votes, hide, which):
    addresses = ["/agreement/", "/agreement/chl/", "/agreement/chl/ind/", "/closest/"]
    addresses += ["/groups/", "/groups/weog/", "/agreement.json", "/agreement/chl/ind.csv"]
    before = [client.get(url).content for url in addresses]
    extra = vote(5, CHL="no", IND="no", DEU="yes")

    hide(extra if which == "vote" else extra.resolution)

    assert [client.get(url).content for url in addresses] == before


def test_the_number_of_queries_does_not_grow_with_the_record(client):
    vote(0, CHL="yes", IND="no")
    addresses = ["/agreement/", "/agreement/chl/", "/agreement/chl/ind/", "/agreement/chl/ind.csv"]
    before = [queries_of(client, url) for url in addresses]

    for day in range(1, 12):
        vote(day, CHL="yes", IND="no", DEU="no", AUS="abstain")

    assert [queries_of(client, url) for url in addresses] == before


def test_where_a_body_has_no_seats_whoever_has_a_ballot_could_vote(client):
    make_vote({"CHL": "yes", "CUB": "yes"}, resolution=make_assembly_text(), held_on=DAY)

    assert not Seat.objects.filter(body__code="ga").exists()
    assert "on 1 of 1 vote (100 %)" in words(client, "/agreement/chl/cub/?body=ga")


def test_a_state_page_leads_to_whom_it_votes_with(client, three_votes):
    page = client.get(State.objects.get(code="CHL").get_absolute_url()).content.decode()

    assert 'href="/agreement/chl/"' in page


def test_a_published_vote_counts_at_once(client, three_votes):
    hidden = make_vote(absent_but(DAY, CHL="yes", IND="yes"), held_on=DAY, published=False)

    publish(hidden, by=None)

    assert "on 2 of 4 votes" in words(client, "/agreement/chl/ind/")
