"""Keys of partners: that nobody but its owner has one, the day of its use, and the command."""

import json
import logging
import re
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client
from django.utils import timezone

from kb.exchange.keys import authentication
from kb.exchange.keys.services import revoke_key
from kb.exchange.models import PartnerKey
from kb.records.models import Ledger
from kb.records.services import Refused, save_record
from tests.desk.signing_in import staff_client
from tests.desk.test_signin_accounts import confirmed
from tests.exchange.test_keys import ADDRESS, NEW, a_key, ask, is_refused, learnt

pytestmark = pytest.mark.django_db

# The key is nowhere


def everything_stored() -> str:
    """Each row of each table, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            found += [repr(row) for row in cursor.fetchall()]
    return "\n".join(found)


def test_the_secret_stands_in_no_table_and_no_log(caplog: pytest.LogCaptureFixture, capfd):
    caplog.set_level(logging.DEBUG)
    client = confirmed(staff_client("Administrator"))
    page = client.post("/admin/exchange/partnerkey/add/", NEW).content.decode()
    key = re.search(r"otr_[0-9a-f]{12}_[0-9a-f]{64}", page)[0]
    ask(key)
    ask(f"{key[:-1]}x")
    Client().get(ADDRESS, {"key": key})
    record = PartnerKey.objects.get()
    revoke_key(record, by=None, reason="To look for it.")

    stored, secret = everything_stored(), key.rpartition("_")[2]

    assert record.digest in stored
    assert secret not in stored
    assert secret not in caplog.text
    assert secret not in "".join(capfd.readouterr())


def test_the_ledger_tells_who_made_a_key_and_neither_key_nor_digest():
    record, key = a_key(note="For the newsroom.")

    row = Ledger.objects.about(record).get()

    assert row.changes["partner"] == [None, "A newsroom"]
    assert row.changes["prefix"] == [None, record.prefix]
    assert not {"digest", "last_used_on"} & row.changes.keys()
    told = json.dumps(row.changes)
    assert record.digest not in told
    assert key.rpartition("_")[2] not in told


def test_two_keys_share_nothing_but_their_form():
    (one, key), (other, other_key) = a_key(), a_key()

    assert re.fullmatch(r"otr_[0-9a-f]{12}_[0-9a-f]{64}", key)
    assert key.split("_")[1] == one.prefix != other.prefix
    assert key.split("_")[2] != other_key.split("_")[2]
    assert one.digest != other.digest


def test_prefix_and_digest_stay_as_they_were_made():
    record, _ = a_key()
    for name, value in {"prefix": "0" * 12, "digest": "0" * 64}.items():
        changed = PartnerKey.objects.get(pk=record.pk)
        changed.partner = "Changed"
        setattr(changed, name, value)
        with pytest.raises(Refused, match=f"keeps its {name}"):
            save_record(changed, by=None)


# The day of last use


def test_the_day_of_use_is_kept_once_and_is_no_change_of_the_record():
    record, key = a_key()
    ask(key)
    ask(key)

    kept = PartnerKey.objects.get(pk=record.pk)

    assert kept.last_used_on == timezone.localdate()
    assert kept.version == 1
    assert Ledger.objects.about(record).count() == 1


def test_a_second_request_of_the_day_writes_nothing(django_assert_num_queries):
    _, key = a_key()
    learnt(key)

    with django_assert_num_queries(1):
        learnt(key)


def test_the_audit_finds_nothing_in_keys_that_were_used_and_revoked(capfd):
    record, key = a_key()
    ask(key)
    revoke_key(PartnerKey.objects.get(pk=record.pk), by=None, reason="Lost.")

    call_command("audit")

    assert str(record.public_id) not in "".join(capfd.readouterr())


def test_a_key_that_is_refused_was_not_used():
    record, key = a_key()
    ask(key[:-1] + ("0" if key[-1] != "0" else "1"))

    assert PartnerKey.objects.get(pk=record.pk).last_used_on is None


def test_a_reader_is_answered_where_the_day_cannot_be_written(monkeypatch: pytest.MonkeyPatch):
    _, key = a_key()

    def busy(*args: Any, **kwargs: Any) -> None:
        raise authentication.OperationalError("database is locked")

    monkeypatch.setattr(type(PartnerKey.objects.all()), "update", busy)

    assert ask(key).status_code == 200


# The command


def command(*words: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("partner_key", *words, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_the_command_prints_a_key_that_opens():
    out, err = command("make", "A library", "--embargoed", "--until", "2999-06-30")

    record = PartnerKey.objects.get()
    assert learnt(out.strip()) == {
        "partner": "A library",
        "sees_embargoed": True,
        "is_staff": False,
    }
    assert timezone.localdate(record.expires_at) == date(2999, 6, 30)
    assert "It is not shown again" in err


def test_the_command_lists_keys_without_what_is_secret():
    record, key = a_key()
    ask(key)

    out, _ = command("list")

    today = timezone.localdate()
    assert out.split("\t")[:3] == [record.prefix, "A newsroom", "public"]
    assert out.rstrip().endswith(f"used {today}")
    assert key.rpartition("_")[2] not in out
    assert record.digest not in out


def test_the_command_revokes_by_the_prefix():
    record, key = a_key()

    out, _ = command("revoke", record.prefix, "--reason", "Lost.")

    assert out == f"Revoked: A newsroom ({record.prefix}).\n"
    assert is_refused(ask(key))
    assert command("list")[0].split("\t")[3].startswith("revoked ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("revoke", "0" * 12, "--reason", "Lost."), "no key has the prefix"),
        (("make", "A library", "--until", "2001-01-01"), "ends after it was made"),
        (("make", " "), "cannot be blank"),
    ],
)
def test_the_command_says_what_is_wrong(words: tuple[str, ...], said: str):
    with pytest.raises(CommandError, match=said):
        command(*words)

    assert not PartnerKey.objects.exists()
