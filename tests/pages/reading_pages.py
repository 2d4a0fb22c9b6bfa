"""What tests of pages share: a page as text, and as words without its markup."""

import re
from html import unescape

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

TAG = re.compile(r"<[^>]+>")
BEFORE_A_MARK = re.compile(r" (?=[,.:;)])")


def page_of(client: Client, record) -> str:
    answer = client.get(record.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def words_of(html: str) -> str:
    """The words of the main part, blanks run together."""
    main = html[html.index("<main") : html.index("</main>")]
    return BEFORE_A_MARK.sub("", " ".join(unescape(TAG.sub(" ", main)).split()))


def text_of(client: Client, record) -> str:
    return words_of(page_of(client, record))


def queries_of(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)
