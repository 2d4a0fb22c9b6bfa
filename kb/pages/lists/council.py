"""The lists of sessions and States."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone

from kb.council.filters import COUNCIL, SessionFilters, StateFilters
from kb.council.models import Group, GroupMembership, Seat, Session, State, during
from kb.pages.lists.kinds import Lines, ListedLine, PublicList, facts
from kb.pages.parts.shown import Link, counted, day_words, span_words
from kb.search.keyset import Key, newest_first
from statements.models import Statement
from votes.models import Resolution, RollCall


def _sessions(at: datetime) -> "QuerySet[Session]":
    return Session.objects.select_related("body")


def _session_lines(sessions: Sequence[Session], filters: SessionFilters, at: datetime) -> Lines:
    """Three queries for what they hold."""
    texts = _number_by(Resolution.objects.published(at), "session", sessions)
    votes = _number_by(RollCall.objects.published(at), "resolution__session", sessions)
    statements = _number_by(Statement.objects.published(at), "session", sessions)
    return Lines(
        "lines",
        [
            _session(each, texts.get(each.pk, 0), votes.get(each.pk, 0), statements.get(each.pk, 0))
            for each in sessions
        ],
    )


def _number_by(rows: "QuerySet", column: str, sessions: Sequence[Session]) -> dict[int, int]:
    found = rows.filter(**{f"{column}__in": sessions}).order_by()
    return dict(found.values_list(column).annotate(number=Count("pk")))


def _session(session: Session, texts: int, votes: int, statements: int) -> ListedLine:
    chosen = f"?session={session.code}"
    return ListedLine(
        title=str(session) if session.body.code == COUNCIL else f"{session}, {session.body}",
        url=session.get_absolute_url(),
        facts=facts(
            _days(session),
            Link(counted(texts, "text"), reverse("resolutions") + chosen),
            Link(counted(votes, "vote"), reverse("votes") + chosen),
            Link(counted(statements, "statement"), reverse("statements") + chosen),
        ),
    )


def _days(session: Session) -> str:
    """A special session is often one day long."""
    if session.starts_on and session.starts_on == session.ends_on:
        return day_words(session.starts_on)
    return span_words(session.starts_on, session.ends_on)


SESSIONS = PublicList(
    name="sessions",
    title="Sessions",
    one="session",
    many="sessions",
    about="Regular, special and other sessions, the newest first, with the texts, votes and "
    "statements on record.",
    nothing_yet="No session is on record yet.",
    filters=SessionFilters,
    keys=(newest_first("starts_on"), Key("code")),
    rows=_sessions,
    lines=_session_lines,
)


def _states(at: datetime) -> "QuerySet[State]":
    return State.objects.all()


def _state_lines(states: Sequence[State], filters: StateFilters, at: datetime) -> Lines:
    """Two queries. Groups and seats are those of the day that was chosen, else of today."""
    today = timezone.localdate(at)
    day = filters.record("member_on") or today
    members = GroupMembership.objects.filter(
        during(day), state__in=states, group__kind=Group.Kind.REGIONAL
    )
    groups = {each.state_id: each.group for each in members.select_related("group")}
    seats = Seat.objects.filter(body__code=COUNCIL, state__in=states).order_by("since")
    held: dict[int, list[Seat]] = {}
    for each in seats:
        held.setdefault(each.state_id, []).append(each)
    return Lines(
        "lines",
        [_state(each, groups, _seat(held.get(each.pk, ()), day, today)) for each in states],
    )


def _state(state: State, groups: Mapping[int, Group], seat: str) -> ListedLine:
    is_member = state.kind == State.Kind.MEMBER
    kind = "" if is_member else state.get_kind_display()
    group = groups.get(state.pk)
    return ListedLine(
        title=state.name,
        url=state.get_absolute_url(),
        facts=facts(kind, group.name if group else "", seat),
    )


def _seat(seats: Iterable[Seat], day: date, today: date) -> str:
    """Whether it sits on the Council on that day; for today also when it last did or first will."""
    past, coming = "", ""
    for seat in seats:
        if seat.since <= day and (seat.until is None or seat.until >= day):
            return f"member of the Council {span_words(seat.since, seat.until)}"
        if seat.until and seat.until < day:
            past = f"last on the Council until {day_words(seat.until)}"
        elif not coming:
            coming = f"on the Council from {day_words(seat.since)}"
    return (coming or past) if day == today else ""


STATES = PublicList(
    name="states",
    title="States",
    one="State",
    many="States",
    about="States by name, with their regional group and their seat on the Human Rights Council. "
    "Each has a page with how it voted, where it moved, and what was asked of it.",
    nothing_yet="No State is on record yet.",
    filters=StateFilters,
    keys=(Key("name"), Key("code")),
    rows=_states,
    lines=_state_lines,
    beside=(("agreement", "Who votes with whom"), ("groups", "Groups")),
)
