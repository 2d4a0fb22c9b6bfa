"""Tables as files come: separators, encodings, quotes, packing, and what is broken."""

import gzip
import time

import pytest

from tests.votes.reading.tables.reading import read
from votes.reading.cells import ReadingError

TABLE = "record_id,country,vote\n7,Fiji,Y\n7,Peru,N\n"


def cells(*contents: str | bytes) -> list[tuple[int, str, str]]:
    (transcript,) = read(*contents)
    return [(cell.row, cell.printed, cell.mark) for cell in transcript.cells]


PLAIN = [(2, "Fiji", "Y"), (3, "Peru", "N")]


@pytest.mark.parametrize(
    "content",
    [
        TABLE,
        TABLE.replace(",", ";"),
        TABLE.replace(",", "\t"),
        TABLE.replace("\n", "\r\n"),
        TABLE.replace("\n", "\r"),
        TABLE.rstrip("\n"),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("utf-16"),
        gzip.compress(TABLE.encode()),
        '"record_id","country","vote"\n"7","Fiji","Y"\n"7","Peru","N"\n',
        TABLE.replace("\n", ",,\n"),
        f"{TABLE},,\n\n",
    ],
)
def test_a_table_is_read_whatever_program_wrote_it(content):
    assert cells(content) == PLAIN


def test_the_line_in_which_a_program_names_its_separator_is_passed_over():
    assert cells(f"sep=,\n{TABLE}") == [(3, "Fiji", "Y"), (4, "Peru", "N")]


def test_a_quoted_field_may_run_over_several_lines_and_hold_separators():
    text = (
        'record_id,title,country,vote\n7,"Water, and\nland",Fiji,Y\n7,"Water, and\nland",Peru,N\n'
    )
    (transcript,) = read(text)
    assert transcript.title == "Water, and land"
    assert [cell.row for cell in transcript.cells] == [2, 4]


def test_names_in_an_older_encoding_are_read():
    text = TABLE.replace("Fiji", "Côte d’Ivoire")
    assert cells(text.encode("cp1252")) == [(2, "Côte d’Ivoire", "Y"), (3, "Peru", "N")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (TABLE[:-3], "line 3: a row of 2 fields, expected 3"),
        (f"{TABLE}7,Mali,Y,more\n", "line 4: a row of 4 fields, expected 3"),
        (f'{TABLE}7,"Mali,Y\n8,Peru,N\n', "line 4: a row whose quotes do not close"),
        (f'{TABLE}7,"Ma"li,Y\n', "line 4: quotes out of place"),
        (TABLE + "7," + "a" * 1_100_000, "line 4: a line of more than 1,000,000 signs"),
        (f"{TABLE}7,\0Mali,Y\n", "line 4: bytes that are no text"),
        (gzip.compress((TABLE * 9_000).encode())[:-20], "line 1: a broken gzip file"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_broken_table_is_refused_with_its_line(content, message):
    with pytest.raises(ReadingError, match=message) as refusal:
        read(content)
    assert refusal.value.document == "file-1"


@pytest.mark.parametrize("content", ["", "\n \n", "record_id\n1\n", "record_id,country\n1,Fiji\n"])
def test_a_table_without_votes_is_refused(content):
    with pytest.raises(ReadingError, match="line 1: "):
        read(content)


def test_of_several_files_the_broken_one_is_named():
    other = "record_id,country,vote\n8,Fiji,Y\n8,Peru\n"
    with pytest.raises(ReadingError, match="line 3: a row of 2 fields") as refusal:
        read(TABLE, other)
    assert refusal.value.document == "file-2"


@pytest.mark.parametrize("filling", ["/", ":", "A/HRC/1/L.1 ", "(", " on behalf of ", "Z"])
def test_a_hostile_field_of_a_million_signs_takes_seconds(filling):
    field = (filling * 900_000)[:900_000]
    columns = ["symbol", "title", "draft", "main_sponsors", "statement", "meeting", "date"]
    start = time.process_time()
    for column in columns:
        rest = [each for each in columns if each != column]
        head = ",".join(["record_id", "vote_type", column, *rest])
        assert read(f"{head}\n7,RECORDED,{field}{',' * len(rest)}\n")
    assert time.process_time() - start < 20
