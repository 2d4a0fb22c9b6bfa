"""Brings the shipped reference files into the database, as often as one likes."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models, transaction

from kb.council import reference
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
from kb.records.models import Record
from kb.records.parts import in_words, part_change
from kb.records.services import BOOKKEEPING, save_record

# Plain rows, and the record of each in whose ledger rows their changes stand.
HEADS = {AgendaItem: "body", GroupMembership: "group", SeatSuspension: "seat", StateName: "state"}


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one file: rows created, rows as they should be, rows that staff changed."""

    kind: str
    created: int
    unchanged: int
    kept: tuple[str, ...]


@transaction.atomic
def load_reference(*, replace: bool = False) -> list[Loaded]:
    """Create what the database does not have yet.

    A row that differs from the file was changed by staff, or by a newer file: it is kept and
    named, or set to the file's values with `replace`, which stands in the ledger. Nothing is ever
    deleted. Raises ValidationError where the file contradicts a row that staff changed.
    """
    loaded = [_bring(rows, key, replace) for rows, key in _first_files()]
    loaded += [_bring(rows, key, replace) for rows, key in _files_of_states()]
    loaded.append(_bring(_suspensions(), ("seat", "since"), replace))
    return loaded


Rows = tuple[list[models.Model], tuple[str, ...]]


def _first_files() -> list[Rows]:
    """Files that point to nothing, or to what Django creates in the same breath."""
    states = [
        State(
            code=row.code,
            alpha2=row.alpha2,
            m49=row.m49,
            kind=row.kind,
            name=row.name,
            tile_name=row.tile_name,
            member_since=row.member_since,
            member_until=row.member_until,
        )
        for row in reference.states()
    ]
    groups = [Group(code=row.code, name=row.name, kind=row.kind) for row in reference.groups()]
    bodies = [
        Body(code=row.code, name=row.name, seat_count=row.seats, since=row.since, until=row.until)
        for row in reference.bodies()
    ]
    return [(states, ("code",)), (groups, ("code",)), (bodies, ("code",))]


def _files_of_states() -> list[Rows]:
    states, groups, bodies = _by_code(State), _by_code(Group), _by_code(Body)
    names = [
        StateName(
            state=states[row.code],
            language=row.language,
            name=row.name,
            kind=row.kind,
            since=row.since,
            until=row.until,
        )
        for row in reference.names()
    ]
    memberships = [
        GroupMembership(
            group=groups[row.group], state=states[row.state], since=row.since, until=row.until
        )
        for row in reference.group_members()
    ]
    sessions = [
        Session(
            body=bodies[row.body],
            code=row.code,
            label=row.label,
            kind=row.kind,
            number=row.number,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
        )
        for row in reference.sessions()
    ]
    items = [
        AgendaItem(body=bodies[row.body], number=row.number, title=row.title)
        for row in reference.agenda_items()
    ]
    seats = [
        Seat(
            body=bodies[row.body],
            state=states[row.state],
            group=groups[row.group] if row.group else None,
            since=row.since,
            until=row.until,
        )
        for row in reference.seats()
    ]
    return [
        (names, ("state", "language", "name", "kind", "since")),
        (memberships, ("group", "state", "since")),
        (sessions, ("code",)),
        (items, ("body", "number")),
        (seats, ("body", "state", "since")),
    ]


def _suspensions() -> list[models.Model]:
    found = []
    for row in reference.suspensions():
        seat = Seat.objects.on(row.since).get(body__code=row.body, state__code=row.state)
        found.append(SeatSuspension(seat=seat, since=row.since, until=row.until))
    return found


def _by_code(model: type[models.Model]) -> dict[str, models.Model]:
    return {each.code: each for each in model._default_manager.all()}


def _bring(rows: Iterable[models.Model], key: tuple[str, ...], replace: bool) -> Loaded:
    """Match rows with those stored by `key`; create, keep or replace."""
    rows = list(rows)
    model = type(rows[0])
    columns = _columns(model)
    keys = [model._meta.get_field(name).attname for name in key]
    stored = {_values(each, keys): each for each in model._default_manager.all()}
    fresh, kept, unchanged = [], [], 0
    for row in rows:
        old = stored.get(_values(row, keys))
        if old is None:
            fresh.append(row)
        elif _values(old, columns) == _values(row, columns):
            unchanged += 1
        elif replace:
            _replace(old, dict(zip(columns, _values(row, columns), strict=True)))
        else:
            kept.append(str(old))
    model._default_manager.bulk_create(fresh, batch_size=500)
    return Loaded(model._meta.verbose_name_plural, len(fresh), unchanged, tuple(kept))


def _replace(row: models.Model, values: dict[str, object]) -> None:
    before = in_words(row)
    for column, value in values.items():
        setattr(row, column, value)
    reason = "As in the shipped reference files."
    if isinstance(row, Record):
        save_record(row, by=None, reason=reason)
    else:
        row.full_clean()
        row.save(force_update=True)
        head = getattr(row, HEADS[type(row)])
        save_record(head, by=None, reason=reason, details=part_change(row, before))


def _columns(model: type[models.Model]) -> list[str]:
    """What a file may say of a row: without our own keys and versions."""
    fields = model._meta.concrete_fields
    return [field.attname for field in fields if field.name not in BOOKKEEPING]


def _values(row: models.Model, columns: Iterable[str]) -> tuple[object, ...]:
    return tuple(getattr(row, column) for column in columns)
