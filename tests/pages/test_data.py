"""The page for programs: every address that it shows works."""

import io
import re

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.django_db
EXAMPLE = re.compile(r'<dd><a href="([^"]+)"><code>([^<]+)</code>')
LISTED = re.compile(r'<a href="(/(?:api|export)/[^"]+)"')


def shown(client) -> str:
    answer = client.get("/about/data/")
    assert answer.status_code == 200
    return answer.content.decode().replace("&amp;", "&")


def test_every_example_gives_something_before_anything_is_recorded(client):
    paths = {path for path, _ in EXAMPLE.findall(shown(client))}

    assert len(paths) > 12
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)


def test_every_list_and_file_of_the_table_is_there(client):
    call_command("demo", stdout=io.StringIO())

    paths = set(LISTED.findall(shown(client)))

    assert len(paths) > 30
    assert {path: client.head(path).status_code for path in paths} == dict.fromkeys(paths, 200)


def test_an_example_is_written_out_as_it_is_to_be_asked(client, settings):
    settings.PUBLIC_URL = "https://record.example.org"

    for path, written in EXAMPLE.findall(shown(client)):
        assert written == f"https://record.example.org{path}"
