"""Who may do what with statements and their parts, and who may see names that are not told."""

from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from statements.models import Ask, Person, Quote, Signature, Statement
from statements.services import write_statement
from tests.desk.signing_in import staff_client
from tests.statements.desk import REASON, address, opened, rows, save
from tests.statements.factories import (
    make_ask,
    make_organisation,
    make_person,
    make_quote,
    make_signature,
    make_statement,
)

pytestmark = pytest.mark.django_db

NO_DRAFT = "is no draft any more"


@pytest.fixture
def contributor() -> Client:
    return staff_client("Contributor")


def test_a_contributor_enters_a_draft_with_its_parts(contributor):
    url = address(Statement, "add")
    form = opened(contributor, url) | {"title": "A draft", "text": "We thank you."}
    form |= {"kind": "panel", "modality": "oral"}

    save(contributor, url, form | rows("quotes", {"text": "We thank you", "spoken_as": "A"}))

    assert Quote.objects.get().statement.state == "draft"


@pytest.mark.parametrize("make", [make_ask, make_quote], ids=["ask", "quote"])
def test_a_contributor_looks_at_parts_of_a_published_statement_and_changes_none(contributor, make):
    part = make()
    url = address(part, "change")

    page = contributor.get(url)
    answer = contributor.post(url, {"text": "Changed"})

    assert page.status_code == 200
    assert 'name="text"' not in page.content.decode()
    assert answer.status_code == 403


def test_a_contributor_adds_nothing_to_a_published_statement(contributor):
    statement = make_statement()
    url = address(Quote, "add")
    form = opened(contributor, url) | {"statement": statement.pk, "text": "A", "spoken_as": "B"}

    page = save(contributor, url, form | REASON, status=409)

    assert NO_DRAFT in page
    assert not Quote.objects.exists()


def test_a_contributor_moves_no_part_into_a_published_statement(contributor):
    quote = make_quote(statement=make_statement(published=False))
    url = address(quote, "change")
    form = opened(contributor, url) | {"statement": make_statement().pk} | REASON

    page = save(contributor, url, form, status=409)

    assert NO_DRAFT in page
    assert Quote.objects.get() == quote
    assert Quote.objects.get().version == 1


def answer_in_the_list(client: Client, ask: Ask, status: int) -> str:
    """What comes back where a position is given in the list, and nothing is saved."""
    url = address(Ask, "changelist")
    form = opened(client, url) | {"form-0-position_asked": "no", "_save": "Save"}
    page = save(client, url, form, status)
    ask.refresh_from_db()
    assert ask.position_asked == ""
    return page


def test_a_contributor_changes_no_ask_of_a_statement_in_review_in_the_list(contributor):
    ask = make_ask(statement=make_statement(published=False))
    ask.statement.state = "in_review"
    write_statement(ask.statement, by=None)

    assert NO_DRAFT in answer_in_the_list(contributor, ask, status=409)


def test_a_published_ask_is_changed_on_its_page_where_a_reason_is_given():
    page = answer_in_the_list(staff_client("Editor"), make_ask(), status=200)

    assert "This is published: change it on its own page, with a reason." in page


def test_a_contributor_changes_no_published_signature_of_a_draft(contributor):
    signature = make_signature(statement=make_statement(published=False))
    url = address(signature.statement, "change")
    form = opened(contributor, url)

    for change in ({"signatures-0-name_as_printed": "Another"}, {"signatures-0-DELETE": "on"}):
        page = save(contributor, url, form | change, status=409)
        assert NO_DRAFT in page
    assert Signature.objects.get().version == signature.version


def test_an_editor_changes_what_is_published_and_says_why():
    editor, ask = staff_client("Editor"), make_ask()
    url = address(ask, "change")
    form = opened(editor, url) | {"position_asked": "no"}

    assert "This is published: say why it is changed." in save(editor, url, form, status=200)
    save(editor, url, form | REASON)

    assert Ask.objects.get().position_asked == "no"


