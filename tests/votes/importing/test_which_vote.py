"""Which text and which vote a record is about; where that is not certain, another one."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from kb.records.services import publish, withdraw
from kb.search.models import SearchEntry
from tests.factories import make_reading, make_roll_call
from tests.votes.importing.records import make_amendment, make_facts, make_record
from votes.models import Resolution, RollCall
from votes.services.importing.run import import_transcripts

pytestmark = pytest.mark.django_db


def bring(*records, as_="official", **options):
    return import_transcripts(records, by=None, as_=as_, **options)


def vote_on(record) -> RollCall:
    return RollCall.objects.get(readings__record_id=record.record_id)


def test_a_bare_number_of_a_draft_is_another_text_at_every_session():
    facts = {"outcome": None, "is_final": True}
    records = [
        make_record(symbol="L.13/Rev.1", date=day, facts=make_facts(session=session, **facts))
        for session, day in (("43", date(2020, 6, 22)), ("46", date(2021, 3, 23)))
    ]
    for record in records:
        bring(record)
    assert vote_on(records[0]).resolution != vote_on(records[1]).resolution


def test_two_records_of_one_library_never_share_a_vote_that_was_here():
    text = make_record(facts=make_facts(drafts=("A/HRC/43/L.31",)))
    bring(text)
    vote = make_roll_call(
        resolution=vote_on(text).resolution,
        slug="a-hrc-43-l-70",
        subject="amendment",
        subject_symbol="A/HRC/43/L.70",
        is_final=False,
    )
    make_reading(roll_call=vote, positions={"AUS": "no"})
    first, second = make_amendment("A/HRC/43/L.31"), make_amendment("A/HRC/43/L.31")
    bring(first, second)
    assert vote_on(first) != vote_on(second)


def test_oral_amendments_are_told_apart_by_their_words():
    text = make_record(facts=make_facts(drafts=("A/HRC/43/L.31",)))
    words = ("replaces “shall” in OP2", "deletes OP4")
    oral = [
        make_amendment("A/HRC/43/L.31", symbol="", facts={"label": label}, publisher=publisher)
        for label, publisher in zip(words, ("OHCHR Library", "UN Digital Library"), strict=True)
    ]
    for record in (text, *oral):
        bring(record)
    assert vote_on(oral[0]) != vote_on(oral[1])


def test_a_motion_and_the_vote_on_the_text_are_two_also_without_record_numbers():
    of_text = {"record_id": None, "symbol": "A/HRC/43/L.31"}
    motion = make_record(**of_text, facts=make_facts(subject="no_action", is_final=False))
    whole = make_record({"AUS": "yes"}, **of_text)
    bring(motion, whole)
    assert sorted(RollCall.objects.values_list("subject", flat=True)) == ["no_action", "whole"]


def test_what_staff_withdrew_or_keep_back_is_not_shown_by_a_harvest():
    records = [make_record(title="Kept back"), make_record(title="Withdrawn")]
    bring(*records, as_="")
    kept, gone = (Resolution.objects.get(symbol=each.symbol) for each in records)
    later = timezone.now() + timezone.timedelta(days=9)
    publish(kept, by=None, release_at=later)
    withdraw(publish(gone, by=None), by=None, reason="Not ours to tell.")
    later_harvest = [replace(each, title=f"{each.title} and more", raw="x") for each in records]
    bring(*records)
    bring(*later_harvest)
    for text in (kept, gone):
        vote = text.roll_calls.get()
        assert not vote.is_public(timezone.now())
        assert not Resolution.objects.published().filter(pk=text.pk).exists()
        entries = SearchEntry.objects.filter(record__in=[text.public_id, vote.public_id])
        assert not entries.filter(visible_from__lte=timezone.now()).exists()
