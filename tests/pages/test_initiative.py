"""The initiative page: its texts in order, who moved between them, what was asked."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kb.records.services import publish, save_record, withdraw
from kb.search.models import SearchEntry
from tests.factories import make_resolution, make_roll_call, make_vote
from tests.pages.reading_pages import page_of, queries_of, text_of
from tests.pages.voting import absent_but
from tests.statements.factories import make_article, make_ask, make_mention, make_statement
from votes.models import Initiative

pytestmark = pytest.mark.django_db

FIRST, SECOND = date(2020, 6, 22), date(2020, 9, 30)


def make_initiative(*, published: bool = True, **fields) -> Initiative:
    fields = {"slug": "cooperation", "title": "Cooperation", "summary": "A family."} | fields
    saved = save_record(Initiative(**fields), by=None)
    return publish(saved, by=None) if published else saved


def family(initiative: Initiative, *positions: dict[str, str]) -> list:
    """One vote a text, five days apart."""
    votes = []
    for number, taken in enumerate(positions):
        day = FIRST + timedelta(days=5 * number)
        text = make_resolution(initiative=initiative, acted_on=day)
        votes.append(make_vote(absent_but(day, **taken), resolution=text, held_on=day))
    return votes


def test_texts_stand_in_order_with_their_results(client):
    initiative = make_initiative()
    first, second = family(initiative, {"AGO": "yes"}, {"AGO": "no"})
    waiting = make_resolution(
        initiative=initiative, symbol="", slug="a-draft", outcome="pending", title="Third"
    )

    page = page_of(client, initiative)

    order = [first.resolution, second.resolution, waiting]
    places = [page.index(f'href="{text.get_absolute_url()}"') for text in order]
    assert places == sorted(places)
    assert f'<a href="{first.get_absolute_url()}">1–0–0</a>' in page


def test_the_title_tells_the_course_of_its_scores(client):
    initiative = make_initiative()
    family(initiative, {"AGO": "yes"}, {"AGO": "yes"}, {"AGO": "yes", "AUS": "no"})

    page = page_of(client, initiative)

    assert "<title>Cooperation: 3 texts, 1–0–0 in 2020 to 1–1–0 in 2020" in page


def test_who_moved_is_said_for_each_pair_of_votes(client):
    initiative = make_initiative()
    family(initiative, {"AGO": "yes", "AUS": "no"}, {"AGO": "no", "AUS": "no"}, {"AGO": "no"})

    shown = text_of(client, initiative)

    assert shown.count("Who moved from 2020 to 2020") == 2
    assert "1 moved, away from the text" in shown


def test_a_vote_without_ballots_is_compared_with_nothing(client):
    initiative = make_initiative()
    family(initiative, {"AGO": "yes"})
    make_roll_call(resolution=make_resolution(initiative=initiative), held_on=SECOND)

    assert "Who moved" not in page_of(client, initiative)


def test_asks_and_statements_about_its_texts_are_listed(client):
    initiative = make_initiative()
    (vote,) = family(initiative, {"AGO": "yes"})
    make_ask(
        resolution=vote.resolution, text="Reject it.", statement=make_statement(title="Our words")
    )
    make_mention(article=make_article(title="Our article"), roll_call=vote)

    shown = text_of(client, initiative)

    assert "1 ask: not met" in shown
    assert "“Reject it.”" in shown
    assert "Statement: Our words" in shown
    assert "Article: Our article" in shown


def test_hidden_texts_votes_and_asks_leave_no_trace(client):
    initiative = make_initiative()
    (vote,) = family(initiative, {"AGO": "yes"})
    hidden = make_resolution(
        initiative=initiative, title="canary", symbol="A/HRC/RES/43/999", published=False
    )
    make_ask(resolution=hidden, text="canary")
    amendment = make_roll_call(
        resolution=vote.resolution, slug="canary", subject="amendment", is_final=False,
        published=False,
    )  # fmt: skip
    make_ask(roll_call=amendment, position_asked="no", text="canary")
    make_mention(article=make_article(title="canary article"), roll_call=amendment)

    page = page_of(client, initiative)

    assert "canary" not in page
    assert "43/999" not in page


def test_an_initiative_without_texts_has_no_empty_heading(client):
    page = page_of(client, make_initiative())

    assert "Cooperation: no text yet" in page
    assert "Texts and results" not in page


def test_the_page_of_its_text_leads_to_it(client):
    initiative = make_initiative()
    first, _ = family(initiative, {"AGO": "yes"}, {"AGO": "yes"})

    assert '<a href="/initiatives/cooperation/">Cooperation</a>' in page_of(
        client, first.resolution
    )


def test_it_is_found_by_its_summary_once_it_is_public(client):
    initiative = make_initiative(published=False)
    entry = SearchEntry.objects.get(record=initiative.public_id)
    assert entry.visible_from is None

    publish(initiative, by=None)

    entry.refresh_from_db()
    assert (entry.title, entry.body) == ("Cooperation", "A family.")
    assert entry.url == "/initiatives/cooperation/"
    assert entry.visible_from <= timezone.now()


def test_hidden_withdrawn_and_moved_ones_answer_as_such(client):
    assert client.get("/initiatives/nothing/").status_code == 404
    hidden = make_initiative(slug="hidden", published=False)
    assert client.get(hidden.get_absolute_url()).status_code == 404

    moved = make_initiative(slug="old-words")
    moved.slug = "new-words"
    save_record(moved, by=None)
    assert client.get("/initiatives/old-words/")["Location"] == "/initiatives/new-words/"

    withdraw(moved, by=None, reason="wrong family")
    assert client.get("/initiatives/new-words/").status_code == 410


def test_its_page_asks_as_many_questions_for_two_votes_as_for_twenty(client):
    counts = []
    for size in (2, 20):
        initiative = make_initiative(slug=f"family-{size}")
        for vote in family(initiative, *[{"AGO": "yes"}] * size):
            make_ask(resolution=vote.resolution)
            make_mention(article=make_article(), roll_call=vote)
        counts.append(queries_of(client, initiative.get_absolute_url()))

    assert counts[0] == counts[1]
