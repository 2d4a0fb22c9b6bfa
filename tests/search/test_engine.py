"""Words to public pages, on whichever engine the tests run."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kb.search.engine import search
from kb.search.models import SearchEntry
from kb.search.words import excerpt
from tests.factories import make_resolution
from tests.statements.factories import make_organisation, make_statement

pytestmark = pytest.mark.django_db


def titles(query: str, **options) -> list[str]:
    return [entry.title for entry in search(query, timezone.now(), **options).entries]


@pytest.fixture
def organisation():
    return make_organisation(name="Défense Égalité-Türkiye", short_name="DÉT")


@pytest.mark.parametrize(
    "query",
    ["Défense", "defense", "DEFENSE", "de\u0301fense", "defens", "turkiye", "TÜRKİYE", "det",
     "egalite turk", "égalité-tür", '"defense"', "defense AND", "türkiye défense"],
)  # fmt: skip
def test_accents_capitals_and_order_do_not_matter_and_the_last_word_may_be_begun(
    organisation, query
):
    wanted = query.removesuffix(" AND")
    assert titles(wanted) == ["Défense Égalité-Türkiye"]


@pytest.mark.parametrize("query", ["fense", "def turkiye", "defense zebra"])
def test_every_word_must_be_there_and_only_the_last_may_be_begun(organisation, query):
    assert titles(query) == []


@pytest.mark.parametrize("word", ["Совещание", "совещание", "совет", "й"])
def test_other_alphabets_are_found(word):
    make_organisation(name="СОВЕЩАНИЕ Совет йод")

    assert titles(word) == ["СОВЕЩАНИЕ Совет йод"]


@pytest.mark.parametrize(
    "query",
    ["", " ", "\x00", "a\x00b", "'", '"', "'\"; DROP TABLE x; --", "* OR NOT NEAR(", "a:b",
     "a & | !", "-", "....", "^a", "{title}", "\\", "é" * 50_000, "x " * 50_000, "NOT", "AND OR",
     "(:*", "￿"],
)  # fmt: skip
def test_nothing_that_is_typed_is_a_fault(organisation, query):
    titles(query)


def test_words_of_the_language_of_the_engine_are_only_words():
    make_organisation(name="Near or Not")

    assert titles("near or not") == ["Near or Not"]


def test_a_word_of_the_title_counts_more_than_one_of_the_text():
    make_statement(title="Something else", text="On cooperation, cooperation and cooperation.")
    make_statement(title="Cooperation", text="What was said.")

    assert titles("cooperation") == ["Cooperation", "Something else"]


def test_a_symbol_is_found_by_its_parts_and_not_as_a_path():
    text = make_resolution(number=21, drafts=("A/HRC/43/L.31/Rev.1",))

    for query in ("A/HRC/43/L.31/Rev.1", "a-hrc-43-l-31", "L.31", "hrc res 43 21"):
        assert text.title in titles(query)


def test_kinds_narrow_what_is_shown_and_not_the_numbers():
    make_statement(title="Zebra crossing")
    make_organisation(name="Zebra")

    hits = search("zebra", timezone.now(), kinds=["statements.statement"])

    assert [entry.title for entry in hits.entries] == ["Zebra crossing"]
    assert hits.numbers == {"statements.statement": 1, "statements.organisation": 1}


def test_only_so_many_are_given_and_all_are_counted():
    for _ in range(5):
        make_organisation(name="Zebra")

    hits = search("zebra", timezone.now(), limit=3)

    assert len(hits.entries) == 3
    assert hits.numbers == {"statements.organisation": 5}


def test_what_is_not_public_yet_is_not_counted_either():
    make_organisation(name="Zebra", published=False)
    entry = SearchEntry.objects.get(title="Zebra")
    assert search("zebra", timezone.now()).numbers == {}

    entry.visible_from = timezone.now() + timedelta(hours=1)
    entry.save()

    assert search("zebra", timezone.now()).numbers == {}
    assert search("zebra", timezone.now() + timedelta(hours=2)).numbers != {}


def test_the_index_follows_every_change_of_an_entry():
    make_organisation(name="Zebra")
    entry = SearchEntry.objects.get(title="Zebra")

    entry.title = "Giraffe"
    entry.save()
    assert (titles("zebra"), titles("giraffe")) == ([], ["Giraffe"])

    entry.delete()
    assert titles("giraffe") == []


def test_a_text_of_a_million_words_is_kept():
    SearchEntry.objects.create(
        kind="x", record="00000000-0000-0000-0000-000000000000", title="Zebra",
        body=" ".join(f"wort{number}" for number in range(1_000_000)), url="/",
    )  # fmt: skip

    assert SearchEntry.objects.filter(title="Zebra").exists()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A short text.", "A short text."),
        ("word " * 100 + "the Zébra ran " + "word " * 100, "the Zébra ran"),
        ("word " * 100, "word word"),
        ("x" * 1000, "xxx"),
        ("", ""),
    ],
)
def test_an_excerpt_is_short_and_holds_the_word(text, expected):
    found = excerpt(text, ["zebra"])

    assert expected in found
    assert len(found) <= 170
