import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.damage import damaged, seeds
from tests.fuzz.targets import MOST_BYTES, TARGETS, try_once

READERS = sorted(TARGETS)
SEEDS = {reader: seeds(reader) for reader in READERS}


@pytest.mark.parametrize("reader", READERS)
def test_a_reader_takes_whole_files_of_every_kind(reader: str):
    for data in {data for whole in SEEDS.values() for data in whole}:
        try_once(reader, data)


@pytest.mark.parametrize("reader", READERS)
@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(reader: str, data: bytes):
    try_once(reader, data)


@pytest.mark.parametrize("reader", READERS)
@settings(max_examples=60, deadline=None)
@given(number=st.integers(min_value=0, max_value=2**32), times=st.integers(1, 4))
def test_a_damaged_file_is_read_or_refused(reader: str, number: int, times: int):
    chance = random.Random(number)  # noqa: S311 no secret
    data = chance.choice(SEEDS[reader])
    for _ in range(times):
        data = damaged(data, chance, SEEDS[reader])[:MOST_BYTES]
    try_once(reader, data)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    "piece",
    [" ", "\n", "\t", "(", "<a>", "A/", "1/", "L.1 ", "as ", "YES\t", "Mali, ", "[[", '{"a":', '"'],
)
def test_a_piece_over_and_over_is_no_work_without_end(reader: str, piece: str):
    try_once(reader, (piece * MOST_BYTES)[:MOST_BYTES].encode())
