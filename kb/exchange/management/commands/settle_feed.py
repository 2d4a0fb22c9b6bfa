"""Brings the change feed up to now, which otherwise whoever reads it does."""

from typing import Any

from django.core.management.base import CommandError, CommandParser

from kb.exchange.feed.settling import begin_anew, feed_state, settle
from kb.records.commands import PlainCommand


class Command(PlainCommand):
    help = (
        "Bring the change feed up to now. Its readers do that by themselves: this is for the first "
        "time after a great import, so that no reader waits, and for repair. "
        "Example: manage.py settle_feed --everything"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--everything",
            action="store_true",
            help="look at every record, whatever the ledger says",
        )
        parser.add_argument(
            "--anew",
            action="store_true",
            help="after a backup was put back: refuse older cursors, so that mirrors begin anew",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        before = feed_state().position
        if not settle(everything=options["everything"]):
            raise CommandError("The database is busy. Try again in a moment.", returncode=2)
        if options["anew"]:
            begin_anew()
        self.stdout.write(f"{feed_state().position - before} changes settled.")
