import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from votes.reading import board
from votes.reading.cells import Cell, NoVoteFoundError, ReadingError, Transcript
from votes.reading.marks import marks_in

BOARDS = Path(__file__).resolve().parents[2] / "boards"


def typed(name: str) -> Transcript:
    return only((BOARDS / name).read_text(encoding="utf-8"))


def only(text: str) -> Transcript:
    (transcript,) = board.read(text)
    return transcript


def ballots(transcript: Transcript) -> list[tuple[str, str | None]]:
    return [(cell.printed, cell.position) for cell in transcript.cells]


def positions(*marks: str) -> list[str | None]:
    rows = "".join(f"{mark}\tSTATE {chr(65 + n)}\n" for n, mark in enumerate(marks))
    return [cell.position for cell in only(rows).cells]


@pytest.mark.shared
def test_the_board_of_43_21_is_found_inside_its_article(shared: Path):
    transcript = only((shared / "seed/hrc43-article.txt").read_text(encoding="utf-8"))
    counts = Counter(cell.position for cell in transcript.cells)
    assert counts == {"yes": 23, "no": 16, "abstain": 6, "not_recorded": 2}
    assert transcript.cells[0] == Cell(31, "AFGHANISTAN", "", "not_recorded")
    assert transcript.cells[-1] == Cell(45, "VENEZUELA (BOLIVARIAN REPUBLIC OF)", "YES", "yes")
    assert (transcript.symbol, transcript.clock) == ("L.13/Rev.1", "3:00")
    assert transcript.title == (
        "Promoting mutually beneficial cooperation in the field of human rights"
    )
    assert transcript.date is None


def test_cells_are_listed_down_each_pair_of_columns_with_the_line_of_the_file():
    transcript = typed("tabs-mark-first.txt")
    assert [(cell.row, cell.printed, cell.mark) for cell in transcript.cells] == [
        (9, "ANGOLA", "YES"),
        (10, "BENIN", "NO"),
        (11, "CHAD", "YES"),
        (12, "FIJI", "ABST"),
        (9, "KENYA", ""),
        (10, "MALI", "ABST"),
        (11, "NIGER", "YES"),
        (12, "OMAN", "NO"),
        (9, "PERU", "NO"),
        (10, "TOGO", "ABST"),
        (11, "VENEZUELA (BOLIVARIAN REPUBLIC OF)", "YES"),
    ]


def test_the_heading_gives_symbol_title_and_clock_and_keeps_a_dash_of_the_title():
    transcript = typed("tabs-mark-first.txt")
    assert transcript.symbol == "L.8/Rev.2"
    assert transcript.title == "Safe water - and sanitation"
    assert transcript.clock == "16:30"


def test_the_day_of_the_article_around_a_board_is_not_the_board_s():
    assert typed("tabs-mark-first.txt").date is None


def test_a_markdown_table_with_the_name_first_is_read_with_its_day_and_totals():
    transcript = typed("bars-name-first.md")
    counts = Counter(cell.position for cell in transcript.cells)
    assert counts == {"yes": 23, "no": 16, "abstain": 8}
    assert transcript.symbol == "A/HRC/43/L.31/Rev.1"
    assert transcript.title == "Promoting mutually beneficial cooperation"
    assert (transcript.date, transcript.clock) == (dt.date(2020, 6, 22), "15:00")
    assert transcript.declared == {"yes": 23, "no": 16, "abstain": 8}


def test_a_french_board_in_quoted_csv_is_read():
    transcript = typed("semicolons-french.csv")
    assert ballots(transcript) == [
        ("Allemagne", "yes"),
        ("Bolivie (État plurinational de)", "no"),
        ("Corée; République de", "yes"),
        ("Côte d’Ivoire", "abstain"),
        ("Namibie", "abstain"),
        ("Népal", "yes"),
        ("Ouzbékistan", "absent"),
        ("Somalie", "not_recorded"),
    ]
    assert transcript.symbol == "A/HRC/50/L.37 tel que révisé oralement"
    assert transcript.title == "Liberté d’opinion"
    assert transcript.date == dt.date(2022, 7, 7)


