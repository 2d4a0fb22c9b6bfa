import io
import json
import time
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from votes.management.commands.read_votes import as_json
from votes.reading.cells import Cell, NoVoteFoundError, ReadingError, Transcript
from votes.reading.documents import Document
from votes.reading.names import Match
from votes.reading.tables import readings
from votes.reading.tables.json_tables import is_json, json_sheets
from votes.reading.tables.sheets import Row, Sheet


def document(data: str | bytes) -> Document:
    return Document("votes.json", io.BytesIO(data.encode() if isinstance(data, str) else data))


def sheet_of(data: object) -> Sheet:
    text = data if isinstance(data, str | bytes) else json.dumps(data, ensure_ascii=False)
    (sheet,) = json_sheets(document(text))
    return sheet


def rows_of(data: object) -> list[Row]:
    return list(sheet_of(data).rows)


def roll_calls(data: object) -> list[Transcript]:
    sheet = sheet_of(data)
    assert readings.recognises(sheet.header)
    return list(readings.read([sheet]))


def ballots(transcript: Transcript) -> list[tuple[str, str, str | None]]:
    return [(cell.printed, cell.mark, cell.position) for cell in transcript.cells]


FLAT = [
    {"symbol": "A/HRC/RES/43/21", "country": "Angola", "vote": "Y", "total_yes": 120.0},
    {"symbol": "A/HRC/RES/43/21", "country": "Chad", "vote": None, "note": "late"},
]
MARKS = {"Afghanistan": "A", "Côte d’Ivoire": "Y", "NO": "N", "Chad": None, "Peru": "?"}
READ = [
    ("Afghanistan", "A", "abstain"),
    ("Côte d’Ivoire", "Y", "yes"),
    ("NO", "N", "no"),
    ("Chad", "", "not_recorded"),
    ("Peru", "?", None),
]


@pytest.mark.parametrize("key", [None, "results", "data", "records", "votes"])
def test_a_list_of_flat_objects_is_a_table_wherever_it_is_kept(key):
    sheet = sheet_of({key: FLAT, "next": None} if key else FLAT)
    assert sheet.header == ("symbol", "country", "vote", "total_yes", "note")
    assert [values for _, values, _ in sheet.rows] == [
        ("A/HRC/RES/43/21", "Angola", "Y", "120.0", ""),
        ("A/HRC/RES/43/21", "Chad", "", "", "late"),
    ]


def test_lines_of_json_are_a_table_and_each_row_has_its_line():
    assert rows_of('{"id": 1, "vote": "Y"}\n\n{"id": 2, "vote": "N"}\n') == [
        (1, ("1", "Y"), '{"id": 1, "vote": "Y"}'),
        (3, ("2", "N"), '{"id": 2, "vote": "N"}'),
    ]


def test_rows_of_json_in_one_piece_have_their_lines_and_their_own_text():
    assert rows_of('[\n {"a": 1},\n\n {"a":\n 2}]') == [
        (2, ("1",), '{"a": 1}'),
        (4, ("2",), '{"a":\n 2}'),
    ]


def test_objects_inside_a_flat_row_are_columns_of_their_own():
    sheet = sheet_of(
        [{"country": {"code": "TCD", "name": "Chad"}, "tags": ["a", "b"], "vote": "Y"}]
    )
    assert sheet.header == ("country_code", "country_name", "tags", "vote")
    assert [values for _, values, _ in sheet.rows] == [("TCD", "Chad", "a; b", "Y")]


def test_a_list_of_lists_is_a_table_with_the_first_as_its_header():
    sheet = sheet_of([["Symbol", "AFG", "AGO"], ["43/21", "Y", None]])
    assert sheet.header == ("Symbol", "AFG", "AGO")
    assert [values for _, values, _ in sheet.rows] == [("43/21", "Y", "")]


