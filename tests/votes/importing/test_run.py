"""Records of a source become texts, votes, readings and ballots."""

from dataclasses import replace

import pytest
from django.utils import timezone

from kb.council.models import Body, Session, State
from kb.records.models import Conflict, Ledger, Source
from kb.search.models import SearchEntry
from tests.factories import make_reading, make_resolution, make_roll_call
from tests.votes.importing.records import (
    LIBRARY,
    POSITIONS,
    make_amendment,
    make_facts,
    make_record,
)
from votes.models import Ballot, Reading, Resolution, RollCall
from votes.reading.cells import ReadingError, Sponsor
from votes.services import (
    accept_reading,
    add_draft,
    correct_ballot,
    decide_cell,
    record_reading,
)
from votes.services.importing.run import import_transcripts
from votes.services.texts import save_text

pytestmark = pytest.mark.django_db


def bring(*records, as_="official", **options):
    return import_transcripts(records, by=None, as_=as_, **options)


def vote_on(record) -> RollCall:
    return RollCall.objects.get(readings__record_id=record.record_id)


def test_a_record_becomes_a_text_with_its_vote_and_result():
    record = make_record()
    report = bring(record)
    vote = vote_on(record)
    assert (report.created, report.results, report.ballots) == (1, 1, 5)
    assert (vote.resolution.symbol, vote.standing, vote.is_final) == (
        record.symbol,
        "official",
        True,
    )
    assert (vote.meeting, vote.held_on, vote.draft.symbol) == (
        45,
        record.date,
        record.facts.drafts[0],
    )
    assert vote.ballots.positions() == POSITIONS


def test_what_is_imported_can_be_seen_and_found_at_once():
    record = make_record()
    bring(record)
    vote = vote_on(record)
    assert vote.is_public(timezone.now())
    assert (
        SearchEntry.objects.filter(record__in=[vote.public_id, vote.resolution.public_id]).count()
        == 2
    )


def test_without_acceptance_everything_stays_a_draft_for_staff():
    record = make_record()
    report = bring(record, as_="")
    vote = vote_on(record)
    assert (vote.standing, vote.state, vote.resolution.state) == ("none", "draft", "draft")
    assert (report.results, Ballot.objects.count()) == (0, 0)


def test_an_import_leaves_the_same_record_as_the_services_do():
    """The reading and the ballots: what staff would have got by hand."""
    record = make_record()
    bring(record)
    vote = vote_on(record)
    by_hand = make_roll_call(resolution=make_resolution())
    reading = Reading.objects.get(roll_call=vote)
    from_services = _recorded(by_hand, record)
    accept_reading(from_services, as_="official", by=None)
    columns = ("cells", "understood", "blocking_count", "declared", "listed", "text", "sha256")
    for name in columns:
        reading.refresh_from_db()
        from_services.refresh_from_db()
        assert getattr(reading, name) == getattr(from_services, name), name
    assert vote.ballots.positions() == by_hand.ballots.positions()
    said = [
        Ledger.objects.about(each).filter(changes__has_key="ballots") for each in (vote, by_hand)
    ]
    assert said[0].get().changes["ballots"] == said[1].get().changes["ballots"]


def _recorded(vote, record):
    source = Source.objects.create(kind="library_record", title="By hand")
    return record_reading(
        roll_call=vote, source=source, transcript=record, text=record.raw, by=None
    )


def test_a_text_without_a_vote_has_no_roll_call():
    record = make_record({}, facts=make_facts(outcome="adopted_without_vote", is_final=None))
    bring(record)
    text = Resolution.objects.get(symbol=record.symbol)
    assert (text.outcome, text.roll_calls.count()) == ("adopted_without_vote", 0)


def test_the_same_records_again_change_nothing():
    records = [make_record(), make_record(), make_amendment("A/HRC/43/L.1")]
    bring(*records)
    rows = Ledger.objects.count()
    report = bring(*records)
    assert (report.unchanged, report.created, report.changed) == (3, 0, 0)
    assert Ledger.objects.count() == rows


