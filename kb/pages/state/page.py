"""The State page: what it is, where it sat, how it voted, where it moved, what was asked of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from kb.council.models import GroupMembership, Seat, State, StateName
from kb.pages.parts.frames import PageHead, page_head
from kb.pages.parts.named import text_symbol
from kb.pages.parts.shown import Fact, Link, day_words, span_words
from kb.pages.parts.texts import ListedText, listed_text
from kb.pages.state.asked import AskedOfState, asked_of
from kb.pages.state.facts import Record, record_of
from kb.pages.state.record import (
    LATEST,
    ShownRecord,
    ShownSwitches,
    VotedLine,
    latest_votes,
    shown_record,
    shown_switches,
    tally_of,
)
from votes.models import Resolution, Sponsorship

COUNCIL = "the Human Rights Council"


@dataclass(frozen=True, slots=True)
class ShownSeat:
    """`suspended` are the days without the rights of membership, in words."""

    body: str
    group: str
    dates: str
    suspended: list[str]


@dataclass(frozen=True, slots=True)
class StatePage:
    """What `pages/state.html` prints. `standing` says what it is to the Council today."""

    head: PageHead
    title: str
    standing: str
    facts: list[Fact]
    record: ShownRecord | None
    latest: list[VotedLine]
    agreement_url: str
    switches: ShownSwitches | None
    asked: AskedOfState
    asks_url: str
    sponsored: list[ListedText]
    sponsored_url: str
    seats: list[ShownSeat]


def state_page(state: State, at: datetime) -> StatePage:
    """The number of queries does not grow with the record."""
    seats = list(
        Seat.objects.filter(state=state)
        .select_related("body", "group")
        .prefetch_related("suspensions")
        .order_by("-since")
    )
    record = record_of(state, seats, at)
    standing = _standing(state, seats, timezone.localdate(at))
    return StatePage(
        head=_head(state, record, standing, at),
        title=state.name,
        standing=standing,
        facts=_facts(state),
        record=shown_record(state, record),
        latest=latest_votes(record, at),
        agreement_url=reverse("agreement-state", args=[state.code.lower()]),
        switches=shown_switches(state, record, at),
        asked=asked_of(state, seats, at),
        asks_url=f"{reverse('asks')}?state={state.code.lower()}",
        sponsored=_sponsored(state, at),
        sponsored_url=f"{reverse('resolutions')}?sponsor={state.code.lower()}",
        seats=[_seat(seat) for seat in seats],
    )


def _standing(state: State, seats: Sequence[Seat], today: date) -> str:
    """A sentence about its seat on the Council, without the full stop; its latest seat first."""
    seat = next((each for each in seats if each.body.code == "hrc"), None)
    if seat and seat.since > today:
        return f"elected to {COUNCIL} from {day_words(seat.since)}"
    if seat and seat.until and seat.until < today:
        return f"was a member of {COUNCIL} until {day_words(seat.until)}"
    if seat:
        return f"member of {COUNCIL}{f' until {day_words(seat.until)}' if seat.until else ''}"
    if state.kind == State.Kind.PAST:
        return f"no longer exists; it never had a seat on {COUNCIL}"
    return f"never had a seat on {COUNCIL}"


def _seat(seat: Seat) -> ShownSeat:
    return ShownSeat(
        body=str(seat.body),
        group=str(seat.group or ""),
        dates=span_words(seat.since, seat.until),
        suspended=[span_words(each.since, each.until) for each in seat.suspensions.all()],
    )


def _facts(state: State) -> list[Fact]:
    """Two queries."""
    kinds = [StateName.Kind.FORMAL, StateName.Kind.FORMER]
    names = StateName.objects.filter(state=state, language="en", kind__in=kinds)
    # With a full stop it is an abbreviation that some source prints.
    names = names.exclude(name__contains=".").order_by(F("until").desc(nulls_first=True), "name")
    by_kind: dict[str, list[str]] = {}
    for each in names:
        by_kind.setdefault(each.kind, []).append(_dated(each.name, each.since, each.until))
    memberships = GroupMembership.objects.filter(state=state).select_related("group")
    for each in memberships.order_by("group__name", "since"):
        name = _dated(each.group.name, each.since, each.until)
        by_kind.setdefault(each.group.kind, []).append(name)
    facts = [
        Fact("Standing", "" if state.kind == State.Kind.MEMBER else state.get_kind_display()),
        Fact("UN member", span_words(state.member_since, state.member_until)),
        Fact("Formal name", "; ".join(by_kind.get(StateName.Kind.FORMAL, []))),
        Fact("Former names", "; ".join(by_kind.get(StateName.Kind.FORMER, []))),
        Fact("Regional group", "; ".join(by_kind.get("regional", []))),
        Fact("Other groups", "; ".join(by_kind.get("political", []))),
    ]
    return [fact for fact in facts if fact.value]


def _dated(name: str, since: date | None, until: date | None) -> str:
    dates = span_words(since, until)
    return f"{name} ({dates})" if dates else name


def _sponsored(state: State, at: datetime) -> list[ListedText]:
    """The newest; those that await their action before them. One query."""
    rows = Sponsorship.objects.filter(Resolution.visible_at(at, "resolution__"), state=state)
    rows = rows.select_related("resolution").annotate(text_symbol=text_symbol())
    rows = rows.order_by(F("resolution__acted_on").desc(nulls_first=True), "text_symbol")
    return [
        listed_text(each.resolution, symbol=each.text_symbol, note=each.get_role_display())
        for each in rows[:LATEST]
    ]


def _head(state: State, record: Record, standing: str, at: datetime) -> PageHead:
    counted = tally_of(record)
    said = f"voted on {counted.voted} of {counted.total}, {counted.words}"
    answer = f"{state.name}: {said if counted.total else standing}"
    return page_head(
        state.get_absolute_url(),
        head_title=answer,
        description=f"{answer}. Its seats, its votes, where it changed its position, what it "
        "sponsored, and what was asked of it.",
        breadcrumbs=[Link("States", reverse("states")), Link(state.name)],
        cited_as=answer,
        at=at,
    )
