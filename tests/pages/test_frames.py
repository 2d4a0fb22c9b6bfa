"""What stands around a record's page: how others show a link to it, how to report an error."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.contrib.staticfiles import finders

from tests.factories import make_resolution, make_vote
from tests.pages.reading_pages import page_of, words_of
from tests.statements.factories import make_article, make_statement

pytestmark = pytest.mark.django_db

MAKERS = [make_vote, make_resolution, make_statement, make_article]


def made(make):
    return make({"AGO": "yes"}) if make is make_vote else make()


def tags(html: str) -> dict[str, str]:
    return dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', html))


def report_of(html: str) -> str:
    return re.search(r'href="(mailto:[^"]+body=[^"]+)"', html)[1].replace("&amp;", "&")


@pytest.mark.parametrize("make", MAKERS)
def test_a_record_has_tags_for_those_who_show_a_link_to_it(client, settings, make):
    settings.PUBLIC_URL = "https://record.example"
    record = made(make)

    found = tags(page_of(client, record))

    assert found["og:url"] == f"https://record.example{record.get_absolute_url()}"
    assert found["og:type"] == "article"
    assert found["og:locale"] == "en_GB"
    assert found["twitter:card"] == "summary"
    assert found["og:title"]
    assert found["og:description"] == found["description"]
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d", found["article:modified_time"]
    )


def test_a_page_that_is_no_record_is_a_website_without_a_day(client):
    found = tags(client.get("/").content.decode())

    assert found["og:type"] == "website"
    assert "article:modified_time" not in found


def test_the_picture_has_an_absolute_address_and_is_there(client, settings):
    settings.PUBLIC_URL = "https://record.example"

    image = tags(client.get("/").content.decode())["og:image"]

    assert image == "https://record.example/static/preview.png"
    with open(finders.find("preview.png"), "rb") as file:
        assert file.read(8) == b"\x89PNG\r\n\x1a\n"


def test_an_error_page_has_no_tags(client):
    assert not [name for name in tags(client.get("/nowhere/").content.decode()) if "og:" in name]


@pytest.mark.parametrize("make", MAKERS)
def test_an_error_is_reported_with_the_address_and_the_version(client, settings, make):
    settings.CONTACT_EMAIL, settings.PUBLIC_URL = "errors@record.example", "https://record.example"
    record = made(make)

    parts = urlsplit(report_of(page_of(client, record)))

    asked = parse_qs(parts.query, keep_blank_values=True)
    assert (parts.scheme, parts.path) == ("mailto", "errors@record.example")
    assert asked.keys() == {"subject", "body"}
    assert f"Page: https://record.example{record.get_absolute_url()}\r\n" in asked["body"][0]
    assert f"Version: {record.version}\r\n" in asked["body"][0]


def test_no_title_can_add_a_line_or_a_field_to_the_message(client, settings):
    settings.CONTACT_EMAIL = "errors@record.example"
    article = make_article(title="Say & ask?bcc=x@y.example&body=%0D%0ABcc: “z” + 1 #")

    url = report_of(page_of(client, article))

    query = urlsplit(url).query
    assert query.count("&") == 1
    assert re.fullmatch(r"[A-Za-z0-9%=&._~-]*", query)
    assert "\n" not in unquote(query.partition("&")[0])


def test_without_an_address_nothing_is_promised(client, settings):
    settings.CONTACT_EMAIL = ""

    assert "Report an error" not in words_of(page_of(client, make_article()))
