"""Writes everything that is public, or one part of it, into a file."""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from kb.exchange.files.made import file_named
from kb.exchange.files.views import ZIP, consistent
from kb.records.commands import PlainCommand

FORMATS = ("json", "ndjson", "csv", "zip")
WHOLE = "kb"
# After so many seconds of work, and then as often, it says how far it is.
PATIENCE = 2.0


class Command(PlainCommand):
    help = (
        "Write what is public into a file, as /export/ gives it: everything as one document or "
        "zip, one kind as lines, one table as CSV. Examples: manage.py export kb.json · "
        "manage.py export votes.ndjson · manage.py export --kind ballots --format csv - | head"
    )

    # They would load the desk and all its forms, and double the memory that an export takes.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="where to write; - for standard output")
        parser.add_argument(
            "--kind",
            metavar="NAME",
            help="votes, states, ballots …, or kb for everything; else as the file is named",
        )
        parser.add_argument("--format", choices=FORMATS, help="else as the file's name ends")
        parser.add_argument(
            "--at",
            metavar="INSTANT",
            help="what is released by then, and the instant that the file bears "
            "(2026-11-24T12:00:00Z): the same content then gives the same bytes",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["file"]
        now = self._at(options["at"])
        chunks = self._told(self._chunks(_name(path, options["kind"], options["format"]), now))
        if path == "-":
            for chunk in chunks:
                sys.stdout.buffer.write(chunk)
            sys.stdout.buffer.flush()
            return
        size = self._write(Path(path), chunks)
        self.stdout.write(f"Wrote {path}, {size:,} bytes.")

    def _chunks(self, name: str, now: datetime) -> Iterator[bytes]:
        file = ZIP if name == ZIP.name else file_named(name)
        if file is None:
            message = f"there is no file “{name}”; expected kb.json, kb.zip, votes.ndjson …"
            raise CommandError(message, returncode=2)
        return consistent(file.chunks, now)

    def _at(self, words: str | None) -> datetime:
        if words is None:
            return timezone.now()
        try:
            found = parse_datetime(words)
        except ValueError:
            found = None
        if found is None or found.tzinfo is None:
            message = f"--at “{words}”: expected an instant, such as 2026-11-24T12:00:00Z"
            raise CommandError(message, returncode=2)
        if found > timezone.now():
            self.stderr.write(f"{words} is still to come: what is under embargo until then is in.")
        return found

    def _told(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        told, size = time.monotonic(), 0
        for chunk in chunks:
            yield chunk
            size += len(chunk)
            if time.monotonic() - told > PATIENCE:
                told = time.monotonic()
                self.stderr.write(f"{size:,} bytes …")

    def _write(self, path: Path, chunks: Iterator[bytes]) -> int:
        """Whole or not at all: what stood there stays until the new file is complete."""
        try:
            with tempfile.NamedTemporaryFile(
                dir=path.parent, prefix=f".{path.name}.", delete=False
            ) as file:
                new = Path(file.name)
                try:
                    size = sum(file.write(chunk) for chunk in chunks)
                    file.flush()
                    os.fsync(file.fileno())
                    new.chmod(0o644)
                    new.replace(path)
                finally:
                    new.unlink(missing_ok=True)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}", returncode=2) from error
        return size


def _name(path: str, kind: str | None, ending: str | None) -> str:
    """ "votes.ndjson": by the options, else by the name of the file, else everything as JSON."""
    file = Path(path)
    usual = "json" if kind in (None, WHOLE) else "ndjson"
    ending = ending or file.suffix.removeprefix(".") or usual
    if ending == "zip" or path == "-":
        return f"{kind or WHOLE}.{ending}"
    return f"{kind or file.stem}.{ending}"
