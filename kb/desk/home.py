"""The first page of the desk: what needs a person."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone

from kb.records.admin.rights import may
from kb.records.geneva import in_geneva
from kb.records.models import Conflict, Publishable
from kb.search.models import SearchEntry
from statements.models import Ask, Quote, Signature
from votes.admin.families.views import proposed_links
from votes.admin.importing.rights import import_links
from votes.models import Reading, RollCall

SHOWN = 8
# How long a provisional result may stand before somebody looks for the official one.
PROVISIONAL = timedelta(days=7)
# What a record is called by, where that stands in another one.
NAMED_BY = {RollCall: ("resolution",), Signature: ("organisation", "person")}


@dataclass(frozen=True, slots=True)
class Line:
    words: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """One heading of the first page. `more` is how many stand behind `all_url` beside the lines."""

    heading: str
    explained: str
    lines: list[Line]
    count: int
    all_url: str = ""

    @property
    def more(self) -> int:
        return self.count - len(self.lines)


def tasks_of(user: Any) -> list[tuple[str, str]]:
    """(words, address) of what this user may begin from here."""
    new = ("New reading: type or paste a vote board", reverse("admin:votes_reading_new"))
    return [
        *([new] if may(user, "add", Reading) else []),
        *import_links(user),
        *proposed_links(user),
    ]


def needs_of(user: Any, now: datetime) -> list[Need]:
    """What this user may see and somebody must do, headings without a line left out.

    A fixed number of queries, whatever stands behind each heading.
    """
    found = [need(user, now) for model, need in NEEDS if model is None or may(user, "view", model)]
    return [each for each in found if each.count]


def _need(
    heading: str, explained: str, rows: QuerySet[Any], line: Callable[[Any], Line], all_url: str
) -> Need:
    shown = [line(row) for row in rows[:SHOWN]]
    count = len(shown) if len(shown) < SHOWN else rows.count()
    return Need(heading, explained, shown, count, all_url)


def _open_findings(user: Any, now: datetime) -> Need:
    rows = Reading.objects.unclear().select_related("source", "roll_call__resolution")
    return _need(
        "Readings with open findings",
        "Names or marks that nobody has decided on yet. They forbid acceptance.",
        rows.order_by("-recorded_at"),
        lambda reading: Line(
            str(reading.roll_call.resolution.title),
            reverse("admin:votes_reading_cells", args=[reading.public_id]),
            f"{reading.source}: {_findings(reading.blocking_count)}",
        ),
        reverse("admin:votes_reading_changelist"),
    )


def _findings(count: int | None) -> str:
    if count is None:
        return "not looked at yet"
    return "1 open finding" if count == 1 else f"{count} open findings"


def _open_conflicts(user: Any, now: datetime) -> Need:
    rows = Conflict.objects.open().order_by("-pk")
    shown = list(rows[:SHOWN])
    titles = dict(
        SearchEntry.objects.filter(record__in=[each.record for each in shown]).values_list(
            "record", "title"
        )
    )
    lines = [
        Line(
            f"{each.label}: {titles.get(each.record, each.subject_kind.partition('.')[2])}",
            reverse("admin:records_conflict_decide", args=[each.pk]),
        )
        for each in shown
    ]
    return Need(
        "Open conflicts",
        "Two sources give different values, and nobody has chosen one.",
        lines,
        len(lines) if len(lines) < SHOWN else rows.count(),
        reverse("admin:records_conflict_changelist") + "?decided=no",
    )


def _provisional(user: Any, now: datetime) -> Need:
    before = timezone.localdate(now) - PROVISIONAL
    rows = RollCall.objects.filter(
        standing=RollCall.Standing.PROVISIONAL, held_on__lt=before
    ).select_related("resolution")
    return _need(
        "Provisional for more than a week",
        "Look for the official record and accept it.",
        rows.order_by("held_on", "pk"),
        lambda vote: Line(
            str(vote.resolution.title),
            reverse("admin:votes_rollcall_change", args=[vote.pk]),
            f"vote of {vote.held_on.day} {vote.held_on:%B %Y}",
        ),
        reverse("admin:votes_rollcall_changelist") + "?standing__exact=provisional",
    )


def _asks(user: Any, now: datetime) -> Need:
    rows = Ask.objects.without_polarity().select_related("statement", "article")
    return _need(
        "Asks without polarity",
        "They do not say which text or which position they mean, so they cannot be scored.",
        rows.order_by("-pk"),
        lambda ask: Line(
            ask.text, reverse("admin:statements_ask_change", args=[ask.pk]), str(ask.said_in)
        ),
        reverse("admin:statements_ask_changelist") + "?polarity=missing",
    )


def _quotes(user: Any, now: datetime) -> Need:
    found = list(islice(Quote.objects.no_longer_matching(), 100))
    return Need(
        "Quotes that no longer match",
        "Their words do not stand any more in the text that they are taken from.",
        [
            Line(
                quote.text,
                reverse("admin:statements_quote_change", args=[quote.pk]),
                str(quote.said_in),
            )
            for quote in found[:SHOWN]
        ],
        len(found),
        reverse("admin:statements_quote_changelist") + "?matches=no",
    )


def _waiting(user: Any, action: str, order: str, **which: Any) -> list[Publishable]:
    """The first records of every kind that the user may see so, one query a kind."""
    found: list[Publishable] = []
    for model in apps.get_models():
        if issubclass(model, Publishable) and may(user, action, model):
            rows = model.objects.filter(**which).order_by(order)
            found += rows.select_related(*NAMED_BY.get(model, ()))[:SHOWN]
    return found


def _embargoes(user: Any, now: datetime) -> Need:
    rows = _waiting(user, "view", "release_at", state="published", release_at__gt=now)
    rows.sort(key=lambda record: record.release_at)
    return Need(
        "Embargoes due",
        "They become public by themselves at their time.",
        [_line(record, in_geneva(record.release_at)) for record in rows[:SHOWN]],
        len(rows),
    )


def _in_review(user: Any, now: datetime) -> Need:
    rows = _waiting(user, "publish", "pk", state="in_review")
    return Need(
        "Waiting for review",
        "Somebody finished a draft; you may publish it.",
        [_line(record) for record in rows[:SHOWN]],
        len(rows),
    )


def _line(record: Model, when: str = "") -> Line:
    opts = record._meta
    url = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[record.pk])
    return Line(str(record), url, ", ".join(filter(None, [str(opts.verbose_name), when])))


NEEDS: list[tuple[type[Model] | None, Callable[[Any, datetime], Need]]] = [
    (Reading, _open_findings),
    (Conflict, _open_conflicts),
    (RollCall, _provisional),
    (None, _in_review),
    (None, _embargoes),
    (Ask, _asks),
    (Quote, _quotes),
]
