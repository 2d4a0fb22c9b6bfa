"""import_votes and audit_votes as an operator runs them."""

import csv
import gzip
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from votes.models import Ballot, Reading, Resolution, RollCall

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[3]
INPUT = ROOT / "tests" / "records"
RECORDS = (INPUT / "library-records.csv").read_text(encoding="utf-8")
BALLOTS = (INPUT / "library-ballots.csv").read_text(encoding="utf-8")


@pytest.fixture
def tables(tmp_path):
    records, ballots = tmp_path / "records.csv", tmp_path / "ballots.csv.gz"
    records.write_text(RECORDS, encoding="utf-8")
    ballots.write_bytes(gzip.compress(BALLOTS.encode()))
    return str(records), str(ballots)


def run(*arguments, **options) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def test_two_tables_are_brought_in_together(tables):
    told = run("import_votes", *tables)
    vote = RollCall.objects.get()
    assert "2 created, 0 changed, 0 unchanged, 0 refused" in told
    assert vote.ballots.positions() == {"AUS": "no", "CHL": "abstain", "PAK": "yes"}
    assert (vote.draft.symbol, vote.meeting) == ("A/HRC/43/L.91/Rev.1", 45)
    without = Resolution.objects.get(symbol="A/HRC/RES/43/92")
    assert (without.outcome, without.agenda_item.number) == ("adopted_without_vote", 4)


def test_run_twice_it_changes_nothing(tables):
    run("import_votes", *tables)
    told = json.loads(run("import_votes", *tables, "--json"))
    (report,) = told["imports"]
    assert (report["unchanged"], report["created"], report["changed"]) == (2, 0, 0)


def test_a_dry_run_tells_and_keeps_nothing(tables):
    told = run("import_votes", *tables, "--dry-run")
    assert "2 created" in told
    assert "nothing was kept" in told
    assert not Resolution.objects.exists()


def test_what_is_not_accepted_stays_a_draft(tables):
    run("import_votes", *tables, "--accept", "no")
    assert set(Resolution.objects.values_list("state", flat=True)) == {"draft"}
    assert not Ballot.objects.exists()


def test_drafts_of_an_earlier_run_are_accepted_by_a_later_one(tables):
    run("import_votes", *tables, "--accept", "no")
    run("import_votes", *tables)
    vote = RollCall.objects.get()
    assert (vote.standing, vote.state, vote.ballots.count()) == ("official", "published", 3)


def test_what_a_library_keeps_is_official_and_what_others_collected_provisional(tables, tmp_path):
    run("import_votes", *tables)
    others = tmp_path / "others.csv"
    others.write_text(
        "record_id,country,vote,date,symbol\n7,Chile,yes,2020-06-22,A/HRC/RES/43/95\n"
        "7,Pakistan,no,2020-06-22,A/HRC/RES/43/95\n",
        encoding="utf-8",
    )
    run("import_votes", str(others))
    standing = dict(RollCall.objects.values_list("slug", "standing"))
    assert standing == {
        "a-hrc-res-43-91": "official",
        "a-hrc-res-43-95-whole": "provisional",
    }


def test_a_name_to_leave_out_is_given_on_the_command_line(tmp_path):
    path = tmp_path / "ballots.csv"
    stranger = BALLOTS.splitlines()[1].replace("AUS,AUSTRALIA", ",Zanzibar")
    path.write_text(BALLOTS + stranger + "\n", encoding="utf-8")
    assert "Zanzibar (1)" in run("import_votes", str(path), "--dry-run")
    run("import_votes", str(path), "--leave-out", "Zanzibar")
    assert RollCall.objects.get().standing == "official"


def test_a_file_cut_off_in_the_middle_leaves_nothing_behind(tables, tmp_path):
    cut = tmp_path / "cut.csv.gz"
    cut.write_bytes(gzip.compress(BALLOTS.encode())[:-20])
    with pytest.raises(CommandError, match=r"cut\.csv\.gz: line \d+: .*expected") as error:
        run("import_votes", tables[0], str(cut))
    assert error.value.returncode == 2
    assert not Resolution.objects.exists()


