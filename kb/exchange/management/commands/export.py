"""Writes everything that is public, or one part of it, into a file."""

import os
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from kb.exchange.files.archive import archive
from kb.exchange.files.made import FILES
from kb.exchange.files.views import consistent
from kb.records.commands import PlainCommand


class Command(PlainCommand):
    help = (
        "Write what is public into a file, named as under /export/: kb.json, kb.zip, votes.ndjson, "
        "ballots.csv … Examples: manage.py export kb.json · "
        "manage.py export --what votes.ndjson - | head -1"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="where to write; - for standard output")
        parser.add_argument("--what", metavar="NAME", help="which file, if the name does not say")
        parser.add_argument(
            "--at",
            metavar="INSTANT",
            help="what is released by then, and the instant that the file bears "
            "(2026-11-24T12:00:00Z): the same content then gives the same bytes",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["file"]
        name = options["what"] or Path(path).name
        chunks = self._chunks(name, self._at(options["at"]))
        if path == "-":
            for chunk in chunks:
                sys.stdout.buffer.write(chunk)
            sys.stdout.buffer.flush()
            return
        size = self._write(Path(path), chunks)
        self.stdout.write(f"Wrote {path}, {size:,} bytes.")

    def _chunks(self, name: str, now: datetime) -> Iterator[bytes]:
        if name == "kb.zip":
            return consistent(archive, now)
        if name not in FILES:
            message = f"there is no file “{name}”; expected kb.json, kb.zip, votes.ndjson …"
            raise CommandError(message, returncode=2)
        return consistent(FILES[name].chunks, now)

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
        return found

    def _write(self, path: Path, chunks: Iterator[bytes]) -> int:
        """Whole or not at all: what stood there stays until the new file is complete."""
        new, size = path.with_name(f".{path.name}.new"), 0
        try:
            with new.open("wb") as file:
                for chunk in chunks:
                    size += file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            new.replace(path)
        except OSError as error:
            new.unlink(missing_ok=True)
            raise CommandError(f"{path}: {error.strerror}", returncode=2) from error
        return size
