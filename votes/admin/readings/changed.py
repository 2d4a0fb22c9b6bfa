"""What one acceptance or correction changed, in words: the page after it, and for good."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from kb.council.lookup import state_labels
from kb.records.admin.rights import may
from kb.records.models import Conflict, Ledger, Publishable
from votes.admin.readings.pages import desk_page
from votes.admin.readings.rights import demand
from votes.analysis.tally import tally
from votes.models import RollCall
from votes.pictures import MARKS

TEMPLATE = "admin/votes/changed.html"
BALLOT = "ballot "
# The first ballots of a vote, all in one line.
FIRST = "ballots"
NO_BALLOT = "no ballot"


@dataclass(frozen=True, slots=True)
class BallotChange:
    state: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Decision:
    label: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unpublished:
    """Something that readers do not see yet; `url` publishes it, empty where this user may not."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class ChangedPage:
    """`before` and `after` are results in words, `standing` the standing before and after."""

    roll_call: RollCall
    before: str
    after: str
    standing: tuple[str, str] | None
    ballots: list[BallotChange]
    decisions: list[Decision]
    reason: str
    unpublished: list[Unpublished]
    public_url: str

    @property
    def is_first(self) -> bool:
        return not self.before

    @property
    def title(self) -> str:
        if self.is_first:
            return f"Accepted: {self.after}"
        if self.before == self.after:
            return f"The result stays {self.after}"
        return f"{self.before} → {self.after}"


def changed(request: HttpRequest, public_id: UUID, version: int) -> HttpResponse:
    demand(may(request.user, "view", RollCall))
    votes = RollCall.objects.select_related("resolution", "accepted_reading__source")
    roll_call = get_object_or_404(votes, public_id=public_id)
    rows = list(Ledger.objects.about(roll_call).filter(version__gte=version).order_by("-pk"))
    row = next((each for each in rows if each.version == version), None)
    if row is None or row.changes is None:
        raise Http404
    page = _changed_page(request.user, roll_call, row, [r for r in rows if r.version > version])
    return desk_page(request, TEMPLATE, page.title, page=page)


def _changed_page(
    user: Any, roll_call: RollCall, row: Ledger, later: Iterable[Ledger]
) -> ChangedPage:
    after = roll_call.ballots.positions()
    for each in later:
        after = _undone(after, each)
    labels = state_labels()
    return ChangedPage(
        roll_call=roll_call,
        before=_result(_undone(after, row)),
        after=_result(after),
        standing=_standing(row),
        ballots=[
            BallotChange(labels.get(code, code), _word(old), _word(new))
            for code, (old, new) in sorted(_ballots(row).items())
        ],
        decisions=_decisions(roll_call, row),
        reason=row.reason,
        unpublished=_unpublished(user, roll_call),
        public_url=roll_call.get_absolute_url() if roll_call.is_public(timezone.now()) else "",
    )


def _ballots(row: Ledger) -> dict[str, list[str | None]]:
    """{State code: [old, new]} of the ballots that a row of the ledger changed."""
    changes = row.changes or {}
    changed = {
        name.removeprefix(BALLOT): pair for name, pair in changes.items() if name.startswith(BALLOT)
    }
    return _first_ballots(changes.get(FIRST, [None, ""])[1]) | changed


def _first_ballots(words: str) -> dict[str, list[str | None]]:
    """The ledger keeps the first ballots of a vote as "yes: AGO ARG; no: AUS"."""
    by_position = (part.partition(": ") for part in words.split("; "))
    return {
        state: [None, position] for position, _, states in by_position for state in states.split()
    }


def _undone(positions: Mapping[str, str], row: Ledger) -> dict[str, str]:
    undone = dict(positions) | {code: old for code, (old, _) in _ballots(row).items()}
    return {code: position for code, position in undone.items() if position}


def _result(positions: Mapping[str, str]) -> str:
    """ "23–16–6, 2 not recorded"; empty without a ballot."""
    if not positions:
        return ""
    counted = tally(positions.values())
    more = [(counted.absent, "absent"), (counted.not_recorded, "not recorded")]
    return ", ".join([counted.score, *(f"{number} {word}" for number, word in more if number)])


def _word(position: str | None) -> str:
    return MARKS[position].word if position in MARKS else NO_BALLOT


def _standing(row: Ledger) -> tuple[str, str] | None:
    old, new = row.changes.get("standing", [None, None])
    words = dict(RollCall.Standing.choices)
    return (words.get(old, words["none"]), words[new]) if new in words else None


def _decisions(roll_call: RollCall, row: Ledger) -> list[Decision]:
    """The differences between sources that were decided with this change and not again since."""
    before = Ledger.objects.about(roll_call).filter(version__lt=row.version).order_by("-pk").first()
    decided = Conflict.objects.about(roll_call).filter(
        field__startswith=BALLOT, decided_at__lte=row.at
    )
    if before is not None:
        decided = decided.filter(decided_at__gt=before.at)
    return [
        Decision(each.label, _word(each.chosen_value), each.reason)
        for each in decided.order_by("label")
    ]


def _unpublished(user: Any, roll_call: RollCall) -> list[Unpublished]:
    """What stands between readers and the result, in the order in which it is published."""
    records: list[tuple[str, Publishable]] = [
        ("Publish the text", roll_call.resolution),
        ("Publish the vote", roll_call),
    ]
    if roll_call.accepted_reading:
        records.append(("Publish the source", roll_call.accepted_reading.source))
    return [
        Unpublished(words, _publishing(record) if may(user, "publish", record) else "")
        for words, record in records
        if record.state != Publishable.State.PUBLISHED
    ]


def _publishing(record: Publishable) -> str:
    opts = record._meta
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_standing")
    return f"{address}?{urlencode({'to': 'publish', 'record': str(record.public_id)})}"
