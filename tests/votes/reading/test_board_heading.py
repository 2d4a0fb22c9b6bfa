import datetime as dt

import pytest

from votes.reading import board
from votes.reading.cells import Transcript


def only(text: str) -> Transcript:
    (transcript,) = board.read(text)
    return transcript


@pytest.mark.parametrize(
    ("heading", "symbol", "title"),
    [
        ("A/HRC/43/L.31/Rev.1: Safe water", "A/HRC/43/L.31/Rev.1", "Safe water"),
        ("L.13/Rev.1 – Safe water\t3 p.m.", "L.13/Rev.1", "Safe water"),
        (
            "A/HRC/50/L.37 as orally revised – Safe water",
            "A/HRC/50/L.37 as orally revised",
            "Safe water",
        ),
        ("A/HRC/S-34/L.1\nSafe water\nfor everyone", "A/HRC/S-34/L.1", "Safe water"),
        ("A/HRC/43/L.3 - Safe water\nfor everyone", "A/HRC/43/L.3", "Safe water for everyone"),
        ("Safe water (A/HRC/43/L.3)", "A/HRC/43/L.3", "Safe water"),
        ("Vote on draft resolution A/HRC/43/L.3", "A/HRC/43/L.3", None),
        ("Amendment L.9 to draft A/HRC/43/L.3", "L.9", "Amendment to draft A/HRC/43/L.3"),
        ("43/21. Safe water", "43/21", "Safe water"),
    ],
)
def test_symbol_and_title_are_taken_apart(heading, symbol, title):
    transcript = only(f"{heading}\nYES\tANGOLA\nNO\tCHAD\n")
    assert (transcript.symbol, transcript.title) == (symbol, title)


@pytest.mark.parametrize(
    "heading",
    [
        "22 June 2020",
        "L.3 - Safe water - 22.06.2020",
        "L.3 - Safe water, 2020-06-22",
        "HRC43 – le 22 juin 2020 – 15 h 00",
        "June 22, 2020",
        "L.3 - Safe water - June 22, 2020",
    ],
)
def test_a_day_in_the_heading_is_the_day_of_the_board(heading):
    assert only(f"{heading}\nYES\tANGOLA\nNO\tCHAD\n").date == dt.date(2020, 6, 22)


@pytest.mark.parametrize(
    "heading",
    ["15 June to 3 July 2020", "06/07/2020", "31.02.2020", "22 June 2020\n23 June 2020"],
)
def test_a_day_that_is_no_single_day_is_not_guessed(heading):
    assert only(f"{heading}\nYES\tANGOLA\nNO\tCHAD\n").date is None
