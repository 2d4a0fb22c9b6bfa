"""What the public may see of statements, people and signatures."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kb.records.services import Refused, publish, save_record, withdraw
from statements.models import ClaimCheck, Mention, Person, Quote, Signature
from statements.services import write_statement
from tests.factories import make_resolution, make_roll_call, make_source
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


@pytest.mark.parametrize("make", [make_ask, make_quote, make_mention, make_claim_check])
@pytest.mark.parametrize(
    ("parent", "make_parent"), [("statement", make_statement), ("article", make_article)]
)
def test_a_part_is_as_public_as_what_it_stands_in(make, parent, make_parent):
    shown = make(**{parent: make_parent()})
    make(**{parent: make_parent(published=False)})

    assert list(type(shown).objects.public(timezone.now())) == [shown]


def test_what_stands_in_an_embargoed_statement_appears_with_it():
    statement = make_statement(published=False)
    later = timezone.now() + timedelta(hours=1)
    publish(statement, by=None, release_at=later)
    quote = make_quote(statement=statement)

    assert list(Quote.objects.public(timezone.now())) == []
    assert list(Quote.objects.public(later)) == [quote]


@pytest.mark.parametrize(
    "hidden",
    [
        lambda: {"roll_call": make_roll_call(published=False)},
        lambda: {"roll_call": make_roll_call(resolution=make_resolution(published=False))},
        lambda: {"source": make_source(published=False)},
        lambda: {"roll_call": make_roll_call(), "source": make_source(published=False)},
    ],
    ids=["vote", "vote on a hidden text", "source", "source beside a vote"],
)
def test_a_claim_check_that_rests_on_something_hidden_is_hidden(client, hidden):
    statement, article = make_statement(), make_article()
    for place in ({"statement": statement}, {"article": article}):
        make_claim_check(**place, **hidden(), claim="Zirpvogel", finding="30 of 47 voted yes.")

    assert not ClaimCheck.objects.public(timezone.now()).exists()
    for page in (statement, article):
        assert "30 of 47" not in client.get(page.get_absolute_url()).content.decode()


def test_a_claim_check_is_shown_with_the_public_vote_and_source_that_it_rests_on(client):
    statement = make_statement()
    check = make_claim_check(
        statement=statement, roll_call=make_roll_call(), source=make_source(), finding="30 of 47."
    )

    assert list(ClaimCheck.objects.public(timezone.now())) == [check]
    assert "30 of 47." in client.get(statement.get_absolute_url()).content.decode()


def test_a_mention_leads_to_a_record_only_where_that_is_public():
    shown, hidden = make_resolution(), make_resolution(published=False)
    now = timezone.now()

    assert make_mention(resolution=shown).public_target(now) == shown
    assert make_mention(resolution=hidden).public_target(now) is None
    assert make_mention(symbol="A/HRC/43/31").public_target(now) is None


def test_mentions_of_a_text_include_those_of_its_votes():
    roll_call = make_roll_call()
    of_the_vote = make_mention(roll_call=roll_call)
    of_the_text = make_mention(resolution=roll_call.resolution)

    assert set(Mention.objects.of_text(roll_call.resolution)) == {of_the_vote, of_the_text}


def test_a_named_speaker_is_shown_with_the_capacity():
    quote = make_quote(person=make_person(name="Ada Lund"), spoken_as="Asia Advocate")

    assert str(quote.shown_speaker(timezone.now())) == "Ada Lund, Asia Advocate"


@pytest.mark.parametrize(
    ("confidentiality", "published", "shown"),
    [
        ("named", False, ""),
        ("role_only", True, "Asia Advocate"),
        ("role_only", False, ""),
        ("withheld", False, ""),
    ],
)
def test_of_a_person_who_is_hidden_only_what_may_be_told_is(confidentiality, published, shown):
    person = make_person(confidentiality=confidentiality, published=published)
    quote = make_quote(person=person, spoken_as="Asia Advocate")

    assert str(quote.shown_speaker(timezone.now())) == shown


def test_a_speaker_known_by_capacity_alone_is_shown_by_it():
    statement = make_statement(spoken_as="Asia Advocate")

    assert str(statement.shown_speaker(timezone.now())) == "Asia Advocate"


def test_an_author_whose_name_may_be_told_is_shown():
    article = make_article(author=make_person(name="Ada Lund"))

    assert article.shown_author(timezone.now()).name == "Ada Lund"


def test_a_person_known_by_role_only_is_never_public_by_name():
    person = make_person(name="Canary Name", confidentiality="role_only")
    now = timezone.now()

    assert not Person.objects.published(now).exists()
    assert not person.is_public(now)
    assert person.public_from() is None
    assert "Canary" not in " ".join(person.search_text())


def test_a_person_whose_name_was_withdrawn_from_the_public_leaves_no_trace_once_withheld():
    person = make_person()
    withdraw(person, by=None, reason="Asked for it.")
    assert person.gone_since(timezone.now()) is not None

    person.confidentiality = "withheld"
    save_record(person, by=None)

    assert person.gone_since(timezone.now()) is None


def test_a_withheld_person_cannot_be_published():
    with pytest.raises(Refused, match="nothing about them can be published"):
        make_person(confidentiality="withheld")


def test_a_withheld_signature_cannot_be_published():
    with pytest.raises(Refused, match="This signature is withheld"):
        make_signature(confidentiality="withheld")


def listed():
    return [signature.shown_as for signature in Signature.objects.listed(timezone.now())]


def test_a_signature_is_listed_by_the_name_of_its_organisation():
    make_signature(organisation=make_organisation(name="Lund Watch"), name_as_printed="LUND W.")

    assert listed() == ["Lund Watch"]


def test_a_signatory_not_in_the_register_is_listed_as_printed():
    make_signature(name_as_printed="LUND W.")

    assert listed() == ["LUND W."]


def test_a_person_who_signed_for_an_organisation_is_listed_with_it():
    make_signature(
        person=make_person(name="Ada Lund"), organisation=make_organisation(name="Lund Watch")
    )

    assert listed() == ["Ada Lund, Lund Watch"]


def test_a_signature_by_role_is_listed_without_its_name():
    make_signature(
        organisation=make_organisation(name="Canary Watch", published=False),
        confidentiality="role_only",
        role_label="a partner organisation",
    )

    assert listed() == ["a partner organisation"]


def test_the_role_of_a_signature_cannot_hold_the_name():
    with pytest.raises(ValidationError, match="give away the name"):
        make_signature(
            name_as_printed="Canary Watch",
            confidentiality="role_only",
            role_label="an officer of CANARY  WATCH",
        )


@pytest.mark.parametrize(
    "hidden",
    [
        lambda: make_signature(published=False),
        lambda: make_signature(statement=make_statement(published=False)),
        lambda: make_signature(organisation=make_organisation(published=False)),
        lambda: make_signature(person=make_person(published=False)),
        lambda: make_signature(person=make_person(confidentiality="role_only")),
    ],
    ids=["draft", "of a draft", "of a hidden organisation", "of a hidden person", "by role only"],
)
def test_a_signature_is_as_public_as_its_statement_and_whoever_it_names(hidden):
    signature = hidden()
    now = timezone.now()

    assert listed() == []
    assert not signature.is_public(now)
    assert signature.public_from() is None
    assert signature.gone_since(now) is None


def test_a_public_signature_is_public_from_the_last_of_its_parents_on():
    statement = make_statement(published=False)
    later = timezone.now() + timedelta(days=1)
    signature = make_signature(statement=statement, organisation=make_organisation())
    publish(statement, by=None, release_at=later)

    assert signature.public_from() == later
    assert signature.is_public(later)


def test_the_contact_of_an_article_is_never_in_the_search():
    article = make_article(contact="canary@example.org", body="Words.")

    assert "canary" not in " ".join(article.search_text())


def test_a_statement_is_found_by_its_words_and_its_symbol():
    statement = make_statement(symbol="A/HRC/43/NGO/1", text="Reject it.")

    assert statement.search_text() == (statement.title, "A/HRC/43/NGO/1 Reject it.")


def test_a_part_is_found_at_its_paragraph_until_an_edit_removes_that():
    statement = make_statement(slug="joint-statement", text="Reject it.")
    ask = make_ask(statement=statement, segment=statement.segments.get(address="p1s1"))
    assert ask.get_absolute_url() == "/statements/joint-statement/#p1s1"

    statement.segments.update(is_retired=True)
    ask.segment.refresh_from_db()

    assert ask.get_absolute_url() == "/statements/joint-statement/"


def test_a_page_leads_to_no_paragraph_that_an_edit_removed(client):
    statement = make_statement(text="Reject it.\n\nThank you.")
    make_quote(statement=statement, segment=statement.segments.get(address="p2"))
    statement.text = "Reject it."
    write_statement(statement, by=None)

    page = client.get(statement.get_absolute_url()).content.decode()

    assert "It is divisive." in page
    assert 'href="#p2"' not in page


def test_a_part_of_an_article_is_found_on_its_page():
    ask = make_ask(article=make_article(slug="on-the-vote"))

    assert ask.get_absolute_url() == "/articles/on-the-vote/"