def test_a_dash_is_no_on_a_board_that_also_has_a_plus():
    assert [position for _, position in ballots(typed("plus-and-minus.txt"))] == [
        "yes",
        "no",
        "no",
        "absent",
        "absent",
        "not_recorded",
    ]


def test_a_dash_without_a_plus_is_an_unknown_mark():
    assert positions("YES", "-", "–", "NO") == ["yes", None, None, "no"]


@pytest.mark.parametrize(
    ("mark", "position"),
    [
        ("Yes", "yes"),
        ("y", "yes"),
        ("IN FAVOUR", "yes"),
        ("Pour", "yes"),
        ("ＹＥＳ", "yes"),
        ("Against", "no"),
        ("CONTRE", "no"),
        ("Abst.", "abstain"),
        ("Abstaining", "abstain"),
        ("S’abstient", "abstain"),
        ("A", "abstain"),
        ("absent", "absent"),
        ("Did not vote", "absent"),
        ("NON-VOTANT", "absent"),
        ("X", "absent"),
        (".", "absent"),
        ("YSE", None),
        ("?", None),
    ],
)
def test_a_mark_means_its_position(mark, position):
    assert positions("YES", "NO", "ABST", mark)[-1] == position


def test_a_mark_nobody_knows_keeps_its_cell_as_printed():
    assert only("YES\tCHAD\nYSE\tTOGO\nNO\tMALI\n").cells[1] == Cell(2, "TOGO", "YSE", None)


def test_a_cell_with_two_marks_has_no_position_and_names_both():
    cell = only("YES\tCHAD\nYES/NO\tTOGO\nNO\tMALI\n").cells[1]
    assert (cell.mark, cell.position, marks_in(cell.mark)) == ("YES/NO", None, ("yes", "no"))


def test_a_mark_on_either_side_of_one_name_counts_as_two_marks():
    cell = only("YES\tCHAD\nYES\tTOGO\tNO\nNO\tMALI\n").cells[1]
    assert (cell.printed, cell.mark, marks_in(cell.mark)) == ("TOGO", "YES NO", ("yes", "no"))


def test_namibia_is_a_name_by_word_and_by_code():
    assert ballots(only("NA\tNO\nNO\tYES\nTD\tABST\n")) == [
        ("NA", "no"),
        ("NO", "yes"),
        ("TD", "abstain"),
    ]


def test_names_without_their_trailing_tab_are_blank_marks():
    text = "AFGHANISTAN\nANGOLA\tYES\nCHAD\tNO\nCONGO\nMALI\tYES\nTOGO\n"
    blank = [name for name, position in ballots(only(text)) if position == "not_recorded"]
    assert blank == ["AFGHANISTAN", "CONGO", "TOGO"]


def test_a_title_without_symbol_directly_above_is_the_title_and_no_name():
    transcript = only("RESUMED SESSION\t\nSafe water\t\nANGOLA\tYES\nCHAD\tNO\nMALI\tYES\n")
    assert transcript.title == "Safe water"
    assert len(transcript.cells) == 3


def test_running_numbers_groups_and_codes_beside_the_names_do_not_matter():
    text = "No.,Group,Code,Country,Vote\n1,African,AGO,Angola,Y\n2,GRULAC,CHL,Chile,A\n"
    assert ballots(only(text)) == [("Angola", "yes"), ("Chile", "abstain")]


def test_names_of_groups_between_the_rows_are_no_cells():
    text = (
        "African States\t\nAngola\tYES\nChad\tNO\nGroup of Eastern European States\t\nPeru\tYES\n"
    )
    assert [name for name, _ in ballots(only(text))] == ["Angola", "Chad", "Peru"]


def test_a_quoted_name_may_go_over_two_lines():
    text = 'Country,Vote\nAngola,YES\n"Venezuela\n(Bolivarian Republic of)",NO\n'
    assert only(text).cells[1] == Cell(3, "Venezuela (Bolivarian Republic of)", "NO", "no")


