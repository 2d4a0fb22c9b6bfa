"""What partners get of signatures: who signed, where that may be told, or a role instead."""

import pytest

from kb.exchange.documents.kinds import LISTED
from kb.exchange.documents.statements import STATEMENTS
from tests.exchange.telling import in_words, told
from tests.factories import make_source
from tests.statements.factories import (
    make_organisation,
    make_person,
    make_signature,
    make_statement,
)

pytestmark = pytest.mark.django_db

CANARY = "Zirpvogel"


def speaker(record) -> dict[str, str]:
    return {"id": str(record.public_id), "slug": record.slug, "name": record.name}


def test_a_signature_by_name_tells_who_signed_and_how_it_was_printed():
    signature = make_signature(
        organisation=(organisation := make_organisation(name="Amnesty International")),
        person=(person := make_person(name="Ada Example")),
        name_as_printed="A.I.",
        source=(source := make_source()),
    )

    (found,) = told(STATEMENTS, signature.statement)["signatures"]

    assert found["organisation"] == speaker(organisation)
    assert found["person"] == speaker(person)
    assert (found["name"], found["name_as_printed"]) == (
        "Ada Example, Amnesty International",
        "A.I.",
    )
    assert found["source"]["id"] == str(source.public_id)
    assert found["public_since"] is not None


def test_a_signature_by_role_tells_the_role_alone():
    organisation = make_organisation(name="Open House")
    signature = make_signature(
        organisation=organisation,
        person=make_person(name=CANARY, confidentiality="role_only"),
        name_as_printed=CANARY,
        role_label="A human rights organisation",
        confidentiality="role_only",
    )

    (found,) = told(STATEMENTS, signature.statement)["signatures"]

    assert (found["name"], found["confidentiality"]) == ("A human rights organisation", "role_only")
    assert (found["organisation"], found["person"], found["name_as_printed"]) == (None, None, None)
    assert CANARY not in in_words(LISTED)
    assert str(organisation.public_id) not in in_words([STATEMENTS])


def test_signatures_that_are_not_public_leave_nothing():
    statement = make_statement()
    before = told(STATEMENTS, statement)
    make_signature(statement=statement, published=False)
    make_signature(statement=statement, confidentiality="withheld", published=False)
    make_signature(statement=statement, organisation=make_organisation(published=False))
    make_signature(statement=statement, person=make_person(confidentiality="role_only"))

    assert told(STATEMENTS, statement) == before


def test_signatures_follow_the_names_that_are_shown():
    statement = make_statement()
    for printed, role in (("Aaron", "Some group"), ("Zoe", "A group")):
        make_signature(
            statement=statement,
            name_as_printed=printed,
            role_label=role,
            confidentiality="role_only",
        )
    make_signature(statement=statement, name_as_printed="Berta", shares_the_views=True)
    make_signature(statement=statement, name_as_printed="Carla")

    names = [each["name"] for each in told(STATEMENTS, statement)["signatures"]]

    assert names == ["A group", "Carla", "Some group", "Berta"]
