"""Statements as documents of Akoma Ntoso: valid against its schema, and nothing lost."""

import io
import zipfile
from xml.etree import ElementTree as ET

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kb.exchange.formats.akoma_ntoso.file import NAMESPACE, akoma_ntoso
from kb.records.services import save_record, withdraw
from statements.models import Statement
from statements.services import write_statement
from tests.exchange.generated import Generated
from tests.factories import make_resolution, make_source
from tests.statements.factories import (
    make_mention,
    make_organisation,
    make_person,
    make_quote,
    make_signature,
    make_statement,
)

AKN = {"akn": NAMESPACE}
# Control characters and other characters that XML has no place for, directions, emoji, markup.
TEXTS = st.text(
    st.characters(exclude_categories=("Cs",))
    | st.sampled_from("\x00\x0b\x1f\x7f\ufffe\u202e\u05d0😀<>&]\"'\r\n\t ")
)
SLUGS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)


@pytest.fixture(scope="module")
def schema(shared) -> etree.XMLSchema:
    return etree.XMLSchema(
        etree.parse(shared / "data" / "schemas" / "akomantoso" / "akomantoso30.xsd")
    )


def fetched(client, statement) -> ET.Element:
    answer = client.get(f"/statements/{statement.slug}.akn.xml")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/akn+xml"
    return ET.fromstring(answer.content)  # noqa: S314 (our own answer)


def faults(schema, content: bytes) -> list[str]:
    schema.validate(etree.fromstring(content))
    return [str(each) for each in schema.error_log]


def text_of(root: ET.Element, path: str) -> str:
    return "".join(root.find(path, AKN).itertext())


@pytest.mark.django_db
def test_every_statement_of_the_demonstration_is_valid(client, schema):
    call_command("demo", verbosity=0)
    slugs = list(Statement.objects.values_list("slug", flat=True))

    found = {slug: client.get(f"/statements/{slug}.akn.xml").content for slug in slugs}

    assert slugs != []
    assert {slug: faults(schema, content) for slug, content in found.items()} == {
        slug: [] for slug in slugs
    }


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(2))
def test_the_zip_holds_a_valid_document_for_each_statement(client, schema, seed):
    Generated(seed)

    content = b"".join(client.get("/export/kb.zip").streaming_content)

    archive = zipfile.ZipFile(io.BytesIO(content))
    told = archive.read("statements.ndjson").splitlines()
    found = [name for name in archive.namelist() if name.startswith("akoma-ntoso/")]
    assert len(found) == len(told)
    assert [fault for name in found for fault in faults(schema, archive.read(name))] == []


def nasty(draw) -> dict:
    """The document of a statement with any text in every place that holds one."""
    named = st.fixed_dictionaries({"id": st.uuids().map(str), "slug": SLUGS, "name": TEXTS})
    text_named = st.fixed_dictionaries({"slug": SLUGS, "symbol": st.none() | TEXTS})
    paragraphs = [
        {
            "address": f"p{number}",
            "text": text,
            "sentences": [
                {"address": f"p{number}s{place}", "text": each}
                for place, each in enumerate(text.split("."), start=1)
            ],
        }
        for number, text in enumerate(draw(st.lists(TEXTS, max_size=3)), start=1)
    ]
    words = [each["text"] for each in paragraphs] or [""]
    quote = {
        "text": TEXTS | st.sampled_from(words),
        "segment": st.sampled_from([None, "p1", "p2s1"]),
        "person": st.none() | named,
        "capacity": st.none() | TEXTS,
    }
    mention = {
        "symbol": st.none() | TEXTS | st.sampled_from(words),
        "resolution": st.none() | text_named,
        "vote": st.none() | text_named,
        "statement": st.none() | text_named,
    }
    signature = {
        "organisation": st.none() | named,
        "person": st.none() | named,
        "name": TEXTS,
        "shares_the_views": st.booleans(),
    }
    days = st.dates().map(lambda day: day.isoformat())
    speaker = {"person": st.none() | named, "capacity": st.none() | TEXTS}
    rest = {
        "slug": SLUGS,
        "url": st.just("https://example.org/statements/one/"),
        "public_since": st.datetimes().map(lambda at: f"{at.isoformat()}Z"),
        "title": TEXTS,
        "kind": st.sampled_from(Statement.Kind.values),
        "session": st.none() | SLUGS,
        "symbol": st.none() | TEXTS,
        "delivered_by": st.none() | named,
        "speaker": st.fixed_dictionaries(speaker),
        "delivered_on": st.none() | days,
        "declared_signatories": st.none() | st.integers(min_value=0),
        "check_against_delivery": st.booleans(),
        "is_described": st.booleans(),
        "language": st.from_regex("[a-z]{2,3}", fullmatch=True),
        "signatures": st.lists(st.fixed_dictionaries(signature), max_size=3),
        "quotes": st.lists(st.fixed_dictionaries(quote), max_size=3),
        "asks": st.lists(st.fixed_dictionaries({"resolution": st.none() | text_named}), max_size=2),
        "mentions": st.lists(st.fixed_dictionaries(mention), max_size=3),
    }
    return draw(st.fixed_dictionaries(rest)) | {"paragraphs": paragraphs}


@given(st.composite(nasty)())
def test_no_text_makes_a_document_invalid(schema, document):
    assert faults(schema, akoma_ntoso(document)) == []


@given(st.composite(nasty)())
def test_a_paragraph_keeps_every_character_that_xml_can_hold(document):
    root = etree.fromstring(akoma_ntoso(document))

    for paragraph in document["paragraphs"]:
        found = root.find(f".//akn:paragraph[@eId='{paragraph['address']}']", AKN)
        # Every reader of XML takes a carriage return for a new line.
        kept = "".join(each for each in paragraph["text"] if is_in_xml(each))
        kept = kept.replace("\r\n", "\n").replace("\r", "\n")
        assert "".join(found.itertext()) == kept


