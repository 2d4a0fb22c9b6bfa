"""How often two States, or all pairs of them, voted alike."""

import csv
import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.core.management.base import CommandError, CommandParser

from kb.council.models import Body, State
from kb.records.commands import PlainCommand
from votes.analysis.agreement import (
    COLUMNS,
    VARIANTS,
    Agreement,
    agreement,
    all_pairs,
    percent,
)
from votes.analysis.record import Record
from votes.management import asked
from votes.models import RollCall
from votes.services.analysing import read_record


class Command(PlainCommand):
    help = (
        "Count how often two States, or every two of them, voted alike in one body. Accepted "
        "ballots alone count, of votes that are public and of those that are not yet. Only votes "
        "in which both took a position are common; two States without any have no share, never a "
        "share of 0. "
        "Example: manage.py agreement CHL CHN --body hrc --from 2020-01-01 --json. "
        'JSON: {"body", "from", "to", "votes": number of votes, "variants": {name: what it '
        'means}, "states": [{"state", "could_vote", "yes", "no", "abstain", "absent", '
        f'"not_recorded"}}], "pairs": [{{{", ".join(COLUMNS)}}}]}}. CSV: one line a pair with '
        "the same columns; a share that there is not stays empty. Shares go from 0 to 1."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "states", nargs="*", metavar="STATE", help="two codes, such as CHL CHN; else all pairs"
        )
        parser.add_argument("--body", default="hrc", help="who voted (default: hrc)")
        parser.add_argument("--from", metavar="YYYY-MM-DD", help="first day, included")
        parser.add_argument("--to", metavar="YYYY-MM-DD", help="last day, included")
        shape = parser.add_mutually_exclusive_group()
        shape.add_argument("--json", action="store_true", help="print JSON for programs")
        shape.add_argument("--csv", action="store_true", help="print CSV for spreadsheets")

    def handle(self, *args: Any, **options: Any) -> None:
        body, states = asked.body(options["body"]), _states(options["states"])
        since, until = (asked.day(f"--{name}", options[name]) for name in ("from", "to"))
        record = _record(body, since, until)
        pairs = [agreement(record, *states)] if states else all_pairs(record)
        if options["json"]:
            about = {"body": body.code, "from": options["from"], "to": options["to"]}
            document = about | as_json(record, pairs)
            self.stdout.write(json.dumps(document, ensure_ascii=False, indent=2))
        elif options["csv"]:
            writer = csv.DictWriter(self.stdout, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(pair.row for pair in pairs)
        else:
            self.stdout.write("\n".join(as_text(record, pairs)))


def _states(typed: Sequence[str]) -> list[str]:
    """Their codes in order, as pages and files have them."""
    codes = sorted({code.upper() for code in typed})
    if typed and len(codes) != 2:
        raise CommandError("expected two different States, or none for all pairs", returncode=2)
    known = set(State.objects.filter(code__in=codes).values_list("code", flat=True))
    if unknown := [code for code in codes if code not in known]:
        message = f"{unknown[0]}: expected the code of a State, such as CHL"
        raise CommandError(message, returncode=2)
    return codes


def _record(body: Body, since: date | None, until: date | None) -> Record:
    votes = RollCall.objects.all()
    if since:
        votes = votes.filter(held_on__gte=since)
    if until:
        votes = votes.filter(held_on__lte=until)
    record = read_record(votes, body).record
    if not record.days:
        when = " of these days" if since or until else ""
        message = f"{body}: no vote{when} with accepted ballots is on record"
        raise CommandError(message, returncode=2)
    return record


def as_json(record: Record, pairs: Iterable[Agreement]) -> dict[str, Any]:
    return {
        "votes": len(record.days),
        "variants": dict(VARIANTS),
        "states": [
            {
                "state": code,
                "could_vote": own.participation.total,
                **dict(own.participation.counts),
            }
            for code, own in record.states.items()
        ],
        "pairs": [pair.row for pair in pairs],
    }


def as_text(record: Record, pairs: Sequence[Agreement]) -> list[str]:
    lines = [f"{len(record.days)} votes, {record.days[0]} to {record.days[-1]}"]
    for pair in pairs:
        alike = f"{pair.same} of {pair.common}, " if pair.common else ""
        lines.append(f"{pair.first} {pair.second}  {alike}{percent(pair.share('exact'))}")
    return lines
