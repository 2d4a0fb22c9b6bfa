"""The audit: whatever somebody does to the ledger behind the services is found, and where."""

import json
import uuid

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from kb.exchange.ledger.head import signed_head
from kb.records.models import Ledger, Source
from tests.factories import make_source, make_vote
from tests.records.audits import audit, codes, make_chain
from tests.records.tampering import (
    drop_rows,
    forge_row_before,
    rewrite_from,
    set_column,
    swap_rows,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain() -> list[Ledger]:
    return make_chain()


def head_file(tmp_path) -> str:
    path = tmp_path / "ledger-head.json"
    path.write_text(json.dumps(signed_head({}, timezone.now())), encoding="utf-8")
    return str(path)


def test_a_ledger_that_only_the_services_wrote_holds(capsys, chain):
    answer = audit(capsys)

    assert (answer["code"], answer["findings"]) == (0, [])
    assert answer["rows"] == len(chain) > 100
    assert answer["end"] == chain[-1].digest


def test_an_empty_ledger_holds(capsys):
    assert audit(capsys)["findings"] == []


def test_a_changed_payload_is_found_and_its_row_named(capsys, chain):
    row = chain[50]
    set_column(row, "changes", {"title": [None, "Another title"]})

    (finding,) = audit(capsys)["findings"]

    assert finding["code"] == "content_changed"
    assert (
        f"row 51, {row.action} {row.kind} {row.record}, version {row.version}, "
        in (finding["message"])
    )


def test_a_changed_reason_is_found(capsys, chain):
    set_column(chain[-1], "reason", "It was true.")

    assert codes(capsys) == ["content_changed"]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("kind", "records.other"),
        ("record", uuid.UUID(int=1)),
        ("version", 7),
        ("action", "invented"),
        ("at", timezone.now()),
        ("content_digest", "0" * 64),
    ],
)
def test_a_changed_fact_is_found(capsys, chain, column, value):
    set_column(chain[50], column, value)

    assert "facts_changed" in codes(capsys)


def test_a_change_of_who_did_it_is_found(capsys, chain, admin_user):
    set_column(chain[50], "by", admin_user)

    assert codes(capsys) == ["facts_changed"]


def test_a_change_of_its_source_is_found(capsys, chain):
    set_column(chain[50], "source", Source.objects.first())

    assert codes(capsys) == ["facts_changed"]


def test_a_row_dropped_in_the_middle_is_found(capsys, chain):
    row = next(row for row in chain[50:] if row.action == "created")
    drop_rows(row)

    (finding,) = audit(capsys)["findings"]

    assert finding["code"] == "row_missing"
    assert str(chain[chain.index(row) + 1].record) in finding["message"]


def test_a_dropped_beginning_is_found(capsys, chain):
    drop_rows(chain[0])

    assert codes(capsys)[0] == "row_missing"


def test_dropped_last_rows_are_found_by_the_versions_of_their_records(capsys, chain):
    drop_rows(*chain[-2:])

    assert codes(capsys) == ["record_version"]


def test_last_rows_dropped_with_their_record_are_found_by_an_older_head(capsys, tmp_path):
    source = make_source(published=False)
    kept = head_file(tmp_path)
    drop_rows(Ledger.objects.about(source).get())
    Source.objects.all().delete()

    assert codes(capsys) == []
    assert codes(capsys, "--head", kept) == ["head_not_proven", "head_missing"]


def test_swapped_rows_are_found_at_the_first_of_them(capsys, chain):
    swap_rows(chain[40], chain[41])

    findings = audit(capsys)["findings"]

    assert findings[0]["code"] == "row_moved"
    assert f"row 41, {chain[41].action} " in findings[0]["message"]


def test_a_forged_row_is_found(capsys, chain):
    forge_row_before(chain[50])

    findings = audit(capsys)["findings"]

    assert [each["code"] for each in findings[:2]] == ["row_missing", "row_inserted"]
    assert "row 51, " in findings[0]["message"]


def test_a_row_forged_before_the_first_is_found(capsys, chain):
    forge_row_before(chain[0])

    findings = audit(capsys)["findings"]

    assert [each["code"] for each in findings[:2]] == ["row_missing", "row_inserted"]
    assert "What begins the chain is not its first row: row 2, " in findings[1]["message"]


def test_a_chain_rewritten_from_a_row_on_is_found_by_an_older_head_alone(
    capsys, chain, tmp_path, settings
):
    settings.SIGNING_KEY = "11" * 32
    kept = head_file(tmp_path)
    rewrite_from(chain[50], reason="Somebody else did it")

    assert codes(capsys) == []
    assert codes(capsys, "--head", kept) == ["head_missing"]


def test_an_older_head_still_stands_after_more_was_written(capsys, chain, tmp_path, settings):
    settings.SIGNING_KEY = "11" * 32
    kept = head_file(tmp_path)
    make_vote({"AGO": "yes"})

    assert codes(capsys, "--head", kept) == []


def test_a_head_signed_with_another_key_proves_nothing(capsys, chain, tmp_path, settings):
    settings.SIGNING_KEY = "22" * 32
    kept = head_file(tmp_path)
    settings.SIGNING_KEY = "11" * 32

    assert codes(capsys, "--head", kept) == ["head_not_proven"]


def test_without_a_key_it_says_that_it_does_not_know_who_signed(capsys, chain, tmp_path, settings):
    settings.SIGNING_KEY = "22" * 32
    kept = head_file(tmp_path)
    settings.SIGNING_KEY = ""

    call_command("audit", "--head", kept)

    assert "Whose key signed them was not checked" in capsys.readouterr().out


def test_a_head_is_checked_against_the_public_key_that_is_given(capsys, chain, tmp_path, settings):
    settings.SIGNING_KEY = "22" * 32
    kept, former = head_file(tmp_path), signed_head({}, timezone.now())["public_key"]
    settings.SIGNING_KEY = "11" * 32

    assert codes(capsys, "--head", kept, "--public-key", former) == []


@pytest.mark.parametrize("content", ["{", "[]", '{"at": "2026-01-01"}'])
def test_what_is_no_head_cannot_be_read(tmp_path, content):
    path = tmp_path / "head.json"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(CommandError, match=r"head\.json: this ") as refusal:
        call_command("audit", "--head", str(path))

    assert refusal.value.returncode == 2


def test_people_read_sentences_and_programs_get_the_exit_code(capsys, chain):
    set_column(chain[50], "reason", "Other")

    with pytest.raises(SystemExit) as ended:
        call_command("audit")

    assert ended.value.code == 1
    printed = capsys.readouterr()
    assert "Changes or reason are not as first written: row 51, " in printed.out
    assert f"{len(chain)} rows in " in printed.err


def test_a_row_emptied_but_for_its_salt_is_found(capsys, chain):
    set_column(chain[50], "changes", None)

    assert codes(capsys) == ["content_changed"]


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--head", "absent/head.json", "No such file"),
        ("--dump", "absent/rows.ndjson", "No such file"),
        ("--public-key", "no key", "--public-key is no key"),
    ],
)
def test_what_cannot_be_read_or_written_is_said_in_one_line(option, value, words):
    with pytest.raises(CommandError, match=words) as refusal:
        call_command("audit", option, value)

    assert refusal.value.returncode == 2
