"""Which votes an analysis counts: of one body, from one day to another, as its address says."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse

from kb.council.filters import COUNCIL
from kb.council.models import Body
from kb.pages.lists.page import ActiveFilter, ShownField, shown_fields
from kb.search.filters import ListFilters, RecordFilter, WordFilter
from votes.analysis.agreement import Variant
from votes.models import RollCall
from votes.services.analysing import HAS_BALLOTS

COUNTING = {
    "exact": "Same position",
    "abstain_half": "An abstention counts half",
}
PERIODS = {"year": "By year", "session": "By session"}


def _voting_bodies(at: datetime) -> "QuerySet[Body]":
    votes = RollCall.objects.published(at).filter(HAS_BALLOTS)
    return Body.objects.filter(pk__in=votes.order_by().values("resolution__body"))


class ChosenVotes(ListFilters):
    """Without `body` it is the Council's votes that count."""

    day_column = "held_on"
    body = RecordFilter(
        "resolution__body",
        records=lambda at: Body.objects.all(),
        by="code",
        offered=_voting_bodies,
        label="Body",
        expected=f"the code of a body, such as {COUNCIL}",
    )

    class Meta:
        model = RollCall
        fields: list[str] = []

    def untouched(self, votes: "QuerySet[RollCall]", name: str, word: str) -> "QuerySet[RollCall]":
        """A filter that says how votes are counted, not which."""
        return votes


class CountedVotes(ChosenVotes):
    variant = WordFilter(method="untouched", choices=COUNTING.items(), label="Counting")


class VotesByPeriod(ChosenVotes):
    by = WordFilter(method="untouched", choices=PERIODS.items(), label="Periods")


@dataclass(frozen=True, slots=True)
class Choice:
    """`votes` are public at `at`, of `body` alone; `words` are those of the address.

    `said` goes on from “votes”: "of the Human Rights Council from 1 March 2019".
    """

    body: Body
    votes: "QuerySet[RollCall]"
    filters: ListFilters
    words: Mapping[str, str]
    said: str
    at: datetime

    @property
    def variant(self) -> Variant:
        return self.filters.record("variant") or "exact"

    @property
    def fields(self) -> list[ShownField]:
        """The controls of the form, each with what is in use also where nothing was chosen."""
        default = {"body": self.body.code, "variant": "exact", "by": "year"}
        return [
            field if field.value else replace(field, value=default.get(field.name, ""))
            for field in shown_fields(self.filters, {e.name: e for e in self.filters.chosen()})
        ]

    def address(self, name: str, **where: str) -> str:
        """An address of that name with the same words behind the question mark."""
        return address(name, where, self.words)


def address(name: str, where: Mapping[str, str], words: Mapping[str, str]) -> str:
    url = reverse(name, kwargs=dict(where))
    return f"{url}?{urlencode(words)}" if words else url


def choose(kind: type[ListFilters], given: QueryDict, at: datetime) -> Choice:
    """Raises BadParameter, and Http404 before the reference data are loaded."""
    filters = kind(given, RollCall.objects.published(at), at=at)
    votes = filters.matching()
    body = filters.record("body") or get_object_or_404(Body, code=COUNCIL)
    chosen = {each.name: each for each in filters.chosen()}
    days = " ".join(chosen[name].in_words for name in ("from", "to") if name in chosen)
    return Choice(
        body=body,
        votes=votes.filter(resolution__body=body),
        filters=filters,
        words={name: each.word for name, each in chosen.items()},
        said=f"of the {body} {days}".strip(),
        at=at,
    )


def active_filters(choice: Choice, name: str, where: Mapping[str, str]) -> list[ActiveFilter]:
    return [
        ActiveFilter(
            each.label,
            each.shown,
            address(name, where, {k: v for k, v in choice.words.items() if k != each.name}),
        )
        for each in choice.filters.chosen()
    ]
