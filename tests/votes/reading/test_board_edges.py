"""The edges of a board: titles, groups, totals, misprints, and rows that must not be lost."""

import pytest

from votes.reading import board
from votes.reading.cells import ReadingError, Transcript


def only(text: str) -> Transcript:
    (transcript,) = board.read(text)
    return transcript


def printed(text: str) -> list[tuple[str, str]]:
    return [(cell.printed, cell.mark) for cell in only(text).cells]


@pytest.mark.parametrize("group", ["AFRICAN GROUP", "Asia-Pacific States (13)", "GRULAC: 8"])
def test_groups_after_blank_lines_do_not_part_a_board_and_are_no_title(group):
    text = f"{group}\nANGOLA\tYES\nCHAD\tNO\n\n{group}\nPERU\tABST\nTOGO\tNO\n"
    transcript = only(text)
    assert [cell.row for cell in transcript.cells] == [2, 3, 6, 7]
    assert transcript.title is None


def test_a_french_board_without_a_no_is_read_where_o_comes_again_and_again():
    rows = "".join(f"O\t{name}\n" for name in ("Angola", "Bénin", "Chili", "Fidji", "Mali"))
    assert [cell.position for cell in only(f"{rows}A\tTogo\n").cells] == ["yes"] * 5 + ["abstain"]


def test_a_list_with_a_few_letters_is_no_board():
    with pytest.raises(ReadingError, match="no vote found"):
        board.read("O\tBring water\nO\tBring bread\n")


@pytest.mark.parametrize(
    "row", ["ABST\tFIJI(1)", "ABST\tF1JI", "ABST\tFIJI?", "N0\tFIJI", "ABST\tFIJI [2]"]
)
def test_a_misprint_in_the_first_or_last_row_is_kept(row):
    mark, name = row.split("\t")
    middle = "YES\tCHAD\nNO\tMALI\n"
    assert printed(f"{row}\n{middle}")[0] == (name, mark)
    assert printed(f"{middle}{row}\n")[-1] == (name, mark)


def test_names_in_small_letters_without_their_trailing_blank_are_kept_at_the_end():
    text = "Angola;AGAINST\nChad;FOR\nUruguay\nZambia\n"
    assert printed(text)[2:] == [("Uruguay", ""), ("Zambia", "")]


@pytest.mark.parametrize(
    "title", ["The right to food", "Situation of human rights in Togo", "Water"]
)
def test_a_title_in_a_row_of_its_own_is_no_state(title):
    transcript = only(f"L.3;\n{title};\nAngola;Y\nChad;N\nMali;Y\nPeru;A\n")
    assert (transcript.title, len(transcript.cells)) == (title, 4)


def test_a_first_state_with_a_blank_mark_is_no_title():
    assert printed("Afghanistan;\nAngola;Y\nChad;N\nMali;Y\n")[0] == ("Afghanistan", "")


def test_a_comma_without_quotes_in_a_name_before_its_mark_is_refused():
    with pytest.raises(ReadingError, match="quotes around a name") as refused:
        board.read("ANGOLA,YES\nKOREA, REPUBLIC OF,NO\nFIJI,ABST\n")
    assert refused.value.line == 2


@pytest.mark.parametrize(
    "rows",
    [
        "Angola Yes\nChad No\n",
        "Angola    Yes   Chad   No\n",
        "YES ANGOLA\tNO CHAD\nYES PERU\tNO TOGO\n",
        "+ ANGOLA - CHAD\n+ PERU - TOGO\n",
    ],
)
def test_a_mark_and_its_name_with_only_blanks_between_are_refused_with_the_line(rows):
    with pytest.raises(ReadingError, match=r"by (single|several) blanks") as refused:
        board.read(f"L.3 - Safe water\n{rows}")
    assert refused.value.line == 2


@pytest.mark.parametrize(
    "totals",
    [
        "Adopted by a recorded vote of 23 to 16, with 8 abstentions.",
        "ADOPTED: 23 YES, 16 NO, 8 ABST",
        "YES\tNO\tABST\n23\t16\t8",
    ],
)
def test_totals_in_a_sentence_or_under_labels_are_declared(totals):
    declared = {"yes": 23, "no": 16, "abstain": 8}
    assert only(f"YES\tANGOLA\nNO\tCHAD\n{totals}\n").declared == declared
    assert only(f"{totals}\nYES\tANGOLA\nNO\tCHAD\n").declared == declared


def test_a_stretch_of_numbers_is_no_total():
    assert only("YES\tANGOLA\nNO\tCHAD\nItems 3 to 5\n").declared is None


def test_a_pair_without_any_mark_keeps_its_name_beside_blank_columns():
    text = "YES\tANGOLA\t\tABST\tPERU\t\t\tTOGO\nNO\tCHAD\t\tYES\tMALI\n"
    assert printed(text)[-1] == ("TOGO", "")


def test_a_name_alone_in_the_last_pair_does_not_shift_the_marks_of_the_others():
    text = "|ANGOLA|YES|PERU|ABST|TOGO||\n|CHAD|NO|MALI|YES|||\n|NEPAL|NO|||||\n"
    assert printed(text)[:3] == [("ANGOLA", "YES"), ("CHAD", "NO"), ("NEPAL", "NO")]


def test_bars_around_the_rows_are_no_columns_where_few_marks_are_there():
    text = "| ANGOLA | | CHAD | NO |\n| BENIN | NO | MALI | |\n| CHILE | | PERU | |\n"
    assert printed(text)[:2] == [("ANGOLA", ""), ("BENIN", "NO")]


def test_first_states_with_a_blank_mark_are_kept():
    assert printed("ALBANIA\nBENIN,YES\nCHAD,NO\nMALI,YES\n")[0] == ("ALBANIA", "")
    french = "\tArabie saoudite\nOUI\tArgentine\nNON\tMali\nOUI\tTogo\n"
    assert printed(french)[0] == ("Arabie saoudite", "")
