"""Reads a file that holds votes and says what it finds. Stores nothing."""

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryFile
from textwrap import indent
from typing import IO, Any

from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError, connection

from kb.council import reference
from kb.council.models import StateName
from kb.records.commands import PlainCommand
from votes.management import asked
from votes.reading import formats
from votes.reading.cells import ReadingError, Transcript
from votes.reading.check import Finding, Seating, check, counted
from votes.reading.names import KnownName, Match, NameIndex, match

# A short board may be misprinted from end to end; a long one without any State is no board.
FEWEST_OTHERS = 5
LONGEST_CODE = 3
_COUNCIL = "hrc"
_PART = 1_000_000

Checked = tuple[Transcript, list[Match], list[Finding], date | None]


class Command(PlainCommand):
    help = (
        "Read a vote board, an adopted text's footnote or another record of votes, match its names "
        "and check it. Nothing is stored. "
        "Example: manage.py read_votes board.txt --on 2020-06-22 --json"
    )
    # It works on the shipped files alone: no database, no key, no address.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "files",
            metavar="FILE",
            nargs="+",
            help="the file to read; several where tables belong together",
        )
        parser.add_argument("--format", choices=formats.FORMATS, default="auto")
        parser.add_argument(
            "--body", help="whose seats count (default: the record's own body, else hrc)"
        )
        parser.add_argument(
            "--on", metavar="YYYY-MM-DD", help="the day of the vote; else the board's own date"
        )
        parser.add_argument("--json", action="store_true", help="print JSON for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        paths, on, body = (
            options["files"],
            asked.day("--on", options["on"]),
            self._body(options["body"]),
        )
        with ExitStack() as opened, TemporaryFile("w+", encoding="utf-8") as answer:
            try:
                documents = [asked.document(path, opened) for path in paths]
                transcripts = formats.read_documents(documents, options["format"])
                self._write(answer, _votes_of_states(transcripts, body, on), options["json"])
            except ReadingError as error:
                where = error.document or paths[0]
                raise CommandError(f"{where}: {error}", returncode=2) from error
            # Only now, since a file may be cut at its very end.
            answer.seek(0)
            while part := answer.read(_PART):
                self.stdout.write(part, ending="")

    def _write(self, answer: IO[str], checked: Iterator[Checked], as_data: bool) -> None:
        """The whole record of an Assembly has a million cells: they are not kept in memory."""
        for number, each in enumerate(checked):
            if as_data:
                text = indent(json.dumps(as_json(*each), ensure_ascii=False, indent=2), "    ")
                answer.write(f",\n{text}" if number else f'{{\n  "readings": [\n{text}')
            else:
                answer.write(f"\n\n{as_text(*each)}" if number else as_text(*each))
        answer.write("\n  ]\n}\n" if as_data else "\n")

    def _body(self, code: str | None) -> str | None:
        codes = [row.code for row in reference.bodies()]
        if code is not None and code not in codes:
            message = f"--body {code}: expected one of {', '.join(sorted(codes))}"
            raise CommandError(message, returncode=2)
        return code


def known_names() -> list[KnownName]:
    """The shipped names, and those that staff taught this installation, if it has a database."""
    names = [KnownName(row.name, row.code, row.since, row.until) for row in reference.names()]
    return names + _learnt_names()


def _learnt_names() -> list[KnownName]:
    is_file = connection.vendor == "sqlite" and not connection.is_in_memory_db()
    if is_file and not Path(connection.settings_dict["NAME"]).exists():
        # Asking would create the file.
        return []
    learnt = StateName.objects.filter(kind=StateName.Kind.LEARNT)
    try:
        rows = list(learnt.values_list("name", "state__code", "since", "until"))
    except DatabaseError:
        return []
    return [KnownName(*row) for row in rows]


def _votes_of_states(
    transcripts: Iterator[Transcript], body: str | None, on: date | None
) -> Iterator[Checked]:
    """The readings, checked, without the lists in which nobody is a State.

    Raises ReadingError where none is left: the record of a parliament is no vote of States, and
    texts that were adopted without a vote have none.
    """
    index = NameIndex.of(known_names())
    names = {row.code: row.name for row in reference.states()}
    read, others = 0, None
    for transcript in transcripts:
        if not transcript.cells:
            continue
        checked = _checked(transcript, index, names, body or _own_body(transcript), on)
        if _is_of_others(*checked[:2]):
            others = others or checked
        else:
            read += 1
            yield checked
    if not read:
        raise _no_votes(others)


def _no_votes(others: Checked | None) -> ReadingError:
    if others is None:
        return ReadingError(1, "no vote found: only texts without a recorded vote", "a vote")
    found = f"no vote found: {len(others[1])} names, none of them a State's"
    return ReadingError(others[0].cells[0].row, found, "a vote of States")


def _own_body(transcript: Transcript) -> str:
    """The body that a record names; boards and prose are the Council's."""
    return (transcript.facts and transcript.facts.body) or _COUNCIL


def _is_of_others(transcript: Transcript, matches: list[Match]) -> bool:
    names = sum(len(cell.printed) > LONGEST_CODE for cell in transcript.cells)
    return names >= FEWEST_OTHERS and not any(found.state for found in matches)


def _checked(
    transcript: Transcript,
    index: NameIndex,
    names: Mapping[str, str],
    body: str,
    on: date | None,
) -> Checked:
    on = on or transcript.date
    seating = _seating(body, on)
    seated = seating.entitled | seating.suspended if seating else None
    printed = [cell.printed for cell in transcript.cells]
    matches = match(printed, index, on=on, seated=seated)
    return transcript, matches, check(transcript, matches, names=names, seating=seating), on


@lru_cache(maxsize=1024)
def _seating(body: str, on: date | None) -> Seating | None:
    names = {row.code: row.name for row in reference.states()}
    seats = {row.state for row in reference.seats_on(on, body)} if on else set()
    if on is None or not seats:
        return None
    entitled = frozenset(row.state for row in reference.entitled_on(on, body))
    return Seating(entitled, frozenset(seats) - entitled, names)


def as_json(
    transcript: Transcript, matches: list[Match], findings: list[Finding], on: date | None
) -> dict[str, Any]:
    return {
        "record_id": transcript.record_id,
        "symbol": transcript.symbol,
        "title": transcript.title,
        "date": on.isoformat() if on else None,
        "declared": dict(transcript.declared) if transcript.declared else None,
        "counted": counted(transcript.cells),
        "cells": [
            {
                "row": cell.row,
                "printed": cell.printed,
                "mark": cell.mark,
                "position": cell.position,
                "state": found.state,
                "suggestion": found.suggestion,
            }
            for cell, found in zip(transcript.cells, matches, strict=True)
        ],
        "findings": [
            {"code": each.code, "message": each.message, "blocks": each.blocks} for each in findings
        ],
    }


def as_text(
    transcript: Transcript, matches: list[Match], findings: list[Finding], on: date | None
) -> str:
    head = " – ".join(filter(None, [transcript.symbol, transcript.title])) or "A vote"
    counts = ", ".join(
        f"{number} {position.replace('_', ' ')}"
        for position, number in counted(transcript.cells).items()
    )
    lines = [f"{head}{f' ({on})' if on else ''}", f"{len(matches)} cells: {counts}"]
    for cell, found in zip(transcript.cells, matches, strict=True):
        state = found.state or (f"{found.suggestion}?" if found.suggestion else "???")
        lines.append(f"{cell.row:5}  {state:5} {cell.mark or '(blank)':12} {cell.printed}")
    lines += [f"{'blocks' if each.blocks else 'note'}: {each.message}" for each in findings]
    return "\n".join(lines)