def test_a_board_before_the_vote_is_all_blank_where_its_header_says_what_is_what():
    text = "Country\tVote\nAngola\t\nChad\t\n"
    assert ballots(only(text)) == [("Angola", "not_recorded"), ("Chad", "not_recorded")]


def test_blank_lines_between_the_rows_do_not_part_a_board():
    assert len(only("YES\tANGOLA\n\nNO\tCHAD\n\nABST\tMALI\n").cells) == 3


def test_two_boards_of_one_text_are_two_transcripts():
    first, second = board.read((BOARDS / "two-boards.txt").read_text(encoding="utf-8"))
    assert (first.symbol, first.title) == (
        "L.40",
        "Amendment to draft resolution A/HRC/43/L.31/Rev.1",
    )
    assert first.declared == {"yes": 1, "no": 2}
    assert (second.symbol, second.title) == (
        "A/HRC/43/L.31/Rev.1",
        "Promoting mutually beneficial cooperation",
    )
    assert second.declared is None


def test_the_same_names_after_a_blank_line_are_another_board():
    rows = "YES\tANGOLA\nNO\tCHAD\nABST\tMALI\n"
    assert [len(each.cells) for each in board.read(f"{rows}\n{rows}")] == [3, 3]


@pytest.mark.parametrize(
    "totals",
    [
        "YES 23 NO 16 ABST 8",
        "In favour: 23\nAgainst: 16\nAbstentions: 8",
        "YES\t23\tNO\t16\tABST\t8",
        "Result: 23 in favour, 16 against, 8 abstentions",
        "\tYES\tNO\tABST\nTotal\t23\t16\t8",
    ],
)
def test_totals_on_the_board_are_declared_and_no_cells(totals):
    transcript = only(f"YES\tANGOLA\nNO\tCHAD\n{totals}\n")
    assert transcript.declared == {"yes": 23, "no": 16, "abstain": 8}
    assert len(transcript.cells) == 2


def test_totals_without_labels_are_not_declared():
    assert only("YES\tANGOLA\nNO\tCHAD\nTotal\t23\t16\n").declared is None


def test_columns_separated_by_single_blanks_are_refused_with_the_line():
    with pytest.raises(ReadingError) as refused:
        typed("single-blanks.txt")
    assert str(refused.value) == (
        "line 2: columns separated by single blanks, "
        "expected a tab, |, or comma between mark and name"
    )


def test_a_row_with_a_mark_where_a_name_should_stand_is_refused_with_the_line():
    with pytest.raises(ReadingError) as refused:
        board.read("YES\tANGOLA\tNO\tCHAD\nYES\tPERU\tABST\tNO\nNO\tMALI\tYES\tTOGO\n")
    assert refused.value.line == 2


def test_a_name_with_an_unquoted_comma_is_refused_with_the_line():
    with pytest.raises(ReadingError, match="quotes around a name") as refused:
        board.read("YES,CHAD\nNO,KOREA, REPUBLIC OF\nYES,MALI\n")
    assert refused.value.line == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Yes, we met. No, nobody voted.\nNo other day was set, and yes, we asked.\n",
        ",AFG,ALB,DZA\nAFG,1,0.5,0.25\nALB,0.5,1,0.75\n",
        "-\tbring water\n-\tbring bread\n",
        "YES\t23\nNO\t16\n",
    ],
)
def test_a_text_of_something_else_holds_no_vote(text):
    with pytest.raises(NoVoteFoundError, match="line 1: no vote found"):
        board.read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Name,Party,Vote\nJane Doe,Labour,Yes\nJohn Roe,Tory,No\n",
        "Country,A/HRC/1,A/HRC/2\nAngola,Yes,No\nChad,No,No\nPeru,Yes,Yes\nFiji,No,Yes\n",
    ],
)
def test_a_table_that_is_no_board_is_refused_by_its_columns(text):
    with pytest.raises(ReadingError, match="no vote found: "):
        board.read(text)