def test_an_editor_who_adds_to_what_is_published_says_why():
    editor, statement = staff_client("Editor"), make_statement()
    url = address(Quote, "add")
    form = opened(editor, url) | {"statement": statement.pk, "text": "A", "spoken_as": "B"}

    page = save(editor, url, form, status=409)
    save(editor, url, form | REASON)

    assert "say under “About this change” why it is changed" in page
    assert Quote.objects.get().statement == statement


def test_a_records_officer_reads_a_statement_and_changes_nothing():
    officer, ask = staff_client("Records officer"), make_ask()

    page = officer.get(address(ask.statement, "change"))

    assert page.status_code == 200
    assert 'name="title"' not in page.content.decode()
    assert officer.post(address(ask.statement, "change"), {}).status_code == 403


# Names


def autocomplete(model: type, field: str, term: str) -> str:
    query = f"app_label=statements&model_name={model._meta.model_name}&field_name={field}"
    return f"{reverse('admin:autocomplete')}?{query}&term={term}"


HIDING = partial(make_person, name="Canary Name", confidentiality="role_only")


@pytest.mark.parametrize("role", ["Contributor", "Editor", "Records officer"])
def test_staff_who_may_see_people_find_a_hidden_name(role):
    HIDING()

    answer = staff_client(role).get(autocomplete(Statement, "spoken_by", "canary"))

    assert [each["text"] for each in answer.json()["results"]] == ["Canary Name"]


def test_an_administrator_finds_no_name_anywhere():
    person, administrator = HIDING(), staff_client("Administrator")
    quote = make_quote(person=person)
    urls = [
        autocomplete(Statement, "spoken_by", "canary"),
        autocomplete(Quote, "person", "canary"),
        *(address(model, "changelist") for model in (Person, Quote, Signature, Statement)),
        *(address(record, "change") for record in (person, quote)),
        *(address(record, "history") for record in (person, quote)),
    ]

    answers = [administrator.get(url) for url in urls]

    assert {answer.status_code for answer in answers} == {403}
    assert not any(b"Canary" in answer.content for answer in answers)


def test_nobody_finds_a_name_without_signing_in(client):
    HIDING()

    answer = client.get(autocomplete(Statement, "spoken_by", "canary"), SERVER_NAME="localhost")

    assert answer.status_code == 302
    assert b"Canary" not in answer.content


def test_a_person_who_is_to_be_protected_vanishes_at_once_with_page_and_name(client):
    editor = staff_client("Editor")
    person = make_person(name="Canary Name", slug="canary-name")
    statement = make_statement(spoken_by=person, spoken_as="Advocate")
    assert b"Canary" in client.get(statement.get_absolute_url()).content
    url = address(person, "change")

    save(editor, url, opened(editor, url) | REASON | {"confidentiality": "withheld"})

    assert b"Canary" not in client.get(statement.get_absolute_url()).content
    assert client.get(person.get_absolute_url()).status_code == 404
    assert person not in Person.objects.published()


def test_a_person_whose_name_is_still_told_is_not_protected_and_the_page_says_where(client):
    editor, person = staff_client("Editor"), make_person(name="Canary Name")
    make_statement(spoken_by=person, title="As Canary Name said")
    url = address(person, "change")

    page = save(
        editor, url, opened(editor, url) | REASON | {"confidentiality": "role_only"}, status=200
    )

    assert "“As Canary Name said” tells a name that must not be told" in page
    assert Person.objects.get().confidentiality == "named"


def test_a_person_is_entered_with_roles_and_an_address_made_from_the_name():
    editor, organisation = staff_client("Editor"), make_organisation()
    url = address(Person, "add")
    roles = {"title": "Asia Advocate", "organisation": organisation.pk, "since": "2019-01-01"}

    save(editor, url, opened(editor, url) | {"name": "Zoë Example"} | rows("roles", roles))

    person = Person.objects.get(slug="zoe-example")
    assert str(person.roles.get()) == f"Asia Advocate, {organisation}"
