"""Two people with the same page open: nothing that either of them did is lost unseen."""

from datetime import date

import pytest
from django.test import Client

from kb.council.models import Seat, SeatSuspension, State, StateName
from tests.admin_forms import form_of
from tests.council.editing import address_of, opened, row_of
from tests.desk.signing_in import staff_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def first() -> Client:
    return staff_client("Records officer")


@pytest.fixture
def second() -> Client:
    return staff_client("Records officer")


def learnt(name: str) -> StateName:
    state = State.objects.get(code="FJI")
    return StateName.objects.create(state=state, name=name, kind="learnt")


def test_the_second_editor_of_a_state_sees_both_values_and_saves_on_purpose(first, second):
    fiji = State.objects.get(code="FJI")
    forms = opened(first, fiji), opened(second, fiji)

    first.post(address_of(fiji), forms[0] | {"tile_name": "Viti"})
    answer = second.post(address_of(fiji), forms[1] | {"tile_name": "Fidji"})

    assert answer.status_code == 409
    assert State.objects.get(code="FJI").tile_name == "Viti"
    page = answer.content.decode()
    assert "Viti" in page
    again = form_of(page)
    assert again["tile_name"] == "Fidji"
    assert second.post(address_of(fiji), again).status_code == 302
    assert State.objects.get(code="FJI").tile_name == "Fidji"


def test_names_that_two_editors_change_are_both_kept(first, second):
    fiji = State.objects.get(code="FJI")
    learnt("FUJI")
    learnt("FIDJY")
    forms = opened(first, fiji), opened(second, fiji)
    forms[0][row_of(forms[0], "names", "name", "FUJI") + "-until"] = "2021-01-01"
    forms[1][row_of(forms[1], "names", "name", "FIDJY") + "-until"] = "2022-02-02"

    first.post(address_of(fiji), forms[0])
    answer = second.post(address_of(fiji), forms[1])

    assert answer.status_code == 409
    assert StateName.objects.get(name="FIDJY").until is None
    second.post(address_of(fiji), form_of(answer.content.decode()))
    assert StateName.objects.get(name="FUJI").until == date(2021, 1, 1)
    assert StateName.objects.get(name="FIDJY").until == date(2022, 2, 2)


def test_a_name_that_one_changed_is_not_set_back_by_who_changed_the_state(first, second):
    fiji = State.objects.get(code="FJI")
    learnt("FUJI")
    forms = opened(first, fiji), opened(second, fiji)
    forms[0][row_of(forms[0], "names", "name", "FUJI") + "-until"] = "2021-01-01"

    first.post(address_of(fiji), forms[0])
    answer = second.post(address_of(fiji), forms[1] | {"tile_name": "Viti"})

    assert answer.status_code == 409
    second.post(address_of(fiji), form_of(answer.content.decode()))
    assert StateName.objects.get(name="FUJI").until == date(2021, 1, 1)
    assert State.objects.get(code="FJI").tile_name == "Viti"


def test_a_name_that_one_removed_does_not_break_the_page_of_the_other(first, second):
    fiji = State.objects.get(code="FJI")
    learnt("FUJI")
    forms = opened(first, fiji), opened(second, fiji)
    forms[0][row_of(forms[0], "names", "name", "FUJI") + "-DELETE"] = "on"
    forms[1][row_of(forms[1], "names", "name", "FUJI") + "-until"] = "2021-01-01"

    first.post(address_of(fiji), forms[0])
    answer = second.post(address_of(fiji), forms[1])

    assert answer.status_code in (200, 409)
    assert not StateName.objects.filter(name="FUJI").exists()


def test_the_second_editor_of_a_seat_is_stopped_and_then_saves_on_purpose(first, second):
    seat = Seat.objects.filter(state__code="CHN").order_by("since").last()
    forms = opened(first, seat), opened(second, seat)

    first.post(address_of(seat), forms[0] | {"until": "2044-01-01"})
    answer = second.post(address_of(seat), forms[1] | {"until": "2045-01-01"})

    assert answer.status_code == 409
    assert Seat.objects.get(pk=seat.pk).until == date(2044, 1, 1)
    assert second.post(address_of(seat), form_of(answer.content.decode())).status_code == 302
    assert Seat.objects.get(pk=seat.pk).until == date(2045, 1, 1)


def test_a_suspension_and_a_change_of_its_seat_are_both_kept(first, second):
    seat = Seat.objects.filter(state__code="CHN").order_by("since").last()
    SeatSuspension.objects.create(seat=seat, since=seat.since)
    forms = opened(first, seat), opened(second, seat)
    row = row_of(forms[0], "suspensions", "since", f"{seat.since:%d/%m/%Y}")

    first.post(address_of(seat), forms[0] | {f"{row}-until": "2044-01-01"})
    answer = second.post(address_of(seat), forms[1] | {"until": "2045-01-01"})

    assert answer.status_code == 409
    second.post(address_of(seat), form_of(answer.content.decode()))
    assert SeatSuspension.objects.get(seat=seat).until == date(2044, 1, 1)
    assert Seat.objects.get(pk=seat.pk).until == date(2045, 1, 1)


def test_two_seats_that_overlap_are_not_both_saved(first):
    before, after = Seat.objects.filter(state__code="CHN").order_by("since")[:2]

    answer = first.post(address_of(before), opened(first, before) | {"until": str(after.since)})

    assert answer.status_code == 200
    assert "China already has a seat in this time." in answer.content.decode()
