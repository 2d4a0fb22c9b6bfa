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
        ("S-34/1. Safe water", "S-34/1", "Safe water"),
        ("43/L.3 - Safe water", "43/L.3", "Safe water"),
        ("S-34/L.1 - Safe water", "S-34/L.1", "Safe water"),
        ("L.9 (amendment to L.3)", "L.9", "amendment to L.3"),
        ("Symbol: L.3\nTitle: Safe water", "L.3", "Safe water"),
        ("L.3 - Safe water - 3:00 PM - 22 June 2020", "L.3", "Safe water"),
        ("L.3 - Report of 22 June 2020 on water", "L.3", "Report of 22 June 2020 on water"),
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
        "22-06-2020",
        "22-Jun-2020",
        "2020/06/22",
        "Session, 22 June 2020\n\nL.3 - Safe water",
    ],
)
def test_a_day_in_the_heading_is_the_day_of_the_board(heading):
    assert only(f"{heading}\nYES\tANGOLA\nNO\tCHAD\n").date == dt.date(2020, 6, 22)


@pytest.mark.parametrize(
    "heading",
    [
        "15 June to 3 July 2020",
        "06/07/2020",
        "06-07-2020",
        "31.02.2020",
        "22 June 2020\n23 June 2020",
        "L.3 - Report of 22 June 2020 on water",
    ],
)
def test_a_day_that_is_no_single_day_is_not_guessed(heading):
    assert only(f"{heading}\nYES\tANGOLA\nNO\tCHAD\n").date is None


ARTICLE = "Outcry in Geneva\n\n22.06.2020\n\nGovernments met, they talked, and then they voted.\n\n"
ROWS = "YES\tANGOLA\nNO\tCHAD\n"


def test_a_sentence_of_the_article_with_another_text_s_symbol_is_no_heading():
    transcript = only(f"{ARTICLE}“It is sad,” says one, “that L.9 went on like this.”\n\n{ROWS}")
    assert (transcript.symbol, transcript.title, transcript.date) == (None, None, None)


def test_the_heading_over_a_blank_line_is_the_board_s_and_not_the_article_over_it():
    heading = "HRC43 SESSION\t10.15 a.m.\nSafe water for each and every one of us all (L.3)"
    transcript = only(f"{ARTICLE}{heading}\n\n{ROWS}")
    assert (transcript.symbol, transcript.clock) == ("L.3", "10.15 a.m.")
    assert transcript.title == "Safe water for each and every one of us all"


def test_a_title_over_a_blank_line_is_the_board_s_where_nothing_else_stands_there():
    assert only(f"Safe water\n\n{ROWS}").title == "Safe water"
