"""Organisations and people out of a bundle."""

from kb.exchange.bundle.known import Known, as_in, day, words
from kb.exchange.bundle.reading import Bundle
from kb.exchange.documents.organisations import ORGANISATIONS
from kb.exchange.documents.people import PEOPLE
from statements.models import Organisation, Person, Role


def add_organisations(bundle: Bundle, known: Known) -> None:
    documents = bundle.of(ORGANISATIONS)
    organisations = [
        Organisation(
            slug=each["slug"],
            name=each["name"],
            short_name=words(each["short_name"]),
            has_ecosoc_status=each["has_ecosoc_status"],
            url=words(each["website"]),
        )
        for each in documents
    ]
    known.add(ORGANISATIONS, documents, organisations)


def add_people(bundle: Bundle, known: Known) -> None:
    documents = bundle.of(PEOPLE)
    people = [Person(slug=each["slug"], name=each["name"]) for each in documents]
    known.add(PEOPLE, documents, people)
    roles = []
    for place, (person, each) in enumerate(zip(people, documents, strict=True)):
        for told in each["roles"]:
            role = Role(
                person=person,
                organisation=known.named(
                    ORGANISATIONS, told["organisation"], f"people[{place}].roles"
                ),
                title=told["title"],
                since=day(told["since"]),
                until=day(told["until"]),
            )
            as_in(role, told)
            roles.append(role)
    known.give_keys(roles)
    known.write(roles)
