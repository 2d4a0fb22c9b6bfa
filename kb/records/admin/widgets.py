"""Widgets of our own for the forms of records."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import models

# Longer numbers are no key of any record, and more than a database holds.
KEY_DIGITS = 18


class KnownChoice(AutocompleteSelect):
    """An autocomplete that shows what is chosen already without asking the database again.

    What was sent and cannot be a key shows nothing.
    """

    known: models.Model | None = None

    def optgroups(self, name: str, value: list[str], attr: Any = None) -> list[Any]:
        keys = [each for each in value if each.isdecimal() and len(each) <= KEY_DIGITS]
        if self.known is None or keys != [str(self.known.pk)]:
            return super().optgroups(name, keys, attr)
        label = self.choices.field.label_from_instance(self.known)
        empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        chosen = self.create_option(name, keys[0], label, True, len(empty))
        return [(None, [*empty, chosen], 0)]


class VersionColumn(forms.HiddenInput):
    """In a list with fields to fill in, the version of a row stands in its column."""

    template_name = "admin/records/version.html"
