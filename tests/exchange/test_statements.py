"""What partners get of statements: words under lasting addresses, who signed, what is cited."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from kb.council.models import AgendaItem, Session, State
from kb.exchange.documents.kind import Sight
from kb.exchange.documents.kinds import LISTED
from kb.exchange.documents.statements import STATEMENTS
from kb.records.conflicts import Claimed, record_conflict
from kb.records.services import publish, save_record
from statements.models import Segment, Statement
from statements.services import write_statement
from tests.exchange.telling import documents, in_words, queries_for, told
from tests.factories import make_resolution, make_roll_call, make_source, make_vote
from tests.statements.factories import (
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

CANARY = "Zirpvogel"


def named(record) -> dict[str, str]:
    return {"id": str(record.public_id), "slug": record.slug}


def full_statement() -> Statement:
    """With one of everything that a statement can hold."""
    vote = make_vote({"AGO": "yes", "AUS": "no"})
    statement = make_statement(
        delivered_by=make_organisation(), spoken_by=make_person(), source=make_source()
    )
    segment = statement.segments.get(address="p2s1")
    at = {"statement": statement, "segment": segment}
    make_signature(statement=statement, organisation=make_organisation(), source=make_source())
    make_signature(statement=statement, confidentiality="role_only", role_label="A group")
    make_quote(**at, person=make_person(), spoken_as="Advocate")
    make_ask(**at, resolution=vote.resolution)
    make_ask(**at, target_kind="state", target_state=State.objects.get(code="AGO"), roll_call=vote)
    make_mention(**at, symbol="L.13", roll_call=vote)
    make_mention(**at, symbol="", cited_statement=make_statement())
    make_claim_check(**at, roll_call=vote, source=make_source())
    claims = [Claimed(make_source(), "2020-06-19"), Claimed(make_source(), "2020-06-22")]
    record_conflict(statement, field="delivered_on", label="Date", claims=claims, by=None)
    return statement


def test_a_statement_is_told_with_occasion_speaker_words_and_source():
    statement = make_statement(
        title="Joint statement",
        session=Session.objects.get(code="hrc43"),
        agenda_item=AgendaItem.objects.get(body__code="hrc", number=10),
        delivered_by=(organisation := make_organisation()),
        spoken_by=(person := make_person()),
        spoken_as="Advocate",
        source=(source := make_source()),
        declared_signatories=11,
        is_joint=True,
        symbol="A/HRC/43/NGO/1",
    )

    found = told(STATEMENTS, statement)

    assert found["url"].endswith(statement.get_absolute_url())
    assert (found["session"], found["agenda_item"]) == ("hrc43", 10)
    assert (found["kind"], found["modality"]) == ("general_debate", "oral")
    assert (found["delivered_on"], found["language"]) == ("2020-06-19", "en")
    assert (found["is_joint"], found["declared_signatories"]) == (True, 11)
    assert found["delivered_by"] == named(organisation) | {"name": organisation.name}
    assert found["speaker"] == {
        "person": named(person) | {"name": person.name},
        "capacity": "Advocate",
    }
    assert found["source"]["id"] == str(source.public_id)
    assert found["text"] == statement.text


def test_each_paragraph_and_sentence_stands_under_its_address():
    statement = make_statement(text="Madam President,\n\nReject it. We thank you.")

    assert told(STATEMENTS, statement)["paragraphs"] == [
        {
            "address": "p1",
            "text": "Madam President,",
            "sentences": [{"address": "p1s1", "text": "Madam President,"}],
        },
        {
            "address": "p2",
            "text": "Reject it. We thank you.",
            "sentences": [
                {"address": "p2s1", "text": "Reject it."},
                {"address": "p2s2", "text": "We thank you."},
            ],
        },
    ]


def test_of_what_was_taken_out_only_the_addresses_are_left():
    statement = make_statement(text=f"Madam President,\n\n{CANARY} is asked. Then more.\n\nThanks.")
    quote = make_quote(statement=statement, segment=statement.segments.get(address="p2s1"))
    statement.text = "Madam President,\n\nThanks."
    write_statement(statement, by=None)

    found = told(STATEMENTS, statement)

    assert found["retired_addresses"] == ["p2", "p2s1", "p2s2"]
    assert [each["address"] for each in found["paragraphs"]] == ["p1", "p3"]
    assert (found["quotes"][0]["id"], found["quotes"][0]["segment"]) == (str(quote.public_id), None)
    assert CANARY not in in_words(LISTED)


def test_addresses_out_of_use_stand_in_the_order_of_their_numbers():
    statement = make_statement(text="\n\n".join(f"Paragraph {n} here." for n in range(1, 12)))
    statement.text = "Something else altogether, at last."
    write_statement(statement, by=None)

    retired = told(STATEMENTS, statement)["retired_addresses"]

    paragraphs = [address for address in retired if "s" not in address]
    assert paragraphs == sorted(paragraphs, key=lambda address: int(address[1:]))
    assert "p10" in paragraphs
    assert {*retired} == {
        *Segment.objects.filter(is_retired=True).values_list("address", flat=True)
    }


@pytest.mark.parametrize(
    ("fields", "capacity"),
    [
        ({"confidentiality": "role_only"}, "An advocate"),
        ({"confidentiality": "withheld", "published": False}, None),
        ({"published": False}, None),
    ],
)
def test_of_a_hidden_person_who_spoke_or_is_quoted_no_more_is_told_than_on_the_page(
    fields, capacity
):
    hidden = make_person(name=CANARY, slug="zirpvogel", **fields)
    statement = make_statement(spoken_by=hidden, spoken_as="An advocate")
    make_quote(statement=statement, person=hidden, spoken_as="An advocate")

    found = told(STATEMENTS, statement)

    assert found["speaker"] == {"person": None, "capacity": capacity}
    (quote,) = found["quotes"]
    assert (quote["person"], quote["capacity"]) == (None, capacity)
    said = in_words(LISTED).lower()
    assert [word for word in (CANARY.lower(), str(hidden.public_id)) if word in said] == []


def test_an_organisation_and_a_source_that_are_hidden_are_not_named():
    statement = make_statement(
        delivered_by=make_organisation(name=CANARY, published=False),
        source=make_source(title=CANARY, published=False),
    )
    make_signature(statement=statement, source=make_source(title=CANARY, published=False))

    found = told(STATEMENTS, statement)

    assert (found["delivered_by"], found["source"]) == (None, None)
    assert found["signatures"][0]["source"] is None
    assert CANARY not in in_words(LISTED)


def test_what_is_cited_is_told_with_its_public_record():
    statement, vote, cited = make_statement(), make_vote({"AGO": "yes"}), make_statement()
    make_mention(statement=statement, symbol="L.13", resolution=vote.resolution)
    make_mention(statement=statement, roll_call=vote)
    make_mention(statement=statement, cited_statement=cited)

    text, on_vote, said = told(STATEMENTS, statement)["mentions"]

    symbol = {"symbol": vote.resolution.symbol}
    assert (text["symbol"], text["resolution"]) == ("L.13", named(vote.resolution) | symbol)
    assert (on_vote["vote"], on_vote["resolution"]) == (named(vote), None)
    assert said["statement"] == named(cited)


def test_of_a_hidden_record_that_is_cited_what_was_printed_is_told_or_nothing():
    statement = make_statement()
    hidden = [
        {"resolution": make_resolution(title=CANARY, published=False)},
        {"roll_call": (vote := make_roll_call(slug="zirpvogel", published=False))},
        {"cited_statement": make_statement(title=CANARY, published=False)},
        {"roll_call": vote, "resolution": vote.resolution},
    ]
    for each in hidden:
        make_mention(statement=statement, symbol="L.13", **each)
        make_mention(statement=statement, **each)

    found = told(STATEMENTS, statement)["mentions"]

    assert [each["symbol"] for each in found] == ["L.13"] * len(hidden)
    assert {each[what] for each in found for what in ("resolution", "vote", "statement")} == {None}
    assert CANARY.lower() not in in_words(LISTED).lower()


def test_a_checked_claim_is_told_with_its_vote_and_only_while_all_that_it_rests_on_is_public():
    statement, vote = make_statement(), make_vote({"AGO": "yes"})
    make_claim_check(statement=statement, roll_call=vote, source=(source := make_source()))
    make_claim_check(statement=statement, claim=CANARY, roll_call=make_roll_call(published=False))
    make_claim_check(statement=statement, claim=CANARY, source=make_source(published=False))

    (found,) = told(STATEMENTS, statement)["claim_checks"]

    assert (found["vote"], found["source"]["id"]) == (named(vote), str(source.public_id))
    assert CANARY not in in_words(LISTED)


def test_a_statement_that_is_not_public_leaves_no_word():
    hidden = make_statement(title=CANARY, text=f"{CANARY} asks.", published=False)
    make_ask(statement=hidden, text=CANARY, resolution=make_vote({"AGO": "yes"}).resolution)
    make_quote(statement=hidden, text=CANARY)
    make_mention(statement=make_statement(), symbol="", cited_statement=hidden)

    assert CANARY not in in_words(LISTED)
    assert str(hidden.public_id) not in in_words(LISTED)


def test_who_may_see_what_is_under_embargo_is_told_until_when():
    statement, public = make_statement(published=False), make_statement()
    now = timezone.now()
    publish(statement, by=None, release_at=now + timedelta(days=2))
    signature = make_signature(statement=public, published=False)
    publish(signature, by=None, release_at=now + timedelta(days=2))

    sight = Sight(at=now + timedelta(days=3), now=now)

    found = told(STATEMENTS, statement, sight)
    assert found["public_since"] is None
    assert found["embargoed_until"].startswith(f"{now + timedelta(days=2):%Y-%m-%dT}")
    open_ = told(STATEMENTS, public, sight)
    assert (open_["embargoed_until"], open_["public_since"] is None) == (None, False)
    assert open_["signatures"][0]["embargoed_until"] == found["embargoed_until"]
    assert [each["slug"] for each in documents(STATEMENTS)] == [public.slug]


def test_the_statement_of_the_first_case_tells_what_became_of_its_asks():
    call_command("demo")

    (found,) = documents(STATEMENTS)

    by_act = {each["act"]: each for each in found["asks"]}
    assert (by_act["reconsider"]["target_state"], by_act["reconsider"]["outcome"]) == (
        "CHN",
        "not_met",
    )
    assert by_act["reject"]["outcome"] == "not_met"
    assert len(by_act["reject"]["counts"]["did_as_asked"]) == 16
    assert by_act["reject"]["scored_on"]["slug"] == "a-hrc-res-43-21"
    assert [each["field"] for each in found["conflicts"]] == ["delivered_on"]
    assert found["declared_signatories"] == 11
    assert len(found["signatures"]) == 2


def test_many_full_statements_take_no_more_queries_than_one():
    full_statement()
    queries_for(STATEMENTS)
    for_two = queries_for(STATEMENTS)
    for _ in range(7):
        full_statement()

    assert queries_for(STATEMENTS) == for_two
    assert len(documents(STATEMENTS)) == 16


def test_many_statements_together_are_told_as_each_alone():
    for _ in range(3):
        full_statement()
    sight = Sight.of_public(timezone.now())

    together = documents(STATEMENTS, sight)

    alone = {row.slug: STATEMENTS.documents([row], sight) for row in STATEMENTS.rows(sight.at)}
    assert alone == {each["slug"]: [each] for each in together}


def test_an_edit_counts_the_version_up(client):
    statement = make_statement(title="As first entered")
    before = told(STATEMENTS, statement)["version"]
    statement.title = "As corrected"
    save_record(statement, by=None)

    found = client.get(f"/api/v1/statements/{statement.slug}/").json()

    assert (found["title"], found["version"]) == ("As corrected", before + 1)
