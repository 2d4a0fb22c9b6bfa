import csv
import io
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from votes.reading.cells import NoVoteFoundError, ReadingError, Transcript
from votes.reading.documents import Document
from votes.reading.tables import wide
from votes.reading.tables.sheets import csv_sheets

BY_ROW = """\
Record,Resolution,Date,Title,Session,Yes,No,Abstentions,AFG,AGO,AUS,NO
29343,A/HRC/RES/43/21,2020-06-22,Cooperation,43,1,1,1,A,Y,N,.
29344,A/HRC/43/L.27,22 June 2020,"A title, with a comma",43,1.0,0,1.0,X,,Yes,Abst.
"""
BY_COLUMN = """\
,A/HRC/RES/43/21,A/HRC/43/L.27
,2020-06-22,2020-06-23
Country,Cooperation,An amendment
Afghanistan,A,X
Angola,Y,
Australia,N,Yes
Yes,1,1
No,1,0
"""


def read(text: str) -> list[Transcript]:
    sheets = list(csv_sheets(Document("votes.csv", io.BytesIO(text.encode()))))
    return list(wide.read(sheets))


def ballots(transcript: Transcript) -> list[tuple[str, str, str | None]]:
    return [(cell.printed, cell.mark, cell.position) for cell in transcript.cells]


def positions(text: str) -> list[list[str | None]]:
    return [[cell.position for cell in each.cells] for each in read(text)]


def test_a_row_is_a_roll_call_and_a_column_a_state():
    first, second = read(BY_ROW)
    assert ballots(first) == [
        ("AFG", "A", "abstain"),
        ("AGO", "Y", "yes"),
        ("AUS", "N", "no"),
        ("NO", ".", "absent"),
    ]
    assert ballots(second)[1:3] == [("AGO", "", "not_recorded"), ("AUS", "Yes", "yes")]


def test_the_columns_beside_the_states_say_what_was_voted_on():
    first, second = read(BY_ROW)
    assert (first.record_id, first.symbol, first.title) == (
        "29343",
        "A/HRC/RES/43/21",
        "Cooperation",
    )
    assert first.date == second.date == date(2020, 6, 22)
    assert first.facts.session == "43"
    assert second.title == "A title, with a comma"
    assert second.declared == {"yes": 1, "no": 0, "abstain": 1}


def test_a_cell_stands_on_the_line_of_its_roll_call_and_the_raw_text_has_its_headings():
    _, second = read(BY_ROW)
    assert {cell.row for cell in second.cells} == {3}
    assert second.raw.splitlines() == [BY_ROW.splitlines()[0], BY_ROW.splitlines()[2]]


def test_a_row_is_a_state_and_a_column_a_roll_call():
    first, second = read(BY_COLUMN)
    assert ballots(first) == [
        ("Afghanistan", "A", "abstain"),
        ("Angola", "Y", "yes"),
        ("Australia", "N", "no"),
    ]
    assert (second.symbol, second.date) == ("A/HRC/43/L.27", date(2020, 6, 23))
    assert (second.title, second.declared) == ("An amendment", {"yes": 1, "no": 0})
    assert [cell.row for cell in second.cells] == [4, 5, 6]


@pytest.mark.parametrize(
    "headings",
    [
        "Symbol,AFG,AGO,AUS\n,Afghanistan,Angola,Australia\n",
        ",Afghanistan,Angola,Australia\nSymbol,AFG,AGO,AUS\n",
        ",African States,,WEOG\n,AFG,AGO,AUS\nSymbol,Afghanistan,Angola,Australia\n",
        "Recorded votes,,,\n,004,024,036\nSymbol,Afghanistan,Angola,Australia\n",
    ],
)
def test_of_codes_and_names_above_the_marks_the_name_is_printed(headings):
    (transcript,) = read(f"{headings}A/HRC/RES/43/21,Y,N,A\n")
    assert [cell.printed for cell in transcript.cells] == ["Afghanistan", "Angola", "Australia"]
    assert transcript.symbol == "A/HRC/RES/43/21"


