"""The signed head of the ledger, which every export carries."""

import base64
import os
import re
import stat
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core.management import CommandError, call_command

from kb.exchange.ledger.head import signed_head
from kb.exchange.ledger.signing import SignatureFault, check_signature
from kb.records.chain import GENESIS, canonical
from kb.records.models import Ledger
from tests.conftest import ROOT
from tests.factories import make_source

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
# The first test vector of RFC 8032 (7.1): a private key and its public key.
PRIVATE = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
PUBLIC = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"


@pytest.fixture(autouse=True)
def _key(settings):
    settings.SIGNING_KEY, settings.PUBLISHER = PRIVATE, "A publisher"


@pytest.mark.django_db
def test_a_head_says_where_the_ledger_ends_and_nothing_of_its_rows():
    make_source(title="Canary")

    head = signed_head({"kb.json": "ab" * 32}, NOW)

    assert head | {"public_key": "", "signature": ""} == {
        "ledger": Ledger.objects.last().digest,
        "at": "2026-03-01T12:00:00.000000+00:00",
        "publisher": "A publisher",
        "files": {"kb.json": "ab" * 32},
        "public_key": "",
        "signature": "",
    }


@pytest.mark.django_db
def test_the_signature_covers_all_else_in_its_canonical_form():
    head = signed_head({"kb.json": "ab" * 32}, NOW)

    signature = base64.b64decode(head.pop("signature"))
    public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(PUBLIC))
    public.verify(signature, canonical(head))
    assert base64.b64decode(head["public_key"]).hex() == PUBLIC


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changed",
    [
        {"ledger": "0" * 63 + "1"},
        {"at": "2026-03-02T12:00:00.000000+00:00"},
        {"publisher": "Another"},
        {"files": {}},
        {"rows": 7},
    ],
)
def test_a_head_in_which_anything_was_changed_is_refused(changed):
    head = signed_head({"kb.json": "ab" * 32}, NOW)
    check_signature(head, PUBLIC)

    with pytest.raises(SignatureFault, match="does not belong"):
        check_signature(head | changed, PUBLIC)


@pytest.mark.django_db
def test_a_head_signed_with_another_key_is_refused_where_the_key_is_known():
    head = signed_head({}, NOW)

    with pytest.raises(SignatureFault, match="another key"):
        check_signature(head, "00" * 32)


@pytest.mark.django_db
@pytest.mark.parametrize("broken", [{"public_key": "no key"}, {"signature": "ü"}, {"at": "\ud800"}])
def test_a_key_or_signature_that_is_none_is_refused(broken):
    with pytest.raises(SignatureFault, match="cannot be read"):
        check_signature(signed_head({}, NOW) | broken, None)


@pytest.mark.django_db
def test_without_a_key_a_head_is_not_signed_and_says_so(settings):
    settings.SIGNING_KEY = ""

    head = signed_head({}, NOW)

    assert (head["public_key"], head["signature"]) == (None, None)
    with pytest.raises(SignatureFault, match="not signed"):
        check_signature(head, None)


@pytest.mark.django_db
def test_the_key_may_be_base64_too(settings):
    expected = signed_head({}, NOW)
    settings.SIGNING_KEY = base64.b64encode(bytes.fromhex(PRIVATE)).decode()

    assert signed_head({}, NOW) == expected


@pytest.mark.parametrize("key", ["short", "11" * 31, "zz" * 32, "ü" * 43])
def test_with_a_key_that_is_none_the_site_refuses_to_start(key):
    started = subprocess.run(
        [sys.executable, "-c", "import kb.settings"],
        cwd=ROOT,
        env={**os.environ, "KB_SIGNING_KEY": key},
        capture_output=True,
        text=True,
        check=False,
    )

    assert started.returncode == 1
    assert "KB_SIGNING_KEY must be 32 bytes in base64 or hexadecimal." in started.stderr


@pytest.mark.django_db
def test_the_head_is_served_with_the_exports(client):
    answer = client.get("/export/ledger-head.json")

    head = answer.json()
    assert (answer.status_code, head["ledger"], head["files"]) == (200, GENESIS, {})
    check_signature(head, PUBLIC)


@pytest.mark.django_db
def test_the_head_takes_no_parameter(client):
    assert client.get("/export/ledger-head.json?at=2020-01-01").status_code == 400


def test_a_new_key_is_printed_as_a_line_for_the_environment_with_its_public_key(capsys, settings):
    call_command("signing_key")
    printed = capsys.readouterr().out

    settings.SIGNING_KEY = re.search(r"^KB_SIGNING_KEY=(\S+)$", printed, re.MULTILINE)[1]
    call_command("signing_key", "--public")
    assert f"# public key: {capsys.readouterr().out.strip()}\n" in printed


def test_every_new_key_is_another(capsys):
    call_command("signing_key")
    first = capsys.readouterr().out
    call_command("signing_key")

    assert capsys.readouterr().out != first


def test_a_site_without_a_key_has_no_public_key_to_tell(settings):
    settings.SIGNING_KEY = ""

    with pytest.raises(CommandError, match="exports are not signed"):
        call_command("signing_key", "--public")


def test_make_run_writes_a_key_once_that_only_its_owner_can_read(tmp_path):
    command = ["make", "--silent", "-f", str(ROOT / "Makefile"), "var/signing-key"]
    key = tmp_path / "var" / "signing-key"

    subprocess.run(command, cwd=tmp_path, check=True, env=dict(os.environ))
    first = key.read_text(encoding="utf-8")
    subprocess.run(command, cwd=tmp_path, check=True, env=dict(os.environ))

    assert re.fullmatch(r"[0-9a-f]{64}\n", first)
    assert key.read_text(encoding="utf-8") == first
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