def test_a_later_harvest_that_differs_opens_a_conflict_and_keeps_both_readings():
    record = make_record()
    bring(record)
    later = make_record(POSITIONS | {"CHL": "no"}, record_id=record.record_id, symbol=record.symbol)
    report = bring(later)
    vote = vote_on_symbol(record.symbol)
    conflict = Conflict.objects.about(vote).get(field="ballot CHL")
    assert {value.value for value in conflict.values.all()} == {"abstain", "no"}
    assert (report.changed, conflict.decided_at, vote.readings.count()) == (1, None, 2)
    assert vote.ballots.positions()["CHL"] == "abstain"


def vote_on_symbol(symbol: str) -> RollCall:
    return RollCall.objects.get(resolution__symbol=symbol, subject="whole")


def test_a_later_harvest_never_undoes_the_correction_of_a_person():
    record = make_record()
    bring(record)
    vote = vote_on(record)
    summary = Source.objects.create(kind="draft_report", title="Report of the session")
    correct_ballot(
        roll_call=vote,
        state=vote.ballots.get(state__code="CHL").state,
        position="no",
        source=summary,
        reason="The report says so.",
        by=None,
    )
    bring(make_record(POSITIONS | {"CHL": "yes"}, record_id=record.record_id, symbol=record.symbol))
    assert vote_on_symbol(record.symbol).ballots.positions()["CHL"] == "no"


def test_the_title_that_staff_changed_stays_and_the_librarys_stands_beside_it():
    record = make_record()
    bring(record)
    text = Resolution.objects.get(symbol=record.symbol)
    text.title = "As staff put it"
    save_text(text, by=None, reason="A misprint.")
    bring(replace(record, title="Quite another title", raw="another"))
    text.refresh_from_db()
    assert text.title == "As staff put it"
    assert Conflict.objects.about(text).get(field="title").values.count() == 1


def test_an_official_record_meets_the_board_of_the_day():
    """Where they agree it becomes the result; where not, staff choose."""
    vote, board = _with_board({"AUS": "no", "CHL": "abstain"})
    accept_reading(board, as_="provisional", by=None)
    record = make_record({"AUS": "no", "CHL": "abstain"}, symbol=vote.resolution.symbol)
    bring(record)
    vote.refresh_from_db()
    assert (vote.standing, vote.readings.count()) == ("official", 2)


def test_an_official_record_that_differs_from_the_board_waits_for_staff():
    vote, board = _with_board({"AUS": "no", "CHL": "not_recorded"})
    accept_reading(board, as_="provisional", by=None)
    report = bring(make_record({"AUS": "no", "CHL": "abstain"}, symbol=vote.resolution.symbol))
    vote.refresh_from_db()
    assert vote.standing == "provisional"
    assert "CHL" in report.waiting[0].sentence
    assert Conflict.objects.about(vote).get(field="ballot CHL").decided_at is None


def _with_board(positions):
    board = make_reading(roll_call=make_roll_call(), positions=positions)
    return board.roll_call, board


def test_a_text_that_was_pending_is_adopted_by_its_record():
    pending = Resolution(
        body=Body.objects.get(code="hrc"),
        session=Session.objects.get(code="hrc43"),
        title="A text before its vote",
    )
    add_draft(resolution=pending, symbol="A/HRC/43/L.31", by=None)
    record = make_record(facts=make_facts(drafts=("A/HRC/43/L.31/Rev.1",)))
    bring(record)
    pending.refresh_from_db()
    assert (pending.symbol, pending.outcome) == (record.symbol, "adopted_by_vote")
    assert [draft.symbol for draft in pending.drafts.all()] == [
        "A/HRC/43/L.31",
        "A/HRC/43/L.31/Rev.1",
    ]


def test_an_amendment_is_voted_on_under_the_text_that_it_amends():
    text = make_record(facts=make_facts(drafts=("A/HRC/43/L.31",)))
    amendment = make_amendment("A/HRC/43/L.31")
    bring(amendment, text)
    vote = vote_on(amendment)
    assert (vote.resolution.symbol, vote.subject) == (text.symbol, "amendment")
    assert (vote.slug, vote.subject_symbol, vote.is_final) == (
        "a-hrc-43-l-70",
        "A/HRC/43/L.70",
        False,
    )