@pytest.mark.parametrize(
    "votes",
    [
        MARKS,
        [{"state": name, "position": mark} for name, mark in MARKS.items()],
        [{"country": {"name": name, "code": "XXX"}, "vote": mark} for name, mark in MARKS.items()],
        [{"voter": {"name": n, "id": "x"}, "voter_id": "x", "option": m} for n, m in MARKS.items()],
        {name: {"vote": mark} for name, mark in MARKS.items()},
    ],
)
def test_a_roll_call_holds_its_ballots_as_a_mapping_or_a_list(votes):
    head = {"symbol": "A/HRC/RES/43/21", "date": "2020-06-22", "title": "Cooperation", "id": 29343}
    (transcript,) = roll_calls([{**head, "yes": 23, "no": 16, "votes": votes}])
    assert ballots(transcript) == READ
    assert transcript.symbol == "A/HRC/RES/43/21"
    assert (transcript.title, transcript.record_id) == ("Cooperation", "29343")
    assert (transcript.date, transcript.declared) == (date(2020, 6, 22), {"yes": 23, "no": 16})


def test_states_listed_under_their_position_have_it_as_their_mark():
    record = {"symbol": "ES-11/1", "in favour": ["Angola"], "against": ["Cuba"], "abstain": []}
    (transcript,) = roll_calls([record])
    assert ballots(transcript) == [("Angola", "in favour", "yes"), ("Cuba", "against", "no")]


def test_the_vote_events_of_popolo_are_roll_calls():
    event = {
        "identifier": "29343",
        "motion": {"text": "Cooperation"},
        "start_date": "2020-06-22T15:00:00+02:00",
        "counts": [{"option": "yes", "value": 1}, {"option": "not voting", "value": 2}],
        "votes": [{"voter_id": "AGO", "option": "yes"}, {"voter_id": "TCD", "option": "absent"}],
    }
    (transcript,) = roll_calls({"vote_events": [event]})
    assert ballots(transcript) == [("AGO", "yes", "yes"), ("TCD", "absent", "absent")]
    assert transcript.declared == {"yes": 1, "non_voting": 2}
    assert (transcript.title, transcript.date) == ("Cooperation", date(2020, 6, 22))


def test_one_roll_call_alone_and_a_mapping_by_symbol_are_read_too():
    assert [ballots(each) for each in roll_calls({"votes": MARKS})] == [READ]
    found = roll_calls({"A/HRC/43/L.1": MARKS, "A/HRC/43/L.2": {"votes": MARKS}})
    assert [(each.symbol, ballots(each)) for each in found] == [
        ("A/HRC/43/L.1", READ),
        ("A/HRC/43/L.2", READ),
    ]


def test_roll_calls_without_any_id_are_kept_apart():
    assert len(roll_calls([{"votes": MARKS}, {"votes": MARKS}])) == 2


def test_a_text_on_which_nobody_voted_has_no_cells():
    _, adopted = roll_calls([{"symbol": "43/1", "votes": MARKS}, {"symbol": "43/2", "votes": []}])
    assert (adopted.symbol, adopted.cells) == ("43/2", ())


def test_a_roll_call_in_each_line_has_the_line_of_each():
    line = json.dumps({"symbol": "43/1", "votes": {"AGO": "Y"}})
    first, second = roll_calls(f"{line}\n{line}\n")
    assert (first.cells[0].row, second.cells[0].row, second.raw) == (1, 2, line)


CELL = st.builds(
    Cell,
    row=st.integers(1, 5000),
    printed=st.text(st.characters(codec="utf-8", categories=["L", "N", "Zs"]), min_size=1)
    .map(str.strip)
    .filter(bool),
    mark=st.sampled_from(["YES", "-", "", "X", "?", "YES/NO"]),
    position=st.sampled_from(["yes", "no", "abstain", "absent", "not_recorded", None]),
)
READINGS = st.lists(
    st.builds(
        Transcript,
        cells=st.lists(CELL, min_size=1, max_size=5).map(tuple),
        symbol=st.none() | st.just("L.13/Rev.1"),
        title=st.none() | st.just("Cooperation"),
        record_id=st.none() | st.just("29343"),
        date=st.none() | st.dates(min_value=date(1946, 1, 1)),
        declared=st.none()
        | st.dictionaries(
            st.sampled_from(readings.DECLARED), st.integers(0, 200), min_size=1, max_size=6
        ),
    ),
    min_size=1,
    max_size=4,
)


def as_read_votes_prints(transcript: Transcript) -> dict:
    return as_json(transcript, [Match()] * len(transcript.cells), [], transcript.date)


