"""manage.py agreement, as people and programs call it."""

import csv
import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_roll_call, make_vote
from votes.analysis.agreement import COLUMNS

pytestmark = pytest.mark.django_db


@pytest.fixture
def record() -> None:
    make_vote({"CHL": "yes", "AUS": "no", "IND": "absent"}, held_on=date(2019, 3, 1))
    make_vote({"CHL": "no", "AUS": "no", "IND": "no"}, held_on=date(2020, 6, 22))


def said(capsys, *arguments: str) -> str:
    call_command("agreement", *arguments)
    return capsys.readouterr().out


def pair_of(document: dict, first: str, second: str) -> dict:
    return next(p for p in document["pairs"] if (p["first"], p["second"]) == (first, second))


def test_json_gives_every_pair_with_its_number_of_votes_and_what_was_left_out(capsys, record):
    document = json.loads(said(capsys, "--body", "hrc", "--json"))

    assert (document["body"], document["votes"]) == ("hrc", 2)
    assert pair_of(document, "AUS", "CHL") == {
        "first": "AUS",
        "second": "CHL",
        "common": 2,
        "same": 1,
        "one_abstained": 0,
        "opposed": 1,
        "exact": 0.5,
        "abstain_half": 0.5,
        "absent": 0,
        "not_recorded": 0,
        "not_both_entitled": 0,
    }


def test_a_pair_without_a_common_vote_has_no_share(capsys, record):
    pair = pair_of(json.loads(said(capsys, "--json")), "AGO", "CHL")

    assert pair["common"] == 0
    assert pair["exact"] is None


def test_a_state_without_a_ballot_is_not_recorded_on_the_days_of_its_seat(capsys, record):
    states = json.loads(said(capsys, "--json"))["states"]

    angola = next(each for each in states if each["state"] == "AGO")
    assert (angola["could_vote"], angola["not_recorded"]) == (2, 2)


def test_one_pair_of_the_days_that_are_asked_for(capsys, record):
    document = json.loads(said(capsys, "aus", "chl", "--from", "2020-01-01", "--json"))

    (pair,) = document["pairs"]
    assert (document["from"], document["to"]) == ("2020-01-01", None)
    assert (pair["first"], pair["common"], pair["exact"]) == ("AUS", 1, 1.0)


def test_both_days_are_included(capsys, record):
    days = ("--from", "2019-03-01", "--to", "2020-06-22")

    assert json.loads(said(capsys, *days, "--json"))["votes"] == 2


def test_csv_has_a_line_a_pair_and_an_empty_share_where_there_is_none(capsys, record):
    rows = list(csv.DictReader(io.StringIO(said(capsys, "--csv"))))

    assert tuple(rows[0]) == COLUMNS
    angola = next(row for row in rows if (row["first"], row["second"]) == ("AGO", "CHL"))
    assert angola["exact"] == ""


def test_plain_text_is_for_reading(capsys, record):
    text = said(capsys, "CHL", "AUS")

    assert "2 votes, 2019-03-01 to 2020-06-22" in text
    assert "AUS CHL  1 of 2, 50 %" in text


def test_a_vote_without_accepted_ballots_does_not_count(capsys, record):
    make_roll_call(held_on=date(2020, 6, 23))

    assert json.loads(said(capsys, "--json"))["votes"] == 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--body", "ga"], "General Assembly: no vote with accepted ballots is on record"),
        (["--from", "2021-01-01"], "no vote of these days with accepted ballots"),
        (["--body", "zzz"], "--body zzz: expected one of chr, ga, hrc"),
        (["CHL"], "expected two different States"),
        (["CHL", "CHL"], "expected two different States"),
        (["CHL", "ZZZ"], "ZZZ: expected the code of a State"),
        (["--from", "2020-13-01"], "--from 2020-13-01: expected a day such as 2020-06-22"),
        (["--to", "20200101"], "--to 20200101: expected a day such as 2020-06-22"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(record, arguments, sentence):
    with pytest.raises(CommandError, match="agreement: ") as refused:
        call_command("agreement", *arguments)

    assert sentence in str(refused.value)
    assert refused.value.returncode == 2
