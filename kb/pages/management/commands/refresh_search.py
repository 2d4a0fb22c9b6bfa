"""Writes the search entry of every record that has a page, as often as one likes."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import transaction

from kb.records.commands import PlainCommand
from kb.records.models import Publishable
from kb.records.services import refresh_entry


class Command(PlainCommand):
    help = (
        "Write the search entry of every record that has a page again. Needed once after an "
        "upgrade that gives pages to more kinds of records. Example: manage.py refresh_search"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            for kind in kinds_with_pages():
                number = 0
                for number, record in enumerate(kind._base_manager.iterator(), start=1):  # noqa: B007
                    refresh_entry(record)
                self.stderr.write(f"{kind._meta.verbose_name_plural}: {number}")
        self.stdout.write("Every search entry is written again.")


def kinds_with_pages() -> Iterator[type[Publishable]]:
    for model in apps.get_models():
        if issubclass(model, Publishable) and hasattr(model, "get_absolute_url"):
            yield model
