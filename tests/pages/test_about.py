"""What the site says of itself, and what every page carries."""

import re
from itertools import pairwise

import pytest

from tests.factories import make_resolution, make_vote
from tests.pages.reading_pages import words_of
from tests.statements.factories import make_article, make_statement

pytestmark = pytest.mark.django_db
HEADING = re.compile(r"<h([1-6])[^>]*>(.*?)</h\1>", re.DOTALL)


def page(client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_publisher_and_the_licence_are_named(client, settings):
    settings.PUBLISHER, settings.LICENCE = "An Organisation", "CC BY-SA 4.0"

    words = words_of(page(client, "/about/"))

    assert "An Organisation publishes this site" in words
    assert "CC BY-SA 4.0" in words


def test_an_error_can_be_reported_by_mail(client, settings):
    settings.CONTACT_EMAIL = "record@example.org"

    assert 'href="mailto:record@example.org?subject=Error"' in page(client, "/about/")


def test_without_a_contact_no_mail_link_is_shown(client, settings):
    settings.CONTACT_EMAIL = ""

    assert "mailto:" not in page(client, "/about/")


@pytest.mark.parametrize("word", ["yes", "no", "abstain", "absent", "not recorded"])
def test_the_method_page_explains_each_position(client, word):
    assert f"</span> {word.capitalize()}</dt>" in page(client, "/about/method/")


@pytest.mark.parametrize("word", ["Met", "Partly met", "Not met", "Pending", "Moot", "Not scored"])
def test_the_method_page_explains_each_outcome(client, word):
    assert word in words_of(page(client, "/about/method/"))


def every_page() -> list[str]:
    text = make_resolution(drafts=("A/HRC/43/L.31",))
    vote = make_vote({"AGO": "yes"}, resolution=text)
    records = [text, vote, make_statement(), make_article()]
    return ["/", "/about/", "/about/method/", *(each.get_absolute_url() for each in records)]


def test_every_page_has_one_first_heading_and_none_that_is_empty(client):
    for url in every_page():
        headings = HEADING.findall(page(client, url))
        assert [level for level, _ in headings].count("1") == 1, url
        assert all(words.strip() for _, words in headings), url


def test_no_heading_skips_a_level(client):
    for url in every_page():
        levels = [int(level) for level, _ in HEADING.findall(page(client, url))]
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_page_describes_itself_for_those_who_link_to_it(client):
    for url in every_page():
        html = page(client, url)
        title = re.search(r"<title>(.*) – On the Record</title>", html)
        assert title, url
        assert f'<meta property="og:title" content="{title[1]}">' in html, url
        assert re.search(r'<meta name="description" content="[^"]{40,}">', html), url
        assert html.count('rel="canonical"') == 1, url


def test_no_page_prints_a_value_that_is_missing_or_meant_for_machines(client):
    for url in every_page():
        words = words_of(page(client, url))
        for word in ("None", "adopted_by_vote", "general_debate", "not_recorded"):
            assert word not in words, url


def test_no_page_loads_anything_from_elsewhere_or_sets_a_cookie(client):
    for url in every_page():
        answer = client.get(url)
        loaded = re.findall(r'<(?:link|script|img)[^>]+(?:href|src)="([^"]+)"', page(client, url))
        assert not answer.cookies, url
        assert not [each for each in loaded if "://" in each and "localhost" not in each], url


@pytest.mark.parametrize("url", ["/nothing/", "/?unknown=1"])
def test_an_error_page_is_kept_out_of_search_engines(client, url):
    assert '<meta name="robots" content="noindex">' in client.get(url).content.decode()


def test_an_unknown_parameter_is_refused_by_name(client):
    answer = client.get("/about/?colour=blue")

    assert answer.status_code == 400
    assert "colour" in answer.content.decode()


def test_a_campaign_mark_changes_nothing(client):
    assert client.get("/about/?utm_source=x").status_code == 200
