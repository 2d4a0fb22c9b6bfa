"""Harvest after harvest, format after format: one source, one vote, and nothing said twice."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from kb.council.models import State
from kb.records.chain import GENESIS, content_digest, link_digest
from kb.records.conflicts import decide_conflict
from kb.records.ledger import facts
from kb.records.models import Conflict, Ledger, Source
from tests.factories import make_roll_call
from tests.votes.importing.records import (
    LIBRARY,
    POSITIONS,
    make_amendment,
    make_facts,
    make_record,
)
from votes.models import Ballot, Reading, Resolution, RollCall
from votes.reading.cells import Sponsor
from votes.services.importing.run import import_transcripts

pytestmark = pytest.mark.django_db


def bring(*records, as_="official", **options):
    return import_transcripts(records, by=None, as_=as_, **options)


def readings_of(record):
    return Reading.objects.filter(record_id=record.record_id)


@pytest.mark.parametrize("positions", [POSITIONS, {}], ids=["vote", "no vote"])
def test_one_record_in_two_formats_in_turn_changes_nothing(positions):
    table = make_record(positions)
    marc = replace(table, raw="<record/>", title=table.title.upper())
    bring(table)
    bring(marc)
    rows = Ledger.objects.count()
    for _ in range(2):
        for each in (table, marc):
            report = bring(each)
            assert (report.unchanged, report.changed, report.refused) == (1, 0, [])
    assert Ledger.objects.count() == rows
    assert readings_of(table).count() == (1 if positions else 0)
    assert Source.objects.filter(publisher=LIBRARY).count() == 1


def test_a_harvest_that_goes_back_to_what_it_said_is_not_refused():
    first = make_record()
    second = replace(
        make_record(POSITIONS | {"CHL": "no"}, record_id=first.record_id),
        symbol=first.symbol,
        title=first.title,
        facts=first.facts,
    )
    bring(first)
    bring(second)
    report = bring(first)
    assert (report.refused, readings_of(first).count()) == ([], 2)


def test_totals_alone_that_change_are_kept_beside_the_former_ones():
    first = make_record({}, declared={"yes": 25, "no": 19, "abstain": 3})
    bring(first)
    report = bring(replace(first, raw="later", declared={"yes": 26, "no": 18, "abstain": 3}))
    assert (report.changed, report.refused, readings_of(first).count()) == (1, [], 2)


def test_a_text_without_a_vote_is_public_once_its_record_is_official():
    record = make_record({}, facts=make_facts(outcome="adopted_without_vote", is_final=None))
    bring(record, as_="")
    bring(record)
    text = Resolution.objects.get(symbol=record.symbol)
    assert (text.state, text.source.state) == ("published", "published")
    rows = Ledger.objects.count()
    bring(record)
    assert Ledger.objects.count() == rows


def test_two_harvests_that_wait_are_accepted_with_the_later_one():
    first = make_record()
    bring(first, as_="")
    later = replace(first, raw="later", declared={"yes": 2, "no": 2, "abstain": 1})
    bring(later, as_="")
    report = bring(later)
    vote = RollCall.objects.get()
    assert (report.waiting, report.results, vote.standing) == ([], 1, "official")
    assert vote.accepted_reading.declared == later.declared


def test_a_text_that_came_with_an_amendment_gets_all_that_its_own_record_says():
    text = make_record(
        facts=make_facts(
            kind="decision", drafts=("A/HRC/43/L.31",), sponsors=(Sponsor("Pakistan", "Pakistan"),)
        )
    )
    amendment = make_amendment("A/HRC/43/L.31", title="Amendment to a text")
    bring(amendment)
    bring(text)
    kept = Resolution.objects.get()
    assert (kept.title, kept.kind, kept.sponsorships.count()) == (text.title, "decision", 1)
    assert kept.source.reference == f"record {text.record_id}"
    assert not Conflict.objects.exists()


def test_a_separate_vote_on_a_paragraph_may_come_before_its_text():
    paragraph = make_record(
        symbol="A/HRC/43/L.31",
        facts=make_facts(subject="paragraph", label="OP8", is_final=False, outcome=None),
    )
    text = make_record(facts=make_facts(drafts=("A/HRC/43/L.31",)))
    bring(paragraph)
    bring(text)
    assert Resolution.objects.get().symbol == text.symbol


def test_an_amendment_without_a_vote_that_is_told_otherwise_later_is_changed():
    amendment = make_amendment("A/HRC/43/L.31", positions={}, facts={"outcome": "withdrawn"})
    bring(amendment)
    later = make_amendment(
        "A/HRC/43/L.31",
        positions={},
        facts={"outcome": "not_considered"},
        record_id=amendment.record_id,
        title=amendment.title,
        raw="later",
    )
    report = bring(later)
    assert "not_considered" in report.conflicts[0].sentence


def test_a_record_whose_symbol_is_mended_stays_with_its_vote():
    """The board of the day brought the text; the library has another symbol at first."""
    record = make_record()
    bring(replace(record, publisher="UN Digital Library"))
    bring(record)
    report = bring(replace(record, symbol="A/HRC/RES/43/7", raw="mended"))
    assert Resolution.objects.count() == RollCall.objects.count() == 1
    assert len(report.conflicts) == 1


def test_two_libraries_have_one_vote_with_a_source_each():
    ohchr = make_record()
    undl = make_record(symbol=ohchr.symbol, facts=ohchr.facts, publisher="UN Digital Library")
    bring(ohchr)
    report = bring(undl)
    vote = RollCall.objects.get()
    assert (report.created, report.refused, vote.readings.count()) == (1, [], 2)
    assert bring(undl, ohchr).unchanged == 2


def test_what_a_library_said_before_can_be_chosen_against_what_it_says_now():
    record = make_record()
    bring(record)
    later = replace(record, title="Quite another title", raw="later")
    bring(later)
    text = Resolution.objects.get()
    conflict = Conflict.objects.about(text).get(field="title")
    assert {each.value for each in conflict.values.all()} == {record.title, later.title}
    decide_conflict(conflict, value=record.title, reason="As printed.", by=None)
    rows = Ledger.objects.count()
    assert bring(later).unchanged == bring(record).unchanged == 1
    text.refresh_from_db()
    assert (text.title, Ledger.objects.count()) == (record.title, rows)


def test_an_earlier_draft_that_is_told_later_stands_before_the_one_that_replaced_it():
    amendment = make_amendment("A/HRC/43/L.31/Rev.1")
    bring(amendment)
    drafts = ("A/HRC/43/L.31", "A/HRC/43/L.31/Rev.1")
    bring(make_record({}, symbol=drafts[1], facts=make_facts(drafts=drafts, outcome="deferred")))
    text = Resolution.objects.get()
    assert tuple(each.symbol for each in text.drafts.all()) == drafts
    assert text.slug == "a-hrc-43-l-31-rev-1"


def test_the_ledger_is_one_chain_across_batches_single_writes_and_refusals():
    records = [make_record() for _ in range(3)]
    bring(*records)
    text = Resolution.objects.get(symbol=records[1].symbol)
    make_roll_call(resolution=text, slug="another", is_final=False, held_on=records[1].date)
    undl = [replace(each, publisher="UN Digital Library") for each in records]
    report = bring(*undl, make_record(), replace(records[2], title="Another", raw="later"))
    assert (report.created, len(report.refused), report.changed) == (3, 1, 1)
    previous = GENESIS
    for row in Ledger.objects.order_by("pk"):
        content = content_digest(row.salt, row.changes, row.reason)
        columns = {
            field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields
        }
        assert (row.previous, row.content_digest) == (previous, content)
        previous = link_digest(previous, content, facts(columns))
        assert row.digest == previous


def test_constraints_and_indexes_are_as_before_when_many_ballots_were_put_in_place():
    """So many that the database checks them at once."""
    before = _rules_of_ballots()
    states = dict(State.objects.values_list("code", "name")[:190])
    place = {
        "date": date(2020, 12, 1),
        "facts": make_facts(body="ga", session="75", agenda_item=None),
    }
    report = bring(
        *(
            make_record(dict.fromkeys(states, "yes"), names=states, symbol=f"A/RES/75/{n}", **place)
            for n in range(265)
        )
    )
    assert report.ballots > 50_000
    assert _rules_of_ballots() == before


def _rules_of_ballots() -> list[tuple]:
    table = Ballot._meta.db_table
    queries = ["SELECT name, sql FROM sqlite_master WHERE tbl_name = %s ORDER BY 1"]
    if connection.vendor == "postgresql":
        queries = [
            "SELECT conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint "
            "WHERE conrelid = %s::regclass ORDER BY 1",
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s ORDER BY 1",
        ]
    with connection.cursor() as cursor:
        return [row for each in queries for row in cursor.execute(each, [table]).fetchall()]
