"""What holds for every list: filters in the address, a count, pages, sentences when empty."""

import re
from datetime import date
from html import unescape

import pytest
from django.conf import settings

from kb.council.models import Session
from kb.records.services import publish, save_record
from statements.models import Role
from tests.factories import make_resolution, make_roll_call, make_vote
from tests.pages.reading_pages import queries_of, words_of
from tests.statements.factories import (
    make_article,
    make_ask,
    make_organisation,
    make_person,
    make_signature,
    make_statement,
)
from votes.models import Initiative

pytestmark = pytest.mark.django_db

OF_RECORDS = {
    "votes": "No vote is public yet.",
    "resolutions": "No text is public yet.",
    "initiatives": "No initiative is public yet.",
    "statements": "No statement is public yet.",
    "asks": "No ask is public yet.",
    "organisations": "No organisation is public yet.",
    "people": "No person is public yet.",
    "articles": "No article is public yet.",
}
LISTS = [*OF_RECORDS, "sessions", "states"]


def html(client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def shown(client, url: str) -> str:
    return words_of(html(client, url))


def refusal(client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 400, url
    return words_of(answer.content.decode())


def make_some(number: int) -> None:
    """Something public for every list."""
    for _ in range(number):
        text = make_resolution(initiative=make_initiative())
        make_vote({"AGO": "yes"}, resolution=text)
        organisation, person = make_organisation(), make_person()
        Role.objects.create(person=person, organisation=organisation, title="Advocate")
        statement = make_statement(
            delivered_by=organisation, session=Session.objects.get(code="hrc43")
        )
        make_ask(statement=statement, resolution=text)
        make_signature(organisation=organisation, statement=make_statement())
        make_article(publisher=organisation)


def make_initiative() -> Initiative:
    slug = f"family-{Initiative.objects.count()}"
    return publish(save_record(Initiative(slug=slug, title=slug), by=None), by=None)


@pytest.mark.parametrize("name", OF_RECORDS)
def test_where_nothing_is_public_a_list_says_so(client, name):
    assert OF_RECORDS[name] in shown(client, f"/{name}/")


def test_where_nothing_matches_a_list_says_what_to_do(client):
    make_vote({"AGO": "yes"}, slug="vote")

    words = shown(client, "/votes/?q=nothing")

    assert "0 votes: “nothing”" in words
    assert "No vote matches. Remove a filter, or choose another." in words
    assert "public yet" not in words


def test_the_title_counts_and_says_what_was_chosen(client):
    make_vote({"AGO": "no"}, resolution=make_resolution(title="Cooperation"))

    page = html(client, "/votes/?state=ago&position=no&q=cooperation")

    assert "<h1>1 vote: Angola voted No, “cooperation”</h1>" in page
    assert "<title>1 vote: Angola voted No, “cooperation” – " in page


def test_each_filter_in_use_can_be_removed_by_itself(client):
    make_vote({"AGO": "no"}, slug="vote")

    page = unescape(html(client, "/votes/?session=hrc43&subject=whole&limit=10"))

    assert 'href="/votes/?subject=whole&limit=10">Remove<' in page
    assert 'href="/votes/?session=hrc43&limit=10">Remove<' in page
    assert 'href="/votes/">Remove all<' in page


def test_a_position_goes_with_its_state(client):
    make_vote({"AGO": "no"}, slug="vote")

    page = unescape(html(client, "/votes/?state=ago&position=no"))

    assert 'href="/votes/?state=ago">Remove<' in page
    assert 'href="/votes/">Remove<' in page


def test_what_was_chosen_stands_in_the_form(client):
    make_vote({"AGO": "no"}, slug="vote")

    page = html(client, "/votes/?state=ago&position=no&from=2020-06-01&q=vote")

    assert '<option value="ago" selected>Angola</option>' in page
    assert 'type="date" value="2020-06-01"' in page
    assert 'name="q" type="text" value="vote"' in page


def test_a_choice_that_leads_nowhere_still_stands_in_the_form(client):
    make_vote({"AGO": "no"}, slug="vote")

    assert '<option value="hrc1" selected>1st session</option>' in html(
        client, "/votes/?session=hrc1"
    )


def test_fields_that_were_left_empty_are_dropped_from_the_address(client):
    answer = client.get("/votes/?q=&session=hrc43&state=&position=&limit=10")

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/votes/?session=hrc43&limit=10"


@pytest.mark.parametrize("name", LISTS)
def test_an_unknown_parameter_is_refused_by_name(client, name):
    assert "takes no parameter “colour”" in refusal(client, f"/{name}/?colour=blue")


def test_marks_of_campaigns_are_no_parameters(client):
    assert client.get("/votes/?utm_source=letter&fbclid=1").status_code == 200


HOSTILE = ["%00", "a" * 100_000, "9" * 5000, "-1", "%27%3B--", "%F0%9F%98%80", "99999-01-01", "["]


@pytest.mark.parametrize("name", LISTS)
def test_no_value_breaks_a_list(client, name):
    parameters = client.get(f"/{name}/").resolver_match.func.parameters
    for parameter in parameters:
        for value in HOSTILE:
            answer = client.get(f"/{name}/?{parameter}={value}")
            assert answer.status_code in (200, 400), f"{parameter}={value[:20]}"
            if answer.status_code == 400:
                assert f"“{parameter}” takes" in answer.content.decode()


def test_a_list_goes_on_until_its_end_and_back_to_its_start(client):
    for number in range(5):
        make_roll_call(slug=f"vote-{number}", held_on=date(2020, 6, 20 - number))

    page, seen = html(client, "/votes/?limit=2&session=hrc43"), []
    assert "First page" not in page
    while True:
        seen += re.findall(r'href="/votes/(vote-\d)/"', page)
        following = re.search(r'<a rel="next" href="([^"]*)">Next page', page)
        if not following:
            break
        assert f'<link rel="next" href="{following[1]}">' in page
        page = html(client, unescape(following[1]))
        assert "5 votes: 43rd session" in page
        assert 'href="/votes/?session=hrc43&amp;limit=2">First page<' in page

    assert seen == [f"vote-{number}" for number in range(5)]


def test_the_next_page_is_named_in_plain_words(client):
    for slug in ("a-hrc-res-43-21", "a-hrc-res-43-22"):
        make_roll_call(slug=slug, held_on=date(2020, 6, 22))

    assert 'href="/votes/?after=2020-06-22,a-hrc-res-43-21&amp;limit=1"' in html(
        client, "/votes/?limit=1"
    )


def test_a_page_behind_the_end_says_so(client):
    make_roll_call(slug="vote")

    words = shown(client, "/votes/?after=1999-01-01,zzz")

    assert "The list ends before this page." in words
    assert "First page" in words


def test_a_hidden_record_cannot_be_told_from_an_unknown_one_by_what_comes_after(client):
    make_roll_call(slug="vote-3", held_on=date(2020, 6, 1))
    make_roll_call(slug="vote-2", held_on=date(2020, 6, 1), published=False)

    hidden = html(client, "/votes/?after=2020-06-01,vote-2")
    unknown = html(client, "/votes/?after=2020-06-01,vote-0")

    assert hidden.replace("vote-2", "") == unknown.replace("vote-0", "")


def test_every_list_can_be_walked_to_its_end(client):
    make_some(3)

    for name in LISTS:
        step = 40 if name in ("sessions", "states") else 1
        page, pages = html(client, f"/{name}/?limit={step}"), 1
        total = int(re.search(r"<h1>(\d+)", page)[1])
        while following := re.search(r'<a rel="next" href="([^"]*)"', page):
            page, pages = html(client, unescape(following[1])), pages + 1

        assert pages == -(-total // step), name


def test_the_canonical_address_holds_the_filters_in_one_order(client):
    make_vote({"AGO": "no"}, slug="vote")

    page = html(client, "/votes/?position=no&state=AGO&utm_source=letter")

    address = f"{settings.PUBLIC_URL}/votes/?state=ago&amp;position=no"
    assert f'<link rel="canonical" href="{address}">' in page


def test_lists_ask_as_many_questions_for_one_row_as_for_twenty(client):
    urls = [f"/{name}/" for name in OF_RECORDS]
    urls += [
        "/votes/?state=ago&position=yes&result=adopted&session=hrc43",
        "/asks/?outcome=not_met&session=hrc43",
        "/resolutions/?session=hrc43&sponsor=chn",
        "/people/?q=ada",
    ]
    make_some(1)
    reference = {name: queries_of(client, f"/{name}/?limit=1") for name in ("sessions", "states")}
    one = {url: queries_of(client, url) for url in urls}

    make_some(19)

    assert {url: queries_of(client, url) for url in urls} == one
    assert {name: queries_of(client, f"/{name}/") for name in reference} == reference


def test_every_list_can_be_reached_from_the_first_page(client):
    seen, waiting = set(), {"/"}
    while waiting:
        url = waiting.pop()
        seen.add(url)
        links = set(re.findall(r'href="(/[a-z]+/)"', html(client, url)))
        waiting |= links & {f"/{name}/" for name in LISTS} - seen

    assert seen == {"/", *(f"/{name}/" for name in LISTS)}


def test_the_home_page_leads_to_all_votes_and_all_statements(client):
    make_vote({"AGO": "yes"})
    make_statement()

    page = html(client, "/")

    assert '<a href="/votes/">All votes</a>' in page
    assert '<a href="/statements/">All statements</a>' in page
