import time
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from votes.reading import formats
from votes.reading.cells import ReadingError, Transcript

BOARD = "YES\tANGOLA\nNO\tCHAD\n"
FOOTNOTE = "[Adopted by 1 vote to 1. In favour: Mali Against: Peru]\n"
NAMES = (
    "AFGHANISTAN",
    "BOSNIA AND HERZEGOVINA",
    "CHAD",
    "Côte d’Ivoire",
    "KOREA, REPUBLIC OF",
    "MALI",
    "NAMIBIA",
    "NIGER",
    "OMAN",
    "TOGO",
    "VENEZUELA (BOLIVARIAN REPUBLIC OF)",
)
POSITIONS = {
    "YES": "yes",
    "oui": "yes",
    "NO": "no",
    "Abst.": "abstain",
    "X": "absent",
    "YSE": None,
    "": "not_recorded",
}
PIECES = (
    *("YES", "NO", "ABST", "+", "-", ".", "X", "ANGOLA", "CHAD", "Peru", "23", "16"),
    *("\t", "|", ",", ";", "\n", '"', "[", "]", "(", ")", ":", "{", "}", "|---|"),
    *("L.13/Rev.1", "A/HRC/43/21", "22 June 2020", "3:00", "Country", "Vote", "Total"),
    *("In favour:", "Against:", "Abstaining:", "None", "and", "of", "without a vote"),
    *("Adopted by a recorded vote of 23 to 16", "1 A/HRC/43/31."),
)


def read_anything(text: str) -> list[Transcript]:
    """What a text gives, with nothing where it is refused."""
    try:
        return formats.read(text)
    except ReadingError:
        return []


def test_auto_reads_a_board_and_a_footnote_of_one_text_in_their_order():
    marks = [[cell.mark for cell in each.cells] for each in formats.read(f"{FOOTNOTE}\n{BOARD}")]
    assert marks == [["In favour", "Against"], ["YES", "NO"]]


def test_the_totals_of_a_board_are_not_read_again_as_lists():
    (transcript,) = formats.read(f"In favour: 1\nAgainst: 1\n{BOARD}")
    assert len(transcript.cells) == 2


def test_a_format_that_is_named_gives_its_own_error():
    with pytest.raises(ReadingError, match="expected the States listed under"):
        formats.read(BOARD, "prose")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("L.3\nYES ANGOLA NO CHAD\n", "line 2: columns separated by single blanks"),
        ("Adopted without a vote.", "line 1: a text adopted without a vote"),
        ("An article.", "line 1: no vote found, expected a board with a mark"),
    ],
)
def test_auto_refuses_in_the_words_of_the_format_that_comes_nearest(text, found):
    with pytest.raises(ReadingError, match=found):
        formats.read(text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_decoded_whatever_wrote_it(encoding):
    assert formats.decode("OUI\tCôte d’Ivoire\r\n".encode(encoding)) == "OUI\tCôte d’Ivoire\r\n"


@pytest.mark.parametrize("data", [b"YES\tCHAD\nNO\t\x00\n", b"a\nPK\x03\x04", b"a\nb\x81"])
def test_a_file_that_is_no_text_is_refused_with_the_line(data):
    with pytest.raises(ReadingError, match="line 2: bytes that are no text"):
        formats.decode(data)


def test_a_file_that_is_too_large_is_refused():
    with pytest.raises(ReadingError, match="expected at most"):
        formats.decode(b"a" * (formats.MOST_BYTES + 1))


@given(st.text() | st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join))
@settings(max_examples=400, deadline=None)
def test_no_text_makes_anything_but_transcripts_or_a_reading_error(text):
    lines = text.count("\n") + text.count("\r") + 1
    for transcript in read_anything(text):
        assert transcript.cells
        assert all(1 <= cell.row <= lines for cell in transcript.cells)


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
@settings(max_examples=400, deadline=None)
def test_no_text_without_blanks_makes_anything_but_transcripts_or_a_reading_error(text):
    assert all(transcript.cells for transcript in read_anything(text))


@given(st.binary(max_size=200))
def test_no_bytes_make_anything_but_a_text_or_a_reading_error(data):
    with suppress(ReadingError):
        assert isinstance(formats.decode(data), str)


@given(
    marks=st.lists(st.sampled_from(sorted(POSITIONS)), min_size=len(NAMES), max_size=len(NAMES)),
    pairs=st.integers(1, 6),
    separator=st.sampled_from(["\t", " | ", ";", ","]),
    mark_first=st.booleans(),
    cut=st.booleans(),
)
@settings(deadline=None)
def test_a_board_reads_back_as_it_was_written(marks, pairs, separator, mark_first, cut):
    # The first three say what is what, as some marks of any true board do.
    ballots = list(zip(NAMES, ["YES", "NO", "Abst.", *marks[3:]], strict=True))
    text = rendered(ballots, pairs, separator, mark_first=mark_first)
    if cut:
        text = "\n".join(line.rstrip(" \t|;,") for line in text.split("\n"))
    (transcript,) = formats.read(f"A heading of its own\n\n{text}\n")
    assert [(cell.printed, cell.mark, cell.position) for cell in transcript.cells] == [
        (name, mark, POSITIONS[mark]) for name, mark in ballots
    ]


def rendered(
    ballots: list[tuple[str, str]], pairs: int, separator: str, *, mark_first: bool
) -> str:
    height = -(-len(ballots) // pairs)
    columns = [ballots[n : n + height] for n in range(0, len(ballots), height)]
    lines = []
    for row in range(height):
        fields = []
        for column in columns:
            name, mark = column[row] if row < len(column) else ("", "")
            name = f'"{name}"' if separator.strip() and separator.strip() in name else name
            fields += [mark, name] if mark_first else [name, mark]
        lines.append(separator.join(fields))
    return "\n".join(lines)


SIZE = 1_000_000


@pytest.mark.parametrize(
    "text",
    [
        "\t" * SIZE,
        "[" * SIZE,
        "(" * SIZE,
        "1 " * (SIZE // 2),
        "Y\tA\n" * (SIZE // 4),
        '"Y\t\n' * (SIZE // 4),
        "A/" * (SIZE // 2),
        "In favour: " * (SIZE // 11),
        "In favour: " + "Chad, 1 A/HRC/4 " * (SIZE // 16) + " Against: Peru",
        "adopted by a recorded vote of 2 " * (SIZE // 32),
        '{"A":' * (SIZE // 5),
    ],
    ids=lambda text: repr(text[:12]),
)
def test_a_hostile_text_of_a_million_characters_takes_seconds_not_hours(text):
    assert seconds(lambda: read_anything(text)) < 20


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
