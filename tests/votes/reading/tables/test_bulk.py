"""The UN Digital Library's bulk table."""

import datetime as dt

import pytest

from tests.votes.reading.tables.reading import ballots_in, read
from votes.reading.cells import Transcript

ROW = {
    "undl_id": "4001",
    "ms_code": "NAM",
    "ms_name": "NAMIBIA",
    "ms_vote": "Y",
    "date": "2020-12-09",
    "session": "75",
    "resolution": "A/RES/75/90",
    "draft": "A/75/L.40",
    "committee_report": "",
    "meeting": "A/75/PV.41",
    "title": "Clean seas : resolution / adopted by the General Assembly",
    "agenda_title": "",
    "subjects": "",
    "vote_note": "",
    "total_yes": "120.0",
    "total_no": "1.0",
    "total_abstentions": "",
    "total_non_voting": "2.0",
    "total_ms": "193.0",
    "undl_link": "https://library.example/record/4001",
}
STATES = (("NAM", "NAMIBIA", "Y"), ("FJI", "FIJI", "X"), ("PER", "PERU", ""), ("TCD", "CHAD", "A"))


def table(*columns: str, **fields: str) -> str:
    names = columns or tuple(ROW)
    rows = [
        ROW | dict(ms_code=code, ms_name=name, ms_vote=mark, **fields)
        for code, name, mark in STATES
    ]
    lines = [",".join(f'"{row[name]}"' for name in names) for row in rows]
    return "\n".join([",".join(f'"{name}"' for name in names), *lines]) + "\n"


def one(content: str | bytes) -> Transcript:
    (transcript,) = read(content)
    return transcript


def test_a_record_is_read_whole():
    found = one(table())
    assert (found.record_id, found.symbol, found.title) == ("4001", "A/RES/75/90", "Clean seas")
    assert (found.date, found.publisher) == (dt.date(2020, 12, 9), "UN Digital Library")
    assert found.declared == {"yes": 120, "no": 1, "non_voting": 2}
    facts = found.facts
    assert (facts.body, facts.session, facts.meeting) == ("ga", "75", 41)
    assert (facts.kind, facts.drafts, facts.outcome) == (
        "resolution",
        ("A/75/L.40",),
        "adopted_by_vote",
    )
    assert facts.links == {"record": "https://library.example/record/4001"}


def test_non_voting_is_absent_and_blank_is_not_recorded():
    assert [(cell.mark, cell.position) for cell in one(table()).cells] == [
        ("Y", "yes"),
        ("X", "absent"),
        ("", "not_recorded"),
        ("A", "abstain"),
    ]


def test_columns_may_stand_in_another_order_or_be_missing():
    found = one(table("ms_vote", "title", "ms_name", "undl_id").encode("utf-8-sig"))
    assert ballots_in(found) == [(name, mark) for _, name, mark in STATES]
    assert (found.title, found.symbol, found.date) == ("Clean seas", None, None)
    assert (found.declared, found.facts.body, found.facts.links) == (None, None, {})


def test_without_names_the_codes_are_printed():
    found = one(table("undl_id", "ms_code", "ms_vote"))
    assert [cell.printed for cell in found.cells] == ["NAM", "FJI", "PER", "TCD"]


@pytest.mark.parametrize(
    ("fields", "body", "session"),
    [
        ({"resolution": "A/HRC/RES/49/5", "session": ""}, "hrc", "49"),
        ({"resolution": "S/RES/2700", "session": ""}, "sc", None),
        ({"resolution": "A/RES/ES-10/20", "session": "10emsp"}, "ga", "es-10"),
        ({"resolution": "", "draft": "A/75/L.40", "session": "10emsp"}, "ga", "es-10"),
        ({"resolution": "A/RES/1514(XV)", "session": ""}, "ga", "15"),
    ],
)
def test_body_and_session_follow_from_the_symbol_and_what_is_stated(fields, body, session):
    facts = one(table(**fields)).facts
    assert (facts.body, facts.session) == (body, session)


def test_a_day_may_be_written_in_words():
    assert one(table(date="9 December 2020")).date == dt.date(2020, 12, 9)


def test_records_come_in_their_order_though_their_rows_are_mixed():
    head, *first = table().splitlines()
    second = [line.replace("4001", "4002") for line in first]
    mixed = [line for pair in zip(first, second, strict=True) for line in pair]
    found = read("\n".join([head, *mixed]))
    assert [each.record_id for each in found] == ["4001", "4002"]
    assert {len(each.cells) for each in found} == {4}
