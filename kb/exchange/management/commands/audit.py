"""Proves that ledger, records and search entries agree, and that nobody rewrote the ledger."""

import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import CommandError, CommandParser

from kb.exchange.ledger.proof import KnownHead, Proof, read_head, rows_for_auditors, verify
from kb.exchange.ledger.signing import key_bytes, public_text, signing_key
from kb.exchange.snapshot import snapshot
from kb.records.auditing import ChainRow, ledger_rows
from kb.records.commands import PlainCommand

# How many findings people are shown; programs get all of them.
SHOWN = 20
PROGRESS = 50_000


class Command(PlainCommand):
    help = (
        "Verify the whole ledger, and that records and search entries agree with it. Nothing is "
        "mended. Exit 0: all well, 1: findings, 2: it cannot be read. "
        "Example: manage.py audit --head ledger-head.json"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--head",
            action="append",
            default=[],
            metavar="FILE",
            help="a ledger-head.json out of an export, which must stand in the ledger; repeatable",
        )
        parser.add_argument(
            "--public-key", metavar="KEY", help="what the heads are signed with, if not our key"
        )
        parser.add_argument(
            "--dump",
            metavar="FILE",
            help="write the rows without their content for an auditor (docs/verify-ledger.py)",
        )
        parser.add_argument("--json", action="store_true", help="print JSON for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        heads = [self._head(name) for name in options["head"]]
        trusted = _trusted_key(options["public_key"])
        with ExitStack() as opened:
            rows = self._counted(ledger_rows())
            if options["dump"]:
                rows = rows_for_auditors(rows, self._dump(options["dump"], opened))
            opened.enter_context(snapshot())
            proof = verify(rows, heads, trusted)
        pace = f"{proof.rows:,} rows in {proof.seconds:.1f} seconds, "
        pace += f"{proof.rows / max(proof.seconds, 1e-6):,.0f} a second; "
        self.stderr.write(pace + f"with records and search {time.monotonic() - began:.1f}")
        self.stdout.write(
            as_json(proof) if options["json"] else as_text(proof, _about_heads(heads, trusted))
        )
        if proof.findings:
            self.stdout.flush()
            sys.exit(1)

    def _head(self, name: str) -> KnownHead:
        try:
            return read_head(name, Path(name).read_bytes())
        except OSError as error:
            raise CommandError(f"{name}: {error.strerror}", returncode=2) from error
        except ValueError as error:
            raise CommandError(f"{name}: {error}", returncode=2) from error

    def _dump(self, name: str, opened: ExitStack) -> TextIO:
        try:
            return opened.enter_context(open(name, "w", encoding="utf-8"))
        except OSError as error:
            raise CommandError(f"{name}: {error.strerror}", returncode=2) from error

    def _counted(self, rows: Iterable[ChainRow]) -> Iterator[ChainRow]:
        for number, row in enumerate(rows, start=1):
            yield row
            if number % PROGRESS == 0:
                self.stderr.write(f"{number:,} rows …")


def _trusted_key(given: str | None) -> str | None:
    """The public key that was given, else our own, else None."""
    if not given:
        key = signing_key()
        return public_text(key) if key else None
    try:
        key_bytes(given)
    except ValueError as error:
        raise CommandError(f"--public-key is no key: {error}", returncode=2) from error
    return given


def as_json(proof: Proof) -> str:
    """`rows`, `erased`, `end`, and each finding with `code` and `message`."""
    said = {
        "rows": proof.rows,
        "erased": proof.erased,
        "end": proof.end,
        "findings": [asdict(finding) for finding in proof.findings],
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


def _about_heads(heads: Sequence[KnownHead], trusted: str | None) -> str:
    """What is said where nothing was found."""
    if not heads:
        return ""
    unknown = "" if trusted else " Whose key signed them was not checked: give --public-key."
    return f" Every head given stands in it.{unknown}"


def as_text(proof: Proof, about_heads: str) -> str:
    lines = [
        f"{proof.rows:,} rows of the ledger, {proof.erased:,} with their content erased.",
        f"It ends with {proof.end}.",
        *(finding.message for finding in proof.findings[:SHOWN]),
    ]
    if len(proof.findings) > SHOWN:
        lines.append(f"… and {len(proof.findings) - SHOWN:,} more; --json lists all of them.")
    if not proof.findings:
        lines.append(f"The chain holds; records and search entries agree with it.{about_heads}")
    return "\n".join(lines)
