"""docs/verify-ledger.py, run as an auditor runs it: alone, on files that the site gave."""

import hashlib
import json
import subprocess
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from kb.exchange.ledger.head import signed_head
from kb.records.models import Ledger
from tests.conftest import ROOT
from tests.factories import make_source, make_vote
from tests.records.tampering import drop_rows, rewrite_from, set_column

pytestmark = pytest.mark.django_db

FILES = {"kb.json": b'{"votes": []}', "csv/votes.csv": b"id,slug\n"}


@pytest.fixture(autouse=True)
def _key(settings):
    settings.SIGNING_KEY = "11" * 32


@pytest.fixture
def place(tmp_path) -> Path:
    make_vote({"AGO": "yes"})
    return tmp_path


def verified(*arguments: object) -> tuple[int, str]:
    """Exit code and what was printed."""
    ended = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "verify-ledger.py"), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )
    return ended.returncode, ended.stdout + ended.stderr


def keep_head(place: Path, name: str = "ledger-head.json", **changed: object) -> Path:
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in FILES.items()}
    path = place / name
    path.write_text(json.dumps(signed_head(digests, timezone.now()) | changed), encoding="utf-8")
    return path


def public_key() -> str:
    return signed_head({}, timezone.now())["public_key"]


def keep_zip(place: Path, **changed: bytes) -> Path:
    path = place / "export.zip"
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in (FILES | changed).items():
            packed.writestr(name, content)
        packed.writestr("ledger-head.json", b"{}")
    return path


def dump(place: Path) -> Path:
    """Rows for an auditor, from an audit that may have findings of its own."""
    path = place / "rows.ndjson"
    with suppress(SystemExit):
        call_command("audit", "--dump", str(path))
    return path


def test_a_head_is_proven_by_the_public_key(place):
    code, words = verified(keep_head(place), "--public-key", public_key())

    assert (code, words) == (0, "Every signature holds.\n")


def test_without_a_public_key_it_says_what_was_not_checked(place):
    code, words = verified(keep_head(place))

    assert code == 0
    assert "Whose key it is was not checked" in words


def test_a_head_that_was_changed_is_found(place):
    code, words = verified(keep_head(place, publisher="Somebody else"))

    assert code == 1
    assert "was changed after it was signed" in words


def test_a_head_signed_with_another_key_is_found(place):
    code, words = verified(keep_head(place), "--public-key", "22" * 32)

    assert code == 1
    assert "is signed with another key" in words


def test_an_unsigned_head_is_found(place, settings):
    settings.SIGNING_KEY = ""

    code, words = verified(keep_head(place))

    assert code == 1
    assert "is not signed" in words


def test_the_files_of_a_zip_are_those_that_were_signed(place):
    code, words = verified(keep_head(place), "--files", keep_zip(place))

    assert code == 0
    assert "Every file is the one that was signed." in words


def test_an_altered_file_is_named(place):
    altered = keep_zip(place, **{"csv/votes.csv": b"id,slug\nforged\n"})

    code, words = verified(keep_head(place), "--files", altered)

    assert (code, words) == (1, "csv/votes.csv is not the file that was signed.\n")


def test_a_file_too_many_is_named(place):
    code, words = verified(keep_head(place), "--files", keep_zip(place, extra=b"x"))

    assert code == 1
    assert words.startswith("extra lies in ")


def test_a_folder_with_a_missing_file_is_found(place):
    head, folder = keep_head(place), place / "unpacked"
    folder.mkdir()
    (folder / "kb.json").write_bytes(FILES["kb.json"])

    code, words = verified(head, "--files", folder)

    assert code == 1
    assert words.startswith("csv/votes.csv is missing from ")


def test_two_heads_stand_in_the_ledger_that_grew_between_them(place):
    older = keep_head(place, "march.json")
    make_source()
    newer = keep_head(place, "june.json")
    make_source()

    code, words = verified(older, newer, "--ledger", dump(place))

    assert code == 0
    assert "The ledger holds from its first row, and every head stands in it." in words


def test_the_rows_for_an_auditor_hold_no_content(place):
    make_source(title="Canary title")

    rows = dump(place).read_text(encoding="utf-8").splitlines()

    assert len(rows) == Ledger.objects.count()
    assert "Canary" not in "".join(rows)
    assert [*json.loads(rows[0])] == ["content_digest", "digest", "facts", "previous"]


def test_a_ledger_that_was_written_anew_fails_against_the_old_head(place):
    kept = keep_head(place)
    rewrite_from(Ledger.objects.all()[3], reason="Somebody else did it")

    code, words = verified(kept, "--ledger", dump(place))

    assert code == 1
    assert "does not stand in this ledger" in words


def test_rows_dropped_from_its_end_are_found(place):
    kept = keep_head(place)
    drop_rows(Ledger.objects.last())

    code, words = verified(kept, "--ledger", dump(place))

    assert code == 1
    assert "rows were taken from its end" in words


def test_a_changed_fact_is_found(place):
    kept = keep_head(place)
    set_column(Ledger.objects.all()[3], "action", "invented")

    code, words = verified(kept, "--ledger", dump(place))

    assert code == 1
    assert words.startswith("Row 4 is not as first written: ")


def test_a_row_dropped_in_the_middle_is_found(place):
    kept = keep_head(place)
    drop_rows(Ledger.objects.all()[3])

    code, words = verified(kept, "--ledger", dump(place))

    assert code == 1
    assert words.startswith("Row 4 does not follow row 3: ")


def test_heads_in_an_order_that_cannot_be_are_found(place):
    later = keep_head(place, "march.json")
    said = json.loads(later.read_text(encoding="utf-8"))
    earlier = place / "june.json"
    first = signed_head({}, timezone.now()) | {"ledger": Ledger.objects.first().digest}
    earlier.write_text(json.dumps(first), encoding="utf-8")

    code, words = verified(later, earlier, "--ledger", dump(place))

    assert said["at"] < first["at"]
    assert code == 1
    assert "is newer than" in words


@pytest.mark.parametrize("broken", [{"public_key": "no key"}, {"signature": "ü"}, {"at": "\ud800"}])
def test_a_key_or_signature_that_is_none_is_found(place, broken):
    code, words = verified(keep_head(place, **broken))

    assert code == 1
    assert "holds a key or a signature that is none" in words


@pytest.mark.parametrize("content", ["{", "[]", "{}", "[" * 100_000])
def test_what_is_no_head_cannot_be_read(tmp_path, content):
    path = tmp_path / "head.json"
    path.write_text(content, encoding="utf-8")

    code, words = verified(path)

    assert code == 2
    assert words.startswith(f"verify-ledger: {path} is ")


def test_what_is_not_there_cannot_be_read(place):
    head = keep_head(place)

    assert verified(place / "absent.json")[0] == 2
    assert verified(head, "--files", place / "absent.zip")[0] == 2
    assert verified(head, "--ledger", place / "absent.ndjson")[0] == 2
    assert verified(head, "--public-key", "no key")[0] == 2


def test_files_go_with_one_head(place):
    code, words = verified(
        keep_head(place, "a.json"), keep_head(place, "b.json"), "--files", keep_zip(place)
    )

    assert code == 2
    assert "--files needs one head" in words
