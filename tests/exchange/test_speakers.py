"""What partners get of organisations and people: no more than may be told of them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kb.exchange.documents.kind import Sight
from kb.exchange.documents.kinds import LISTED
from kb.exchange.documents.organisations import ORGANISATIONS
from kb.exchange.documents.people import PEOPLE
from kb.records.services import publish, save_record, withdraw
from statements.models import Organisation, Person, Role
from tests.exchange.telling import documents, in_words, queries_for, told
from tests.statements.factories import make_organisation, make_person, make_statement

pytestmark = pytest.mark.django_db

CANARY = "Zirpvogel"


def make_role(person: Person, organisation: Organisation | None = None, **fields) -> Role:
    fields.setdefault("title", "Asia Advocate")
    return save_record(Role(person=person, organisation=organisation, **fields), by=None)


@pytest.mark.parametrize("status", [True, False, None])
def test_an_organisation_is_told_with_its_names_status_and_website(status):
    organisation = make_organisation(
        name="International Service for Human Rights",
        short_name="ISHR",
        has_ecosoc_status=status,
        url="https://ishr.ch/",
    )

    found = told(ORGANISATIONS, organisation)

    assert found["url"].endswith(organisation.get_absolute_url())
    assert (found["name"], found["short_name"]) == (organisation.name, "ISHR")
    assert (found["has_ecosoc_status"], found["website"]) == (status, "https://ishr.ch/")


def test_what_nobody_recorded_of_an_organisation_is_null():
    found = told(ORGANISATIONS, make_organisation())

    assert (found["short_name"], found["website"], found["has_ecosoc_status"]) == (None,) * 3


def test_a_person_is_told_with_roles():
    person = make_person(name="Ada Example")
    role = make_role(person, make_organisation(name="ISHR"), since=date(2019, 1, 1))

    found = told(PEOPLE, person)

    assert (found["name"], found["url"][-len(person.slug) - 1 : -1]) == (person.name, person.slug)
    (told_role,) = found["roles"]
    assert told_role["id"] == str(role.public_id)
    assert (told_role["title"], told_role["organisation"]["name"]) == ("Asia Advocate", "ISHR")
    assert (told_role["since"], told_role["until"]) == ("2019-01-01", None)


def test_a_hidden_organisation_is_not_told_of_by_those_who_work_there():
    person = make_person()
    make_role(person, make_organisation(name=CANARY, published=False))

    assert told(PEOPLE, person)["roles"][0]["organisation"] is None
    assert CANARY not in in_words(LISTED)


def draft():
    return make_person(name=CANARY, published=False)


def by_role_only():
    return make_person(name=CANARY, confidentiality="role_only")


def withheld():
    return make_person(name=CANARY, confidentiality="withheld", published=False)


def protected_later():
    person = make_person(name=CANARY)
    person.confidentiality = "withheld"
    return save_record(person, by=None)


def taken_back():
    return withdraw(make_person(name=CANARY), by=None, reason="Asked for it.")


@pytest.mark.parametrize("hide", [draft, by_role_only, withheld, protected_later, taken_back])
def test_a_person_who_must_not_be_named_leaves_nothing(hide):
    person = hide()
    role = make_role(person, make_organisation(), title=f"{CANARY} in chief")
    make_statement(spoken_by=person)

    said = in_words(LISTED)

    assert documents(PEOPLE) == []
    assert [
        word for word in (CANARY, str(person.public_id), str(role.public_id)) if word in said
    ] == []


def test_people_and_organisations_under_embargo_are_told_until_when_to_those_who_may_see():
    now = timezone.now()
    sight = Sight(at=now + timedelta(days=3), now=now)
    for kind, make in ((PEOPLE, make_person), (ORGANISATIONS, make_organisation)):
        record = make(published=False)
        publish(record, by=None, release_at=now + timedelta(days=2))

        found = told(kind, record, sight)

        assert (found["public_since"], documents(kind)) == (None, [])
        assert found["embargoed_until"].startswith(f"{now + timedelta(days=2):%Y-%m-%dT}")


def test_an_embargo_does_not_open_the_name_of_somebody_known_by_role():
    now = timezone.now()
    make_person(name=CANARY, confidentiality="role_only")

    assert documents(PEOPLE, Sight(at=now + timedelta(days=3), now=now)) == []


def test_lists_follow_the_names():
    for kind, make in ((PEOPLE, make_person), (ORGANISATIONS, make_organisation)):
        for name in ("Berta", "Ada", "Carla"):
            make(name=name)

        assert [each["name"] for each in documents(kind)] == ["Ada", "Berta", "Carla"]


def test_many_speakers_take_no_more_queries_than_one():
    def employ():
        make_role(make_person(), make_organisation())

    employ()
    few = (queries_for(PEOPLE), queries_for(ORGANISATIONS))
    for _ in range(9):
        employ()

    assert (queries_for(PEOPLE), queries_for(ORGANISATIONS)) == few
    assert len(documents(PEOPLE)) == 10
