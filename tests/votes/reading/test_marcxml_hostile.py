import io
import tracemalloc
from itertools import islice

import pytest

from tests.votes.reading.marc import HEAD, MALI, PERU, RECORDED, field, read, record
from votes.reading import marcxml
from votes.reading.cells import NoVoteFoundError, ReadingError


@pytest.mark.parametrize(
    "text",
    [
        "",
        "YES\tANGOLA\n",
        "<html><body><p>Not found<br></body></html>",
        "<votes><record-of-vote/></votes>",
        f"{HEAD}</collection>",
        record(field("245", a="A report"), field("996", u="https://example.org/plate")),
        record(field("967", a="9780000000000", b="DVD")),
        record(field("590", a="Withdrawn from the shelf")),
        record(field("591", a="Recorded live in Vienna")),
    ],
)
def test_what_holds_no_voting_record_is_another_format(text: str):
    with pytest.raises(NoVoteFoundError):
        read(text)


def test_a_file_that_is_cut_is_refused_with_its_line_wherever_it_is_cut():
    whole = f"{HEAD}{record(MALI, PERU)}</collection>".encode()
    for length in range(len(HEAD), len(whole)):
        with pytest.raises(ReadingError) as refused:
            read(whole[:length])
        assert refused.value.line == whole[:length].count(b"\n") + 1


def test_broken_xml_names_its_line_and_record():
    with pytest.raises(ReadingError) as refused:
        read(f"{HEAD}{record(MALI, '<oops>')}</collection>")
    assert (refused.value.line, "record 29343" in refused.value.found) == (4, True)


@pytest.mark.parametrize(
    "hostile",
    [
        f'<!DOCTYPE a [<!ENTITY a "aaaa">]>{record(MALI)}',
        f'<!DOCTYPE a SYSTEM "https://example.org/a.dtd">{record(MALI)}',
        f'<?xml version="1.0" encoding="utf-7"?>{record(MALI)}',
        f'<?xml version="1.0" encoding="shift_jis"?>{record(MALI)}',
        record("<a>" * 1_000),
        record(field("500", a="a" * 100_001)),
        record(MALI, record(PERU)),
        record(field("500", a="a" * 90_000) * 50),
        record(f"<!--{'-a' * 600_000}-->"),
        record(MALI * 2_001),
        record(field("856", u="https://example.org") * 5_001),
        record(field("967", b="MLI", d="Y", e="M" * 301)),
        record(RECORDED, "&unknown;"),
    ],
)
def test_hostile_xml_is_refused(hostile: str):
    with pytest.raises(ReadingError):
        read(hostile)


class Endless(io.RawIOBase):
    """A collection of `count` records that exists only as it is read."""

    def __init__(self, count: int) -> None:
        one = record(*(field("967", a=str(n), b="MLI", d="Y", e="MALI") for n in range(10)))
        self._parts = iter([HEAD.encode(), *[one.encode()] * count, b"</collection>"])

    def read(self, size: int = -1) -> bytes:
        return b"".join(islice(self._parts, 10))


def test_memory_does_not_grow_with_the_number_of_records():
    def peak(count: int) -> int:
        tracemalloc.start()
        assert sum(1 for _ in marcxml.read(Endless(count))) == count
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    assert peak(160) < 1.3 * peak(40)
