"""Values that nobody means well: a thousand an address, and never a fault of ours."""

from collections.abc import Iterator
from itertools import chain, islice
from random import Random
from urllib.parse import quote, urlencode

import pytest

from kb.exchange.api.parameters import parameters_of
from kb.exchange.api.siblings import WITH_LIST
from kb.exchange.documents.kinds import LISTED
from tests.exchange.generated import Generated

pytestmark = pytest.mark.django_db
CASES = 1_000
LONG = 100_000

# As they stand in an address, percent-encoded.
WORDS = (
    "",
    "0",
    "-1",
    "1e9",
    "NaN",
    "9" * 19,
    "9" * 4_301,
    "1_000",
    "%D9%A5",
    "2147483648",
    "9223372036854775808",
    "99999999",
    "0000-00-00",
    "10000-01-01",
    "2020-02-30",
    "2020-06-22T00:00:00Z",
    "%00",
    "a%00b",
    "%FF%FE",
    "%C0%AF",
    "%ED%A0%80",
    "%F4%90%80%80",
    "%EF%BF%BF",
    "%E2%80%AE",
    "%0D%0ASet-Cookie:x=1",
    "%25",
    "%",
    "%zz",
    "%5B%5D",
    "%5B0%5D",
    "%7B%22a%22:1%7D",
    "(((((((((",
    "%5C",
    "%5Cx00",
    ".*",
    "(a+)+$",
    "%27",
    "%27%20OR%201=1--",
    "1;DROP%20TABLE%20x",
    "%22%20OR%20%22%22=%22",
    "_",
    "%25_%25",
    "*",
    "%2F..%2F..%2Fetc%2Fpasswd",
    "..",
    ",",
    ",,,,",
    "2020-06-22,",
    ",a-hrc-res-43-21",
    "2020-06-22,%00",
    "2020-06-22,00000000-0000-0000-0000-000000000000",
    "99999999,x,y,z",
    "null",
    "None",
    "true",
    "%E2%82%AC%F0%9F%98%80",
    "a%CC%88" * 60,
    "x" * 121,
    "x" * 501,
    "%F0%9F%98%80" * 120,
)
KEPT = ("hrc43", "chn", "2020-06-22", "yes", "1", "50", "adopted", "GRULAC", "hrc")


def bad_queries(kind, seed: int) -> Iterator[str]:
    """Mostly one or two parameters of the list; sometimes twice the same, or none that it has."""
    chance = Random(seed)  # noqa: S311 (nothing secret hangs on it)
    names = [each.name for each in parameters_of(kind)]
    for name in names:
        yield f"{name}={chance.choice('aä1%(') * LONG}"
    while True:
        chosen = [chance.choice(names) for _ in range(chance.choice((1, 1, 2, 3)))]
        chosen += chance.choice(([], [], [], [chance.choice(WORDS)], ["limit[]"], ["__proto__"]))
        pairs = (f"{name}={chance.choice(WORDS + KEPT)}" for name in chosen)
        yield "&".join(pairs)


def bad_words(seed: int) -> Iterator[str]:
    """What may stand in the place of a slug."""
    chance = Random(seed)  # noqa: S311 (nothing secret hangs on it)
    letters = "abcXYZ019-_%./\\'\"{}()[]*;:,\0\n😀é\u202e "
    yield quote("x" * LONG)
    while True:
        made = "".join(chance.choice(letters) for _ in range(chance.randrange(1, 40)))
        yield chance.choice((quote(made, safe=""), *WORDS[1:], f"{chance.getrandbits(128):x}"))


def asked(client, urls: Iterator[str]) -> dict[int, int]:
    """{status: how often} of a thousand addresses, each with errors of one shape."""
    found: dict[int, int] = {}
    for _, url in zip(range(CASES), urls, strict=False):
        path, _, query = url.partition("?")
        answer = client.generic("GET", path, QUERY_STRING=query)
        found[answer.status_code] = found.get(answer.status_code, 0) + 1
        if answer.status_code >= 400:
            assert list(answer.json()) == ["error", "parameter", "message"], url[:200]
    return found


@pytest.fixture
def client(client):
    client.raise_request_exception = False
    return client


@pytest.fixture(autouse=True)
def filled():
    Generated(4)


def test_no_parameter_of_a_list_makes_it_fail(client):
    for kind in LISTED:
        queries = bad_queries(kind, 1)
        found = asked(client, (f"/api/v1/{kind.name}/?{query}" for query in queries))
        assert set(found) <= {200, 400}, kind.name
        assert found[400] > CASES / 2, kind.name


def test_no_parameter_beside_the_page_of_a_list_makes_it_fail(client):
    """The views are those of the lists, so a few are enough."""
    for kind in LISTED:
        if kind.name in WITH_LIST:
            queries = islice(bad_queries(kind, 2), CASES // 10)
            found = asked(client, (f"/{kind.name}.json?{query}" for query in queries))
            assert set(found) <= {200, 400}, kind.name


def test_no_word_and_no_parameter_makes_an_item_fail(client):
    for kind in LISTED:
        start = f"/api/v1/{kind.name}/"
        words = (f"{start}{word}/" for word in bad_words(5))
        queries = (f"{start}hrc43/?{query}" for query in bad_queries(kind, 6))
        found = asked(client, chain.from_iterable(zip(words, queries, strict=False)))
        assert set(found) <= {200, 301, 400, 404, 410}, kind.name
        assert found[404] > CASES / 4, kind.name
        assert found[400] >= CASES / 2, kind.name


def test_so_many_parameters_that_nobody_means_them_are_refused(client):
    many = urlencode([("limit", "1")] * 6_000)

    assert asked(client, iter([f"/api/v1/votes/?{many}"])) == {400: 1}
