"""Audits for tests: a chain to look at, and the answer of the command."""

import json

from django.core.management import call_command

from kb.records.models import Ledger
from kb.records.services import withdraw
from tests.factories import make_resolution, make_source, make_vote
from tests.statements.factories import make_statement


def audit(capsys, *arguments: str) -> dict:
    """The answer of the command, with `code`, the exit code."""
    capsys.readouterr()
    code = 0
    try:
        call_command("audit", "--json", *arguments)
    except SystemExit as ended:
        code = ended.code
    return json.loads(capsys.readouterr().out) | {"code": code}


def codes(capsys, *arguments: str) -> list[str]:
    answer = audit(capsys, *arguments)
    assert answer["code"] == (1 if answer["findings"] else 0)
    return [finding["code"] for finding in answer["findings"]]


def make_chain() -> list[Ledger]:
    """Some hundred rows, made by the services."""
    make_vote({"AGO": "yes", "AUS": "no"}, resolution=make_resolution(drafts=("A/HRC/43/L.1",)))
    make_statement()
    for number in range(45):
        make_source(title=f"Board {number}")
    withdraw(make_source(), by=None, reason="It was a test.")
    return list(Ledger.objects.all())
