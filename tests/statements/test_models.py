"""What can never be false of statements, and of what stands in them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kb.records.services import save_record
from statements.models import Role, Segment, Signature, Statement
from tests.factories import make_resolution, make_roll_call
from tests.statements.constraints import refused
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


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("kind", "sermon", "Choose the kind of statement from the list."),
        ("modality", "sung", "A statement is oral, written or a video."),
        ("declared_signatories", -1, "There cannot be fewer than no signatories."),
        ("language", "EN", "Give the language as a code of two or three small letters: en."),
    ],
)
def test_a_statement_refuses(field, value, sentence):
    assert sentence in refused(make_statement(), **{field: value})


def test_a_statement_may_have_any_known_kind_no_signatory_and_another_language():
    for kind in Statement.Kind:
        statement = make_statement(kind=kind, declared_signatories=0, language="fr")
        assert statement.pk


def test_a_statement_takes_no_character_that_a_database_cannot_hold():
    with pytest.raises(ValidationError, match="no text can hold"):
        make_statement(text="a\x00b")


def test_an_article_refuses_a_language_that_is_no_code():
    sentence = refused(make_article(language="es"), language="Spanish"[:3])

    assert "Give the language as a code" in sentence


@pytest.mark.parametrize("make", [make_person, make_signature])
def test_what_may_be_told_is_one_of_three(make):
    sentence = refused(make(confidentiality="named"), confidentiality="maybe")

    assert "Choose what may be told from the list." in sentence


def test_the_dates_of_a_role_are_in_order():
    role = save_record(
        Role(person=make_person(), title="Advocate", since=date(2020, 1, 1)), by=None
    )

    sentence = refused(role, until=date(2019, 1, 1))

    assert sentence == "The last day cannot come before the first."


def test_a_role_may_begin_and_end_on_one_day():
    day = date(2020, 1, 1)

    role = save_record(Role(person=make_person(), title="Chair", since=day, until=day), by=None)

    assert role.pk


def test_an_address_stands_once_in_a_statement_and_may_stand_in_another():
    statement, other = make_statement(), make_statement()
    segment = Segment(statement=statement, address="p1", order=9, text="Twice")
    assert other.segments.filter(address="p1").exists()

    with pytest.raises(ValidationError, match="stands for one paragraph or sentence for ever"):
        segment.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        segment.save()


@pytest.mark.parametrize("address", ["p0", "5", "p2s1", "P2"])
def test_a_paragraph_has_the_address_of_a_paragraph(address):
    paragraph = make_statement().segments.get(address="p2")

    assert "A paragraph's address is like p5" in refused(paragraph, address=address)


def test_a_sentence_has_the_address_of_a_sentence():
    sentence = make_statement().segments.get(address="p2s1")

    assert "A paragraph's address is like p5" in refused(sentence, address="p7")


@pytest.mark.parametrize("make", [make_ask, make_quote, make_mention, make_claim_check])
def test_a_part_stands_in_exactly_one_statement_or_article(make):
    part = make(statement=make_statement())
    assert make(article=make_article()).pk

    for places in ({"article": make_article()}, {"statement": None}):
        part.refresh_from_db()
        assert "either the statement or the article" in refused(part, **places)


@pytest.mark.parametrize("make", [make_ask, make_quote, make_mention, make_claim_check])
def test_only_a_statement_has_paragraphs_to_stand_in(make):
    statement = make_statement()
    segment = statement.segments.get(address="p2")
    assert make(statement=statement, segment=segment).pk

    assert "Only a statement has paragraphs" in refused(
        make(article=make_article()), segment=segment
    )


def test_a_part_cannot_stand_in_a_paragraph_of_another_statement():
    with pytest.raises(ValidationError, match="belongs to another statement"):
        make_ask(statement=make_statement(), segment=make_statement().segments.first())


def test_a_quote_has_a_speaker_or_a_capacity():
    assert make_quote(person=make_person(), spoken_as="").pk

    assert "Say who is quoted" in refused(make_quote(spoken_as="Advocate"), spoken_as="")


@pytest.mark.parametrize("make", [make_quote, make_ask])
def test_what_was_said_has_words(make):
    part = make(text="Reject it.")

    with pytest.raises(IntegrityError), transaction.atomic():
        type(part).objects.filter(pk=part.pk).update(text="")
    part.text = ""
    with pytest.raises(ValidationError):
        part.full_clean()


@pytest.mark.parametrize("fields", [{"claim": ""}, {"finding": ""}])
def test_a_claim_check_says_both_sides(fields):
    check = make_claim_check()

    with pytest.raises(IntegrityError), transaction.atomic():
        type(check).objects.filter(pk=check.pk).update(**fields)


@pytest.mark.parametrize(
    "field", ["symbol", "title", "url", "roll_call", "resolution", "statement"]
)
def test_a_mention_cites_a_record_or_says_what_it_cites(field):
    values = {
        "symbol": lambda: {"symbol": "A/HRC/43/31"},
        "title": lambda: {"title": "A report"},
        "url": lambda: {"url": "https://example.org/report"},
        "roll_call": lambda: {"roll_call": make_roll_call()},
        "resolution": lambda: {"resolution": make_resolution()},
        "statement": lambda: {"cited_statement": make_statement()},
    }[field]()
    mention = make_mention(**values)
    empty = {name: "" if isinstance(value, str) else None for name, value in values.items()}

    assert "Say what is cited" in refused(mention, **empty)


def test_a_signature_says_who_signed():
    assert "Say who signed." in refused(make_signature(), name_as_printed="")


def test_whoever_is_known_by_role_only_needs_no_name():
    signature = make_signature(
        name_as_printed="", confidentiality="role_only", role_label="A human rights organisation"
    )

    assert signature.shown_as == "A human rights organisation"


def test_a_signature_by_role_says_the_role():
    signature = make_signature(confidentiality="role_only", role_label="a partner organisation")

    assert "Say what is shown instead of the name." in refused(signature, role_label="")


@pytest.mark.parametrize(
    ("make", "field"), [(make_organisation, "organisation"), (make_person, "person")]
)
def test_nobody_signs_the_same_statement_twice(make, field):
    signatory, statement = make(), make_statement()
    make_signature(statement=statement, **{field: signatory})
    assert make_signature(**{field: signatory}).pk

    with pytest.raises(ValidationError, match="signature is already recorded"):
        make_signature(statement=statement, **{field: signatory})


def test_the_database_refuses_a_second_signature_of_an_organisation():
    organisation = make_organisation()
    first, second = make_signature(organisation=organisation), make_signature()

    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.filter(pk=second.pk).update(
            statement=first.statement, organisation=organisation
        )
