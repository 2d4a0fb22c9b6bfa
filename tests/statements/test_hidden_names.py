"""A name that must not be told stays out of every public text, whichever is written last."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kb.records.services import publish, save_record, withdraw
from statements.models import Person, Signature, Statement
from statements.services import write_statement
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

NAME = "Canary Name"
SAID = f"So said {NAME}."
TOLD = "tells a name that must not be told"


def hidden_person(**fields) -> Person:
    return make_person(name=NAME, confidentiality="role_only", **fields)


def protect(person: Person, confidentiality: str = "role_only") -> Person:
    person = Person.objects.get(pk=person.pk)
    person.confidentiality = confidentiality
    return save_record(person, by=None)


def refused(write, match: str = TOLD) -> None:
    with pytest.raises(ValidationError, match=match):
        write()


# A text is written


@pytest.mark.parametrize("field", ["title", "slug", "symbol", "spoken_as", "text"])
def test_no_edit_of_a_public_statement_tells_the_name_of_its_hidden_speaker(field):
    statement = make_statement(spoken_by=hidden_person())
    setattr(statement, field, "canary-name" if field == "slug" else f"By {NAME}")

    refused(lambda: write_statement(statement, by=None), f"The statement “.*” {TOLD}")

    assert "anary" not in getattr(Statement.objects.get(), field)


@pytest.mark.parametrize("field", ["title", "slug", "lede", "body", "url", "image_credit"])
def test_no_edit_of_a_public_article_tells_the_name_of_its_hidden_author(field):
    article = make_article(author=hidden_person())
    values = {"slug": "by-canary-name", "url": "https://example.org/canary-name"}
    setattr(article, field, values.get(field, f"By {NAME}"))

    refused(lambda: save_record(article, by=None))


@pytest.mark.parametrize(
    "make",
    [
        lambda place: make_ask(**place, text=f"{NAME} asks to reject it."),
        lambda place: make_claim_check(**place, claim=f"{NAME} said so."),
        lambda place: make_claim_check(**place, finding=f"{NAME} did not say so."),
        lambda place: make_quote(**place, text=SAID),
        lambda place: make_quote(**place, spoken_as=f"{NAME}, Advocate"),
        lambda place: make_mention(**place, title=f"A report by {NAME}"),
        lambda place: make_mention(**place, url="https://example.org/canary_name"),
    ],
    ids=["ask", "claim", "finding", "quote", "capacity", "mention", "link"],
)
@pytest.mark.parametrize("place", ["statement", "article"])
def test_nothing_new_in_a_public_text_tells_the_name_of_a_hidden_person_quoted_there(place, make):
    places = {place: make_statement() if place == "statement" else make_article()}
    make_quote(**places, person=hidden_person(), spoken_as="Advocate")

    refused(lambda: make(places))


def test_the_name_of_a_hidden_signatory_is_not_told_in_the_statement():
    statement = make_statement()
    make_signature(statement=statement, person=hidden_person())
    statement.text = SAID

    refused(lambda: write_statement(statement, by=None))


def test_the_printed_name_of_a_signature_does_not_tell_of_a_hidden_speaker():
    statement = make_statement(spoken_by=hidden_person())
    organisation = make_organisation(name="Open House")

    refused(
        lambda: make_signature(
            statement=statement,
            organisation=organisation,
            name_as_printed=f"Open House, by {NAME}",
        )
    )


def test_the_name_behind_a_confidential_signature_is_not_told_in_the_statement():
    organisation = make_organisation(name="Canary Watch")
    statement = make_statement(text="Canary Watch agrees.")

    refused(
        lambda: make_signature(
            statement=statement,
            organisation=organisation,
            confidentiality="withheld",
            published=False,
        )
    )


def test_no_printed_name_of_a_signature_tells_the_name_of_the_hidden_speaker():
    statement = make_statement(spoken_by=hidden_person())
    signature = make_signature(statement=statement, name_as_printed=NAME, published=False)

    refused(lambda: publish(signature, by=None), f"The signature “{NAME}” in “{statement}” {TOLD}")

    assert Signature.objects.get().state == "draft"


# A person comes to a text


def test_nobody_hidden_is_quoted_in_a_public_text_that_names_them():
    statement = make_statement(text=SAID)

    refused(lambda: make_quote(statement=statement, person=hidden_person()))


def test_nobody_hidden_becomes_the_speaker_of_a_public_statement_in_which_an_ask_names_them():
    statement = make_statement()
    make_ask(statement=statement, text=f"{NAME} asks to reject it.")
    statement.spoken_by = hidden_person()

    refused(lambda: write_statement(statement, by=None), f"The ask “{NAME} asks to reject it.” in")


# Drafts and embargoes


def test_a_draft_may_hold_a_name_until_it_is_published():
    statement = make_statement(spoken_by=hidden_person(), text=SAID, published=False)

    refused(lambda: publish(statement, by=None))


@pytest.mark.parametrize("make", [make_ask, make_quote])
def test_a_statement_is_not_published_while_something_in_it_tells_a_hidden_name(make):
    statement = make_statement(spoken_by=hidden_person(), published=False)
    make(statement=statement, text=SAID)

    refused(lambda: publish(statement, by=None), f"in “{statement}” {TOLD}")


def test_an_embargoed_statement_is_kept_free_of_the_name_as_a_public_one_is():
    statement = make_statement(spoken_by=hidden_person(), published=False)
    publish(statement, by=None, release_at=timezone.now() + timedelta(days=1))

    refused(lambda: make_ask(statement=statement, text=SAID))


@pytest.mark.parametrize("make", [make_quote, make_ask])
def test_what_tells_a_name_by_an_older_rule_is_mended_by_the_edit_that_takes_it_out(make):
    person = make_person(name=NAME)
    part = make(statement=make_statement(spoken_by=person), text=SAID)
    Person.objects.update(confidentiality="role_only")
    part.refresh_from_db()
    part.text = "So it was said."

    assert save_record(part, by=None).version == 2


# A person is protected afterwards


@pytest.mark.parametrize("confidentiality", ["role_only", "withheld"])
@pytest.mark.parametrize(
    "tell",
    [
        lambda person: make_statement(spoken_by=person, text=SAID),
        lambda person: make_article(author=person, body=SAID),
        lambda person: make_quote(person=person, text=SAID),
        lambda person: make_quote(person=person, article=make_article(body=SAID)),
        lambda person: make_signature(person=person, statement=make_statement(text=SAID)),
        lambda person: make_ask(statement=make_statement(spoken_by=person), text=SAID),
        lambda person: make_claim_check(article=make_article(author=person), finding=SAID),
        lambda person: make_mention(statement=make_statement(spoken_by=person), title=SAID),
        lambda person: make_signature(
            statement=make_statement(spoken_by=person), name_as_printed=NAME
        ),
    ],
    ids=[
        "statement",
        "article",
        "quote",
        "quoted",
        "signed",
        "ask",
        "claim",
        "mention",
        "signature",
    ],
)
def test_a_person_is_not_protected_while_a_public_text_still_names_them(tell, confidentiality):
    person = make_person(name=NAME)
    tell(person)

    refused(lambda: protect(person, confidentiality), f"The .* “.*” {TOLD}. Take it out first")

    assert Person.objects.get().confidentiality == "named"


def test_a_hidden_person_is_not_given_a_name_that_a_public_text_tells():
    person = hidden_person()
    make_statement(spoken_by=person, text="So said Other Name.")
    person.name = "Other Name"

    refused(lambda: save_record(person, by=None))


def test_a_person_is_protected_though_drafts_and_texts_of_others_hold_the_name():
    person = make_person(name=NAME)
    make_statement(spoken_by=person, text=SAID, published=False)
    make_statement(text=SAID)

    assert not protect(person).is_named


def test_a_person_who_signed_by_name_is_protected_and_the_signature_goes_with_it():
    person = make_person(name=NAME)
    make_signature(person=person, name_as_printed=NAME)

    protect(person)

    assert not Signature.objects.published().exists()


def test_a_person_is_withdrawn_at_once_whatever_public_texts_name_them():
    person = make_person(name=NAME)
    make_statement(spoken_by=person, text=SAID)

    assert withdraw(person, by=None, reason="Asked for it.").state == "withdrawn"


# What counts as the name


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Ada Lund", "So said ADA\u00a0\nLUND."),
        ("Ada Lund-Holm", "So said Ada Lund Holm."),
        ("José Núñez", "So said Jose\u0301 Nunez."),
        ("王小明", "发言人王小明说"),
    ],
    ids=["case and blanks", "hyphens", "accents", "no blanks"],
)
def test_a_name_is_found_however_it_is_written(name, words):
    person = make_person(name=name, confidentiality="role_only")

    refused(lambda: make_quote(statement=make_statement(spoken_by=person), text=words))


def test_a_name_of_nothing_but_signs_is_found_nowhere():
    statement = make_statement(spoken_by=make_person(name="—", confidentiality="role_only"))

    assert make_ask(statement=statement).pk