@pytest.mark.parametrize(
    "headings",
    ["Pays,ISO3,43/21,46/13", ",,43/21,46/13", "Country,Code,22 June 2020,23 March 2021"],
)
def test_a_table_of_states_is_known_by_a_heading_or_by_the_symbols_above_the_marks(headings):
    first, _ = read(f"{headings}\nAngola,AGO,Y,N\nChad,TCD,A,.\n")
    assert ballots(first) == [("Angola", "Y", "yes"), ("Chad", "A", "abstain")]
    assert first.symbol == "43/21" or first.date == date(2020, 6, 22)


def test_codes_in_the_first_column_make_a_table_of_states_also_without_headings():
    first, second = read(",Mercenaries,Right to food\nAGO,Y,N\nTCD,A,Y\n")
    assert (first.title, ballots(first)) == (
        "Mercenaries",
        [("AGO", "Y", "yes"), ("TCD", "A", "abstain")],
    )
    assert second.title == "Right to food"


def test_french_headings_are_read_with_the_french_marks():
    (transcript,) = read(
        "Cote;Intitulé;Pour;Contre;Abstentions;Tchad;Pérou;Chine\n"
        "A/HRC/RES/43/21;Coopération;1;1;1;oui;non;abstention\n"
    )
    assert transcript.declared == {"yes": 1, "no": 1, "abstain": 1}
    assert [cell.position for cell in transcript.cells] == ["yes", "no", "abstain"]


def test_a_column_of_a_table_of_states_may_tell_its_title_and_its_symbol_together():
    text = "Council Member,Regional Group,Iran A/HRC/RES/43/24,A/HRC/RES/43/26 (22 June 2020)\n"
    first, second = read(f"{text}Angola,African,A,Y\nAustralia,WEOG,Y,Y\n")
    assert (first.symbol, first.title) == ("A/HRC/RES/43/24", "Iran")
    assert (second.symbol, second.date) == ("A/HRC/RES/43/26", date(2020, 6, 22))


@pytest.mark.parametrize(
    "text",
    [
        "Country,43/21,43/22,Score\nAngola,Y,N,12\nChad,A,A,7\n",
        "Symbol,AFG,AGO,Turnout\n43/21,Y,A,2\n43/22,N,A,2\nYes,1,0,\nTotal,2,2,\n",
    ],
)
def test_scores_and_sums_beside_or_below_the_marks_are_no_votes(text):
    found = read(text)
    assert [each.symbol for each in found] == ["43/21", "43/22"]
    assert [len(each.cells) for each in found] == [2, 2]


def test_headings_of_groups_between_the_states_are_no_states():
    (transcript,) = read("Country,43/21\nAfrican Group,\nAngola,Y\nChad,\nGRULAC,\nPeru,N\n")
    assert [cell.printed for cell in transcript.cells] == ["Angola", "Chad", "Peru"]


def test_numbers_without_a_legend_stay_unknown():
    assert positions("Symbol,AFG,AGO,AUS\n43/21,1,0,-1\n43/22,1,1,-1\n") == [[None] * 3] * 2


@pytest.mark.parametrize(
    "legend",
    [
        '"1 = yes, 0 = abstain, -1 = no",,,',
        '"1=Yes 0=Abstention -1=No",,,',
        '"1: oui ; 0: abstention ; -1: non",,,',
    ],
)
@pytest.mark.parametrize("place", ["above", "below"])
def test_numbers_mean_what_a_legend_in_the_file_says(legend, place):
    table = "Symbol,AFG,AGO,AUS\n43/21,1,0,-1\n"
    text = f"{legend}\n{table}" if place == "above" else f"{table}{legend}\n"
    assert positions(text) == [["yes", "abstain", "no"]]


