"""Long tables: a row a ballot, with or without a table of headings."""

import datetime as dt
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.votes.reading.tables.reading import ballots_in, ballots_of, read, read_files, rows_of
from votes.reading.cells import ReadingError, TextFacts, Transcript
from votes.reading.tables.grouping import MOST_ROWS_OF_A_RECORD

VOTES = "rcid,country,country_code,vote\n7,Namibia,NA,yes\n8,Namibia,NA,no\n7,Peru,PE,abstain\n"
HEADS = "rcid,session,importantvote,date,unres,amend,para,short,descr\n"


def heading(
    unres: str, session: str = "65", amend: str = "0", para: str = "0", rcid: int = 7
) -> str:
    return f"{rcid},{session},NA,2010-12-08,{unres},{amend},{para},SEAS,The law of the seas \n"


def told(*lines: str) -> TextFacts:
    return read(VOTES, HEADS + "".join(lines))[0].facts


def one(*contents: str) -> Transcript:
    (transcript,) = read(*contents)
    return transcript


def test_the_rows_of_a_roll_call_need_not_stand_together():
    assert [(each.record_id, ballots_in(each)) for each in read(VOTES)] == [
        ("7", [("Namibia", "yes"), ("Peru", "abstain")]),
        ("8", [("Namibia", "no")]),
    ]
    assert [cell.row for cell in read(VOTES)[0].cells] == [2, 4]


def test_a_heading_says_what_was_voted_on():
    found = read(VOTES, HEADS + heading("R/65/37A"))[0]
    assert (found.symbol, found.title) == ("A/RES/65/37A", "The law of the seas")
    assert (found.date, found.facts.body, found.facts.session) == (dt.date(2010, 12, 8), "ga", "65")
    assert found.publisher == "United Nations General Assembly Voting Data"


@pytest.mark.parametrize(
    ("unres", "session", "symbol", "key"),
    [
        ("R/40/152A", "40", "A/RES/40/152A", "40"),
        ("A/RES/74/19", "74", "A/RES/74/19", "74"),
        ("A/RES/ES-10/19", "72", "A/RES/ES-10/19", "es-10"),
        ("R/1/66", "1", "R/1/66", "1"),
        ("R/677/46", "67", "R/677/46", "67"),
        ("R/12/6", "41", "R/12/6", "41"),
        ("R/50/38B/IX", "50", "R/50/38B/IX", "50"),
        ("ESS/5/70", "22", "ESS/5/70", "es-5"),
        ("SS/4/23A", "18", "SS/4/23A", "s-4"),
    ],
)
def test_the_set_s_own_symbols_are_put_right_only_where_sure(unres, session, symbol, key):
    found = read(VOTES, HEADS + heading(unres, session))[0]
    assert (found.symbol, found.facts.session) == (symbol, key)


@pytest.mark.parametrize(
    ("lines", "subject", "is_final"),
    [
        ([heading("R/65/37")], "whole", True),
        ([heading("R/65/37", amend="1")], "amendment", False),
        ([heading("R/65/37", para="1")], "paragraph", False),
        ([heading("R/65/37"), heading("R/65/37", para="1", rcid=8)], "whole", True),
        ([heading("R/65/37"), heading("R/65/37", rcid=8)], "whole", None),
        ([heading("")], "whole", None),
        ([heading("NA")], "whole", None),
    ],
)
def test_a_vote_is_final_only_where_no_other_on_the_whole_has_its_symbol(lines, subject, is_final):
    facts = told(*lines)
    assert (facts.subject, facts.is_final) == (subject, is_final)


def test_a_long_description_is_cut_in_the_title():
    heads = HEADS + f"7,65,,2010-12-08,R/65/37,0,0,S,{'word ' * 300}\n"
    assert len(read(VOTES, heads)[0].title) <= 500


def test_headings_without_ballots_are_no_votes():
    assert [each.record_id for each in read(VOTES, HEADS + heading("R/65/37", rcid=99))] == [
        "7",
        "8",
    ]
    with pytest.raises(ReadingError, match="without any column of votes"):
        read(HEADS + heading("R/65/37"))


@pytest.mark.parametrize(
    ("more", "listed"),
    [("", {"yes", "no", "abstain"}), ("8,Chad,TD,absent\n", None), ("8,Chad,TD,\n", None)],
)
def test_a_file_without_absent_states_lists_only_those_that_voted(more, listed):
    assert read(VOTES + more)[0].listed == (frozenset(listed) if listed else None)


def test_the_numbers_of_the_codebook_are_positions_and_no_member_has_no_cell():
    rows = "".join(f"7,State {mark},S{mark},{mark}\n" for mark in "12389")
    found = one(f"rcid,country,country_code,vote\n{rows}")
    assert [(cell.mark, cell.position) for cell in found.cells] == [
        ("1", "yes"),
        ("2", "abstain"),
        ("3", "no"),
        ("8", "absent"),
    ]


def test_namibia_is_a_code_and_na_elsewhere_is_no_value():
    found = read("rcid,country_code,vote\n7,NA,yes\n7,PE,NA\n", HEADS + heading("NA"))[0]
    assert [(cell.printed, cell.position) for cell in found.cells] == [
        ("NA", "yes"),
        ("PE", "not_recorded"),
    ]
    assert found.symbol is None


