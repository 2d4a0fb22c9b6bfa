"""Boards whose columns only blanks keep apart: read where the columns can be told, else refused."""

import csv
import gzip
import time
from collections import defaultdict
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from votes.reading import board, formats
from votes.reading.cells import ReadingError, Transcript

BOARDS = Path(__file__).resolve().parents[2] / "boards"
Ballots = list[tuple[str, str]]


def only(text: str) -> Transcript:
    (transcript,) = board.read(text)
    return transcript


def ballots(transcript: Transcript) -> Ballots:
    return [(cell.printed, cell.mark) for cell in transcript.cells]


def rendered(rows: Ballots, pairs: int, *, mark_first: bool, gap: int, right: bool = False) -> str:
    """A board as people align it: each column as wide as its longest text, and a gap."""
    height = -(-len(rows) // pairs)
    columns: list[list[str]] = []
    for start in range(0, len(rows), height):
        names, marks = zip(*rows[start : start + height], strict=True)
        columns += [list(marks), list(names)] if mark_first else [list(names), list(marks)]
    filled = [column + [""] * (height - len(column)) for column in columns]
    widths = [max(map(len, column)) for column in filled]
    lines = []
    for row in range(height):
        texts = [
            column[row].rjust(width)
            if right and column[row].isupper() and width < 6
            else column[row].ljust(width)
            for column, width in zip(filled, widths, strict=True)
        ]
        lines.append((" " * gap).join(texts).rstrip())
    return "\n".join(lines)


def test_a_board_with_its_title_over_it_and_totals_under_it_is_read():
    transcript = only((BOARDS / "aligned-mark-first.txt").read_text(encoding="utf-8"))
    assert (transcript.symbol, transcript.title) == ("L.8/Rev.2", "Safe water and sanitation")
    assert transcript.clock == "16:30"
    assert transcript.declared == {"yes": 3, "no": 2, "abstain": 2}
    assert [(cell.row, cell.printed, cell.mark) for cell in transcript.cells] == [
        (5, "ANGOLA", "YES"),
        (6, "BENIN", ""),
        (7, "CHAD", "ABST"),
        (8, "FIJI", "NO"),
        (5, "KENYA", "NO"),
        (6, "UNITED KINGDOM", "ABST"),
        (7, "VENEZUELA (BOLIVARIAN REPUBLIC OF)", "YES"),
        (8, "ZAMBIA", "YES"),
    ]


def test_a_name_too_long_for_its_column_pushes_the_others_and_is_read():
    text = (
        "ANGOLA          YES   CHAD   NO\n"
        "BENIN           NO    MALI   YES\n"
        "UNITED REPUBLIC OF TANZANIA  YES   TOGO   NO\n"
        "CUBA            YES   PERU   YES\n"
        "FIJI            NO    OMAN   YES\n"
    )
    assert ("UNITED REPUBLIC OF TANZANIA", "YES") in ballots(only(text))
    assert ("TOGO", "NO") in ballots(only(text))
    assert len(only(text).cells) == 10


def test_a_board_in_small_letters_with_a_ruler_and_totals_is_read():
    transcript = only(
        "    Country            Vote\n"
        "    -----------------  -------\n"
        "    United Kingdom     Yes\n"
        "    Bosnia and Herzegovina  Abst\n"
        "    Côte d’Ivoire      No\n\n"
        "    Total: 1 yes, 1 no, 1 abstention\n"
    )
    assert ballots(transcript) == [
        ("United Kingdom", "Yes"),
        ("Bosnia and Herzegovina", "Abst"),
        ("Côte d’Ivoire", "No"),
    ]
    assert transcript.declared == {"yes": 1, "no": 1, "abstain": 1}


def test_two_aligned_boards_of_one_text_are_two_transcripts():
    first, second = board.read(
        "L.40 - An amendment\nANGOLA   YES\nBENIN    NO\nIn favour: 1\n\n"
        "L.31\nSafe water\nYES   ANGOLA      YES   PERU\nABST  CHAD        NO    TOGO\n"
    )
    assert (first.symbol, ballots(first)) == ("L.40", [("ANGOLA", "YES"), ("BENIN", "NO")])
    assert (second.symbol, len(second.cells)) == ("L.31", 4)


def test_a_single_blank_is_enough_where_the_column_of_marks_is_as_wide_as_its_mark():
    text = "YES  ANGOLA\nABST CHAD\nNO   COSTA RICA\n"
    assert ballots(only(text)) == [("ANGOLA", "YES"), ("CHAD", "ABST"), ("COSTA RICA", "NO")]


def test_a_blank_that_stands_in_each_name_at_the_same_place_parts_no_name():
    text = "COSTA RICA    YES\nSOUTH SUDAN   NO\nSAUDI ARABIA  YES\n"
    assert ballots(only(text)) == [
        ("COSTA RICA", "YES"),
        ("SOUTH SUDAN", "NO"),
        ("SAUDI ARABIA", "YES"),
    ]


def test_names_of_groups_and_blank_lines_between_aligned_rows_are_no_cells():
    text = "AFRICAN STATES\nANGOLA   YES\nCHAD     NO\n\nGRULAC (8)\nPERU     YES\nCUBA     NO\n"
    assert [name for name, _ in ballots(only(text))] == ["ANGOLA", "CHAD", "PERU", "CUBA"]


def test_rows_without_any_mark_over_and_under_the_others_are_kept():
    text = "      ALBANIA     KENYA\nYES   BENIN   NO  MALI\nNO    CHAD    NO  OMAN\n      FIJI\n"
    assert [name for name, mark in ballots(only(text)) if not mark] == ["ALBANIA", "FIJI", "KENYA"]


def test_a_board_aligned_on_a_screen_with_chinese_letters_is_read():
    assert ballots(only("安哥拉      赞成\n巴西        反对\n哥斯达黎加  弃权\n")) == [
        ("安哥拉", "赞成"),
        ("巴西", "反对"),
        ("哥斯达黎加", "弃权"),
    ]


def test_a_header_over_aligned_columns_is_no_state():
    text = (
        "Country    Vote    Country    Vote\n"
        "Angola     Yes     Chad       No\n"
        "Benin              Peru       Yes\n"
        "Cuba               Togo\n"
    )
    assert ballots(only(text)) == [
        *(("Angola", "Yes"), ("Benin", ""), ("Cuba", "")),
        *(("Chad", "No"), ("Peru", "Yes"), ("Togo", "")),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("YES ANGOLA NO CHAD\nNO PERU ABST TOGO\n", 1),
        ("L.3\nANGOLA YES  CHAD NO\nBENIN NO  MALI YES\nPERU YES  TOGO NO\n", 2),
        ("YES  ANGOLA\nNO   CHAD\n   MALI    TOGO\nNO   PERU\n", 3),
    ],
)
def test_columns_that_cannot_be_told_apart_are_refused_with_the_line(text, line):
    with pytest.raises(ReadingError) as refused:
        board.read(text)
    assert refused.value.line == line