def test_a_legend_goes_before_what_a_letter_means_elsewhere():
    text = '"Y = yes, N = no, A = absent, B = abstain",,,\nSymbol,AFG,AGO,AUS\n43/21,A,B,Y\n'
    assert positions(text) == [["absent", "abstain", "yes"]]


@pytest.mark.parametrize("head", ["rcid", "Record (Voeten codes)"])
def test_the_numbers_of_a_named_code_book_are_read_and_who_was_no_member_has_no_cell(head):
    rows = "3,1946-01-01,1,3,9,8\n4,1946-01-02,2,1,9,NA\n"
    first, second = read(f"{head},date,USA,CUB,ZWE,CAN\n{rows}")
    assert ballots(second)[-1] == ("CAN", "NA", "not_recorded")
    assert ballots(first) == [("USA", "1", "yes"), ("CUB", "3", "no"), ("CAN", "8", "absent")]


@pytest.mark.parametrize(
    "text",
    [
        ",AFG,AGO,AUS\nAFG,1,0.83,0.5\nAGO,0.83,1,0.41\nAUS,0.5,0.41,1\n",
        "State,Chad,Peru,Chile\nChad,100%,83%,12%\nPeru,83%,100%,40%\nChile,12%,40%,100%\n",
        ",Chad,Peru,Chile\nChad,120,83,12\nPeru,83,119,40\nChile,12,40,118\n",
        ",Chad,Peru,Chile\nMali,0.5,0.25,0.125\nCuba,0.75,0.1,0.3\n",
    ],
)
def test_an_agreement_matrix_is_refused(text):
    with pytest.raises(ReadingError, match=r"line 2: an agreement matrix.*expected a vote of each"):
        read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Name,City,Age\nAnna,Bern,40\nBen,Chur,41\n",
        "YES,ANGOLA,NO,CHAD\nNO,PERU,YES,CHILE\n",
        "Country,Vote\nAngola,Yes\nChad,No\n",
        "Symbol,AFG\n",
        "Mark,Meaning\nY,yes\nN,no\n",
        "Letter,Word\nY,yes\nN,no\n",
    ],
)
def test_a_table_of_something_else_is_left_to_other_formats(text):
    with pytest.raises(NoVoteFoundError):
        read(text)


def test_a_row_of_marks_without_a_state_is_refused_with_its_line():
    with pytest.raises(ReadingError, match="line 3: a row of marks without a State"):
        read("Country,43/21,43/22\nAngola,Y,Y\n,N,N\n")


def test_a_column_of_marks_without_a_state_is_refused_with_its_place():
    with pytest.raises(ReadingError, match='line 2: "N" in column 3, which has no heading'):
        read("Symbol,AFG,,AUS\n43/21,Y,N,Y\n")


def test_whole_shared_record_reads_back_from_wide_tables(shared):
    """The Council's real roll calls of one year, spread out wide, give their ballots again."""
    rows = _shared_ballots(shared, "2019")
    states = sorted({state for votes in rows.values() for state in votes})
    lines = [["record_id", *states]]
    lines += [[record, *(votes.get(s, "") for s in states)] for record, votes in rows.items()]
    found = {
        each.record_id: {cell.printed: cell.mark for cell in each.cells if cell.mark}
        for each in read(rendered(lines))
    }
    assert found == {r: {s: m for s, m in votes.items() if m} for r, votes in rows.items()}


def _shared_ballots(shared, year: str) -> dict[str, dict[str, str]]:
    path = shared / "data/hrc/votes_2006-2021.csv.gz"
    with path.open("rb") as file:
        text = io.TextIOWrapper(Document(path.name, file).unpacked(), "utf-8")
        rows: dict[str, dict[str, str]] = {}
        for row in csv.DictReader(text):
            if row["year"] == year:
                rows.setdefault(row["record_id"], {})[row["iso3"]] = row["vote"]
    return rows


