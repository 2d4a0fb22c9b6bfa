"""Who moved between two texts."""

import json
from collections.abc import Iterable
from typing import Any

from django.core.management.base import CommandError, CommandParser

from kb.records.commands import PlainCommand
from kb.records.services import Refused
from votes.analysis.shifts import Move, Shifts, summary
from votes.services import compare_roll_calls, final_roll_call
from votes.services.comparing import name_of


class Command(PlainCommand):
    help = (
        "Compare the final roll calls on two texts: who switched, apart from who came and went. "
        "Example: manage.py compare A/HRC/RES/37/23 A/HRC/RES/43/21 --json"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("symbols", nargs=2, metavar="SYMBOL", help="such as A/HRC/RES/43/21")
        parser.add_argument("--json", action="store_true", help="print JSON for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            before, after = (final_roll_call(symbol) for symbol in options["symbols"])
            compared = compare_roll_calls(before, after)
        except Refused as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        names = [name_of(roll_call.resolution) for roll_call in (before, after)]
        if options["json"]:
            self.stdout.write(json.dumps(as_json(*names, compared), indent=2))
        else:
            self.stdout.write(as_text(*names, compared))


def as_json(before: str, after: str, compared: Shifts) -> dict[str, Any]:
    return {
        "from": before,
        "to": after,
        "common": compared.common,
        "switched": len(compared.switches),
        "unchanged": compared.unchanged,
        "absent": _moves(compared.absent),
        "switches": _moves(compared.switches),
        "joined": list(compared.joined),
        "left": list(compared.left),
    }


def _moves(moves: Iterable[Move]) -> list[dict[str, str]]:
    return [{"state": move.state, "from": move.before, "to": move.after} for move in moves]


def as_text(before: str, after: str, compared: Shifts) -> str:
    lines = [f"{before} → {after}", summary(compared)]
    lines += [f"  {move.state}  {move.before} → {move.after}" for move in compared.switches]
    for move in compared.absent:
        lines.append(f"  {move.state}  {move.before} → {move.after} (not compared)")
    lines.append(f"Newly seated: {' '.join(compared.joined) or 'none'}")
    lines.append(f"Left: {' '.join(compared.left) or 'none'}")
    return "\n".join(lines)
