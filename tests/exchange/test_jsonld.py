"""What pages say of themselves in the words of schema.org, and the same in a file."""

import json
import re
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from kb.council.models import Session, State
from kb.exchange.formats.jsonld.things import in_page
from statements.models import Role
from tests.exchange.generated import Generated
from tests.factories import make_reading, make_resolution, make_roll_call, make_vote
from tests.statements.factories import (
    make_article,
    make_organisation,
    make_person,
    make_statement,
)
from votes.services import accept_reading

SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
# What schema.org lets each type say, and which of it must be there.
NEEDED = {"@type", "url", "name"}
ALLOWED = {
    "Legislation": {
        "legislationIdentifier",
        "legislationType",
        "legislationPassedBy",
        "legislationDate",
    },
    "Event": {"startDate", "endDate", "organizer", "superEvent", "about", "subjectOf"},
    "CreativeWork": {"genre", "datePublished", "inLanguage", "author"},
    "Article": {
        *("headline", "abstract", "datePublished", "inLanguage"),
        *("publisher", "author", "isBasedOn"),
    },
    "Organization": {"alternateName", "sameAs"},
    "Person": {"jobTitle", "affiliation"},
    "Country": {"identifier"},
    "Dataset": {
        *("license", "publisher", "isAccessibleForFree"),
        *("distribution", "variableMeasured"),
    },
}
PARTS = {
    "PropertyValue": {"name", "value", "propertyID"},
    "DataDownload": {"contentUrl", "encodingFormat"},
}
ADDRESSES = {"@id", "url", "contentUrl", "sameAs", "isBasedOn"}
DAYS = {"startDate", "endDate", "datePublished", "legislationDate"}
COMMON = {"@context", "@type", "@id", "url", "name", "description"}


def said_by(client, path: str) -> dict:
    answer = client.get(path)
    assert answer.status_code == 200, path
    (script,) = SCRIPT.findall(answer.content.decode())
    assert not set(script) & set("<>&")
    return json.loads(script)


def lines(client) -> list[dict]:
    content = b"".join(client.get("/export/jsonld.ndjson").streaming_content)
    return [json.loads(line) for line in content.splitlines()]


def faults(thing, place: str = "") -> list[str]:
    """What is wrong with a thing and with the things in it."""
    if isinstance(thing, list):
        return [fault for each in thing for fault in faults(each, place)]
    if not isinstance(thing, dict):
        return []
    kind = thing["@type"]
    known = PARTS.get(kind) or ALLOWED[kind] | COMMON
    found = [f"{place}{kind} says {key}" for key in set(thing) - known - {"@type"}]
    found += [f"{place}{key}: {value!r}" for key, value in thing.items() if is_wrong(key, value)]
    for key, value in thing.items():
        found += faults(value, f"{place}{kind}.{key} ")
    return found


def is_wrong(key: str, value) -> bool:
    if value in (None, "", []):
        return True
    if key in ADDRESSES:
        return not (urlsplit(value).scheme in ("http", "https") and urlsplit(value).netloc)
    return key in DAYS and re.fullmatch(r"\d{4}-\d\d-\d\d", value) is None


def whole_faults(thing: dict) -> list[str]:
    missing = [key for key in NEEDED if not thing.get(key)]
    context = [] if thing["@context"] == "https://schema.org" else ["context"]
    return faults(thing) + missing + context


PAGES = {
    "/votes/a-hrc-res-43-21/": "Event",
    "/resolutions/a-hrc-res-43-21/": "Legislation",
    "/statements/joint-statement-item-10-general-debate-june-2020/": "CreativeWork",
    "/articles/hrc43-vote-on-mutually-beneficial-cooperation/": "Article",
    "/organisations/defenddefenders/": "Organization",
    "/people/sarah-m-brooks/": "Person",
    "/states/chl/": "Country",
    "/sessions/hrc43/": "Event",
    "/about/data/": "Dataset",
}