def is_in_xml(each: str) -> bool:
    return each in "\t\n\r" or (each >= " " and each not in "\ufffe\uffff")


@pytest.mark.django_db
def test_paragraphs_and_sentences_keep_their_addresses(client):
    statement = make_statement(text="Madam President,\n\nWe object. Reject the draft.")

    root = fetched(client, statement)

    assert text_of(root, ".//akn:paragraph[@eId='p2']") == "We object. Reject the draft."
    assert text_of(root, ".//akn:span[@eId='p2s2']") == "Reject the draft."


@pytest.mark.django_db
def test_a_cited_symbol_leads_to_our_page_and_a_longer_one_does_not(client):
    text = make_resolution(symbol="A/HRC/RES/43/5")
    said = "A/HRC/RES/43/5, not A/HRC/RES/43/51 or A/HRC/RES/43/5/Rev.1."
    statement = make_statement(text=said)
    make_mention(statement=statement, resolution=text, symbol="A/HRC/RES/43/5")

    refs = fetched(client, statement).findall(".//akn:ref", AKN)

    page = "http://localhost:8000/resolutions/a-hrc-res-43-5/"
    assert [(ref.text, ref.get("href")) for ref in refs] == [("A/HRC/RES/43/5", page)]


@pytest.mark.django_db
def test_a_quote_stands_marked_in_its_paragraph_with_who_said_it(client):
    statement = make_statement(text="She said: It is divisive. We agree.")
    segment = statement.segments.get(address="p1")
    person = make_person(name="Ada Example", slug="ada")
    make_quote(
        statement=statement, segment=segment, person=person, spoken_as="Chief", text="divisive"
    )
    make_quote(statement=statement, text="Somewhere else")

    root = fetched(client, statement)

    quote = root.find(".//akn:mainBody//akn:embeddedText", AKN)
    told = (quote.text, quote.get("href"), quote.get("title"))
    assert told == ("divisive", "#person-ada", "Ada Example, Chief")
    assert text_of(root, ".//akn:note") == "Somewhere else"


@pytest.mark.django_db
def test_who_signed_stands_in_the_conclusions_with_their_page(client):
    statement = make_statement(declared_signatories=3)
    group = make_organisation(name="Open Group", slug="open-group")
    make_signature(statement=statement, organisation=group, name_as_printed="Open Group")

    root = fetched(client, statement)

    signed = root.find(".//akn:conclusions//akn:signature/akn:organization", AKN)
    named = root.find(".//akn:TLCOrganization[@eId='organisation-open-group']", AKN)
    assert (signed.text, signed.get("refersTo")) == ("Open Group", "#organisation-open-group")
    assert named.get("href") == "http://localhost:8000/organisations/open-group/"
    assert "declares: 3." in text_of(root, ".//akn:conclusions")


@pytest.mark.django_db
def test_a_statement_without_a_day_says_that_its_date_is_that_of_its_publication(client):
    work = fetched(client, make_statement(delivered_on=None)).find(".//akn:FRBRWork", AKN)

    assert work.find("akn:FRBRdate", AKN).get("name") == "published here"


@pytest.mark.django_db
def test_an_account_says_that_it_is_none_of_the_words(client):
    root = fetched(client, make_statement(is_described=True))

    assert "not its words" in text_of(root, ".//akn:preface")


@pytest.mark.django_db
def test_what_is_hidden_leaves_no_byte(client):
    statement = make_statement(text="Zilpzalp sings.", source=make_source(published=False))
    statement.delivered_by = make_organisation(name="Zirpvogel", slug="zirp", published=False)
    statement.spoken_by = make_person(name="Zirpvogel", slug="zirp-person", published=False)
    save_record(statement, by=None)
    make_signature(statement=statement, name_as_printed="Zirpvogel", published=False)
    hidden = make_resolution(symbol="A/HRC/RES/43/7777", published=False)
    make_mention(statement=statement, resolution=hidden)

    said = client.get(f"/statements/{statement.slug}.akn.xml").content.decode()

    assert "Zilpzalp" in said
    assert [each for each in ("irpvogel", "zirp", "7777") if each in said] == []


@pytest.mark.django_db
def test_it_is_found_where_the_page_is_and_nowhere_else(client):
    draft = make_statement(slug="a-draft", published=False)
    moved = make_statement(slug="old-name")
    moved.slug = "new-name"
    write_statement(moved, by=None)
    gone = make_statement(slug="taken-back")
    withdraw(gone, by=None, reason="letter")

    answer = client.get("/statements/old-name.akn.xml")

    assert (answer.status_code, answer["Location"]) == (301, "/statements/new-name.akn.xml")
    assert client.get(f"/statements/{draft.slug}.akn.xml").status_code == 404
    assert client.get("/statements/nothing-here.akn.xml").status_code == 404
    assert client.get("/statements/taken-back.akn.xml").status_code == 410


@pytest.mark.django_db
def test_it_takes_the_same_queries_at_two_sizes(client, django_assert_max_num_queries):
    small, large = make_statement(), make_statement(text="One. Two.\n\nThree." * 20)
    for _ in range(20):
        make_signature(statement=large, organisation=make_organisation())
        make_quote(statement=large, person=make_person())

    with django_assert_max_num_queries(25) as few:
        fetched(client, small)
    with django_assert_max_num_queries(25) as many:
        fetched(client, large)

    assert len(few) == len(many)
