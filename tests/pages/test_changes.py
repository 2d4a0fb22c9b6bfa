"""What changed on a record: told from its first day in public on, and nothing of what is hidden."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from kb.council.models import AgendaItem, State
from kb.pages.parts.changes import with_last_change
from kb.pages.resolution.page import SELECTED, resolution_page
from kb.records.models import Ledger
from kb.records.services import publish, save_record, withdraw
from statements.services import write_statement
from tests.factories import make_reading, make_resolution, make_roll_call, make_source, make_vote
from tests.pages.reading_pages import page_of, queries_of, words_of
from tests.statements.factories import (
    make_article,
    make_organisation,
    make_person,
    make_statement,
)
from votes.models import Resolution, RollCall
from votes.services import accept_reading, add_draft, correct_ballot

pytestmark = pytest.mark.django_db

CANARY = "Zirpvogel"


def changes_of(client, record) -> str:
    answer = client.get(f"{record.get_absolute_url()}changes/")
    assert answer.status_code == 200
    return answer.content.decode()


def told(client, record) -> str:
    return words_of(changes_of(client, record))


def correct(vote: RollCall, position: str = "abstain", **source) -> None:
    correct_ballot(
        roll_call=RollCall.objects.get(pk=vote.pk),
        state=State.objects.get(code="AFG"),
        position=position,
        source=make_source(**source),
        reason=CANARY,
        by=None,
    )


@pytest.fixture
def vote() -> RollCall:
    """Public before its result."""
    roll_call = make_roll_call()
    accept_reading(
        make_reading(
            roll_call, {"AGO": "yes", "AFG": "not_recorded"}, source=make_source(title="The board")
        ),
        as_="provisional",
        by=None,
        reason=CANARY,
    )
    return RollCall.objects.get(pk=roll_call.pk)


def test_a_correction_is_told_with_both_positions_and_its_source(client, vote):
    correct(vote, title="Letter of the delegation", url="https://example.org/letter")

    html = changes_of(client, vote)

    assert (
        "Ballot of Afghanistan corrected from not recorded to abstain, source: "
        "Letter of the delegation (version 4)" in words_of(html)
    )
    assert 'href="https://example.org/letter"' in html


def test_an_accepted_result_is_told_with_its_source_and_the_number_of_ballots(client, vote):
    assert "Result accepted as provisional and 2 ballots entered, source: The board" in told(
        client, vote
    )


def test_the_reason_and_who_did_it_are_not_told(client, vote, django_user_model):
    user = django_user_model.objects.create_user("zirpvogel", "zirpvogel@example.org", "x")
    vote.meeting = 45
    save_record(vote, by=user, reason=CANARY)

    html = changes_of(client, vote)

    assert "Number of the meeting added: 45" in html
    assert CANARY.lower() not in html.lower()


def test_a_source_that_is_not_public_is_not_named(client, vote):
    correct(vote, title=CANARY, url="https://zirpvogel.example/", published=False)

    html = changes_of(client, vote)

    assert "corrected from not recorded to abstain" in html
    assert CANARY.lower() not in html.lower()


def test_what_was_before_the_first_day_in_public_is_not_told(client):
    text = make_resolution(title=CANARY, acted_on=date(2020, 1, 1), published=False)
    text.title, text.acted_on = "Public", date(2020, 6, 22)
    save_record(text, by=None)
    publish(text, by=None)

    html = changes_of(client, text)

    assert "Published" in html
    assert "January" not in html
    assert CANARY not in html


def test_of_an_embargo_neither_the_time_nor_what_came_before_it_is_told(client):
    text = make_resolution(published=False)
    publish(text, by=None, release_at=timezone.now() + timedelta(days=2))
    text.acted_on = date(2020, 1, 1)
    save_record(text, by=None)
    publish(text, by=None)

    words = told(client, text)

    assert words.count("Published") == 1
    assert "January" not in words
    assert "version 4" in words


def test_a_release_that_came_by_itself_is_told_on_its_own_day(client):
    text = make_resolution(published=False)
    publish(text, by=None, release_at=datetime(2020, 6, 22, 12, tzinfo=UTC))

    assert "22 June 2020 Published" in told(client, text)


def test_what_happened_while_a_record_was_withdrawn_is_not_told(client):
    text = make_resolution(acted_on=date(2020, 6, 22))
    withdraw(text, by=None, reason=CANARY)
    text.acted_on = date(2020, 1, 1)
    save_record(text, by=None)
    text.acted_on = date(2020, 6, 23)
    save_record(text, by=None)
    publish(text, by=None)

    words = told(client, text)

    assert "Public again" in words
    assert "Withdrawn" in words
    assert "January" not in words


def test_a_vote_tells_nothing_of_the_time_before_its_text_was_public(client):
    text = make_resolution(published=False)
    vote = make_roll_call(resolution=text, meeting=44)
    vote.meeting = 45
    save_record(vote, by=None)
    publish(text, by=None)

    words = told(client, vote)

    assert "meeting" not in words
    assert words.count("Published") == 1


def test_texts_are_said_to_have_changed_and_not_quoted(client):
    statement = make_statement(title=f"{CANARY} title", text=f"{CANARY} one.")
    statement.title, statement.text = "New title", "Other words."
    write_statement(statement, by=None)

    html = changes_of(client, statement)

    assert "Title changed and text changed" in html
    assert CANARY not in html


def test_what_is_never_public_is_only_another_detail(client):
    article = make_article()
    article.contact = CANARY
    save_record(article, by=None)
    article.author = make_person(name=CANARY, published=False)
    save_record(article, by=None)
    article.publisher = make_organisation(name=CANARY, slug="zirpvogel", published=False)
    save_record(article, by=None)

    html = changes_of(client, article)

    assert html.count("Other details changed") == 1
    for word in (
        CANARY,
        CANARY.lower(),
        "contact",
        "author",
        "publisher",
        str(article.author.public_id),
    ):
        assert word not in words_of(html)


def test_other_records_are_not_named_by_their_numbers(client, vote):
    text = vote.resolution
    text.agenda_item = AgendaItem.objects.filter(body=text.body).first()
    text.source = make_source(title=CANARY, published=False)
    text.outcome = "rejected"
    save_record(text, by=None)

    html = changes_of(client, text)

    assert "Outcome changed from “Adopted by vote” to “Rejected”" in html
    assert "agenda item changed" in html
    assert "other details changed" in html
    assert str(text.source.public_id) not in html
    assert CANARY not in html


def test_a_new_draft_is_told(client):
    text = make_resolution()
    add_draft(resolution=text, symbol="A/HRC/43/L.31", by=None)

    assert "Draft A/HRC/43/L.31 added" in told(client, text)


def test_a_row_whose_content_was_erased_says_only_that_something_changed(client):
    article = make_article()
    article.title = CANARY
    save_record(article, by=None)
    row = Ledger.objects.about(article).order_by("-pk")[:1].get()
    Ledger.objects.filter(pk=row.pk).update(changes=None, reason="", salt="")
    article.title = "Another"
    save_record(article, by=None)

    html = changes_of(client, article)

    assert "Other details changed" in html
    assert CANARY not in html


@pytest.mark.parametrize("make", [make_vote, make_resolution, make_statement, make_article])
def test_every_page_says_when_it_last_changed_and_leads_to_how(client, make):
    record = make({"AGO": "yes"}) if make is make_vote else make()
    today = timezone.localdate()

    html = page_of(client, record)

    assert f"Last changed {today.day} {today:%B %Y}: what changed" in words_of(html)
    assert f'href="{record.get_absolute_url()}changes/"' in html
    assert told(client, record)


def test_what_was_done_before_a_release_does_not_count_as_the_last_change():
    text = make_resolution(published=False)
    release = timezone.now() + timedelta(days=2)
    publish(text, by=None, release_at=release)
    found = with_last_change(Resolution.objects.select_related(*SELECTED)).get(pk=text.pk)

    assert resolution_page(found, release + timedelta(days=1)).head.changed_at == release


@pytest.mark.parametrize("url", ["/votes/nowhere/changes/", "/articles/hidden/changes/"])
def test_changes_of_what_is_not_public_are_nowhere(client, url):
    make_article(slug="hidden", published=False)

    assert client.get(url).status_code == 404


def test_changes_of_what_was_withdrawn_are_gone(client):
    article = make_article(slug="gone")
    withdraw(article, by=None, reason=CANARY)

    answer = client.get("/articles/gone/changes/")

    assert answer.status_code == 410
    assert CANARY not in answer.content.decode()


def test_changes_move_with_their_page(client):
    article = make_article(slug="old")
    article.slug = "new"
    save_record(article, by=None)

    answer = client.get("/articles/old/changes/")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/articles/new/changes/")


def test_it_asks_as_many_questions_for_one_change_as_for_twenty(client, vote):
    counts = []
    for size in (1, 19):
        for _ in range(size):
            correct(vote, "yes" if RollCall.objects.get(pk=vote.pk).version % 2 else "no")
        counts.append(queries_of(client, f"{vote.get_absolute_url()}changes/"))

    assert counts[0] == counts[1]
