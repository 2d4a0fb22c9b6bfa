"""The statement page: what was said, on whose behalf, what it asked and what came of it."""

from datetime import date

import pytest

from kb.council.models import AgendaItem, Session
from kb.records.services import save_record, withdraw
from statements.models import Statement
from statements.services import write_statement
from tests.factories import make_resolution, make_source, make_vote
from tests.pages.reading_pages import page_of, queries_of, text_of
from tests.pages.voting import absent_but
from tests.statements.factories import (
    make_article,
    make_ask,
    make_claim_check,
    make_mention,
    make_organisation,
    make_person,
    make_quote,
    make_signature,
    make_statement,
)

pytestmark = pytest.mark.django_db


def test_the_title_says_what_became_of_its_asks(client):
    text = make_resolution()
    make_vote({"AGO": "yes"}, resolution=text)
    statement = make_statement(title="Joint statement")
    make_ask(statement=statement, resolution=text)

    assert "<title>Joint statement (1 ask: not met)" in page_of(client, statement)


def test_occasion_session_item_speaker_and_date_are_given(client):
    statement = make_statement(
        is_joint=True,
        session=Session.objects.get(code="hrc43"),
        agenda_item=AgendaItem.objects.get(body__code="hrc", number=10),
        delivered_by=make_organisation(name="DefendDefenders"),
    )

    shown = text_of(client, statement)

    assert "Joint statement, general debate, oral" in shown
    assert "Session Human Rights Council, 43rd session" in shown
    assert "Delivered by DefendDefenders" in shown
    assert "Date 19 June 2020" in shown


def test_each_paragraph_has_an_address_and_a_link_to_it(client):
    page = page_of(client, make_statement(text="Madam President,\n\nReject it. We thank you."))

    assert '<li id="p2"><a class="paragraph-address" href="#p2">' in page
    assert '<span id="p2s1">Reject it.</span>' in page


def test_a_paragraph_keeps_its_address_after_one_before_it_was_removed(client):
    statement = make_statement(text="First of all.\n\nThen this is said.\n\nAnd that is the end.")
    statement.text = "Then this is said.\n\nAnd that is the end."
    write_statement(statement, by=None)

    page = page_of(client, statement)

    assert 'id="p1"' not in page
    assert 'id="p2"' in page


def test_what_is_described_in_our_own_words_says_so(client):
    assert "Described in our own words" in page_of(client, make_statement(is_described=True))


def test_the_words_as_delivered_are_not_called_ours(client):
    assert "in our own words" not in page_of(client, make_statement())


def test_declared_signatories_stand_against_those_that_are_known(client):
    speaker = make_organisation(name="DefendDefenders")
    statement = make_statement(delivered_by=speaker, declared_signatories=11)
    make_signature(statement=statement, organisation=speaker)
    make_signature(
        statement=statement,
        organisation=make_organisation(name="Amnesty International"),
        source=make_source(title="Amnesty's own page"),
    )

    shown = text_of(client, statement)

    assert "11 declared, 2 known, 9 not yet identified" in shown
    assert "Amnesty International, known from Amnesty's own page" in shown


def test_the_organisation_that_delivered_it_is_known_without_a_signature(client):
    statement = make_statement(delivered_by=make_organisation(), declared_signatories=11)

    assert "11 declared, 1 known, 10 not yet identified" in text_of(client, statement)


def test_who_shares_the_views_is_listed_apart_and_not_counted(client):
    statement = make_statement(declared_signatories=1)
    make_signature(statement=statement, name_as_printed="A friend", shares_the_views=True)

    shown = text_of(client, statement)

    assert "1 declared, 0 known, 1 not yet identified" in shown
    assert "Sharing the views expressed A friend" in shown


def test_a_signature_known_by_role_alone_shows_the_role(client):
    statement = make_statement(declared_signatories=1)
    make_signature(
        statement=statement,
        name_as_printed="canary",
        confidentiality="role_only",
        role_label="a lawyers' association",
    )

    page = page_of(client, statement)

    assert "a lawyers&#x27; association" in page
    assert "canary" not in page


@pytest.mark.parametrize("hidden", ["organisation", "speaker", "quoted"])
def test_a_person_or_organisation_that_is_not_public_leaves_no_trace(client, hidden):
    person = make_person(name="Canary", published=False)
    organisation = make_organisation(name="Canary", published=False)
    statement = make_statement(
        delivered_by=organisation if hidden == "organisation" else None,
        spoken_by=person if hidden == "speaker" else None,
        spoken_as="canary chief" if hidden == "speaker" else "",
    )
    if hidden == "quoted":
        make_quote(statement=statement, person=person, spoken_as="canary chief")

    assert "canary" not in page_of(client, statement).lower()


def test_a_quote_names_its_speaker_in_the_capacity(client):
    statement = make_statement()
    speaker = make_person(name="Ada Example")
    make_quote(statement=statement, person=speaker, spoken_as="Asia Advocate", text="It divides.")

    assert "“It divides.” Ada Example, Asia Advocate" in text_of(client, statement)


def test_an_ask_shows_its_outcome_with_the_states_behind_each_count(client):
    text = make_resolution(outcome="adopted_by_vote")
    make_vote({"AGO": "yes", "AUS": "no"}, resolution=text)
    statement = make_statement()
    make_ask(statement=statement, resolution=text)

    shown = text_of(client, statement)

    assert f"Asked of the Council, about the vote on {text.symbol}" in shown
    assert "Not met" in shown
    assert "1 did as asked N no Australia" in shown


