"""The forms of the admin as a browser would send them back untouched."""

from html.parser import HTMLParser
from typing import Any

from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str | list[str]] = {}
        self._select: tuple[str, bool] | None = None
        self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        given = dict(attrs)
        name = known.get("name", "")
        if tag == "input" and name:
            self._input(name, known, given)
        elif tag == "select" and name:
            self._select = (name, "multiple" in given)
            self.fields[name] = [] if "multiple" in given else ""
        elif tag == "option" and self._select and "selected" in given:
            self._choose(known.get("value", ""))
        elif tag == "textarea" and name:
            self._textarea = name
            self.fields[name] = ""

    def _input(self, name: str, known: dict[str, str], given: dict[str, str | None]) -> None:
        kind = known.get("type", "text")
        is_ticked = kind not in ("checkbox", "radio") or "checked" in given
        if kind not in ("submit", "button", "file") and is_ticked and "disabled" not in given:
            self.fields[name] = known.get("value", "on" if kind == "checkbox" else "")

    def _choose(self, value: str) -> None:
        name, is_multiple = self._select
        if is_multiple:
            self.fields[name] = [*self.fields[name], value]
        else:
            self.fields[name] = value

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = None
        elif tag == "textarea":
            # The line break after the opening tag is not part of the value.
            self.fields[self._textarea] = self.fields[self._textarea].removeprefix("\n")
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.fields[self._textarea] += data


def form_of(html: str) -> dict[str, str | list[str]]:
    """{name: value} of every field of a page, as it would be sent without touching anything."""
    fields = _Fields()
    fields.feed(html)
    # The rows that a script copies for a new one.
    return {name: value for name, value in fields.fields.items() if "__prefix__" not in name}


def change_page(record: Model) -> str:
    """The address of a record's own page at the desk."""
    opts = record._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[record.pk])


def opened(client: Client, url: str) -> dict[str, Any]:
    """The fields of a page that somebody just opened."""
    answer = client.get(url)
    assert answer.status_code == 200
    return form_of(answer.content.decode())


def sent(client: Client, url: str, **typed: Any) -> HttpResponse:
    """Open a page, type into it and send it."""
    return client.post(url, opened(client, url) | typed)
