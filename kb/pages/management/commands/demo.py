"""Loads the first case as a demonstration."""

from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.db import transaction

from kb.council.models import State
from kb.pages.demo.statements import load_statements
from kb.pages.demo.votes import load_votes, texts_of_others
from kb.records.commands import PlainCommand
from statements.models import Statement
from votes.models import Resolution


class Command(PlainCommand):
    help = (
        "Load the first case: three votes of one initiative, a joint statement and an article. "
        "Run again, it restores nothing that staff changed or withdrew. Example: manage.py demo"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="do nothing where there is a resolution or a statement already",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and (Resolution.objects.exists() or Statement.objects.exists()):
            return
        if not State.objects.exists():
            message = "there are no States yet; run manage.py load_reference first."
            raise CommandError(message, returncode=2)
        if others := texts_of_others():
            message = (
                f"the record has {', '.join(others)} already; the demonstration is for a new one."
            )
            raise CommandError(message, returncode=2)
        with transaction.atomic():
            load_votes()
            load_statements()
        self.stdout.write("The demonstration is loaded.")
