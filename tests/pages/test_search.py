"""Search as a page: symbols lead straight on, words find what is public and nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kb.council.models import State, StateName
from kb.records.services import publish, save_record, withdraw
from kb.search.engine import MOST
from tests.factories import make_resolution, make_vote
from tests.pages.reading_pages import queries_of, words_of
from tests.statements.factories import (
    make_article,
    make_organisation,
    make_person,
    make_statement,
)
from votes.models import Initiative

pytestmark = pytest.mark.django_db


def found(client, query: str, **more) -> str:
    answer = client.get("/search", {"q": query, **more})
    assert answer.status_code == 200
    return words_of(answer.content.decode())


@pytest.mark.parametrize(
    "symbol",
    ["A/HRC/RES/43/21", "a-hrc-res-43-21", "43/21", "A/HRC/43/L.31", "L.31", "a/hrc/43/l.31/"],
)
def test_a_symbol_leads_straight_to_its_text(client, symbol):
    text = make_resolution(number=21, drafts=("A/HRC/43/L.31",))

    answer = client.get("/search", {"q": symbol})

    assert (answer.status_code, answer.headers["Location"]) == (302, text.get_absolute_url())


def test_a_symbol_that_can_mean_two_texts_leads_to_the_choice(client):
    make_resolution(number=21, drafts=("A/HRC/43/L.31",))
    make_resolution(number=22, drafts=("A/HRC/46/L.31",))

    assert client.get("/search", {"q": "L.31"}).headers["Location"] == "/symbol/L.31"


def test_the_symbol_of_a_withdrawn_text_leads_to_where_that_is_said(client):
    text = make_resolution(number=21)
    withdraw(text, by=None, reason="No.")

    location = client.get("/search", {"q": "43/21"}).headers["Location"]

    assert client.get(location).status_code == 410


def test_with_a_kind_chosen_a_symbol_is_searched_for(client):
    make_statement(title="On A/HRC/RES/43/21")
    make_resolution(number=21)

    assert "On A/HRC/RES/43/21" in found(client, "A/HRC/RES/43/21", kind="statements")


def test_every_kind_of_page_is_found_and_named_in_words(client):
    save_record(Initiative(slug="zebras", title="Zebra family"), by=None)
    publish(Initiative.objects.get(slug="zebras"), by=None)
    make_vote({"AGO": "yes"}, resolution=make_resolution(title="Zebra text"))
    make_statement(title="Zebra statement")
    make_article(title="Zebra article")
    make_organisation(name="Zebra group")
    make_person(name="Zebra Person")

    words = found(client, "zebra")

    assert "7 results for “zebra”" in words
    for line in (
        "Zebra family Initiative",
        "Zebra text Text",
        "Zebra text Vote",
        "Zebra statement Statement",
        "Zebra article Article",
        "Zebra group Organisation",
        "Zebra Person Person",
    ):
        assert line in words


@pytest.mark.parametrize(
    ("query", "state"),
    [
        ("Swaziland", "Eswatini State also called Swaziland"),
        ("suazilandia", "Eswatini State also called Suazilandia"),
        ("Türkiye", "Türkiye State"),
        ("turkiye", "Türkiye State"),
        ("Turkey", "Türkiye State also called Turkey"),
        ("Турция", "Türkiye State also called Турция"),
        ("土耳其", "Türkiye State also called 土耳其"),
        ("TUR", "Türkiye State also called TUR"),
        ("tr", "Türkiye State also called TR"),
        ("cote d'iv", "Côte d’Ivoire State"),
    ],
)
def test_a_state_is_found_by_any_name_it_has_or_had(client, query, state):
    own = State.objects.get(code="CIV").name
    assert state.replace("Côte d’Ivoire", own) in found(client, query)


def test_what_somebody_is_called_exactly_comes_first(client):
    words = found(client, "niger")

    assert words.index("Niger State") < words.index("Nigeria State")


def test_who_is_called_so_today_comes_before_who_was(client):
    words = found(client, "united")

    assert words.index("United Arab Emirates") < words.index("Cameroon")


def test_a_name_that_staff_learnt_from_a_reading_finds_nothing(client):
    state = State.objects.get(code="FJI")
    StateName.objects.create(state=state, name="Zirpvogel", kind=StateName.Kind.LEARNT)

    assert "Nothing public holds all of these words." in found(client, "zirpvogel")


def test_a_number_does_not_find_the_states_whose_code_begins_with_it(client):
    assert "also called 43" not in found(client, "43")


@pytest.mark.parametrize("query", ["43rd session", "hrc43", "HRC 43", "human rights council 43"])
def test_a_session_is_found_by_number_and_code(client, query):
    assert "Human Rights Council, 43rd session Session" in found(client, query)


def test_the_name_of_the_body_alone_does_not_list_all_its_sessions(client):
    assert "Session" not in found(client, "human rights council").replace("Sessions", "")


def test_a_word_of_the_text_is_shown_where_it_stands(client):
    make_statement(title="Joint", text=f"{'Words. ' * 60}The zebra ran. {'Words. ' * 60}")

    words = found(client, "zebra")

    assert "The zebra ran." in words
    assert len(words) < 900


def test_what_is_written_in_a_text_is_not_taken_for_markup(client):
    make_statement(title="Zebra <b>bold</b>", text="zebra <script>alert(1)</script>")

    html = client.get("/search", {"q": "zebra"}).content.decode()

    assert "<script" not in html
    assert "Zebra &lt;b&gt;bold" in html


def test_not_more_than_a_hundred_are_shown_and_it_is_said(client):
    for number in range(MOST + 3):
        make_organisation(name=f"Zebra {number}")

    html = client.get("/search", {"q": "zebra"}).content.decode()

    assert f"{MOST + 3} results for" in html
    assert html.count('class="vote-list-title"') == MOST
    assert f"The best {MOST} are shown." in html


def test_a_kind_can_be_chosen_where_there_are_several(client):
    make_statement(title="Zebra statement")
    make_organisation(name="Zebra group")

    html = client.get("/search", {"q": "zebra"}).content.decode()
    assert 'href="/search?q=zebra&amp;kind=organisations">Organisations (1)' in html

    words = found(client, "zebra", kind="organisations")
    assert "1 organisation for “zebra”" in words
    assert "Zebra statement" not in words
    assert "Everything" in words


def test_an_unknown_kind_is_refused_by_name(client):
    answer = client.get("/search?q=zebra&kind=lions")

    assert answer.status_code == 400
    assert "“kind”" in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "Type the symbol of a text as you have it"),
        ("   ", "Type the symbol of a text as you have it"),
        ("?!…", "There is no letter and no figure in it."),
        ("zebra", "Nothing public holds all of these words."),
    ],
)
def test_when_there_is_nothing_it_says_what_to_do(client, query, sentence):
    assert sentence in found(client, query)


def test_without_any_parameter_it_is_the_form(client):
    assert client.get("/search").status_code == 200


@pytest.mark.parametrize(
    "query",
    ["\x00", "43/\x0021", "'\"; DROP", "1" * 100_000, "é " * 50_000, "L.\x00", "%00", "../1"],
)
def test_nothing_that_is_typed_is_a_fault(client, query):
    assert client.get("/search", {"q": query}).status_code in (200, 302)


def test_what_was_typed_stays_in_the_field(client):
    html = client.get("/search", {"q": '"x" & <y>'}).content.decode()

    assert 'value="&quot;x&quot; &amp; &lt;y&gt;"' in html


def test_nothing_hidden_is_found_or_counted(client):
    make_statement(title="Zirpvogel", slug="zirpvogel", published=False)
    make_organisation(name="Zirpvogel", slug="z", published=False)
    make_person(name="Zirpvogel", slug="p", confidentiality="role_only")
    late = make_article(title="Zirpvogel", slug="late", published=False)
    publish(late, by=None, release_at=timezone.now() + timedelta(days=1))
    gone = make_article(title="Zirpvogel", slug="gone")
    withdraw(gone, by=None, reason="No.")

    answer = client.get("/search", {"q": "zirpvogel"})
    other = client.get("/search", {"q": "zarpvogel"})

    assert answer.content.decode().replace("zirp", "zarp") == other.content.decode()


def test_results_are_not_for_search_engines(client):
    assert '<meta name="robots" content="noindex">' in client.get("/search?q=x").content.decode()


def test_every_page_has_the_form(client):
    html = client.get("/about/").content.decode()

    assert 'action="/search"' in html
    assert "Search: symbol, title or name" in html


def test_it_asks_as_many_questions_for_one_of_each_as_for_twenty(client):
    counts = []
    for size in (1, 19):
        for _ in range(size):
            make_vote({"AGO": "yes"}, resolution=make_resolution(title="Zebra 1"))
            make_statement(title="Zebra 1")
        counts.append(queries_of(client, "/search?q=zebra+1"))

    assert counts[0] == counts[1]
