"""The votes behind an analysis, as lines that lead to their pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from kb.pages.parts.named import text_symbol
from votes.models import RollCall


@dataclass(frozen=True, slots=True)
class Roll:
    """`what` tells an amendment, a paragraph or a motion from its text; empty for the whole.

    A vote with a result has a day.
    """

    slug: str
    symbol: str
    title: str
    what: str
    held_on: date | None
    session: str

    @property
    def url(self) -> str:
        return reverse("vote", args=[self.slug])


def rolls_of(votes: "QuerySet[RollCall]") -> Mapping[int, Roll]:
    """{key of the roll call: its line}. One query."""
    rows = votes.annotate(text_symbol=text_symbol()).values_list(
        "pk",
        "slug",
        "text_symbol",
        "resolution__title",
        "subject",
        "subject_symbol",
        "subject_label",
        "held_on",
        "resolution__session__label",
    )
    return {pk: _roll(*row) for pk, *row in rows.order_by()}


def _roll(
    slug: str,
    symbol: str,
    title: str,
    subject: str,
    own_symbol: str,
    label: str,
    held_on: date | None,
    session: str,
) -> Roll:
    is_whole = subject == RollCall.Subject.WHOLE
    said = own_symbol or label
    what = "" if is_whole else " ".join(filter(None, [RollCall.Subject(subject).label, said]))
    return Roll(slug, symbol, title, what, held_on, session)
