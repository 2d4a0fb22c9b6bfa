"""What every command keeps to: exit 0 done, 1 done with refusals, 2 not done, in one line."""

import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError


class PlainCommand(BaseCommand):
    """A command whose errors are sentences.

    On the command line an error is one line on standard error, "NAME: sentence", without the name
    of a Python class and without a traceback (--traceback shows it). Called from code, it is a
    CommandError with that line.
    """

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            answer = super().execute(*args, **options)
            self.stdout.flush()
            return answer
        except BrokenPipeError:
            _stop_printing()
            sys.exit(1)
        except (CommandError, DatabaseError) as error:
            refusal = self._refusal(error)
            # Set by Django where the command was called from the command line.
            if not self._called_from_command_line or options["traceback"]:
                raise refusal from error
            self.stderr.write(str(refusal))
            sys.exit(refusal.returncode)

    def _refusal(self, error: Exception) -> CommandError:
        name = type(self).__module__.rpartition(".")[2]
        if isinstance(error, CommandError):
            return CommandError(f"{name}: {error}", returncode=error.returncode)
        reason = str(error).strip().splitlines()[0]
        message = f"{name}: the database cannot be used ({reason}). Was manage.py migrate run?"
        return CommandError(message, returncode=2)


def _stop_printing() -> None:
    """Whoever read the answer has enough of it ("| head"); nothing else is left to be printed."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