@pytest.mark.django_db
def test_each_page_says_what_it_is_about(client):
    call_command("demo", verbosity=0)

    found = {path: said_by(client, path) for path in PAGES}

    assert {path: thing["@type"] for path, thing in found.items()} == PAGES
    assert {path: whole_faults(thing) for path, thing in found.items()} == {
        path: [] for path in PAGES
    }
    assert [path for path, thing in found.items() if not thing["url"].endswith(path)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_a_page_says_what_the_file_says_of_its_record(client, seed):
    Generated(seed)
    codes = {f"/states/{code}/" for code in ("chl", "sun", "pse")} | {"/sessions/hrc43/"}

    for thing in lines(client):
        path = urlsplit(thing["url"]).path
        assert whole_faults(thing) == []
        if not path.startswith(("/states/", "/sessions/")) or path in codes:
            page = said_by(client, path)
            assert page.pop("description")
            assert page == thing


@pytest.mark.django_db
def test_a_vote_says_its_counts_and_the_text_it_was_on(client):
    text = make_resolution(number=5, title="Safe water")
    vote = make_vote({"AGO": "yes", "AUS": "no", "BRA": "yes"}, resolution=text)

    thing = said_by(client, vote.get_absolute_url())

    counts = {each["name"]: each["value"] for each in thing["subjectOf"]["variableMeasured"]}
    assert counts == {"yes": 2, "no": 1, "not recorded": 44}
    assert thing["about"]["legislationIdentifier"] == "A/HRC/RES/43/5"
    assert (thing["name"], thing["startDate"]) == ("Vote: Safe water", "2020-06-22")


@pytest.mark.django_db
def test_a_vote_says_no_count_that_its_source_does_not_list(client):
    roll_call = make_roll_call()
    reading = make_reading(roll_call, {"AUS": "no"}, listed=frozenset({"no"}))
    accept_reading(reading, as_="official", by=None)

    thing = said_by(client, roll_call.get_absolute_url())

    names = [each["name"] for each in thing["subjectOf"]["variableMeasured"]]
    assert names == ["no", "not recorded"]
    assert thing in [each | {"description": thing["description"]} for each in lines(client)]


@pytest.mark.django_db
@pytest.mark.parametrize("outcome", ["rejected", "pending", "withdrawn"])
def test_a_text_that_was_not_adopted_was_passed_by_nobody(client, outcome):
    text = make_resolution(outcome=outcome, acted_on="2020-06-22")

    thing = said_by(client, text.get_absolute_url())

    assert "legislationPassedBy" not in thing
    assert "legislationDate" not in thing


@pytest.mark.django_db
def test_who_is_not_public_is_not_named(client):
    hidden = {
        "delivered_by": make_organisation(name="Zirpvogel", published=False),
        "spoken_by": make_person(name="Zirpvogel", confidentiality="role_only"),
    }
    statement = make_statement(**hidden, spoken_as="An advocate")
    article = make_article(publisher=hidden["delivered_by"], author=hidden["spoken_by"])
    person = make_person(name="Ada Open")
    Role.objects.create(person=person, organisation=hidden["delivered_by"], title="Chief")

    found = [said_by(client, each.get_absolute_url()) for each in (statement, article, person)]

    assert "Zirpvogel" not in json.dumps([found, lines(client)])
    assert [
        key for thing in found for key in ("author", "publisher", "affiliation") if key in thing
    ] == []


@pytest.mark.django_db
def test_no_title_ends_the_script(client):
    text = make_resolution(title="</script><script>alert(1)</script> & <!-- co")

    assert said_by(client, text.get_absolute_url())["name"] == text.title


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_whatever_is_said_is_read_back_and_holds_no_markup(text):
    written = in_page({"name": text})

    assert json.loads(written) == {"name": text}
    assert not set(written) & set("<>&")


@pytest.mark.django_db
def test_the_data_page_leads_to_files_that_are_there(client):
    thing = said_by(client, "/about/data/")

    found = [urlsplit(each["contentUrl"]).path for each in thing["distribution"]]
    assert [client.head(path).status_code for path in found] == [200] * len(found)
    assert "/export/popolo.json" in found


@pytest.mark.django_db
def test_a_past_state_has_its_code_from_the_list_of_past_states(client):
    past = State.objects.filter(kind=State.Kind.PAST).first()

    thing = said_by(client, past.get_absolute_url())

    assert thing["identifier"]["propertyID"] == "ISO 3166-3"


@pytest.mark.django_db
def test_a_session_without_days_says_none(client):
    Session.objects.filter(code="hrc43").update(starts_on=None, ends_on=None)

    thing = said_by(client, "/sessions/hrc43/")

    assert not {"startDate", "endDate"} & set(thing)


@pytest.mark.django_db
def test_a_page_that_is_about_nothing_says_nothing(client):
    assert SCRIPT.findall(client.get("/about/").content.decode()) == []
