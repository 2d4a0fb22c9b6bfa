"""Bodies, sessions, States, groups and seats out of a bundle, in place of what was loaded here."""

from typing import Any

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
from kb.exchange.bundle.known import Known, day, words
from kb.exchange.bundle.reading import Bundle
from kb.exchange.documents.council import BODIES, GROUPS, SEATS, SESSIONS, STATES
from kb.records.services import remove_record

# What stands on others goes first.
REPLACED = (Seat, Session, Group, State, Body)
PLAIN = (SeatSuspension, GroupMembership, AgendaItem, StateName)


def replace_reference_data(by: Any) -> None:
    """Takes the loaded reference data away: the bundle brings its own, under its own ids."""
    for model in PLAIN:
        model.objects.all().delete()
    for model in REPLACED:
        for record in model.objects.all():
            remove_record(record, by=by, reason="Replaced by those of an imported bundle")


def add_council(bundle: Bundle, known: Known) -> None:
    """Writes all of it. Six of their kinds in as many statements."""
    _add_bodies(bundle, known)
    _add_states(bundle, known)
    _add_groups(bundle, known)
    _add_seats(bundle, known)


def _add_bodies(bundle: Bundle, known: Known) -> None:
    documents = bundle.of(BODIES)
    bodies = [
        Body(
            code=each["code"],
            name=each["name"],
            seat_count=each["seat_count"],
            since=day(each["since"]),
            until=day(each["until"]),
        )
        for each in documents
    ]
    known.add(BODIES, documents, bodies)
    items = [
        AgendaItem(body=body, **item)
        for body, each in zip(bodies, documents, strict=True)
        for item in each["agenda_items"]
    ]
    known.add_rows(items)
    known.items = {(item.body.code, item.number): item for item in items}
    documents = bundle.of(SESSIONS)
    sessions = [
        Session(
            body=known.coded(BODIES, each["body"], f"sessions[{place}].body"),
            code=each["code"],
            label=each["label"],
            kind=each["kind"],
            number=each["number"],
            starts_on=day(each["starts_on"]),
            ends_on=day(each["ends_on"]),
        )
        for place, each in enumerate(documents)
    ]
    known.add(SESSIONS, documents, sessions)


def _add_states(bundle: Bundle, known: Known) -> None:
    documents = bundle.of(STATES)
    states = [
        State(
            code=each["code"],
            alpha2=words(each["alpha2"]),
            m49=words(each["m49"]),
            kind=each["kind"],
            name=each["name"],
            tile_name=each["tile_name"],
            member_since=day(each["member_since"]),
            member_until=day(each["member_until"]),
        )
        for each in documents
    ]
    known.add(STATES, documents, states)
    known.add_rows(
        [
            StateName(
                state=state,
                name=name["name"],
                language=words(name["language"]),
                kind=name["kind"],
                since=day(name["since"]),
                until=day(name["until"]),
            )
            for state, each in zip(states, documents, strict=True)
            for name in each["names"]
        ]
    )


def _add_groups(bundle: Bundle, known: Known) -> None:
    documents = bundle.of(GROUPS)
    groups = [Group(code=e["code"], name=e["name"], kind=e["kind"]) for e in documents]
    known.add(GROUPS, documents, groups)
    known.add_rows(
        [
            GroupMembership(
                group=group,
                state=known.coded(STATES, member["state"], f"groups[{place}].members"),
                since=day(member["since"]),
                until=day(member["until"]),
            )
            for place, (group, each) in enumerate(zip(groups, documents, strict=True))
            for member in each["members"]
        ]
    )


def _add_seats(bundle: Bundle, known: Known) -> None:
    documents = bundle.of(SEATS)
    seats = [
        Seat(
            body=known.coded(BODIES, each["body"], f"seats[{place}].body"),
            state=known.coded(STATES, each["state"], f"seats[{place}].state"),
            group=known.coded(GROUPS, each["group"], f"seats[{place}].group"),
            since=day(each["since"]),
            until=day(each["until"]),
        )
        for place, each in enumerate(documents)
    ]
    known.add(SEATS, documents, seats)
    known.add_rows(
        [
            SeatSuspension(seat=seat, since=day(row["since"]), until=day(row["until"]))
            for seat, each in zip(seats, documents, strict=True)
            for row in each["suspensions"]
        ]
    )
