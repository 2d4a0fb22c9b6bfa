"""Amendments on which no vote was taken, and what an amendment amends.

A vote on an amendment is a vote on the text that it amends, and stands there.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime

from kb.pages.parts.named import text_symbol
from kb.pages.parts.shown import Link
from votes.models import Resolution

_FIGURES = re.compile(r"(\d+)")
_LETTERS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class ShownAmendment:
    """`title` is empty where it is that of the text. `outcome` is in words: "Withdrawn"."""

    name: str
    title: str
    url: str
    outcome: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Amended:
    """The text that an amendment amends. `name` is its symbol, which may be empty."""

    name: str
    title: str
    url: str

    @property
    def link(self) -> Link:
        return Link(": ".join(filter(None, [self.name, self.title])), self.url)


def amendments_to(text: Resolution, at: datetime) -> list[ShownAmendment]:
    """The public ones, in the order of their action and number. One query."""
    found = Resolution.objects.published(at).filter(amends=text)
    found = list(found.annotate(text_symbol=text_symbol("")).order_by())
    found.sort(key=lambda each: (each.acted_on or date.max, _number(each.text_symbol or each.slug)))
    return [
        ShownAmendment(
            name=each.text_symbol,
            title="" if _is_same(each.title, text.title) else each.title,
            url=each.get_absolute_url(),
            outcome=each.get_outcome_display(),
            on=each.acted_on,
        )
        for each in found
    ]


def amended_by(amendment: Resolution, at: datetime) -> Amended | None:
    """What it amends, where that is public. One query, and only for an amendment."""
    if amendment.amends_id is None:
        return None
    texts = Resolution.objects.published(at).filter(pk=amendment.amends_id)
    text = texts.annotate(text_symbol=text_symbol("")).first()
    if text is None:
        return None
    return Amended(text.text_symbol, text.title, text.get_absolute_url())


def title_of(text: Resolution, amended: Amended | None) -> str:
    """Its own; for an amendment that has that of the text it amends, what it amends."""
    if amended is None or not _is_same(text.title, amended.title):
        return text.title
    return f"Amendment to “{text.title}”"


def _number(symbol: str) -> list[tuple[int, str]]:
    """L.9 before L.10."""
    parts = _FIGURES.split(symbol)
    return [(int(each) if each.isdigit() else 0, each) for each in parts]


def _is_same(title: str, other: str) -> bool:
    """Titles differ in commas and capitals from record to record."""
    first, second = ("".join(_LETTERS.findall(each.lower())) for each in (title, other))
    return first == second