def test_a_state_without_a_name_is_printed_by_its_code():
    found = one("rcid,country,country_code,vote\n7,,NA,yes\n7,Peru,PE,no\n")
    assert [cell.printed for cell in found.cells] == ["NA", "Peru"]


def test_columns_are_told_by_their_names_in_any_order():
    text = "Position;Member State;Date;Resolution\nIn favour;Fiji;7 December 2020;A/HRC/RES/45/9\n"
    found = one(text)
    assert (found.symbol, found.date) == ("A/HRC/RES/45/9", dt.date(2020, 12, 7))
    assert (found.record_id, found.facts.body, found.facts.session) == (None, "hrc", "45")
    assert ballots_in(found) == [("Fiji", "In favour")]


def test_a_record_of_more_rows_than_there_are_states_is_refused():
    rows = "7,Fiji,FJ,yes\n" * (MOST_ROWS_OF_A_RECORD + 1)
    with pytest.raises(ReadingError, match="record 7 with still more rows"):
        read(f"rcid,country,country_code,vote\n{rows}")


def test_many_records_strewn_over_a_table_come_in_the_order_of_first_appearance():
    lines = [f"{record},{name},X,yes" for name in "ABC" for record in range(300, 0, -1)]
    found = read("rcid,country,country_code,vote\n" + "\n".join(lines))
    assert [each.record_id for each in found] == [str(record) for record in range(300, 0, -1)]
    assert all([cell.printed for cell in each.cells] == ["A", "B", "C"] for each in found)


MEMORY = """
import resource, sys
from votes.reading.documents import Document
from votes.reading.formats import read_documents
with open(sys.argv[1], "rb") as file:
    count = sum(len(each.cells) for each in read_documents([Document("big", file)]))
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def peak(path: Path, records: int) -> int:
    """Kilobytes at the most, in a process of its own, to read 100 ballots of each record."""
    with path.open("w", encoding="utf-8") as file:
        file.write("rcid,country,country_code,vote\n")
        for start in range(0, records, 500):
            for state in range(100):
                file.writelines(f"{start + n},State {state},S,yes\n" for n in range(500))
    done = subprocess.run(
        [sys.executable, "-c", MEMORY, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    count, kilobytes = map(int, done.stdout.split())
    assert count == records * 100
    return kilobytes


def test_memory_stays_flat_whatever_the_size(tmp_path):
    assert peak(tmp_path / "large.csv", 6_000) < 1.2 * peak(tmp_path / "small.csv", 1_000)


@pytest.fixture(scope="module")
def assembly(shared):
    folder = shared / "data/ga"
    return list(read_files(folder / "un_votes.csv.gz", folder / "un_roll_calls.csv.gz"))


@pytest.mark.shared
def test_every_ballot_of_the_assembly_stands_in_its_order(assembly, shared):
    expected = ballots_of(shared / "data/ga/un_votes.csv.gz", "rcid", "country", "vote")
    assert {each.record_id: ballots_in(each) for each in assembly} == expected
    assert (len(expected), sum(map(len, expected.values()))) == (6_203, 870_109)


@pytest.mark.shared
def test_the_assembly_s_subjects_are_those_of_its_headings(assembly, shared):
    subjects = Counter(each.facts.subject for each in assembly)
    rows = list(rows_of(shared / "data/ga/un_roll_calls.csv.gz"))
    assert subjects["amendment"] == sum(row["amend"] == "1" for row in rows) == 311
    assert subjects["paragraph"] == sum(row["para"] == "1" != row["amend"] for row in rows)


@pytest.mark.shared
def test_no_two_final_votes_of_the_assembly_share_a_symbol(assembly):
    symbols = [each.symbol for each in assembly if each.facts.is_final]
    assert len(symbols) == len(set(symbols))
    assert all(symbols)


@pytest.mark.parametrize(
    "table",
    [
        "vote_id,mep_id,last_name,country,vote\n7,1,DOE,DEU,+\n",
        "roll_call,bioguide_id,state,vote\n7,D01,CA,Yea\n",
    ],
)
def test_a_roll_call_of_persons_is_refused_with_the_column_that_tells(table):
    with pytest.raises(ReadingError, match=r"line 1: a roll call of persons .* a vote of States"):
        read(table)


def test_a_roll_call_with_many_ballots_of_each_state_is_refused():
    rows = "".join(f"7,{n},{code},FOR\n" for n in range(8) for code in ("DEU", "FRA", "POL"))
    with pytest.raises(ReadingError, match="line 2: 24 ballots of 3 States, expected a vote of"):
        read(f"vote_id,member_id,country_code,position\n{rows}")


def test_a_state_listed_twice_does_not_make_a_vote_of_persons():
    codes = [f"{a}{b}X" for a in "ABCDE" for b in "ABCDE"]
    rows = "".join(f"7,{code},Y\n" for code in (*codes, *codes))
    (transcript,) = read(f"undl_id,country_code,vote\n{rows}")
    assert len(transcript.cells) == 50
