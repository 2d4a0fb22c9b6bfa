"""What a vote is called: its own part or motion, never the text's name in its place."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kb.council.models import Seat
from kb.records.services import save_record
from tests.factories import DAY, make_reading, make_resolution, make_roll_call, make_vote
from tests.pages.reading_pages import page_of, text_of, words_of
from tests.statements.factories import make_ask, make_mention, make_statement
from votes.models import Initiative, Resolution, RollCall
from votes.services import accept_reading

pytestmark = pytest.mark.django_db

AMENDMENT = {"subject": "amendment", "subject_symbol": "A/HRC/43/L.60"}
ORAL = {"subject": "amendment", "subject_label": "insert “freely” in OP5"}
PARAGRAPH = {"subject": "paragraph", "subject_label": "OP5"}
NAMED_PARAGRAPH = {"subject": "paragraph", "subject_label": "preambular paragraph 7"}
MOTION = {"subject": "no_action"}
ANSWERS = [
    (AMENDMENT, "no", "Amendment A/HRC/43/L.60 not adopted 0–1–0"),
    (ORAL, "yes", "Amendment (insert “freely” in OP5) adopted 1–0–0"),
    ({"subject": "amendment"}, "yes", "Amendment adopted 1–0–0"),
    (PARAGRAPH, "yes", "Paragraph OP5 retained 1–0–0"),
    (NAMED_PARAGRAPH, "no", "Preambular paragraph 7 not retained 0–1–0"),
    (MOTION, "yes", "Motion to take no action carried 1–0–0"),
    (MOTION, "no", "Motion to take no action not carried 0–1–0"),
]


def absent_but(**positions: str) -> dict[str, str]:
    """Positions of every State with a seat: these, and of the others that they were absent."""
    seats = Seat.objects.filter(body__code="hrc").on(DAY)
    return dict.fromkeys(seats.values_list("state__code", flat=True), "absent") | positions


def main_text(**fields) -> Resolution:
    return make_resolution(number=900, title="Main text", **fields)


def part(position: str = "no", **fields) -> RollCall:
    """A vote on a part of a text, in which one State took part."""
    fields = {"is_final": False, "slug": "a-hrc-43-l-60", **fields}
    return make_vote(absent_but(AGO=position), resolution=main_text(), **fields)


@pytest.mark.parametrize(("fields", "position", "answer"), ANSWERS)
def test_the_title_names_the_part_before_its_result_and_the_text_after(
    client, fields, position, answer
):
    page = page_of(client, part(position, **fields))

    assert f"<title>{answer}: Main text (A/HRC/RES/43/900) – " in page
    assert f'<meta property="og:title" content="{answer}: Main text' in page


@pytest.mark.parametrize(("fields", "position", "answer"), ANSWERS)
def test_in_a_list_the_link_names_the_part_before_its_result(client, fields, position, answer):
    part(position, **fields)

    assert f"{answer}: Main text" in words_of(client.get("/").content.decode())


@pytest.mark.parametrize(("fields", "position", "answer"), ANSWERS)
def test_the_block_to_copy_names_the_part(client, fields, position, answer):
    page = page_of(client, part(position, **fields))

    assert f'<pre class="copy">{answer}: Main text, A/HRC/RES/43/900, 22 June 2020.' in page


@pytest.mark.parametrize(
    ("fields", "cited"),
    [
        (AMENDMENT, "vote on amendment A/HRC/43/L.60 to A/HRC/RES/43/900, not adopted 0–1–0"),
        (ORAL, "vote on an amendment (insert “freely” in OP5) to A/HRC/RES/43/900, not adopted"),
        (PARAGRAPH, "vote on paragraph OP5 of A/HRC/RES/43/900, not retained 0–1–0"),
        ({"subject": "paragraph"}, "vote on a paragraph of A/HRC/RES/43/900, not retained"),
        (MOTION, "vote on a motion to take no action on A/HRC/RES/43/900, not carried 0–1–0"),
    ],
)
def test_the_citation_says_what_was_voted(client, fields, cited):
    assert cited in page_of(client, part(**fields))


def test_the_answer_on_the_page_itself_is_the_parts(client):
    shown = text_of(client, part(**AMENDMENT))

    assert "Amendment A/HRC/43/L.60 not adopted 0–1–0" in shown


def test_what_an_oral_amendment_does_stands_beside_the_answer_once(client):
    shown = text_of(client, part(**ORAL))

    assert "Vote on an amendment, insert “freely” in OP5, 22 June 2020." in shown
    assert "Official record Amendment not adopted 0–1–0" in shown


def test_in_a_list_an_oral_amendment_does_not_carry_the_texts_symbol(client):
    part(**ORAL)

    page = client.get("/").content.decode()

    assert '<span class="address">A/HRC/RES/43/900</span>' not in page
    assert "An amendment (insert “freely” in OP5) to A/HRC/RES/43/900" in words_of(page)


def test_an_ask_about_a_part_links_to_the_vote_on_that_part(client):
    statement = make_statement()
    make_ask(statement=statement, roll_call=part(**ORAL), position_asked="no")

    assert "about the vote on an amendment (insert “freely” in OP5) to" in text_of(
        client, statement
    )


def test_an_ask_about_a_part_of_a_text_that_is_not_adopted_names_its_draft(client):
    text = make_resolution(
        symbol="", slug="a-hrc-43-l-9", outcome="pending", drafts=("A/HRC/43/L.9",)
    )
    vote = make_roll_call(resolution=text, slug="a-hrc-43-l-60", is_final=False, **AMENDMENT)
    statement = make_statement()
    make_ask(statement=statement, roll_call=vote, position_asked="no")

    assert "about the vote on amendment A/HRC/43/L.60 to A/HRC/43/L.9" in text_of(client, statement)


def test_a_motion_that_settled_a_text_does_not_lend_it_its_score(client):
    text = main_text(outcome="not_considered")
    motion = make_vote(absent_but(AGO="yes"), resolution=text, **MOTION)

    page = page_of(client, text)

    assert "<title>Not considered: Main text" in page
    assert (
        f'<a href="{motion.get_absolute_url()}">Motion to take no action carried 1–0–0</a>' in page
    )


def test_in_the_family_a_motion_is_named_too(client):
    initiative = Initiative(slug="family", title="Family", state="published")
    initiative.release_at = timezone.now()
    save_record(initiative, by=None)
    text = main_text(outcome="not_considered", initiative=initiative)
    make_vote(absent_but(AGO="yes"), resolution=text, **MOTION)
    make_resolution(initiative=initiative)

    assert "Not considered, Motion to take no action carried 1–0–0" in text_of(client, text)


def test_a_text_that_is_not_adopted_goes_by_its_latest_draft(client):
    text = make_resolution(
        symbol="", slug="a-hrc-43-l-99", outcome="pending", drafts=("A/HRC/43/L.99",)
    )
    text.drafts.create(symbol="A/HRC/43/L.99/Rev.1", order=2)
    vote = make_vote({"AGO": "yes"}, resolution=text, slug="the-vote")

    page = page_of(client, vote)

    assert f": {text.title} (A/HRC/43/L.99/Rev.1) – " in page
    assert "(a-hrc-43-l-99)" not in page
    assert '<span class="address">A/HRC/43/L.99/Rev.1</span>' in client.get("/").content.decode()


def test_a_text_without_symbol_and_draft_goes_by_its_title(client):
    text = make_resolution(symbol="", slug="a-plan", title="A plan", outcome="pending")
    vote = make_vote(absent_but(AGO="yes"), resolution=text)

    page = page_of(client, vote)

    assert "<title>Adopted 1–0–0: A plan – " in page
    assert "vote on “A plan”, adopted 1–0–0" in page


def test_a_vote_before_this_one_goes_by_the_latest_draft_of_its_text(client):
    initiative = Initiative(slug="family", title="Family", state="published")
    initiative.release_at = timezone.now()
    save_record(initiative, by=None)
    before = make_resolution(
        symbol="", slug="a-hrc-37-l-1", drafts=("A/HRC/37/L.1",), initiative=initiative
    )
    make_vote({"AUS": "no"}, resolution=before, held_on=date(2018, 3, 23))
    now = make_vote({"AUS": "no"}, resolution=make_resolution(initiative=initiative))

    assert "A/HRC/37/L.1 → A/HRC/RES/43/" in text_of(client, now)


def planned(days: int = 3, **fields) -> RollCall:
    text = make_resolution(outcome=fields.pop("outcome", "pending"), acted_on=None)
    return make_roll_call(
        resolution=text, held_on=timezone.localdate() + timedelta(days=days), **fields
    )


def test_a_vote_on_a_day_to_come_says_so(client):
    assert "<title>Vote to come: " in page_of(client, planned())


def test_a_part_with_a_vote_to_come_is_named(client):
    vote = planned(**AMENDMENT, is_final=False)

    assert "<title>Amendment A/HRC/43/L.60, vote to come: " in page_of(client, vote)


def test_a_vote_whose_day_is_past_has_no_result_yet(client):
    assert "<title>No result yet: " in page_of(client, planned(days=-1))


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("withdrawn", "Withdrawn before a vote"),
        ("not_considered", "Not considered, no vote"),
        ("adopted_without_vote", "Adopted without a vote"),
    ],
)
def test_a_vote_that_never_came_says_what_became_of_the_text(client, outcome, words):
    assert f"<title>{words}: " in page_of(client, planned(outcome=outcome))


def test_a_vote_on_a_part_of_a_withdrawn_text_says_that_the_text_was_withdrawn(client):
    vote = planned(outcome="withdrawn", **AMENDMENT, is_final=False)

    assert "<title>Amendment A/HRC/43/L.60, text withdrawn before a vote" in page_of(client, vote)


def test_where_nobody_voted_yes_or_no_and_cells_are_blank_there_is_no_result_yet(client):
    roll_call = make_roll_call(resolution=make_resolution(outcome="pending"))
    reading = make_reading(roll_call, {"AGO": "abstain", "AUS": "not_recorded"})
    accept_reading(reading, as_="provisional", by=None)

    shown = text_of(client, roll_call)

    assert "No result yet" in shown
    assert "1 abstaining" in shown


def test_a_text_with_a_vote_to_come_does_not_say_that_it_was_acted_on_that_day(client):
    vote = planned()

    shown = text_of(client, vote.resolution)

    assert "Not yet acted on" not in shown
    assert f"Vote to come {vote.held_on.day} {vote.held_on:%B %Y}" in shown
    assert "How each State voted" not in shown


def test_a_text_withdrawn_before_its_planned_vote_does_not_carry_that_day(client):
    vote = planned(outcome="withdrawn")

    page = page_of(client, vote.resolution)

    assert "<title>Withdrawn: " in page
    assert f"Withdrawn {vote.held_on.day} {vote.held_on:%B %Y}" not in words_of(page)


def test_a_single_state_agrees(client):
    roll_call = make_vote({"AGO": "yes", "AUS": "no"}, as_="provisional", held_on=DAY)
    make_reading(roll_call, {"AGO": "yes", "AUS": "abstain"})

    assert "1 State that agrees" in text_of(client, roll_call)


def test_a_vote_that_is_mentioned_is_listed_by_its_part(client):
    statement = make_statement()
    make_mention(statement=statement, roll_call=part(**PARAGRAPH))

    assert "Paragraph OP5 not retained 0–1–0: Main text" in text_of(client, statement)