def test_an_amendment_may_come_before_its_text():
    amendment = make_amendment("A/HRC/43/L.31")
    bring(amendment)
    text = make_record(facts=make_facts(drafts=("A/HRC/43/L.31/Rev.1",)))
    bring(text)
    assert vote_on(amendment).resolution.symbol == text.symbol
    assert Resolution.objects.count() == 1


def test_a_bare_number_of_a_draft_means_the_session_of_the_amendment():
    text = make_record(facts=make_facts(drafts=("A/HRC/43/L.41",)))
    amendment = make_amendment("L.41")
    bring(text, amendment)
    assert vote_on(amendment).resolution.symbol == text.symbol


def test_a_withdrawn_amendment_is_a_text_of_its_own_beside_the_one_it_amends():
    text = make_record(facts=make_facts(drafts=("A/HRC/43/L.31",)))
    amendment = make_amendment("A/HRC/43/L.31", positions={}, facts={"outcome": "withdrawn"})
    bring(text, amendment)
    withdrawn = Resolution.objects.get(kind="amendment")
    assert (withdrawn.slug, withdrawn.outcome) == ("a-hrc-43-l-70", "withdrawn")
    assert (withdrawn.amends.symbol, withdrawn.roll_calls.count()) == (text.symbol, 0)


def test_two_records_with_one_symbol_are_two_votes():
    text = make_record(facts=make_facts(drafts=("A/HRC/43/L.31",)))
    first, second = make_amendment("A/HRC/43/L.31"), make_amendment("A/HRC/43/L.31")
    bring(text, first, second)
    assert vote_on(first) != vote_on(second)
    assert vote_on(first).slug != vote_on(second).slug


def test_a_stranger_among_the_voters_keeps_a_reading_from_being_the_result():
    record = make_record(POSITIONS | {"CHE": "yes"}, names={"CHE": "SWITZERLAND"})
    report = bring(record)
    assert (vote_on(record).standing, report.results) == ("none", 0)
    assert "Switzerland had no seat" in report.waiting[0].sentence


def test_a_name_that_nobody_knows_is_told_and_settled_by_a_person():
    record = make_record(POSITIONS | {"FJI": "yes"}, names={"FJI": "FUJI"})
    report = bring(record)
    assert report.unknown == {"FUJI": 1}
    reading = Reading.objects.get(record_id=record.record_id)
    fiji = State.objects.get(code="FJI")
    decide_cell(reading=reading, cell=5, state=fiji, reason="A misprint.", by=None)
    assert bring(record).results == 1
    assert vote_on(record).ballots.positions()["FJI"] == "yes"


def test_a_name_can_be_left_out_of_a_whole_import():
    record = make_record(POSITIONS | {"XXX": "yes"}, names={"XXX": "Zanzibar"})
    report = bring(record, left_out=["Zanzibar"])
    assert (report.results, report.unknown) == (1, {})
    assert Reading.objects.get(record_id=record.record_id).decisions.get().what == "leave_out"


def test_totals_without_rows_are_kept_as_a_reading_that_lists_nobody():
    record = make_record({}, declared={"yes": 25, "no": 19, "abstain": 3})
    bring(record)
    reading = Reading.objects.get(record_id=record.record_id)
    assert (reading.cells, reading.declared["yes"]) == ([], 25)
    assert vote_on(record).standing == "none"


def test_sponsors_are_kept_as_printed_with_their_states():
    sponsor = Sponsor("Pakistan (on behalf of the OIC)", "Pakistan", "the OIC")
    record = make_record(facts=make_facts(sponsors=(sponsor,)))
    bring(record)
    kept = Resolution.objects.get(symbol=record.symbol).sponsorships.get()
    assert (kept.name_as_printed, kept.state.code, kept.on_behalf_of.code) == (
        "Pakistan (on behalf of the OIC)",
        "PAK",
        "OIC",
    )