def test_sentences_with_two_blanks_after_the_stop_are_no_board():
    with pytest.raises(ReadingError, match="no vote found"):
        board.read("Yes.  We can.\nNo.  They said so.\nYes  and no  they all agreed.\n")


WORDS = ["ANGOLA", "BENIN", "CHAD", "SAINT", "NEW", "REPUBLIC OF", "ISLANDS", "D'IVOIRE", "PERU"]
names = st.builds(
    lambda words, tail: " ".join(words) + tail,
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3),
    st.sampled_from(["", " (STATE OF)", " (ISLAMIC REPUBLIC OF)"]),
)
marks = st.sampled_from(["YES", "NO", "ABSTAIN", "NOT VOTING", "", "ABST"])


@st.composite
def roll_calls(draw: st.DrawFn) -> Ballots:
    printed = draw(st.lists(names, min_size=8, max_size=47, unique=True))
    # The first has a mark: a name alone over a board may as well be its title.
    cast = [draw(marks) if n else "YES" for n in range(len(printed))]
    return list(zip(sorted(printed), cast, strict=True))


def has_marks_in_each_pair_and_in_two_rows(rows: Ballots, pairs: int) -> bool:
    """What any true board has, and what tells its columns apart."""
    height = -(-len(rows) // pairs)
    marked = [n for n, (_, mark) in enumerate(rows) if mark]
    pairs_marked = {n // height for n in marked}
    return len(pairs_marked) == -(-len(rows) // height) and len({n % height for n in marked}) > 1


@given(roll_calls(), st.integers(1, 4), st.booleans(), st.integers(2, 5), st.booleans())
@settings(deadline=None, max_examples=200)
def test_an_aligned_board_reads_back_as_it_was_written(rows, pairs, mark_first, gap, right):
    assume(has_marks_in_each_pair_and_in_two_rows(rows, pairs))
    text = rendered(rows, pairs, mark_first=mark_first, gap=gap, right=right)
    (transcript,) = formats.read(f"Notes of the day, none about the board.\n\n{text}\n")
    assert ballots(transcript) == rows


@given(roll_calls(), st.integers(1, 4), st.booleans(), st.sampled_from([",", ", "]))
@settings(deadline=None)
def test_a_board_separated_by_commas_reads_back_as_it_was_written(rows, pairs, mark_first, comma):
    assume(has_marks_in_each_pair_and_in_two_rows(rows, pairs))
    height = -(-len(rows) // pairs)
    pair = [(mark, name) if mark_first else (name, mark) for name, mark in rows]
    lines = [
        comma.join(text for each in pair[row::height] for text in each) for row in range(height)
    ]
    assert ballots(only("\n".join(lines) + "\n")) == rows


@pytest.mark.shared
@pytest.mark.parametrize("pairs", [1, 3, 4])
def test_every_roll_call_of_the_council_reads_back_from_aligned_columns(shared, pairs):
    rolls: dict[str, Ballots] = defaultdict(list)
    path = shared / "data/hrc/votes_2006-2021.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rolls[row["record_id"]].append((row["country"], row["vote"]))
    for n, rows in enumerate(rolls.values()):
        text = rendered(rows, pairs, mark_first=bool(n % 2), gap=2)
        assert ballots(only(f"L.3 - Safe water\n{text}\n")) == rows


@pytest.mark.parametrize(
    "text", ["YES  ANGOLA\n", "YES  ANGOLA\n NO CHAD  YES\n", f"YES{'   ANGOLA' * 30}\n", "   \n"]
)
def test_a_million_characters_of_aligned_rows_take_seconds_not_hours(text):
    start = time.process_time()
    with suppress(ReadingError):
        board.read(text * (1_000_000 // len(text)))
    assert time.process_time() - start < 20


@pytest.mark.parametrize("mark", ["?", "**", "#"])
@pytest.mark.parametrize("place", [0, 1, 3])
def test_a_sign_in_the_place_of_a_mark_loses_no_row(mark, place):
    rows = [("ANGOLA", "YES"), ("CHAD", "NO"), ("PERU", "ABSTAIN"), ("NEPAL", "YES")]
    rows[place] = (rows[place][0], mark)
    text = "".join(f"{name:<12}{each}\n" for name, each in rows)
    assert ballots(only(text)) == rows


def test_a_digit_between_marks_is_a_mark_that_nobody_knows():
    transcript = only("Angola       +\nChad         0\nPeru         -\nNepal        +\n")
    assert [cell.position for cell in transcript.cells] == ["yes", None, "no", "yes"]
