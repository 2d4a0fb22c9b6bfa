"""Lists every reading that disagrees with its own totals or with the seats of its day."""

import csv
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandParser

from kb.records.commands import PlainCommand
from kb.records.registers.tables import guarded
from votes.analysis.audit import Disagreement, by_cause
from votes.management import asked
from votes.services.auditing import audit_readings

_COLUMNS = ("record", "symbol", "kinds", "cause", "sentence", "others")


class Command(PlainCommand):
    help = (
        "List every reading of a vote whose rows disagree with its totals or with the seats of "
        "its day, with the likeliest cause. Nothing is mended. "
        "Example: manage.py audit_votes --body hrc --csv > disagreements.csv"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--body", default="hrc", help="whose votes (default: hrc)")
        shape = parser.add_mutually_exclusive_group()
        shape.add_argument("--json", action="store_true", help="print JSON for programs")
        shape.add_argument("--csv", action="store_true", help="print a table for a spreadsheet")

    def handle(self, *args: Any, **options: Any) -> None:
        body = asked.body(options["body"])
        readings, found = audit_readings(body)
        if options["json"]:
            self.stdout.write(json.dumps(as_json(readings, found), ensure_ascii=False, indent=2))
        elif options["csv"]:
            self._table(found)
        else:
            self.stdout.write(as_text(body.name, readings, found))

    def _table(self, found: Sequence[Disagreement]) -> None:
        table = csv.writer(self.stdout)
        table.writerow(_COLUMNS)
        for each in found:
            row = _as_row(each)
            table.writerow([_cell(row[name]) for name in _COLUMNS])


def counts_of(readings: int, found: Sequence[Disagreement]) -> dict[str, int]:
    """How many disagree in yes, no or abstain; with those that did not vote counted, too; and
    where the seats of the day show it."""
    kinds = Counter(kind for each in found for kind in each.kinds)
    either = sum(1 for each in found if each.kinds & {"votes", "non_voting"})
    return {
        "readings": readings,
        "votes": kinds["votes"],
        "votes_or_non_voting": either,
        "seats": kinds["seats"],
        "names": kinds["names"],
        "nothing_to_compare": kinds["missing"],
    }


def as_json(readings: int, found: Sequence[Disagreement]) -> dict[str, Any]:
    """`counts`, `causes` with how many of each, and every disagreement."""
    return {
        "counts": counts_of(readings, found),
        "causes": by_cause(found),
        "disagreements": [_as_row(each) for each in found],
    }


def as_text(body: str, readings: int, found: Sequence[Disagreement]) -> str:
    counts = counts_of(readings, found)
    lines = [
        f"{body}: {readings:,} readings",
        f"  {counts['votes']:,} disagree with their totals in yes, no or abstain, "
        f"{counts['votes_or_non_voting']:,} with absent and blank counted, too",
        f"  {counts['seats']:,} disagree with the seats of their day; "
        f"{counts['names']:,} have names unknown or twice; "
        f"{counts['nothing_to_compare']:,} give totals alone or rows alone",
        "  causes:",
        *(f"    {cause.replace('_', ' ')}: {count:,}" for cause, count in by_cause(found).items()),
    ]
    lines += [
        f"{each.record} {each.symbol}: {each.sentence}"
        for each in found
        if each.kinds != {"missing"}
    ]
    return "\n".join(lines)


def _as_row(each: Disagreement) -> dict[str, Any]:
    return asdict(each) | {"kinds": sorted(each.kinds), "others": list(each.others)}


def _cell(value: Any) -> str:
    """A list in one cell; nothing that a spreadsheet would run."""
    return guarded(" ".join(value) if isinstance(value, list) else str(value))
