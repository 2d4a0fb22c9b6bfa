import gzip
import io
import json
import time
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from votes.reading import formats
from votes.reading.cells import NoVoteFoundError, ReadingError, Transcript
from votes.reading.documents import Document

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


BALLOTS = "record_id,country,vote\n7,Fiji,Y\n7,Peru,N\n"
MARCXML = """<?xml version="1.0"?>
<record xmlns="http://www.loc.gov/MARC21/slim"><controlfield tag="001">7</controlfield>
<datafield tag="967" ind1=" " ind2=" "><subfield code="a">1</subfield>
<subfield code="b">FJI</subfield><subfield code="d">Y</subfield>
<subfield code="e">FIJI</subfield></datafield></record>
"""
PARAGRAPHS = json.dumps(
    {"A/HRC/RES/9/9": [["1", "Calls."], ["2", "In favour: Fiji. Against: Peru"]]}
)
WIDE = "Country,A/HRC/RES/9/9,A/HRC/RES/9/8\nFiji,Y,N\nPeru,N,A\nChad,A,Y\n"


def read_files(*contents: str | bytes, chosen: str = "auto") -> list[Transcript]:
    data = [each.encode() if isinstance(each, str) else each for each in contents]
    documents = [Document(f"file-{n}", io.BytesIO(each)) for n, each in enumerate(data, start=1)]
    return list(formats.read_documents(documents, chosen))


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
@pytest.mark.parametrize(
    ("content", "names"),
    [
        (BALLOTS, ["Fiji", "Peru"]),
        (MARCXML, ["FIJI"]),
        (PARAGRAPHS, ["Fiji", "Peru"]),
        (BOARD, ["ANGOLA", "CHAD"]),
        ("Y,Angola\nN,Chad\nA,Mali\n", ["Angola", "Chad", "Mali"]),
        ("Country,Vote\nAngola,Y\nChad,N\n", ["Angola", "Chad"]),
        (FOOTNOTE, ["Mali", "Peru"]),
        (WIDE, ["Fiji", "Peru", "Chad"]),
    ],
)
def test_a_file_s_format_is_seen_from_its_content(content, names, pack):
    found = read_files(pack(content.encode()))
    assert [cell.printed for cell in found[0].cells] == names


@pytest.mark.parametrize(
    ("chosen", "content"), [("tables", BALLOTS), ("tables", WIDE), ("marcxml", MARCXML)]
)
def test_a_format_may_be_named(chosen, content):
    assert chosen in formats.FORMATS
    assert read_files(content, chosen=chosen)
    with pytest.raises(ReadingError):
        read_files(content, chosen="prose")


def test_files_of_several_formats_are_read_together():
    found = read_files(BOARD, BALLOTS, MARCXML)
    assert sorted(len(each.cells) for each in found) == [1, 2, 2]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "no vote found"),
        (bytes(range(256)) * 40, "bytes that are no text"),
        (b"PK\x03\x04" + bytes(range(256)) * 40, "line 1: "),
        (",AFG,ALB,DZA\nAFG,1,0.5,0.3\nALB,0.5,1,0.2\nDZA,0.3,0.2,1\n", "an agreement matrix"),
        ("ccode1,ccode2,agree\n2,20,0.91\n2,40,0.85\n", "no vote found"),
        (gzip.compress(BALLOTS.encode())[:-9], "a broken gzip file"),
        (BALLOTS[:-3], "line 3: a row of 2 fields, expected 3"),
        ("YES\tANGOLA\tNO\tCHAD\nYES\tPERU\tABST\tNO\nNO\tMALI\tYES\tTOGO\n", "line "),
        ('[{"record_id": "7", "country": "Fiji", "vo', "broken JSON"),
        ("<html><body><p>A page about a record.</p></body></html>", "no vote found"),
    ],
    ids=lambda value: repr(value)[:25],
)
def test_what_is_no_record_of_votes_is_refused_and_the_file_named(content, message):
    with pytest.raises(ReadingError, match=message) as refusal:
        read_files(BOARD, content)
    assert refusal.value.document == "file-2"


def test_a_table_of_headings_needs_its_ballots():
    with pytest.raises(NoVoteFoundError, match="without any column of votes"):
        read_files("rcid,session,date,unres,descr\n7,65,2010-12-08,R/65/37,Seas\n")


@given(st.binary(max_size=300) | st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_no_file_makes_anything_but_transcripts_or_a_reading_error(content):
    with suppress(ReadingError):
        assert all(isinstance(each, Transcript) for each in read_files(content))


@given(st.lists(st.sampled_from([*PIECES, "record_id", "vote", "country", "7"]), max_size=40))
@settings(max_examples=200, deadline=None)
def test_no_table_makes_anything_but_transcripts_or_a_reading_error(pieces):
    text = "record_id,country,vote\n" + ",".join(pieces)
    with suppress(ReadingError):
        assert all(each.record_id for each in read_files(text))


def test_a_page_that_only_tells_of_an_adoption_without_a_vote_gives_the_text_alone():
    page = "Draft resolution A/HRC/43/L.5 was adopted without a vote at the 44th meeting.\n"
    (found,) = read_files(page)
    assert (found.cells, found.facts.outcome) == ((), "adopted_without_vote")
    assert found.raw == page
