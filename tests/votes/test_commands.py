"""read_votes and compare, as people and programs call them."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kb.council.models import State, StateName
from tests.conftest import ROOT
from tests.factories import make_resolution, make_roll_call, make_vote

BOARD = """L.9/Rev.1 - A text\t\t\t10:30
YES\tANGOLA\tABST\tFUJI
NO\tAUSTRALIA\t\tNAMIBIA
"""


@pytest.fixture
def board(tmp_path: Path) -> Path:
    path = tmp_path / "board.txt"
    path.write_text(BOARD, encoding="utf-8")
    return path


def read(capsys, *arguments: str) -> list[dict]:
    call_command("read_votes", *arguments, "--json")
    return json.loads(capsys.readouterr().out)["readings"]


@pytest.mark.django_db
def test_a_board_is_read_into_the_agreed_shape(capsys, board):
    (reading,) = read(capsys, str(board), "--on", "2020-06-22")

    assert reading["symbol"] == "L.9/Rev.1"
    assert reading["title"] == "A text"
    assert reading["record_id"] is None
    assert reading["date"] == "2020-06-22"
    assert reading["declared"] is None
    assert reading["counted"] == {
        "yes": 1,
        "no": 1,
        "abstain": 1,
        "absent": 0,
        "not_recorded": 1,
    }
    assert reading["cells"][0] == {
        "row": 2,
        "printed": "ANGOLA",
        "mark": "YES",
        "position": "yes",
        "state": "AGO",
        "suggestion": None,
    }
    assert [cell["printed"] for cell in reading["cells"]] == [
        "ANGOLA",
        "AUSTRALIA",
        "FUJI",
        "NAMIBIA",
    ]


@pytest.mark.django_db
def test_an_unclear_name_is_suggested_and_blocks(capsys, board):
    (reading,) = read(capsys, str(board), "--on", "2020-06-22")

    fuji = reading["cells"][2]
    assert (fuji["state"], fuji["suggestion"]) == (None, "FJI")
    blocking = [found["code"] for found in reading["findings"] if found["blocks"]]
    assert blocking == ["suggestion_waiting"]


@pytest.mark.django_db
def test_a_name_that_staff_taught_is_known(capsys, board):
    StateName.objects.create(
        state=State.objects.get(code="FJI"), name="FUJI", kind="learnt", since=date(2020, 6, 1)
    )

    (reading,) = read(capsys, str(board), "--on", "2020-06-22")

    assert reading["cells"][2]["state"] == "FJI"


@pytest.mark.django_db
def test_without_a_day_no_seat_is_checked(capsys, board):
    (reading,) = read(capsys, str(board))

    assert reading["date"] is None
    assert "seat_missing" not in {found["code"] for found in reading["findings"]}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Nothing to see.\n", "line 1: no vote found, expected"),
        ("L.1 - T\nYES ANGOLA NO DENMARK\nNO PERU YES CHAD\n", "line 2: columns separated by"),
        (
            "Ann Ash,Yes\nBob Birch,No\nCid Cedar,No\nDee Dill,No\nEva Elm,Yes\n",
            "line 1: no vote found: 5 names, none of them a State's, expected a vote of States",
        ),
    ],
)
def test_what_holds_no_vote_is_refused_with_file_and_line(tmp_path, text, message):
    path = tmp_path / "other.txt"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(CommandError, match=f"read_votes: {path}: {message}") as refusal:
        call_command("read_votes", str(path))

    assert refusal.value.returncode == 2


@pytest.mark.django_db
def test_a_file_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(CommandError, match="No such file or directory") as refusal:
        call_command("read_votes", str(tmp_path / "none.txt"))

    assert refusal.value.returncode == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "option", [("--on", "22 June"), ("--on", "20200622"), ("--on", ""), ("--body", "fifa")]
)
def test_an_option_that_makes_no_sense_is_named(board, option):
    with pytest.raises(CommandError, match=f"read_votes: {option[0]} {option[1]}: expected"):
        call_command("read_votes", str(board), *option)


def test_it_works_without_key_database_or_address_and_leaves_none_behind(board, tmp_path):
    environment = {name: os.environ[name] for name in ("PATH",)}
    var = tmp_path / "var"

    done = subprocess.run(
        [sys.executable, "manage.py", "read_votes", str(board), "--json"],
        cwd=ROOT,
        env=environment | {"KB_VAR_DIR": str(var)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert len(json.loads(done.stdout)["readings"][0]["cells"]) == 4
    assert not var.exists()


def test_on_the_command_line_a_wrong_file_is_one_line_on_standard_error(tmp_path):
    path = tmp_path / "picture.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00")

    done = subprocess.run(
        [sys.executable, "manage.py", "read_votes", str(path)],
        cwd=ROOT,
        env=os.environ | {"KB_VAR_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith(f"read_votes: {path}: line 3: bytes that are no text, expected ")
    assert len(done.stderr.splitlines()) == 1


RECORDS = "record_id,symbol,title,date,vote_type,draft,yes,no,nonvoting\n"
BALLOTS = "record_id,symbol,vote_type,iso3,country,vote\n"


@pytest.fixture
def records(tmp_path: Path) -> Path:
    path = tmp_path / "records.csv"
    path.write_text(
        RECORDS
        + "7,A/HRC/RES/43/9,Seas : resolution /,2020-06-22,RECORDED,Draft A/HRC/43/L.9,2,0,1\n"
        + "8,A/HRC/RES/43/8,Land : resolution /,2020-06-22,ADOPTED WITHOUT VOTE,,,,\n"
    )
    return path


@pytest.fixture
def ballots(tmp_path: Path) -> Path:
    path = tmp_path / "ballots.csv"
    line = "7,A/HRC/RES/43/9,RECORDED"
    path.write_text(f"{BALLOTS}{line},AGO,ANGOLA,Y\n{line},NAM,NAMIBIA,.\n")
    return path


@pytest.mark.django_db
def test_two_tables_are_read_together_and_the_record_states_its_own_day(capsys, records, ballots):
    (reading,) = read(capsys, str(ballots), str(records))

    assert (reading["record_id"], reading["symbol"]) == ("7", "A/HRC/RES/43/9")
    assert (reading["title"], reading["date"]) == ("Seas", "2020-06-22")
    assert reading["declared"] == {"yes": 2, "no": 0, "non_voting": 1}
    assert [cell["state"] for cell in reading["cells"]] == ["AGO", "NAM"]
    assert [cell["position"] for cell in reading["cells"]] == ["yes", "absent"]
    assert {"count_mismatch", "seat_missing"} <= {each["code"] for each in reading["findings"]}


@pytest.mark.django_db
def test_a_day_that_is_given_comes_before_the_record_s(capsys, records, ballots):
    (reading,) = read(capsys, str(ballots), str(records), "--on", "2020-06-23")

    assert reading["date"] == "2020-06-23"


@pytest.mark.django_db
def test_texts_without_a_recorded_vote_alone_are_no_vote(records):
    with pytest.raises(CommandError, match="line 1: no vote found: only texts without") as refusal:
        call_command("read_votes", str(records))

    assert refusal.value.returncode == 2


@pytest.mark.django_db
def test_the_seats_of_another_body_are_not_asked_for(capsys, tmp_path):
    path = tmp_path / "assembly.csv"
    path.write_text("rcid,date,country,vote\n7,2020-06-22,Andorra,yes\n7,2020-06-22,Monaco,no\n")

    (reading,) = read(capsys, str(path))

    assert reading["findings"] == []


@pytest.mark.django_db
def test_a_file_cut_at_its_end_prints_nothing(capsys, ballots):
    ballots.write_text(ballots.read_text()[:-4])

    with pytest.raises(CommandError, match=f"read_votes: {ballots}: line 3: a row of ") as refusal:
        call_command("read_votes", str(ballots), "--json")

    assert refusal.value.returncode == 2
    assert capsys.readouterr().out == ""


@pytest.mark.django_db
@pytest.mark.shared
@pytest.mark.parametrize(
    "names", [["votes_2006-2021.csv.gz"], ["resolutions_2006-2021.csv", "votes_2006-2021.csv.gz"]]
)
def test_the_council_s_789_roll_calls_are_read(capsys, shared, names):
    readings = read(capsys, *[str(shared / "data/hrc" / name) for name in names])

    assert len({reading["record_id"] for reading in readings}) == len(readings) == 789
    assert all(cell["state"] for reading in readings for cell in reading["cells"])


@pytest.mark.django_db
def test_two_votes_are_compared_in_the_agreed_shape(capsys):
    make_vote({"AUS": "abstain", "CHN": "yes", "AFG": "absent"}, held_on=date(2018, 3, 23))
    first = make_vote(
        {"AUS": "abstain", "CHN": "yes", "AFG": "absent"},
        held_on=date(2018, 3, 22),
        resolution=make_resolution(symbol="A/HRC/RES/37/1"),
    )
    make_vote({"AUS": "no", "AFG": "yes"}, resolution=make_resolution(symbol="A/HRC/RES/43/1"))

    call_command("compare", "A/HRC/RES/37/1", "43/1", "--json")

    found = json.loads(capsys.readouterr().out)
    assert found["from"] == first.resolution.symbol
    assert found["switches"] == [{"state": "AUS", "from": "abstain", "to": "no"}]
    assert {"state": "AFG", "from": "absent", "to": "yes"} in found["absent"]
    assert found["common"] == found["switched"] + found["unchanged"] + len(found["absent"])
    assert "CHN" in found["left"]
    assert found["joined"] == sorted(found["joined"])


@pytest.mark.django_db
def test_more_than_one_final_vote_on_a_text_is_refused_and_both_are_named():
    text = make_resolution(symbol="A/HRC/RES/43/2")
    make_vote({"AUS": "no"}, resolution=text)
    make_vote({"AUS": "no"}, resolution=text, slug="a-hrc-res-43-2-again")

    with pytest.raises(CommandError, match="a-hrc-res-43-2, a-hrc-res-43-2-again") as refusal:
        call_command("compare", "43/2", "43/2")

    assert refusal.value.returncode == 2


def compared(capsys, before: str, after: str) -> dict:
    call_command("compare", before, after, "--json")
    return json.loads(capsys.readouterr().out)


@pytest.mark.django_db
def test_a_final_vote_without_a_result_is_not_taken_for_a_second_one(capsys):
    text = make_resolution(symbol="A/HRC/RES/43/2")
    make_vote({"AUS": "no"}, resolution=text)
    make_roll_call(resolution=text, slug="a-hrc-res-43-2-again")

    assert compared(capsys, "43/2", "43/2")["from"] == "A/HRC/RES/43/2"


@pytest.mark.django_db
def test_a_vote_without_a_result_is_refused_by_the_symbol_of_its_text():
    text = make_resolution(
        symbol="", slug="a-hrc-43-l-902", outcome="pending", drafts=("A/HRC/43/L.902",)
    )
    make_roll_call(resolution=text)

    with pytest.raises(CommandError, match=r"on A/HRC/43/L\.902 has no result yet"):
        call_command("compare", "A/HRC/43/L.902", "A/HRC/43/L.902")


@pytest.mark.django_db
def test_a_text_that_was_not_adopted_goes_by_its_latest_draft(capsys):
    drafts = ("A/HRC/43/L.902", "A/HRC/43/L.902/Rev.1")
    text = make_resolution(symbol="", slug="a-hrc-43-l-902", outcome="rejected", drafts=drafts)
    make_vote({"AUS": "no"}, resolution=text)
    make_vote({"AUS": "no"}, resolution=make_resolution(symbol="A/HRC/RES/43/1"))

    found = compared(capsys, "A/HRC/43/L.902", "43/1")

    assert (found["from"], found["to"]) == ("A/HRC/43/L.902/Rev.1", "A/HRC/RES/43/1")


@pytest.mark.django_db
def test_a_bare_number_means_the_resolution_before_the_decision(capsys):
    for symbol, kind in (("A/HRC/DEC/43/901", "decision"), ("A/HRC/RES/43/901", "resolution")):
        make_vote({"AUS": "no"}, resolution=make_resolution(symbol=symbol, kind=kind))

    assert compared(capsys, "43/901", "43/901")["to"] == "A/HRC/RES/43/901"


@pytest.mark.django_db
def test_a_resolution_without_a_vote_is_not_compared_by_the_vote_on_the_decision():
    make_resolution(symbol="A/HRC/RES/43/901", outcome="adopted_without_vote")
    make_vote({"AUS": "no"}, resolution=make_resolution(symbol="A/HRC/DEC/43/901", kind="decision"))

    with pytest.raises(CommandError, match="no final roll call"):
        call_command("compare", "43/901", "43/901")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    ["A/HRC/43/L.903", "A/HRC/43/L.903 as orally revised", "43/L.903", "L.903", "l.903 "],
)
def test_a_draft_is_found_with_and_without_the_remark_it_was_printed_with(capsys, typed):
    text = make_resolution(symbol="A/HRC/RES/43/903", drafts=("A/HRC/43/L.903 as orally revised",))
    make_vote({"AUS": "no"}, resolution=text)

    assert compared(capsys, typed, typed)["from"] == "A/HRC/RES/43/903"


@pytest.mark.django_db
def test_the_number_of_a_draft_in_two_sessions_is_refused_and_both_votes_are_named():
    for number in (37, 43):
        text = make_resolution(symbol=f"A/HRC/RES/{number}/904", drafts=(f"A/HRC/{number}/L.904",))
        make_vote({"AUS": "no"}, resolution=text)

    with pytest.raises(CommandError, match="a-hrc-res-37-904, a-hrc-res-43-904"):
        call_command("compare", "L.904", "L.904")


@pytest.mark.django_db
def test_a_text_that_nobody_knows_is_refused():
    with pytest.raises(CommandError, match="no final roll call on a text with the symbol 99/99"):
        call_command("compare", "99/99", "43/2")


@pytest.mark.parametrize("command", [["compare", "37/23", "43/21"], ["demo"], ["load_reference"]])
def test_without_a_database_a_command_says_so_in_one_line(tmp_path, command):
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "kb.settings",
            "DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}",
        },
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert done.stderr.startswith(f"{command[0]}: the database cannot be used (no such table")
    assert len(done.stderr.strip().splitlines()) == 1
