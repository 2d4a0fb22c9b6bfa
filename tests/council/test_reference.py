import csv
import datetime as dt
import re
from collections import Counter

import pytest

from kb.council import reference


def test_there_are_193_member_states_two_observers_and_five_past_ones():
    kinds = Counter(state.kind for state in reference.states())

    assert kinds == {"member": 193, "observer": 2, "past": 5}


def test_every_code_of_a_state_is_its_own():
    for codes in zip(*((s.code, s.alpha2, s.m49) for s in reference.states()), strict=True):
        assert len(set(codes)) == len(codes)


def test_namibia_keeps_its_two_letter_code():
    assert {s.alpha2 for s in reference.states() if s.code == "NAM"} == {"NA"}


def test_m49_codes_keep_their_leading_zeros():
    assert all(re.fullmatch(r"\d{3}", state.m49) for state in reference.states())
    assert {s.m49 for s in reference.states() if s.code == "AFG"} == {"004"}


def test_a_tile_name_is_at_most_twenty_characters():
    assert all(len(state.tile_name) <= 20 for state in reference.states())


@pytest.mark.parametrize(
    ("year", "members"),
    [(1975, 144), (1984, 159), (1991, 166), (1993, 184), (2000, 189), (2006, 192), (2011, 193)],
)
def test_the_united_nations_has_grown_as_its_records_say(year, members):
    day = dt.date(year, 12, 31)

    count = sum(
        state.member_since is not None
        and state.member_since <= day <= (state.member_until or dt.date.max)
        and reference.covers(state, day)
        for state in reference.states()
    )

    assert count == members


@pytest.mark.parametrize(
    ("code", "starts_on", "ends_on"),
    [
        ("hrc37", "2018-02-26", "2018-03-23"),
        ("hrc43", "2020-02-24", "2020-06-23"),
        ("hrc46", "2021-02-22", "2021-03-24"),
        ("hrcs31", "2021-08-24", "2021-08-24"),
    ],
)
def test_a_session_has_its_first_and_last_day(code, starts_on, ends_on):
    days = {s.code: (str(s.starts_on), str(s.ends_on)) for s in reference.sessions()}

    assert days[code] == (starts_on, ends_on)


@pytest.mark.parametrize(("kind", "last"), [("regular", 60), ("special", 38)])
def test_sessions_are_numbered_without_a_gap(kind, last):
    numbers = [session.number for session in reference.sessions() if session.kind == kind]

    assert numbers == list(range(1, last + 1))


@pytest.mark.parametrize("kind", ["regular", "special"])
def test_sessions_of_one_kind_follow_one_another(kind):
    days = [s.starts_on for s in reference.sessions() if s.kind == kind]

    assert days == sorted(days)


@pytest.mark.shared
def test_every_adopted_text_is_dated_within_its_session(shared):
    sessions = {session.code: session for session in reference.sessions()}
    with (shared / "data/hrc/resolutions_2006-2021.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))

    outside = set()
    for row in rows:
        number = re.match(r"A/HRC/(?:(?:RES|DEC|PRST)/?)?(S-)?(\d+)/", row["symbol"])
        if number is None:
            continue
        session = sessions[f"hrc{'s' if number[1] else ''}{number[2]}"]
        day = dt.date.fromisoformat(row["date"])
        if not session.starts_on <= day <= session.ends_on:
            outside.add((row["symbol"], row["date"]))

    assert outside == {("A/HRC/PRST/8/1", "2008-04-09")}


def test_the_agenda_of_the_council_has_ten_items():
    assert [item.number for item in reference.agenda_items()] == list(range(1, 11))


@pytest.mark.parametrize(
    ("text", "line", "found", "expected"),
    [
        ("", 1, "header ''", "body,state,since,until,note"),
        ("body,state,since,until\n", 1, "header", "body,state,since,until,note"),
        ("{header}\nhrc,LBY,1 March 2011,,\n", 2, "1 March 2011", "a date such as 2020-06-22"),
        ("{header}\nhrc,LBY,20110301,,\n", 2, "20110301", "a date such as 2020-06-22"),
        ("{header}\nhrc,LBY,,,\n", 2, "no since", "one"),
        ("{header}\nhrc,,2011-03-01,,\n", 2, "no state", "one"),
        ("{header}\nhrc,LBY,2011-03-01,\n", 2, "4 values", "5"),
        ("{header}\nhrc,LBY,2011-03-01,2011-02-01,\n", 2, "until 2011-02-01", "not before"),
    ],
)
def test_a_bad_file_is_refused_with_its_line(tmp_path, text, line, found, expected):
    file = tmp_path / "seat_suspensions.csv"
    file.write_text(text.format(header="body,state,since,until,note"), encoding="utf-8")

    with pytest.raises(reference.ReferenceFileError) as refusal:
        reference.suspensions(tmp_path)

    assert (refusal.value.file, refusal.value.line) == ("seat_suspensions.csv", line)
    assert found in refusal.value.found
    assert expected in refusal.value.expected


def test_a_file_with_an_unknown_kind_is_refused(tmp_path):
    (tmp_path / "groups.csv").write_text("code,name,kind\nEU,European Union,club\n")

    with pytest.raises(reference.ReferenceFileError, match="line 2: kind 'club', expected one of"):
        reference.groups(tmp_path)


def test_a_file_with_a_number_in_words_is_refused(tmp_path):
    (tmp_path / "agenda_items.csv").write_text("body,number,title\nhrc,three,All rights\n")

    with pytest.raises(reference.ReferenceFileError, match="expected a whole number"):
        reference.agenda_items(tmp_path)


def test_a_file_that_is_not_utf_8_is_refused(tmp_path):
    (tmp_path / "groups.csv").write_bytes("code,name,kind\nX,Côte,regional\n".encode("latin-1"))

    with pytest.raises(reference.ReferenceFileError, match="UTF-8"):
        reference.groups(tmp_path)


@pytest.mark.parametrize("path", sorted(reference.DATA.glob("*.csv")), ids=lambda path: path.name)
def test_a_shipped_file_has_unix_line_ends_and_no_byte_order_mark(path):
    raw = path.read_bytes()

    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