def rendered(lines: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(lines)
    return out.getvalue()


STATES = {
    "AFG": "Afghanistan",
    "CIV": "Côte d’Ivoire",
    "KOR": "Republic of Korea",
    "NAM": "Namibia",
    "NOR": "Norway",
    "VEN": "Venezuela (Bolivarian Republic of)",
}
MARKS = {
    "Y": "yes",
    "No": "no",
    "Abst.": "abstain",
    "X": "absent",
    ".": "absent",
    "": "not_recorded",
    "?": None,
}
ROLL_CALLS = st.lists(
    st.lists(st.sampled_from(sorted(MARKS)), min_size=len(STATES), max_size=len(STATES)),
    min_size=1,
    max_size=5,
)


@given(ROLL_CALLS, st.sampled_from(["codes", "names", "codes, names", "names, codes"]))
@settings(deadline=None)
def test_a_wide_table_reads_back_as_it_was_written(roll_calls, headings):
    # The first says what is what, as most marks of any true table do.
    roll_calls = [["Y", "No", "Y", "X", "Y", "No"], *roll_calls]
    rows = {"codes": ["", *STATES], "names": ["", *STATES.values()]}
    lines = [list(rows[each]) for each in headings.split(", ")]
    lines[-1][0] = "Symbol"
    lines += [[f"A/HRC/43/L.{n}", *marks] for n, marks in enumerate(roll_calls, start=1)]
    printed = list(STATES.values() if "names" in headings else STATES)
    assert [(each.symbol, ballots(each)) for each in read(rendered(lines))] == [
        (
            f"A/HRC/43/L.{n}",
            [(name, mark, MARKS[mark]) for name, mark in zip(printed, marks, strict=True)],
        )
        for n, marks in enumerate(roll_calls, start=1)
    ]


@given(ROLL_CALLS, st.booleans(), st.booleans())
@settings(deadline=None)
def test_a_wide_table_on_its_side_reads_back_as_it_was_written(roll_calls, has_codes, has_days):
    roll_calls = [["Y", "No", "Y", "X", "Y", "No"], *roll_calls]
    leads = [[code, name] if has_codes else [name] for code, name in STATES.items()]
    symbols = [f"A/HRC/43/L.{n}" for n in range(1, len(roll_calls) + 1)]
    blank = [""] * len(leads[0])
    lines = [[*blank, *symbols]]
    if has_days:
        lines.append([*blank[:-1], "Date", *(["2020-06-22"] * len(symbols))])
    lines += [
        [*lead, *marks] for lead, marks in zip(leads, zip(*roll_calls, strict=True), strict=True)
    ]
    assert [(each.symbol, ballots(each)) for each in read(rendered(lines))] == [
        (
            symbol,
            [(name, mark, MARKS[mark]) for name, mark in zip(STATES.values(), marks, strict=True)],
        )
        for symbol, marks in zip(symbols, roll_calls, strict=True)
    ]


CELLS = st.sampled_from(
    ["", "Y", "N", "A", ".", "1", "0.5", "AFG", "AGO", "NO", "Symbol", "Country", "43/21", "Yes"]
)


@given(st.integers(2, 5).flatmap(lambda n: st.lists(st.lists(CELLS, min_size=n, max_size=n))))
@settings(max_examples=400, deadline=None)
def test_no_table_makes_anything_but_transcripts_or_a_reading_error(lines):
    assume(lines)
    try:
        found = read(rendered(lines))
    except ReadingError:
        return
    assert all(1 <= cell.row <= len(lines) for each in found for cell in each.cells)


@pytest.mark.parametrize("title", ["Amend", "Theme", "Group"])
def test_a_title_that_is_also_the_name_of_a_column_loses_no_vote(title):
    table = (
        f"Country,A/HRC/59/L.38,A/HRC/59/L.39\ntitle,Seas,{title}\nPeru,Y,N\nChad,N,N\nMali,Y,A\n"
    )
    assert [(each.symbol, each.title) for each in read(table)] == [
        ("A/HRC/59/L.38", "Seas"),
        ("A/HRC/59/L.39", title),
    ]
