"""What every command keeps to: exit 0 done, 1 done with refusals, 2 not done, in one line."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError


class PlainCommand(BaseCommand):
    """A command whose errors are sentences.

    On the command line an error is one line on standard error, "NAME: sentence", without the name
    of a Python class and without a traceback. Called from code, it stays a CommandError.
    """

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except DatabaseError as error:
            reason = str(error).strip().splitlines()[0]
            self._stop(
                CommandError(
                    f"the database cannot be used ({reason}); has manage.py migrate been run?",
                    returncode=2,
                ),
                error,
            )
        except CommandError as error:
            self._stop(error, error)

    def _stop(self, error: CommandError, cause: Exception) -> None:
        named = CommandError(f"{self._name()}: {error}", returncode=error.returncode)
        # Set by Django where the command was called from the command line.
        if not self._called_from_command_line:
            raise named from cause
        self.stderr.write(str(named), self.style.NOTICE)
        sys.exit(named.returncode)

    def _name(self) -> str:
        return type(self).__module__.rpartition(".")[2]
