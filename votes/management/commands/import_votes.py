"""Brings whole files of voting records in, as often as one likes."""

import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from itertools import chain
from typing import Any

from django.core.management.base import CommandError, CommandParser

from kb.records.commands import PlainCommand
from votes.management import asked
from votes.reading import formats, library
from votes.reading.cells import NoVoteFoundError, ReadingError, Transcript
from votes.reading.documents import Document
from votes.services.importing.report import Report, Told
from votes.services.importing.run import import_transcripts

_ACCEPT = {"official": "official", "provisional": "provisional", "no": ""}
_SHOWN = 20
_SECONDS_BETWEEN = 2


class Command(PlainCommand):
    help = (
        "Bring voting records in: the OHCHR library's tables, MARCXML, the UN Digital Library's "
        "bulk file, other tables, spreadsheets and JSON. Tables that belong together are given "
        "together. Run twice it changes nothing; what staff corrected stays. "
        "Example: manage.py import_votes resolutions.csv votes.csv.gz --dry-run"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="the files to bring in")
        parser.add_argument("--format", choices=formats.FORMATS, default="auto")
        parser.add_argument(
            "--accept",
            choices=_ACCEPT,
            help="what readings become in which nothing is open: the official result, a "
            "provisional one, or none: then everything stays a draft for staff. By default the "
            "libraries' records are official, and what others collected is provisional",
        )
        parser.add_argument("--body", default="hrc", help="where the files do not say (hrc)")
        parser.add_argument(
            "--leave-out",
            action="append",
            default=[],
            metavar="NAME",
            help="a printed name that is no State: its cells count for nothing",
        )
        parser.add_argument("--dry-run", action="store_true", help="only tell what would happen")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        body = asked.body(options["body"]).code
        reports = []
        with ExitStack() as files:
            documents = [asked.document(path, files) for path in options["files"]]
            for group in self._groups(documents, options["format"]):
                names = ", ".join(document.name for document in group)
                reports.append((names, self._import(group, body, options)))
        if options["json"]:
            told = [{"files": names} | report.plain() for names, report in reports]
            self.stdout.write(json.dumps({"imports": told}, ensure_ascii=False, indent=2))
        else:
            rehearsal = options["dry_run"]
            told = [as_text(names, report, rehearsal) for names, report in reports]
            self.stdout.write("\n\n".join(told))
        if any(report.refused for _, report in reports):
            sys.exit(1)

    def _groups(self, documents: Sequence[Document], format_: str) -> Iterable[Sequence[Document]]:
        """Files that are read together: one transaction each."""
        try:
            return formats.together(documents, format_)
        except ReadingError as error:
            name = error.document or documents[0].name
            raise CommandError(f"{name}: {error}", returncode=2) from error

    def _import(self, documents: Sequence[Document], body: str, options: dict[str, Any]) -> Report:
        try:
            transcripts = formats.read_documents(documents, options["format"])
            first = next(transcripts, None)
            if first is None:
                raise NoVoteFoundError(1, "no record found", "at least one record of a vote")
            return import_transcripts(
                chain([first], transcripts),
                by=None,
                as_=_ACCEPT[options["accept"] or _worth(first)],
                body=body,
                left_out=options["leave_out"],
                progress=self._progress(),
                is_rehearsal=options["dry_run"],
            )
        except ReadingError as error:
            name = error.document or documents[0].name
            raise CommandError(f"{name}: {error}", returncode=2) from error

    def _progress(self) -> Callable[[int], None]:
        last = time.monotonic()

        def tell(done: int) -> None:
            nonlocal last
            if time.monotonic() - last > _SECONDS_BETWEEN:
                last = time.monotonic()
                self.stderr.write(f"{done:,} records read")

        return tell


def _worth(first: Transcript) -> str:
    """As what the records of a file are accepted where nobody says: by who keeps them."""
    return "official" if first.publisher in library.PUBLISHERS else "provisional"


def as_text(names: str, report: Report, is_rehearsal: bool) -> str:
    would = " (nothing was kept: a dry run)" if is_rehearsal else ""
    lines = [
        f"{names}: {report.read:,} records{would}",
        f"  {report.created:,} created, {report.changed:,} changed, "
        f"{report.unchanged:,} unchanged, {len(report.refused):,} refused",
        f"  {report.results:,} became the result of their vote, with {report.ballots:,} ballots",
    ]
    if report.unknown:
        unknown = [f"{name} ({count})" for name, count in report.unknown.most_common(_SHOWN)]
        lines.append(f"  names that nobody knows: {', '.join(unknown)}")
    lines += _listed("refused", report.refused)
    lines += _listed("waiting for staff", report.waiting)
    lines += _listed("conflicts", report.conflicts)
    return "\n".join(lines)


def _listed(head: str, told: Sequence[Told]) -> list[str]:
    if not told:
        return []
    shown = [f"    {each.record}: {each.sentence}" for each in told[:_SHOWN]]
    rest = len(told) - _SHOWN
    more = [f"    and {rest:,} more (--json lists all)"] if rest > 0 else []
    return [f"  {head}: {len(told):,}", *shown, *more]
