"""Prints docs/data-format.md."""

from typing import Any

from kb.exchange.documents.described import data_format
from kb.exchange.documents.kinds import KINDS
from kb.records.commands import PlainCommand


class Command(PlainCommand):
    help = (
        "Print every field that partners get, with type, meaning and source, in Markdown. "
        "Example: manage.py data_format > docs/data-format.md"
    )
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(data_format(KINDS), ending="")