def test_an_ask_before_its_vote_is_pending(client):
    text = make_resolution(symbol="", slug="a-hrc-43-l-31", outcome="pending")
    statement = make_statement()
    make_ask(statement=statement, resolution=text)

    assert "Pending There is no result yet." in text_of(client, statement)


def test_an_ask_about_a_hidden_text_looks_as_one_about_none(client):
    hidden = make_resolution(title="canary title", symbol="A/HRC/RES/43/999", published=False)
    make_vote({"AGO": "yes"}, resolution=hidden)
    pages = []
    for resolution in (None, hidden):
        statement = make_statement(title="A statement", slug="a-statement")
        make_ask(statement=statement, resolution=resolution)
        pages.append(text_of(client, statement))
        Statement.objects.filter(pk=statement.pk).update(slug=f"moved-{statement.pk}")

    assert pages[0] == pages[1]
    assert "canary" not in pages[1]
    assert "Pending" not in pages[1]


def test_an_ask_about_a_hidden_amendment_shows_no_link_and_no_outcome(client):
    hidden = make_vote(
        {"AGO": "yes"}, subject="amendment", slug="canary-amendment", is_final=False,
        subject_symbol="A/HRC/43/L.99", published=False,
    )  # fmt: skip
    statement = make_statement()
    make_ask(statement=statement, roll_call=hidden, position_asked="no")

    page = page_of(client, statement)

    assert "canary" not in page
    assert "L.99" not in page
    assert "did as asked" not in page


def test_the_votes_it_addresses_are_listed_with_their_results(client):
    vote = make_vote(absent_but(AGO="yes"))
    statement = make_statement()
    make_mention(statement=statement, roll_call=vote)

    page = page_of(client, statement)

    assert f'href="/votes/{vote.slug}/"' in page
    assert "1–0–0" in page


def test_one_cited_paragraph_is_one(client):
    statement = make_statement()
    make_mention(statement=statement, symbol="A/HRC/43/31", paragraphs="104")

    assert "A/HRC/43/31, paragraph 104" in text_of(client, statement)


def test_a_statement_of_which_nothing_more_is_known_has_no_empty_list(client):
    statement = make_statement(delivered_on=None)

    assert '<dl class="facts">\n</dl>' not in page_of(client, statement)


def test_a_cited_document_stands_with_its_paragraphs(client):
    statement = make_statement()
    make_mention(statement=statement, symbol="A/HRC/43/31", paragraphs="104, 106")

    assert "A/HRC/43/31, paragraphs 104, 106" in text_of(client, statement)


def test_a_cited_record_that_is_not_public_is_not_named(client):
    statement = make_statement()
    hidden = make_resolution(title="canary", symbol="A/HRC/RES/43/999", published=False)
    make_mention(statement=statement, resolution=hidden)

    page = page_of(client, statement)

    assert "canary" not in page
    assert "43/999" not in page
    assert "What it cites" not in page


def test_where_it_is_cited_is_listed(client):
    statement = make_statement()
    make_mention(article=make_article(title="Our article"), cited_statement=statement)
    make_mention(
        article=make_article(title="canary article", published=False), cited_statement=statement
    )

    shown = text_of(client, statement)

    assert "Where it is cited Article: Our article" in shown
    assert "canary" not in shown


def test_a_checked_claim_stands_beside_the_finding(client):
    statement = make_statement()
    make_claim_check(statement=statement, claim="Nearly half.", finding="24 of 47.")

    assert "Nearly half. 24 of 47." in text_of(client, statement)


def test_a_statement_in_another_language_is_marked_as_such(client):
    assert '<div class="statement-text" lang="fr">' in page_of(
        client, make_statement(language="fr", text="Madame la Présidente,\n\nNous demandons.")
    )


def test_a_statement_that_was_withdrawn_is_gone_and_leaves_no_word(client):
    statement = make_statement(title="canary title")
    withdraw(statement, by=None, reason="names somebody")

    answer = client.get(statement.get_absolute_url())

    assert answer.status_code == 410
    assert "canary" not in answer.content.decode()


def test_a_statement_under_a_former_address_is_found(client):
    statement = make_statement(slug="old-words")
    statement.slug = "new-words"
    save_record(statement, by=None)

    answer = client.get("/statements/old-words/")

    assert (answer.status_code, answer["Location"]) == (301, "/statements/new-words/")


def test_its_page_asks_as_many_questions_for_one_of_each_as_for_twenty(client):
    counts = []
    for size in (1, 20):
        statement = make_statement(
            delivered_by=make_organisation(),
            text="\n\n".join(f"Paragraph {number} says something." for number in range(size)),
        )
        for number in range(size):
            vote = make_vote({"AGO": "yes"}, held_on=date(2020, 6, 1 + number))
            make_ask(statement=statement, resolution=vote.resolution)
            make_ask(statement=statement, roll_call=vote)
            make_mention(statement=statement, roll_call=vote)
            make_mention(statement=statement, resolution=make_resolution())
            make_signature(statement=statement, organisation=make_organisation())
            make_quote(statement=statement, person=make_person())
            make_claim_check(statement=statement, roll_call=vote)
            make_mention(article=make_article(), cited_statement=statement)
        counts.append(queries_of(client, statement.get_absolute_url()))

    assert counts[0] == counts[1]
