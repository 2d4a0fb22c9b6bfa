"""Bodies, sessions, States, groups and seats: who meets, who belongs where, who sits when."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from kb.council.filters import BodyFilters, GroupFilters, SeatFilters, SessionFilters, StateFilters
from kb.council.models import (
    AgendaItem,
    Body,
    Group,
    GroupMembership,
    Seat,
    SeatSuspension,
    Session,
    State,
    StateName,
)
from kb.exchange.documents.fields import Document, day, many, web_address, whole_number, word, words
from kb.exchange.documents.kind import Kind, Sight, day_words, head, page_url
from kb.exchange.documents.shapes import PAGE, ReferenceHead
from kb.records.models import Ledger
from kb.search.keyset import Key, newest_first

UN = "UN records"
STATE_CODE = "The State: ISO 3166-1 alpha-3, or 3166-3 for past States."
TOLD_KINDS = [kind for kind in StateName.Kind.values if kind != StateName.Kind.LEARNT]
FIRST, LAST = "First day; null if not known.", "Last day; null if it goes on."


class AgendaItemDocument(Document):
    number = whole_number("Its number.", UN)
    title = words("As the agenda prints it, in English.", UN)


class BodyDocument(ReferenceHead):
    code = words("As in addresses: hrc.", "the knowledge base")
    name = words("Its full name in English.", UN)
    seat_count = whole_number("How many seats it has; null where every member sits.", UN, null=True)
    since = day(FIRST, UN, null=True)
    until = day(LAST, UN, null=True)
    agenda_items = many(AgendaItemDocument, "Its standing agenda.", UN)


def _bodies(rows: Sequence[Body], sight: Sight) -> list[dict[str, Any]]:
    return [
        head(body, sight)
        | {
            "code": body.code,
            "name": body.name,
            "seat_count": body.seat_count,
            "since": day_words(body.since),
            "until": day_words(body.until),
            "agenda_items": [
                {"number": item.number, "title": item.title} for item in body.agenda_items.all()
            ],
        }
        for body in rows
    ]


def _all_bodies(at: datetime) -> "QuerySet[Body]":
    items = AgendaItem.objects.order_by("number")
    return Body.objects.prefetch_related(Prefetch("agenda_items", items))


BODIES = Kind(
    name="bodies",
    one="body",
    about="Bodies that vote, with their standing agenda.",
    model=Body,
    shape=BodyDocument,
    rows=_all_bodies,
    documents=_bodies,
    filters=BodyFilters,
    keys=(Key("name"), Key("code")),
    named_by="code",
)


class SessionDocument(ReferenceHead):
    url = web_address(PAGE, "the knowledge base")
    body = words("The code of the body that meets.", UN)
    code = words("As in addresses: hrc43.", "the knowledge base")
    label = words("As people say it: 43rd session.", UN)
    kind = word("Sessions of each kind are numbered apart.", Session.Kind.values, UN)
    number = whole_number("Its number among sessions of its kind.", UN)
    starts_on = day("First day; null if not known yet.", UN, null=True)
    ends_on = day("Last day, resumed parts included; null if not known.", UN, null=True)


def _sessions(rows: Sequence[Session], sight: Sight) -> list[dict[str, Any]]:
    return [
        head(session, sight)
        | {
            "url": page_url(session),
            "body": session.body.code,
            "code": session.code,
            "label": session.label,
            "kind": session.kind,
            "number": session.number,
            "starts_on": day_words(session.starts_on),
            "ends_on": day_words(session.ends_on),
        }
        for session in rows
    ]


SESSIONS = Kind(
    name="sessions",
    one="session",
    about="Regular, special and other sessions, the newest first.",
    model=Session,
    shape=SessionDocument,
    rows=lambda at: Session.objects.select_related("body"),
    documents=_sessions,
    filters=SessionFilters,
    keys=(newest_first("starts_on"), Key("code")),
    named_by="code",
)


class Dated(Document):
    since = day(FIRST, UN, null=True)
    until = day(LAST, UN, null=True)


class StateNameDocument(Dated):
    name = words("The spelling, as a source prints it.", "printed sources")
    language = words("en, fr, es, ru, zh, ar; null where it is none.", "printed sources", null=True)
    kind = word("What kind of name it is.", TOLD_KINDS, "the knowledge base")


class StateDocument(ReferenceHead):
    url = web_address(PAGE, "the knowledge base")
    code = words("ISO 3166-1 alpha-3, or 3166-3 for past States.", "ISO 3166")
    alpha2 = words("ISO 3166-1 alpha-2.", "ISO 3166", null=True)
    m49 = words("UN M49, three digits.", "UN Statistics Division", null=True)
    kind = word("Its standing in the UN.", State.Kind.values, UN)
    name = words("The UN short name in English.", "UN Terminology Database")
    tile_name = words("A short form, at most 20 characters.", "the knowledge base")
    member_since = day("Day of admission to the UN; null if never a member.", UN, null=True)
    member_until = day("Last day as a member; null if it still is one.", UN, null=True)
    names = many(StateNameDocument, "Every name under which a source may print it.", UN)


def _states(rows: Sequence[State], sight: Sight) -> list[dict[str, Any]]:
    learnt = _learnt(rows)
    return [
        head(state, sight)
        | {
            "version": state.version - learnt[state.public_id],
            "url": page_url(state),
            "code": state.code,
            "alpha2": state.alpha2 or None,
            "m49": state.m49 or None,
            "kind": state.kind,
            "name": state.name,
            "tile_name": state.tile_name,
            "member_since": day_words(state.member_since),
            "member_until": day_words(state.member_until),
            "names": [
                _days(name)
                | {"name": name.name, "language": name.language or None, "kind": name.kind}
                for name in state.names.all()
            ],
        }
        for state in rows
    ]


def _learnt(rows: Sequence[State]) -> Counter[UUID]:
    """How often staff learnt a name of each: a version that says so would tell of its source."""
    saves = Ledger.objects.filter(record__in=[row.public_id for row in rows], action="name learnt")
    return Counter(saves.values_list("record", flat=True))


def _days(row: Any) -> dict[str, str | None]:
    return {"since": day_words(row.since), "until": day_words(row.until)}


def _all_states(at: datetime) -> "QuerySet[State]":
    # What staff learnt may come from a source that is not public.
    names = StateName.objects.exclude(kind=StateName.Kind.LEARNT)
    names = names.order_by("language", "name", "kind", "since")
    return State.objects.prefetch_related(Prefetch("names", names))


STATES = Kind(
    name="states",
    one="State",
    about="States, those that no longer exist included, with every name that sources print.",
    model=State,
    shape=StateDocument,
    rows=_all_states,
    documents=_states,
    filters=StateFilters,
    keys=(Key("name"), Key("code")),
    named_by="code",
)


class MemberDocument(Dated):
    state = words(STATE_CODE, UN)


class GroupDocument(ReferenceHead):
    code = words("As in files and filters, such as GRULAC.", "the knowledge base")
    name = words("Its full name in English.", UN)
    kind = word(
        "Seats are held for regional groups; States choose political groups themselves.",
        Group.Kind.values,
        UN,
    )
    members = many(MemberDocument, "Who belonged to it, and when.", "the group's own records")


def _groups(rows: Sequence[Group], sight: Sight) -> list[dict[str, Any]]:
    return [
        head(group, sight)
        | {
            "code": group.code,
            "name": group.name,
            "kind": group.kind,
            "members": [_days(row) | {"state": row.state.code} for row in group.memberships.all()],
        }
        for group in rows
    ]


def _all_groups(at: datetime) -> "QuerySet[Group]":
    members = GroupMembership.objects.select_related("state").order_by("state__code", "since")
    return Group.objects.prefetch_related(Prefetch("memberships", members))


GROUPS = Kind(
    name="groups",
    one="group",
    about="Regional and political groups, and who belonged to them when.",
    model=Group,
    shape=GroupDocument,
    rows=_all_groups,
    documents=_groups,
    filters=GroupFilters,
    keys=(Key("name"), Key("code")),
    named_by="code",
)


class SeatDocument(ReferenceHead):
    body = words("The code of the body.", UN)
    state = words(STATE_CODE, UN)
    group = words("The regional group for which it was elected.", UN, null=True)
    since = day("First day of the membership.", UN)
    until = day(LAST, UN, null=True)
    suspensions = many(Dated, "When its rights were suspended.", UN)


def _seats(rows: Sequence[Seat], sight: Sight) -> list[dict[str, Any]]:
    return [
        head(seat, sight)
        | {
            "body": seat.body.code,
            "state": seat.state.code,
            "group": seat.group.code if seat.group else None,
            "since": day_words(seat.since),
            "until": day_words(seat.until),
            "suspensions": [_days(row) for row in seat.suspensions.all()],
        }
        for seat in rows
    ]


def _all_seats(at: datetime) -> "QuerySet[Seat]":
    suspensions = SeatSuspension.objects.order_by("since")
    seats = Seat.objects.select_related("body", "state", "group")
    return seats.prefetch_related(Prefetch("suspensions", suspensions))


SEATS = Kind(
    name="seats",
    one="seat",
    about="Seats: one State's membership of one body, from one day to another.",
    model=Seat,
    shape=SeatDocument,
    rows=_all_seats,
    documents=_seats,
    filters=SeatFilters,
    keys=(Key("since", date.fromisoformat, is_descending=True), Key("public_id", UUID)),
    named_by="public_id",
)
