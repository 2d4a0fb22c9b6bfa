"""Takes the whole of another knowledge base into an empty one."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import IntegrityError

from kb.exchange.bundle.reading import BundleError, read_bundle
from kb.exchange.bundle.writing import import_bundle, refuse_unless_empty
from kb.records.commands import PlainCommand
from kb.records.services import Refused


class Command(PlainCommand):
    help = (
        "Take kb.json, as /export/kb.json gives it, into a knowledge base in which nothing was "
        "recorded yet: all of it or nothing. Ids, versions and addresses stay the same; loaded "
        "States, sessions and seats give way to those of the bundle. "
        "Example: manage.py import_bundle kb.json"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="kb.json, or - for standard input")
        parser.add_argument("--json", action="store_true", help="say what came in as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        name = options["file"]
        try:
            refuse_unless_empty()
            bundle = read_bundle(self._content(name))
            came = import_bundle(bundle, by=None)
        except (BundleError, Refused) as error:
            raise CommandError(f"{name}: {error}", returncode=2) from error
        except IntegrityError as error:
            # The database holds what shapes cannot say: one address for one record, and the like.
            reason = str(error).strip().splitlines()[0]
            raise CommandError(
                f"{name}: the bundle contradicts itself: {reason}", returncode=2
            ) from error
        if options["json"]:
            self.stdout.write(json.dumps(came))
        else:
            told = ", ".join(f"{number:,} {kind}" for kind, number in came.items() if number)
            self.stdout.write(f"Imported {told or 'nothing'}.")

    def _content(self, name: str) -> bytes:
        try:
            return self.stdin_bytes() if name == "-" else Path(name).read_bytes()
        except OSError as error:
            raise CommandError(f"{name}: {error.strerror}", returncode=2) from error

    def stdin_bytes(self) -> bytes:
        with open(0, "rb", closefd=False) as stream:
            return stream.read()
