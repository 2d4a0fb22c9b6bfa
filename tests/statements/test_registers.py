"""Organisations and people by file."""

import pytest
from django.urls import reverse

from kb.records.models import Ledger, Publishable
from statements.models import Organisation, Person
from tests.council.registers import bring, choose, confirm, csv_of, export, is_preview, words
from tests.desk.signing_in import staff_client
from tests.statements.factories import make_organisation, make_person

pytestmark = pytest.mark.django_db

ORGANISATION = "statements.organisation"
PERSON = "statements.person"


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def contributor():
    return staff_client("Contributor")


def test_a_new_organisation_is_a_draft_with_the_file_as_its_reason(contributor):
    file = csv_of(
        "slug,name,short_name,has_ecosoc_status,url", "ishr,Service for Human Rights,ISHR,yes,"
    )

    bring(contributor, ORGANISATION, file)

    organisation = Organisation.objects.get(slug="ishr")
    assert organisation.state == Publishable.State.DRAFT
    assert organisation.has_ecosoc_status is True
    row = Ledger.objects.about(organisation).get()
    assert (row.action, row.by, row.reason) == (
        "created",
        contributor.user,
        "Imported from “register.csv”.",
    )


def test_what_no_source_says_stays_unknown(contributor):
    bring(contributor, ORGANISATION, csv_of("slug,name,has_ecosoc_status", "ishr,ISHR,"))

    assert Organisation.objects.get(slug="ishr").has_ecosoc_status is None


def test_a_word_that_is_neither_yes_nor_no_is_refused(contributor):
    file = csv_of("slug,name,has_ecosoc_status", "ishr,ISHR,perhaps")

    answer = choose(contributor, ORGANISATION, file)

    assert "has_ecosoc_status: “perhaps” is neither yes nor no." in words(answer)


def test_a_slug_that_is_no_address_is_refused(contributor):
    answer = choose(contributor, ORGANISATION, csv_of("slug,name", "is hr,ISHR"))

    assert "2 is hr slug: Enter a valid “slug”" in words(answer)


@pytest.mark.parametrize("role", ["Contributor", "Editor"])
def test_what_left_the_draft_is_changed_only_by_who_may_publish_it(role):
    make_organisation(slug="ishr", name="ISHR")
    client = staff_client(role)

    answer = choose(client, ORGANISATION, csv_of("slug,name", "ishr,Another name"))

    assert is_preview(answer) == (role == "Editor")
    if role == "Contributor":
        assert "only who may publish it can change it" in words(answer)


def test_a_published_organisation_is_changed_with_a_version_and_a_reason():
    organisation = make_organisation(slug="ishr", name="ISHR")

    bring(staff_client("Editor"), ORGANISATION, csv_of("slug,name", "ishr,Another name"))

    row = Ledger.objects.about(organisation).last()
    assert row.changes == {"name": ["ISHR", "Another name"]}
    assert row.version == organisation.version + 1
    assert Organisation.objects.get(slug="ishr").state == Publishable.State.PUBLISHED


@pytest.mark.parametrize(
    "rows", [("slug,name", "ada,Ada"), ("slug,name,confidentiality", "ada,Ada,")]
)
def test_a_new_person_needs_a_word_on_what_may_be_told(contributor, rows):
    answer = choose(contributor, PERSON, csv_of(*rows))

    assert not is_preview(answer)
    assert "2 ada confidentiality:" in words(answer)


@pytest.mark.parametrize("confidentiality", ["named", "role_only", "withheld"])
def test_a_new_person_is_as_confidential_as_the_file_says(contributor, confidentiality):
    file = csv_of("slug,name,confidentiality", f"ada,Ada Example,{confidentiality}")

    bring(contributor, PERSON, file)

    assert Person.objects.get(slug="ada").confidentiality == confidentiality


def test_a_person_on_record_keeps_what_may_be_told_where_the_file_does_not_say(contributor):
    make_person(slug="ada", confidentiality="withheld", published=False)

    bring(contributor, PERSON, csv_of("slug,name", "ada,Ada Example"))

    person = Person.objects.get(slug="ada")
    assert (person.name, person.confidentiality) == ("Ada Example", "withheld")


@pytest.mark.parametrize("as_", ["csv", "xlsx"])
def test_exported_people_and_organisations_come_back_unchanged(contributor, as_):
    make_person(name="=Ada", published=False)
    make_person(name="Adèle 'quoted', and more", confidentiality="role_only", published=False)
    make_organisation(name="@home", has_ecosoc_status=False, published=False)

    for kind, count in ((PERSON, 2), (ORGANISATION, 1)):
        answer = choose(contributor, kind, export(contributor, kind, as_=as_))
        assert f"0 new, 0 changed, {count} as before" in words(answer)


def test_what_somebody_else_changed_since_the_preview_is_not_undone(contributor):
    make_person(slug="ada", name="Ada", published=False)
    preview = choose(contributor, PERSON, csv_of("slug,confidentiality", "ada,named"))
    assert not is_preview(preview)
    preview = choose(contributor, PERSON, csv_of("slug,confidentiality", "ada,role_only"))
    Person.objects.filter(slug="ada").update(confidentiality="withheld", version=2)

    answer = confirm(contributor, PERSON, preview)

    assert answer.status_code == 409
    assert Person.objects.get(slug="ada").confidentiality == "withheld"


def test_a_records_officer_may_see_people_and_not_import_them():
    client = staff_client("Records officer")

    assert client.get(reverse("admin:statements_person_export")).status_code == 200
    assert client.get(reverse("admin:statements_person_import")).status_code == 403


def test_a_name_with_markup_is_shown_as_it_is(contributor):
    file = csv_of("slug,name,confidentiality", "ada,<b>Ada</b>,named")

    page = choose(contributor, PERSON, file).content.decode()

    assert "&lt;b&gt;Ada&lt;/b&gt;" in page
    assert "<b>Ada" not in page
