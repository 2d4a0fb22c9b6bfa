"""What the words behind a command mean. Each refuses what it cannot take, with exit 2."""

import re
from contextlib import ExitStack, suppress
from datetime import date
from pathlib import Path

from django.core.management.base import CommandError

from kb.council.models import Body
from votes.reading.documents import Document

_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def day(option: str, typed: str | None) -> date | None:
    """The day typed behind an option such as "--on"; None where it was not given."""
    if typed is None:
        return None
    if _ISO_DAY.fullmatch(typed):
        with suppress(ValueError):  # 2020-02-31
            return date.fromisoformat(typed)
    raise CommandError(f"{option} {typed}: expected a day such as 2020-06-22", returncode=2)


def body(code: str) -> Body:
    """The body on record that was typed behind --body."""
    bodies = {each.code: each for each in Body.objects.order_by("code")}
    if code not in bodies:
        known = ", ".join(bodies) or "none: run manage.py load_reference first"
        raise CommandError(f"--body {code}: expected one of {known}", returncode=2)
    return bodies[code]


def document(path: str, files: ExitStack) -> Document:
    """A file, open until `files` closes."""
    try:
        return Document(path, files.enter_context(Path(path).open("rb")))
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        message = f"{path}: line 1: {reason}, expected a file that can be read"
        raise CommandError(message, returncode=2) from error
