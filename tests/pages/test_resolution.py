"""The resolution page: from the first draft to what became of the text."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kb.council.models import AgendaItem, Group, Session, State
from kb.records.conflicts import Claimed, record_conflict
from kb.records.models import Source
from kb.records.services import publish, save_record, withdraw
from tests.factories import DAY, make_resolution, make_roll_call, make_source, make_vote
from tests.pages.reading_pages import page_of, queries_of, text_of
from tests.pages.voting import absent_but
from tests.statements.factories import make_article, make_ask, make_mention, make_statement
from votes.models import FollowUp, Initiative, Resolution, Sponsorship

pytestmark = pytest.mark.django_db
DRAFTS = ("A/HRC/43/L.31", "A/HRC/43/L.31/Rev.1")


def make_initiative(*, published: bool = True) -> Initiative:
    initiative = Initiative(slug="cooperation", title="Cooperation among States")
    save_record(initiative, by=None)
    return publish(initiative, by=None) if published else initiative


def test_the_title_says_what_became_of_the_text(client):
    text = make_resolution(number=21)
    make_vote(absent_but(AGO="yes", AUS="no"), resolution=text)

    assert f"<title>Adopted by vote 1–1–0: {text.title} (A/HRC/RES/43/21)" in page_of(client, text)


def test_a_text_adopted_without_a_vote_says_so_and_shows_no_score(client):
    text = make_resolution(outcome=Resolution.Outcome.ADOPTED_WITHOUT_VOTE, acted_on=DAY)

    shown = text_of(client, text)

    assert "Adopted without a vote 22 June 2020" in shown
    assert "How each State voted" not in shown


def test_a_text_before_action_says_so_and_goes_by_its_latest_draft(client):
    text = make_resolution(symbol="", slug="a-hrc-43-l-31", outcome="pending", drafts=DRAFTS)

    page = page_of(client, text)

    assert "<title>Not yet acted on: " in page
    assert "Draft resolution A/HRC/43/L.31/Rev.1" in page


def test_the_chain_of_drafts_stands_in_order_with_its_notes(client):
    text = make_resolution(drafts=DRAFTS)
    text.drafts.filter(order=2).update(note="as orally revised")

    page = page_of(client, text)

    assert 'id="drafts"' in page
    assert "A/HRC/43/L.31 A/HRC/43/L.31/Rev.1 as orally revised" in text_of(client, text)


def test_body_session_and_item_are_given(client):
    item = AgendaItem.objects.get(body__code="hrc", number=3)
    text = make_resolution(number=21, agenda_item=item)

    assert "Resolution A/HRC/RES/43/21, Human Rights Council, 43rd session, item 3" in text_of(
        client, text
    )


def test_sponsors_stand_by_role_as_printed(client):
    text = make_resolution()
    for name, role in (("China", "main"), ("Cuba *", "co_sponsor")):
        Sponsorship.objects.create(resolution=text, name_as_printed=name, role=role)

    assert "Main sponsor China Co-sponsor Cuba *" in text_of(client, text)


def test_a_sponsor_for_a_group_names_the_group(client):
    group = Group.objects.get(code="AFRICAN")
    text = make_resolution()
    Sponsorship.objects.create(
        resolution=text, name_as_printed="Egypt", on_behalf_of=group, role="main"
    )

    assert "Egypt, on behalf of African Group" in text_of(client, text)


def test_a_main_sponsor_without_a_seat_is_pointed_out(client):
    text = make_resolution(acted_on=DAY)
    china = State.objects.get(code="CHN")
    Sponsorship.objects.create(
        resolution=text, state=china, name_as_printed="China", role=Sponsorship.Role.MAIN
    )

    assert "China had no vote of its own that day" in text_of(client, text)


def test_of_a_main_sponsor_with_a_seat_nothing_is_said(client):
    text = make_resolution(acted_on=DAY)
    angola = State.objects.get(code="AGO")
    Sponsorship.objects.create(
        resolution=text, state=angola, name_as_printed="Angola", role=Sponsorship.Role.MAIN
    )

    assert "need not be a member" not in text_of(client, text)


def test_every_public_vote_on_it_is_listed_with_what_was_voted(client):
    text = make_resolution()
    make_vote(absent_but(AGO="no"), resolution=text, is_final=False, slug="a-hrc-43-l-70",
              subject="amendment", subject_symbol="A/HRC/43/L.70")  # fmt: skip
    make_vote(absent_but(AGO="yes"), as_="provisional", resolution=text)

    shown = text_of(client, text)

    assert "Amendment A/HRC/43/L.70 not adopted 0–1–0" in shown
    assert "Not final 22 June 2020 Official record" in shown
    assert "Adopted 1–0–0: the text as a whole" in shown
    assert f"{text.symbol} Final 22 June 2020 Provisional" in shown


def test_a_vote_that_is_not_public_leaves_no_trace(client):
    text = make_resolution()
    make_roll_call(
        resolution=text, published=False, is_final=False, slug="canary-vote",
        subject="paragraph", subject_label="canary paragraph",
    )  # fmt: skip

    assert "canary" not in page_of(client, text)


def test_asks_about_it_stand_with_outcome_and_links(client):
    text = make_resolution()
    make_vote({"AGO": "yes", "AUS": "no"}, resolution=text)
    ask = make_ask(resolution=text)

    page = page_of(client, text)

    assert "1 ask: not met" in text_of(client, text)
    assert f'href="{ask.statement.get_absolute_url()}"' in page
    assert f'href="/votes/{text.slug}/"' in page


def test_an_ask_of_a_statement_that_is_not_public_leaves_no_trace(client):
    text = make_resolution()
    make_ask(
        text="canary ask", resolution=text, statement=make_statement(published=False, slug="canary")
    )

    assert "canary" not in page_of(client, text)


def test_what_it_orders_is_listed_with_the_session_by_which_it_is_due(client):
    text = make_resolution()
    due = Session.objects.get(code="hrc46")
    FollowUp.objects.create(
        resolution=text, paragraph="OP8", description="A panel", due_session=due
    )

    assert "OP8 A panel (due at the 46th session)" in text_of(client, text)


def test_the_texts_of_the_initiative_stand_in_order_with_their_scores(client):
    initiative = make_initiative()
    now, then = date(2021, 3, 23), date(2018, 3, 23)
    later = make_resolution(number=13, initiative=initiative, acted_on=now)
    earlier = make_resolution(number=12, initiative=initiative, acted_on=then)
    make_vote(absent_but(now, NPL="yes"), resolution=later, held_on=now)
    make_vote(absent_but(then, NPL="yes", AUS="no"), resolution=earlier, held_on=then)

    shown = text_of(client, later)

    assert (
        "A/HRC/RES/43/12 23 March 2018 Adopted by vote, 1–1–0 "
        "A/HRC/RES/43/13 (this text) 23 March 2021 Adopted by vote, 1–0–0" in shown
    )


def test_an_initiative_that_is_not_public_is_not_named(client):
    initiative = make_initiative(published=False)
    text = make_resolution(initiative=initiative)
    make_resolution(initiative=initiative)

    assert "Cooperation among States" not in page_of(client, text)


def test_a_family_text_that_is_not_public_leaves_no_trace(client):
    initiative = make_initiative()
    text = make_resolution(initiative=initiative)
    make_resolution(initiative=initiative, published=False, title="canary text")

    assert "canary" not in page_of(client, text)


def test_statements_and_articles_that_mention_it_are_listed_once(client):
    text = make_resolution()
    statement, article = make_statement(title="Our statement"), make_article(title="Our article")
    for _ in range(2):
        make_mention(statement=statement, resolution=text)
    make_mention(article=article, roll_call=make_roll_call(resolution=text))

    shown = text_of(client, text)

    assert shown.count("Statement: Our statement") == 1
    assert shown.count("Article: Our article") == 1


def test_a_mention_of_a_hidden_vote_leaves_no_trace(client):
    text = make_resolution()
    hidden = make_roll_call(resolution=text, published=False)
    make_mention(statement=make_statement(title="canary"), roll_call=hidden)

    assert "canary" not in page_of(client, text)


def test_sources_that_differ_stand_with_their_values_in_words(client):
    text = make_resolution(acted_on=DAY)
    claims = [
        Claimed(make_source(title="Draft report"), "2020-06-22"),
        Claimed(make_source(title="Press release"), "2020-06-23"),
    ]
    record_conflict(text, field="acted_on", label="Day of the action", claims=claims, by=None)

    shown = text_of(client, text)

    assert "Not settled yet Draft report: “22 June 2020” Press release: “23 June 2020”" in shown


def test_the_value_of_a_source_that_is_not_public_leaves_no_trace(client):
    text = make_resolution()
    hidden = make_source(title="canary source", published=False)
    claims = [Claimed(make_source(), "2020-06-22"), Claimed(hidden, "2020-06-23")]
    record_conflict(text, field="acted_on", label="Day of the action", claims=claims, by=None)

    page = page_of(client, text)

    assert "canary" not in page
    assert "Day of the action" not in page


def test_the_source_is_named_with_its_dates(client):
    source = make_source(
        kind=Source.Kind.LIBRARY_RECORD, title="Record 29343", retrieved_on=date(2024, 5, 1)
    )

    shown = text_of(client, make_resolution(source=source))

    assert "Library record: Record 29343 (seen 1 May 2024)" in shown


def test_permanent_address_and_citation_stand_at_the_end(client, settings):
    settings.PUBLIC_URL = "https://record.example"
    text = make_resolution(number=21)

    page = page_of(client, text)

    address = "https://record.example/resolutions/a-hrc-res-43-21/"
    assert f'<link rel="canonical" href="{address}">' in page
    assert f'<meta property="og:url" content="{address}">' in page
    assert f"version {text.version}, {address}, read on" in page


def test_its_outcome_stands_inside_the_citation_without_a_capital(client):
    text = make_resolution(number=18, outcome="adopted_without_vote")

    assert "A/HRC/RES/43/18, adopted without a vote, version" in text_of(client, text)


def test_a_text_that_was_never_public_is_not_found(client):
    text = make_resolution(published=False)

    assert client.get(text.get_absolute_url()).status_code == 404


def test_a_text_under_embargo_appears_by_itself(client):
    text = make_resolution(published=False)
    publish(text, by=None, release_at=timezone.now() + timedelta(hours=1))
    assert client.get(text.get_absolute_url()).status_code == 404

    Resolution.objects.filter(pk=text.pk).update(release_at=timezone.now())

    assert client.get(text.get_absolute_url()).status_code == 200


def test_a_text_that_was_withdrawn_is_gone_and_leaves_no_word(client):
    text = make_resolution(title="canary title")
    withdraw(text, by=None, reason="wrong text")

    answer = client.get(text.get_absolute_url())

    assert answer.status_code == 410
    assert "canary" not in answer.content.decode()


def test_its_page_asks_as_many_questions_for_one_of_each_as_for_twenty(client):
    counts = []
    for size in (1, 20):
        text = make_resolution(drafts=DRAFTS, acted_on=DAY)
        make_vote({"AGO": "yes"}, resolution=text)
        for number in range(size):
            make_roll_call(
                resolution=text, is_final=False, slug=f"{text.slug}-op{number}",
                subject="paragraph", subject_label=f"OP{number}",
            )  # fmt: skip
            make_ask(resolution=text)
            make_mention(resolution=text)
            FollowUp.objects.create(resolution=text, paragraph=f"OP{number}", description="A panel")
            Sponsorship.objects.create(resolution=text, name_as_printed=f"S{number}", role="main")
        counts.append(queries_of(client, text.get_absolute_url()))

    assert counts[0] == counts[1]
