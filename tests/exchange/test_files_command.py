"""manage.py export: the same files, written whole or not at all."""

import io
import json
import os
import subprocess
import sys
import zipfile
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from kb.records.services import publish
from tests.exchange.generated import Generated
from tests.factories import make_initiative, make_vote
from tests.served import ROOT, environment_in

pytestmark = pytest.mark.django_db
INSTANT = "2026-01-01T00:00:00Z"


def export(path, **options) -> str:
    told = io.StringIO()
    call_command("export", str(path), stdout=io.StringIO(), stderr=told, **options)
    return told.getvalue()


@pytest.mark.parametrize("name", ["kb.json", "votes.ndjson", "resolutions.csv", "kb.zip"])
def test_the_same_instant_gives_the_same_bytes(tmp_path, name):
    Generated(7)
    at = timezone.now().isoformat()

    (tmp_path / "again").mkdir()
    for path in (tmp_path / name, tmp_path / "again" / name):
        export(path, at=at)

    assert (tmp_path / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


def test_a_file_is_chosen_by_its_name_or_by_kind_and_format(tmp_path):
    make_vote({"AGO": "yes"})

    at = timezone.now().isoformat()
    export(tmp_path / "votes.csv", at=at)
    export(tmp_path / "mine.txt", kind="votes", format="csv", at=at)
    export(tmp_path / "mine", kind="votes", at=at)
    export(tmp_path / "everything.zip", at=at)

    assert (tmp_path / "mine.txt").read_bytes() == (tmp_path / "votes.csv").read_bytes()
    assert json.loads((tmp_path / "mine").read_text())["slug"]
    assert "kb.json" in zipfile.ZipFile(tmp_path / "everything.zip").namelist()


def test_the_state_of_an_instant_holds_what_was_released_by_then(tmp_path):
    release = timezone.now() + timedelta(days=1)
    publish(make_initiative(title="Zirpvogel", published=False), by=None, release_at=release)
    before, after = (release + timedelta(hours=hours) for hours in (-30, 1))

    quiet = export(tmp_path / "kb.json", at=before.isoformat())
    warned = export(tmp_path / "later.json", kind="kb", at=after.isoformat())

    assert "Zirpvogel" not in (tmp_path / "kb.json").read_text()
    assert "Zirpvogel" in (tmp_path / "later.json").read_text()
    assert quiet == ""
    assert "still to come" in warned


def test_what_stood_there_stays_where_the_new_file_cannot_be_made(tmp_path, monkeypatch):
    (tmp_path / "kb.json").write_text("before")
    monkeypatch.setattr(os, "fsync", _full)

    with pytest.raises(CommandError, match="No space left"):
        export(tmp_path / "kb.json")

    assert [each.name for each in tmp_path.iterdir()] == ["kb.json"]
    assert (tmp_path / "kb.json").read_text() == "before"


def _full(descriptor: int) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"kind": "secrets"}, "there is no file “secrets.ndjson”"),
        ({"kind": "votes", "format": "zip"}, "there is no file “votes.zip”"),
        ({"at": "2020-02-31T00:00:00Z"}, "expected an instant"),
        ({"at": "2020-02-03T00:00:00"}, "expected an instant"),
    ],
)
def test_what_cannot_be_done_is_said_and_leaves_no_file(tmp_path, options, sentence):
    with pytest.raises(CommandError, match=sentence) as refused:
        export(tmp_path / "-x", **options)

    assert refused.value.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_on_the_command_line_an_error_is_one_line(tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "export", "other.json"],
        cwd=ROOT,
        env=environment_in(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("export: there is no file “other.json”")
    assert done.stderr.count("\n") == 1


def test_whoever_has_read_enough_ends_it_without_a_traceback(tmp_path):
    environment = environment_in(tmp_path)
    for command in (["migrate", "-v0"], ["load_reference"]):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=environment,
            check=True,
            capture_output=True,
        )
    command = [sys.executable, "manage.py", "export", "--kind", "states", "-"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=pipe, stderr=pipe) as export:
        first = export.stdout.readline()
        export.stdout.close()
        said = export.stderr.read()

    assert json.loads(first)["code"]
    assert said == b""
