"""Loads States, names, groups, bodies, sessions and seats from the shipped files."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.db import IntegrityError

from kb.council.reference import ReferenceFileError
from kb.council.services import load_reference
from kb.records.commands import PlainCommand


class Command(PlainCommand):
    help = (
        "Load the shipped reference data: States, names, groups, bodies, sessions, seats. "
        "It can be run again: what is there stays. Example: manage.py load_reference --replace"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--replace", action="store_true", help="take the file's values where staff changed them"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load_reference(replace=options["replace"])
        except ReferenceFileError as error:
            raise CommandError(str(error), returncode=2) from error
        except (IntegrityError, ValidationError) as error:
            reason = " ".join(error.messages) if isinstance(error, ValidationError) else error
            message = f"a row contradicts one that staff changed: {reason}"
            raise CommandError(message, returncode=2) from error
        for each in loaded:
            kept = f", {len(each.kept)} kept as staff changed them" if each.kept else ""
            self.stdout.write(f"{each.kind}: {each.created} new, {each.unchanged} as before{kept}")
            if options["verbosity"] > 1:
                for name in each.kept:
                    self.stdout.write(f"  {name}")
