"""Records that are refused: counted once, and nothing of them stays, on record or in memory."""

from dataclasses import replace

import pytest

from kb.records.models import Ledger, Source
from tests.factories import make_resolution, make_roll_call
from tests.votes.importing.records import LIBRARY, make_facts, make_record
from votes.models import Reading, Resolution, RollCall
from votes.reading.cells import Cell, Sponsor
from votes.services.importing.run import import_transcripts

pytestmark = pytest.mark.django_db


def bring(*records, as_="official", **options):
    return import_transcripts(records, by=None, as_=as_, **options)


def ambiguous(**fields):
    """A record of a text on which two votes stand, either of which it may be."""
    text = make_resolution()
    for number in (1, 2):
        make_roll_call(resolution=text, slug=f"vote-{number}", is_final=False)
    return text, make_record(symbol=text.symbol, **fields)


def test_a_refused_record_is_counted_once():
    _, record = ambiguous()
    report = bring(record)
    assert (report.read, report.created, len(report.refused)) == (1, 0, 1)


def test_a_refused_record_tells_of_no_conflict_that_was_not_kept():
    _, record = ambiguous(title="Quite another title")
    report = bring(record)
    assert (len(report.refused), report.conflicts) == (1, [])


def test_after_a_refused_record_the_next_one_of_its_text_is_taken():
    text, record = ambiguous()
    without_vote = make_record({}, symbol=text.symbol, facts=make_facts(meeting=None, drafts=()))
    report = bring(record, without_vote)
    assert [each.record for each in report.refused] == [f"record {record.record_id}, {text.symbol}"]
    assert report.created == 1


def test_what_a_refused_record_says_is_not_written_with_the_next_one():
    text, record = ambiguous(facts=make_facts(agenda_item=3, drafts=("A/HRC/43/L.99",)))
    Resolution.objects.filter(pk=text.pk).update(agenda_item=None)
    other = make_record({}, symbol=text.symbol, facts=make_facts(agenda_item=None, drafts=()))
    bring(record, other)
    text.refresh_from_db()
    assert (text.agenda_item, text.drafts.filter(symbol="A/HRC/43/L.99").exists()) == (None, False)


def test_a_record_that_is_refused_twice_in_one_file_leaves_no_second_source():
    record = make_record()
    bring(record)
    RollCall.objects.update(state="withdrawn")
    bring(*(replace(record, raw=f"{n}", title="x" * n) for n in (1, 2)))
    assert Source.objects.filter(publisher=LIBRARY).count() == 1


@pytest.mark.parametrize("broken", ["Chile\x00", "Chile\ud800"])
def test_letters_that_no_database_keeps_are_refused_wherever_they_stand(broken):
    """JSON writes them in letters that are sound."""
    cell = Cell(2, broken, "Y", "yes")
    report = bring(
        replace(make_record(), cells=(cell,)),
        make_record(facts=make_facts(label=broken, subject="paragraph")),
        make_record(facts=make_facts(sponsors=(Sponsor(broken, broken),))),
        make_record(publisher=broken),
        make_record(),
    )
    assert (report.created, len(report.refused)) == (1, 4)


@pytest.mark.parametrize(
    "fields",
    [
        {"facts": make_facts(meeting=40_000)},
        {"facts": make_facts(meeting=-1)},
        {"symbol": "A/HRC/43/" + "L" * 120},
        {"symbol": "A/HRC/RES/43/" + "1" * 80},
        {"title": "x" * 2_000},
        {"publisher": "x" * 300},
        {"facts": make_facts(label="x " * 300, subject="paragraph", is_final=False)},
        {"facts": make_facts(drafts=("A/HRC/43/L." + "1" * 80,))},
        {"facts": make_facts(drafts=tuple(f"A/HRC/43/L.1/Rev.{n}" for n in range(30)))},
        {"facts": make_facts(sponsors=(Sponsor("x" * 400, "x"), Sponsor("y" * 400, "y")))},
        {"facts": make_facts(remark="x" * 400)},
        {"facts": make_facts(links={"record": "https://example.org/" + "x" * 600})},
    ],
    ids=lambda fields: str(fields)[:60],
)
def test_what_is_longer_than_its_place_stops_no_import_and_is_the_same_again(fields):
    record = make_record(**fields)
    first = bring(record, make_record())
    rows = Ledger.objects.count()
    again = bring(record)
    assert first.created + len(first.refused) == 2
    assert again.unchanged + len(again.refused) == 1
    assert Ledger.objects.count() == rows
    later = bring(replace(record, raw="a later harvest"))
    assert later.read == 1
    assert Reading.objects.filter(record_id=record.record_id).count() <= 1


def test_a_symbol_that_a_text_of_another_body_has_is_refused():
    record = make_record()
    bring(record)
    other = make_record(symbol=record.symbol, facts=make_facts(body="ga", agenda_item=None))
    report = bring(other, make_record())
    assert (report.created, len(report.refused)) == (1, 1)
    assert record.symbol in report.refused[0].sentence


def test_a_text_whose_address_was_taken_is_found_again_by_its_symbol():
    make_resolution(slug="a-hrc-res-43-95", symbol="", drafts=("A/HRC/43/L.13",))
    record = make_record(symbol="A/HRC/RES/43/95")
    bring(record)
    report = bring(make_record(symbol="A/HRC/RES/43/95", publisher="UN Digital Library"))
    assert report.refused == []
    assert Resolution.objects.filter(symbol="A/HRC/RES/43/95").count() == 1