def test_a_file_without_votes_is_named_with_what_was_expected(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Dear members,\nthank you for your vote.\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"letter\.txt: line 1: no vote found, expected"):
        run("import_votes", str(path))


def test_a_table_without_rows_holds_no_record(tmp_path):
    path = tmp_path / "ballots.csv"
    path.write_text(BALLOTS.splitlines()[0] + "\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"ballots\.csv: line \d+: .*expected") as error:
        run("import_votes", str(path))
    assert error.value.returncode == 2


def test_refused_records_are_told_and_end_with_one(tmp_path):
    path = tmp_path / "ballots.csv"
    path.write_text(BALLOTS.replace("Human Rights Council", "Security Council"), encoding="utf-8")
    with pytest.raises(SystemExit) as stop:
        run("import_votes", str(path))
    assert stop.value.code == 1


def test_a_body_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(CommandError, match="--body xyz: expected one of chr, ga, hrc"):
        run("import_votes", "any.csv", "--body", "xyz")


def test_audit_votes_names_the_disagreement_and_its_cause(tables):
    records = RECORDS.replace(",1,1,1,0,3,3,", ",2,0,1,0,3,3,")
    with open(tables[0], "w", encoding="utf-8") as file:
        file.write(records)
    run("import_votes", *tables)
    audit = json.loads(run("audit_votes", "--json"))
    assert (audit["counts"]["readings"], audit["counts"]["votes"]) == (1, 1)
    assert audit["disagreements"][0]["record"] == "90001"
    rows = list(csv.DictReader(io.StringIO(run("audit_votes", "--csv"))))
    assert [row["symbol"] for row in rows] == ["A/HRC/RES/43/91"]
    assert "90001 A/HRC/RES/43/91" in run("audit_votes")


@pytest.mark.shared
def test_the_whole_shared_record_of_the_council(shared):
    """Counts of the source itself, and the disagreements that domain.md measured."""
    folder = shared / "data" / "hrc"
    files = [str(folder / name) for name in ("resolutions_2006-2021.csv", "votes_2006-2021.csv.gz")]
    report = json.loads(run("import_votes", *files, "--json"))["imports"][0]
    assert (report["read"], report["created"], report["refused"]) == (2531, 2531, [])
    assert Reading.objects.exclude(cells=[]).count() == 789
    with gzip.open(files[1], "rt", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert sum(len(reading.cells) for reading in Reading.objects.all()) == len(rows) == 37_071
    accepted = set(
        RollCall.objects.exclude(standing="none").values_list("readings__record_id", flat=True)
    )
    listed = sum(row["record_id"] in accepted for row in rows)
    assert Ballot.objects.count() == report["ballots"] == listed
    counts = json.loads(run("audit_votes", "--json"))["counts"]
    assert (counts["votes"], counts["votes_or_non_voting"], counts["seats"]) == (93, 103, 3)
    again = json.loads(run("import_votes", *files, "--json"))["imports"][0]
    assert again["unchanged"] == 2531


def test_ballots_without_a_record_number_are_refused_with_their_line(tmp_path):
    path = tmp_path / "ballots.csv"
    path.write_text(BALLOTS.replace("\n90001,", "\n,"), encoding="utf-8")
    expected = r"ballots\.csv: line 2: a row without a record number, expected one in the column"
    with pytest.raises(CommandError, match=expected):
        run("import_votes", str(path))


def test_a_reader_who_has_enough_of_the_answer_ends_it_quietly(tmp_path):
    path = tmp_path / "ballots.csv"
    head, *rows = BALLOTS.splitlines()
    more = [row.replace("90001", str(number), 1) for number in range(500) for row in rows]
    path.write_text("\n".join([head, *more]), encoding="utf-8")
    command = f'"{sys.executable}" manage.py read_votes "{path}" --json | head -c 1'
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True)  # noqa: S602
    assert (done.stdout, done.stderr) == ("{", "")
