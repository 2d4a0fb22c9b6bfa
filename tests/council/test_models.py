"""Seats, names and sessions in the database: what can never be false, and the loader."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from kb.council.lookup import entitled_on, seats_on
from kb.council.models import Body, Group, Seat, SeatSuspension, Session, State, StateName
from kb.council.services import load_reference
from kb.records.models import Ledger
from kb.records.services import save_record

pytestmark = pytest.mark.django_db


def hrc() -> Body:
    return Body.objects.get(code="hrc")


def test_loading_the_reference_data_again_changes_nothing():
    assert {each.created for each in load_reference()} == {0}


def test_a_row_that_staff_changed_is_kept_unless_asked_to_replace_it():
    State.objects.filter(code="FJI").update(name="Viti")

    load_reference()
    assert State.objects.get(code="FJI").name == "Viti"

    load_reference(replace=True)
    assert State.objects.get(code="FJI").name == "Fiji"


def test_what_the_loader_replaces_stands_in_the_history():
    fiji = State.objects.get(code="FJI")
    fiji.name = "Viti"
    save_record(fiji, by=None)
    StateName.objects.filter(state=fiji, name="Fidji").update(until=date(2020, 1, 1))

    load_reference(replace=True)

    of_the_state, of_its_name = Ledger.objects.about(fiji).order_by("pk")[1:]
    assert of_the_state.changes == {"name": ["Viti", "Fiji"]}
    (change,) = of_its_name.changes.values()
    assert [("until 2020-01-01" in words) for words in change] == [True, False]
    assert State.objects.get(code="FJI").version == of_its_name.version == 4


def test_the_loader_leaves_versions_alone_where_nothing_differs():
    fiji = State.objects.get(code="FJI")
    fiji.version, fiji.public_id = 7, uuid4()
    fiji.save()

    load_reference(replace=True)

    assert State.objects.get(code="FJI").version == 7
    assert not Ledger.objects.exists()


def test_the_loader_refuses_a_file_that_contradicts_what_staff_changed():
    seat = Seat.objects.filter(state__code="CHN").order_by("since").first()
    Seat.objects.filter(pk=seat.pk).update(until=seat.since)
    next_day = seat.since + timedelta(days=1)
    Seat.objects.create(body=seat.body, state=seat.state, since=next_day, until=next_day)

    with pytest.raises(CommandError, match="China already has a seat in this time"):
        call_command("load_reference", replace=True)


def test_the_loader_says_what_it_kept(capsys):
    State.objects.filter(code="FJI").update(name="Viti")

    call_command("load_reference")

    assert "States: 0 new, 199 as before, 1 kept as staff changed them" in capsys.readouterr().out


def test_on_the_day_of_43_21_the_council_has_47_seats_by_group():
    groups = [seat.group.code for seat in seats_on(date(2020, 6, 22), hrc()).values()]

    counts = {code: groups.count(code) for code in set(groups)}
    assert counts == {
        "AFRICAN": 13,
        "ASIA_PACIFIC": 13,
        "EASTERN_EUROPEAN": 6,
        "GRULAC": 8,
        "WEOG": 7,
    }


def test_a_suspended_seat_counts_as_a_seat_but_not_as_entitled():
    day = date(2011, 6, 17)

    assert "LBY" in seats_on(day, hrc())
    assert "LBY" not in entitled_on(day, hrc())


def test_a_seat_that_overlaps_another_of_the_same_state_is_refused():
    seat = _seat("CHN", date(2018, 1, 1), date(2018, 12, 31))

    with pytest.raises(ValidationError, match="already has a seat"):
        seat.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        seat.save()


def test_a_seat_cannot_be_moved_over_another_one():
    first = Seat.objects.filter(state__code="CHN").order_by("since").first()

    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.filter(pk=first.pk).update(until=date(2026, 12, 31))


def test_a_seat_beside_another_of_the_same_state_is_accepted():
    seat = _seat("CHN", date(2031, 1, 1), date(2033, 12, 31))

    seat.full_clean()
    seat.save()

    assert "CHN" in seats_on(date(2031, 1, 1), hrc())


def test_a_seat_does_not_end_before_it_begins():
    seat = _seat("CHN", date(2033, 1, 1), date(2031, 12, 31))

    with pytest.raises(ValidationError, match="last day cannot come before the first"):
        seat.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        seat.save()


def test_a_suspension_does_not_end_before_it_begins():
    seat = Seat.objects.filter(state__code="CHN").first()
    suspension = SeatSuspension(seat=seat, since=date(2020, 2, 1), until=date(2020, 1, 1))

    with pytest.raises(ValidationError, match="last day cannot come before the first"):
        suspension.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        suspension.save()


def test_a_code_of_a_state_is_three_capital_letters():
    state = State(code="fj", kind="member", name="Viti", tile_name="Viti")

    with pytest.raises(ValidationError, match="three capital letters"):
        state.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        state.save()


def test_a_name_without_a_date_is_known_once():
    known = StateName.objects.filter(state__code="FJI", since=None).first()
    again = StateName(state=known.state, language=known.language, name=known.name, kind=known.kind)

    with pytest.raises(ValidationError, match="already known"):
        again.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_a_session_is_recorded_once():
    session = Session(body=hrc(), code="hrc43b", label="43rd", kind="regular", number=43)

    with pytest.raises(ValidationError, match="already recorded"):
        session.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        session.save()


def _seat(code: str, since: date, until: date) -> Seat:
    return Seat(
        body=hrc(),
        state=State.objects.get(code=code),
        group=Group.objects.get(code="ASIA_PACIFIC"),
        since=since,
        until=until,
    )