@given(READINGS)
@settings(deadline=None)
def test_what_read_votes_prints_is_read_back_to_the_same_cells(transcripts):
    printed = {"readings": [as_read_votes_prints(each) for each in transcripts]}
    found = roll_calls(json.dumps(printed, ensure_ascii=False, indent=2))
    assert [
        (each.cells, each.declared, each.symbol, each.title, each.record_id, each.date)
        for each in found
    ] == [
        (each.cells, each.declared, each.symbol, each.title, each.record_id, each.date)
        for each in transcripts
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('[{"a": 1},\n {"a" 2}]', "line 2: broken JSON at column 7"),
        ('[{"a": 1},\n {"a": ', "line 2: broken JSON at column"),
        ('{"a": 1}\n{"a": \n', "line 2: broken JSON at column"),
        ('[{"votes":\n {"AFG": "Y", "AFG": "N"}}]', 'line 2: the key "AFG" twice'),
        ('[\n{"vote": NaN}]', "line 2: NaN, expected a number or null"),
        ('[\n{"vote": -Infinity}]', "line 2: -Infinity"),
        ("[" * 100_000, "line 1: brackets nested more than 40 deep"),
        ('[{"a":' * 50_000, "line 1: brackets nested more than 40 deep"),
        ('[\n{"vote": "\\ud800"}]', "line 2: signs that are no text"),
        ('[{"votes": [\n{"state": "", "vote": "Y"}]}]', "line 2: a vote without a State"),
        ('{"a": 1}\n{"a": 2}\n[1]\n', "line 3: a line that is no object"),
        ('[["a", "b"], ["c"]]', "line 2: a row of 1 values, expected 2"),
        ('[{"a": "%s"}]' % ("b" * 6_000_000), "line 1: more than 5,000,000 bytes"),
    ],
    ids=lambda text: text[:20],
)
def test_json_that_cannot_be_read_is_refused_with_its_place(text, found):
    with pytest.raises(ReadingError, match=found.replace("[", r"\[")):
        roll_calls(text) if '"votes"' in text else rows_of(text)


@pytest.mark.parametrize(
    "text",
    ["", "An article.", "[Adopted by 1 vote to 1. In favour: Mali]", '["a", "b"]', "[[]]", "[{}]"],
)
def test_what_is_no_table_in_json_is_left_to_other_formats(text):
    with pytest.raises(NoVoteFoundError):
        list(json_sheets(document(text)))


def test_a_number_of_any_length_stays_as_printed():
    ((_, values, _),) = rows_of('[{"a": %s, "b": 1.50}]' % ("9" * 5000))
    assert values == ("9" * 5000, "1.50")


def test_json_is_known_by_its_beginning_in_any_unicode():
    assert all(is_json('\ufeff [{"a": 1}]'.encode(code)) for code in ("utf-8", "utf-16"))


PIECES = ("{", "}", "[", "]", ",", ":", '"', '"a"', '"votes"', '"AFG"', "1", "null", "\n", "NaN")


@given(
    st.binary(max_size=80)
    | st.lists(st.sampled_from(PIECES), max_size=30).map(lambda pieces: "".join(pieces).encode())
    | st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(PIECES[7:10]), inner),
        max_leaves=20,
    ).map(lambda value: json.dumps(value).encode())
)
@settings(max_examples=500, deadline=None)
def test_no_bytes_make_anything_but_sheets_or_a_reading_error(data):
    try:
        for sheet in json_sheets(document(data)):
            assert all(len(values) == len(sheet.header) for _, values, _ in sheet.rows)
    except ReadingError:
        pass


@pytest.mark.parametrize(
    "text",
    [
        '["' + '\\"' * 2_400_000,
        '[{"a": ' + "1" * 4_000_000,
        '[{"a": "' + "\n" * 1_000_000,
        '[{"a": 1}' + ', {"a": 1}' * 300_000 + "]",
        "[" + '{"a": [[[[[[[]]]]]]]},' * 200_000,
    ],
    ids=lambda text: text[:9],
)
def test_hostile_json_of_megabytes_takes_seconds_not_hours(text):
    start = time.process_time()
    with suppress(ReadingError):
        rows_of(text)
    assert time.process_time() - start < 30