def test_a_session_that_is_new_is_created_as_the_source_names_it():
    facts = make_facts(body="ga", session="es-11", agenda_item=None)
    bring(make_record(symbol="A/RES/ES-11/1", facts=facts))
    session = Resolution.objects.get(symbol="A/RES/ES-11/1").session
    assert (session.code, session.label) == ("gaes11", "11th emergency special session")


def test_a_body_that_nobody_knows_is_refused_and_the_rest_goes_on():
    report = bring(make_record(facts=make_facts(body="sc")), make_record())
    assert (report.created, len(report.refused)) == (1, 1)
    assert "sc" in report.refused[0].sentence


def test_a_record_that_cannot_be_told_from_others_leaves_nothing_behind():
    text = make_resolution()
    for number in (1, 2):
        make_roll_call(resolution=text, slug=f"vote-{number}", is_final=False)
    record = make_record(symbol=text.symbol)
    report = bring(record)
    assert "vote-1, vote-2" in report.refused[0].sentence
    assert not Source.objects.filter(publisher=LIBRARY).exists()


def test_a_source_that_breaks_off_leaves_nothing_behind():
    def broken():
        yield make_record()
        raise ReadingError(7, "the end of the file", "the rest of the record")

    with pytest.raises(ReadingError):
        import_transcripts(broken(), by=None, as_="official")
    assert not Source.objects.filter(publisher=LIBRARY).exists()


def test_a_rehearsal_tells_what_would_happen_and_keeps_nothing():
    report = bring(make_record(), is_rehearsal=True)
    assert (report.created, report.ballots) == (1, 5)
    assert not Source.objects.filter(publisher=LIBRARY).exists()


def test_more_records_than_one_batch_take_no_more_queries_a_record(
    django_assert_max_num_queries,
):
    records = [make_record() for _ in range(600)]
    with django_assert_max_num_queries(200):
        bring(*records)


def test_ballots_alone_do_not_turn_a_vote_on_an_amendment_into_one_on_its_text():
    """A table of ballots without its headings does not say that a record is of an amendment."""
    record = make_record(facts=make_facts(drafts=("A/HRC/43/L.31",)))
    amendment = make_amendment("A/HRC/43/L.31")
    bring(amendment, record)
    text = vote_on(record).resolution

    report = bring(replace(amendment, raw="ballots alone", facts=None))

    assert (report.unchanged, report.refused) == (1, [])
    assert [draft.symbol for draft in text.drafts.all()] == ["A/HRC/43/L.31"]
    assert sorted(text.roll_calls.values_list("subject", flat=True)) == ["amendment", "whole"]


def test_two_records_that_change_one_text_at_once_both_change_it():
    record = make_record(facts=make_facts(drafts=("A/HRC/43/L.31",)))
    bring(record)
    text = vote_on(record).resolution
    more = [
        replace(record, raw="a later harvest", facts=make_facts(drafts=("A/HRC/43/L.31/Rev.1",))),
        make_record({}, symbol=record.symbol, facts=make_facts(drafts=("A/HRC/43/L.31/Rev.2",))),
    ]

    report = bring(*more)

    assert report.refused == []
    assert text.drafts.count() == 3


def test_an_adopted_symbol_on_the_final_vote_says_that_the_text_was_adopted():
    record = make_record(facts=make_facts(outcome=None))
    bring(record)
    text = Resolution.objects.get(symbol=record.symbol)
    assert (text.outcome, text.acted_on) == ("adopted_by_vote", record.date)


def test_the_symbol_names_the_session_where_nothing_else_does():
    record = make_record(symbol="A/HRC/RES/55/28", date=None, facts=None)
    report = bring(record)
    assert Resolution.objects.get(symbol=record.symbol).session.code == "hrc55"
    assert "no day" in report.waiting[0].sentence


def test_the_commission_before_the_council_has_its_own_texts_and_sessions():
    facts = make_facts(body="chr", session="61", agenda_item=None, drafts=())
    record = make_record({}, symbol="E/CN.4/RES/2005/1", facts=facts)
    bring(record)
    text = Resolution.objects.get(symbol=record.symbol)
    assert (text.body.name, text.session.label) == ("Commission on Human Rights", "61st session")
